// Sizes and places of Android's own layouts, in dp; the phone is drawn at 1 CSS px per dp.
import { join } from 'node:path';
import { expect, type Locator, test } from '@playwright/test';
import { openDevice, type ShownDevice } from '../support/device.ts';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { makePhotoLibrary } from '../support/photoLibrary.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { DeviceRobot } from './robots.ts';

test.skip(chromiumIsMissing(), howToGetChromium);

type Box = Readonly<{ x: number; y: number; width: number; height: number }>;

async function boxOf(locator: Locator): Promise<Box> {
  const box = await locator.boundingBox();
  if (box === null) throw new Error('It is not on the screen.');
  return box;
}

const cornersOf = (locator: Locator) =>
  locator.evaluate((element) => {
    const { borderTopLeftRadius, borderTopRightRadius, borderBottomRightRadius, borderBottomLeftRadius } =
      getComputedStyle(element);
    return [borderTopLeftRadius, borderTopRightRadius, borderBottomRightRadius, borderBottomLeftRadius].join(' ');
  });

/** Whether text sticks out of its own element. */
const isClipped = (locator: Locator) =>
  locator.evaluate(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) => {
    return scrollWidth > clientWidth + 1 || scrollHeight > clientHeight + 1;
  });

/** A finger is 48 dp: that far around the middle of each target, a tap is a tap on it. */
async function expectFingerSized(targets: Locator): Promise<void> {
  for (const target of await targets.filter({ visible: true }).all()) {
    const missed = await target.evaluate((element) => {
      const { x, y, width, height } = element.getBoundingClientRect();
      const reach = 23;
      const around = [
        [0, -reach],
        [0, reach],
        [-reach, 0],
        [reach, 0],
      ] as const;
      return around.filter(([dx, dy]) => {
        const hit = document.elementFromPoint(x + width / 2 + dx, y + height / 2 + dy);
        return hit !== element && !element.contains(hit);
      }).length;
    });
    expect.soft(missed, await target.evaluate((element) => element.outerHTML.slice(0, 120))).toBe(0);
  }
}

let workplace: TemporaryFolder;
let device: ShownDevice;
let robot: DeviceRobot;

test.beforeAll(async ({ browser }) => {
  workplace = await temporaryFolder('geometry');
  const folder = join(workplace.path, 'library');
  await makePhotoLibrary(folder, 24);
  device = await openDevice('web', { folder, home: join(workplace.path, 'home'), browser });
  await device.page.emulateMedia({ reducedMotion: 'reduce' });
  robot = new DeviceRobot(device.page);
  await robot.tester.expectScanned();
  const gallery = await robot.launch('Gallery');
  await gallery.askForPhotos();
  await expect(robot.permissionDialog.root).toBeVisible();
  // Words have their sizes when their letters are there.
  await device.page.evaluate(() => document.fonts.ready.then(() => undefined));
});

test.afterAll(async () => {
  await device?.close();
  await workplace?.[Symbol.asyncDispose]();
});

test.describe('Permission dialog', () => {
  test('a column of three buttons', async () => {
    const { root, buttons } = robot.permissionDialog;
    await expect(buttons).toHaveCount(3);
    const dialog = await boxOf(root);
    const [first, second, third] = await Promise.all([0, 1, 2].map((i) => boxOf(buttons.nth(i))));
    if (!first || !second || !third) throw new Error('Three buttons have three boxes.');
    for (const button of [first, second, third]) {
      expect.soft(button.height).toBeCloseTo(56, 1);
      expect.soft(button.x - dialog.x).toBeCloseTo(24, 1);
      expect.soft(dialog.x + dialog.width - button.x - button.width).toBeCloseTo(24, 1);
    }
    expect.soft(second.y - first.y - first.height).toBeCloseTo(4, 1);
    expect.soft(third.y - second.y - second.height).toBeCloseTo(4, 1);
    expect.soft(dialog.y + dialog.height - third.y - third.height).toBeCloseTo(24, 1);
    expect.soft(await cornersOf(buttons.nth(0))).toBe('12px 12px 4px 4px');
    expect.soft(await cornersOf(buttons.nth(1))).toBe('4px 4px 4px 4px');
    expect.soft(await cornersOf(buttons.nth(2))).toBe('4px 4px 12px 12px');
  });

  test('the icon above the question, the dialog in the middle', async () => {
    const { root } = robot.permissionDialog;
    const icon = await boxOf(root.locator('svg').first());
    const title = await boxOf(root.getByRole('heading'));
    expect.soft([icon.width, icon.height]).toEqual([32, 32]);
    expect.soft(title.y - icon.y - icon.height).toBeCloseTo(12, 1);
    const [dialog, screen] = [await boxOf(root), await boxOf(device.page.locator('.device-screen'))];
    expect.soft(dialog.x + dialog.width / 2).toBeCloseTo(screen.x + screen.width / 2, 0);
    expect.soft(dialog.y + dialog.height / 2).toBeCloseTo(screen.y + screen.height / 2, 0);
  });

  test('with letters twice as large every button is reached by scrolling', async () => {
    await robot.tester.setFontSize(200);
    const { root, buttons } = robot.permissionDialog;
    const screen = await boxOf(device.page.locator('.device-screen'));
    for (let i = 0; i < 3; i++) {
      await buttons.nth(i).scrollIntoViewIfNeeded();
      const button = await boxOf(buttons.nth(i));
      expect.soft(button.y).toBeGreaterThanOrEqual(screen.y);
      expect.soft(button.y + button.height).toBeLessThanOrEqual(screen.y + screen.height);
      expect.soft(await isClipped(buttons.nth(i))).toBe(false);
    }
    expect.soft(await isClipped(root.getByRole('heading'))).toBe(false);
    await robot.tester.setFontSize(100);
  });

  test('every target is large enough for a finger', async () => {
    await expectFingerSized(robot.permissionDialog.buttons);
  });
});

