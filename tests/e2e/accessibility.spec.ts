// Every screen of the road for people who do not see it, or do not use a mouse.
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, test } from '@playwright/test';
import { openDevice, type ShownDevice } from '../support/device.ts';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { makePhotoLibrary } from '../support/photoLibrary.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { DeviceRobot } from './robots.ts';

test.skip(chromiumIsMissing(), howToGetChromium);

test.describe('Accessibility', () => {
  let workplace: TemporaryFolder;
  let device: ShownDevice;
  let robot: DeviceRobot;

  test.beforeEach(async ({ browser }, info) => {
    workplace = await temporaryFolder('accessibility');
    const folder = join(workplace.path, 'library');
    await makePhotoLibrary(folder, 12);
    device = await openDevice('web', { folder, home: join(workplace.path, 'home'), browser });
    const colorScheme = info.title.includes('dark') ? 'dark' : 'light';
    await device.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    robot = new DeviceRobot(device.page);
    await robot.tester.expectScanned();
  });

  test.afterEach(async () => {
    await device?.close();
    await workplace?.[Symbol.asyncDispose]();
  });

  async function expectNoViolations(where: string): Promise<void> {
    const { violations } = await new AxeBuilder({ page: device.page }).setLegacyMode().analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const told = serious.map(({ id, nodes }) => `${where}: ${id}: ${nodes.map(({ target }) => target).join(', ')}`);
    expect(told).toEqual([]);
  }

  for (const theme of ['light', 'dark']) {
    test(`every screen is sound in ${theme}`, async () => {
      await expect(robot.screen.getByRole('button', { name: 'Gallery', exact: true })).toBeVisible();
      await expectNoViolations('launcher');
      const gallery = await robot.launch('Gallery');
      await expect(gallery.root).toBeVisible();
      await expectNoViolations('gallery');
      await gallery.askForPhotos();
      await expect(robot.permissionDialog.root).toBeVisible();
      await expectNoViolations('permission dialog');
      await robot.permissionDialog.press('Allow limited access');
      await robot.photoPicker.select(2);
      await expectNoViolations('photo picker');
      await robot.photoPicker.confirm('Allow (2)');
      await expect(gallery.rows).toHaveCount(2);
      await expectNoViolations('gallery with photos');
    });
  }

  for (const skin of ['U-legacy', 'U-managed', 'Modern'] as const) {
    test(`${skin}: the whole road without a mouse`, async () => {
      const { page } = device;
      await robot.tester.useSkin(skin);
      const press = async (key: string, times = 1) => {
        for (let i = 0; i < times; i++) await page.keyboard.press(key);
      };
      /** Tab until that has the focus: it must be reachable, and not behind a hundred others. */
      const tabTo = async (target: Locator) => {
        await expect(target).toBeVisible();
        for (let i = 0; i < 40; i++) {
          if (await target.evaluate((element) => element === document.activeElement)) return;
          await press('Tab');
        }
        throw new Error(`The Tab key does not reach ${await target.textContent()}.`);
      };
      const button = (name: string | RegExp) => robot.screen.getByRole('button', { name, exact: true });
      // From the tester's side of the window to the device.
      await press('F6');
      await tabTo(button('Gallery'));
      await press('Enter');
      await tabTo(button('Allow access to photos'));
      await press('Enter');
      await expect(robot.permissionDialog.root).toBeVisible();
      await tabTo(robot.permissionDialog.buttons.first());
      await press('Enter');
      const picker = robot.photoPicker;
      await tabTo(picker.items.first());
      await press('Space');
      await press('ArrowRight');
      await press('Space');
      await press('ArrowDown');
      await press('Space');
      await expect(picker.selected).toHaveCount(3);
      await tabTo(button(/^(Allow \(3\)|Done)$/));
      await press('Enter');
      await expect(robot.app('Gallery').rows).toHaveCount(3);
    });
  }

  test('Escape is Back, and the focus returns to where the question came from', async () => {
    const gallery = await robot.launch('Gallery');
    await gallery.askForPhotos();
    await expect(robot.permissionDialog.root).toBeVisible();
    await device.page.keyboard.press('Escape');
    await expect(robot.permissionDialog.root).toBeHidden();
    await expect(gallery.root.getByRole('button', { name: 'Allow access to photos' })).toBeFocused();
  });
});