test.describe('Photo picker for an app', () => {
  test.beforeAll(async () => {
    await robot.permissionDialog.press('Allow limited access');
    await expect(robot.photoPicker.items.first()).toBeVisible();
  });

  test('every target is large enough for a finger', async () => {
    await expectFingerSized(robot.photoPicker.root.getByRole('button'));
    await expectFingerSized(robot.photoPicker.root.getByRole('tab'));
  });

  test('a sheet up to the status bar that cannot collapse', async () => {
    const sheet = await boxOf(robot.photoPicker.root);
    const screen = await boxOf(device.page.locator('.device-screen'));
    const statusBar = await boxOf(device.page.locator('.status-bar'));
    expect.soft([screen.width, screen.height]).toEqual([412, 915]);
    expect.soft(sheet.y).toBeCloseTo(statusBar.y + statusBar.height, 0);
    expect.soft(sheet.width).toBeCloseTo(412, 1);
    expect.soft(await cornersOf(robot.photoPicker.root)).toBe('28px 28px 0px 0px');
    const bar = await boxOf(robot.photoPicker.root.locator('.sheet-drag-bar'));
    expect.soft([bar.width, bar.height]).toEqual([32, 4]);
    expect.soft(bar.y - sheet.y).toBeCloseTo(16, 1);
    expect.soft(bar.x + bar.width / 2).toBeCloseTo(sheet.x + sheet.width / 2, 1);
    await expect(robot.photoPicker.root).toHaveAttribute('data-state', 'expanded');
  });

  test('tabs are pills', async () => {
    const tab = robot.photoPicker.root.getByRole('tab', { name: 'Photos' });
    const { width, height } = await boxOf(tab);
    expect.soft([width, height]).toEqual([96, 36]);
    expect.soft(await cornersOf(tab)).toBe('12px 12px 12px 12px');
  });

  test('three square cells to a line with 3 between', async () => {
    const boxes = await Promise.all([0, 1, 2, 3].map((i) => boxOf(robot.photoPicker.items.nth(i))));
    const [a, b, c, d] = boxes;
    if (!a || !b || !c || !d) throw new Error('Four cells have four boxes.');
    for (const cell of boxes) {
      expect.soft(cell.width).toBeCloseTo((412 - 2 * 3) / 3, 0);
      expect.soft(cell.height).toBeCloseTo(cell.width, 0);
    }
    expect.soft([b.y, c.y]).toEqual([a.y, a.y]);
    expect.soft(b.x - a.x - a.width).toBeCloseTo(3, 0);
    expect.soft(d.y).toBeGreaterThan(a.y);
    const screen = await boxOf(device.page.locator('.device-screen'));
    expect.soft(a.x).toBeCloseTo(screen.x, 0);
  });

  test('headers and bottom bar have their heights; the bar is there with nothing selected', async () => {
    const header = await boxOf(
      robot.photoPicker.root
        .getByText('Recent', { exact: true })
        .locator('xpath=ancestor-or-self::*[@role="row" or contains(@class, "header")][1]'),
    );
    expect.soft(header.height).toBeGreaterThanOrEqual(56);
    const confirm = robot.photoPicker.root.getByRole('button', { name: 'Allow none' });
    await expect(confirm).toBeVisible();
    const bar = await boxOf(robot.photoPicker.root.locator('.bottom-bar'));
    expect.soft(bar.height).toBeCloseTo(72, 1);
    await robot.photoPicker.select(1);
    await expect(robot.photoPicker.root.getByRole('button', { name: 'Allow (1)' })).toBeVisible();
    const viewSelected = await boxOf(robot.photoPicker.root.getByRole('button', { name: 'View selected' }));
    const allow = await boxOf(robot.photoPicker.root.getByRole('button', { name: 'Allow (1)' }));
    expect.soft(allow.x).toBeGreaterThanOrEqual(viewSelected.x + viewSelected.width);
  });
});
