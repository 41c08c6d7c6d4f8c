// What the device tells while it works: its status bar, its shade, its quick settings; and its home and overview.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './drawn.ts';

const SCAN = { state: 'scanning', indexed: 3_000, total: 12_000, files: 12_000, rate: 300, remaining: 30 } as const;

const shadeOf = (page: Page) => page.getByRole('dialog', { name: 'Notifications and quick settings' });

const scan = (page: Page) => page.evaluate((volume) => window.fakeDevice.become({}, volume), SCAN);

test('a scan is told with its numbers, and made to wait from there', async ({ drawn: { page } }) => {
  await expect(page.getByRole('button', { name: '10:30, no notifications' })).toBeVisible();
  await scan(page);
  const bar = page.getByRole('button', { name: '10:30, one notification' });
  await expect(bar.locator('.status-bar-start svg')).toHaveCount(1);
  await bar.click();
  const shade = shadeOf(page);
  await expect(shade).toBeFocused();
  const notice = shade.getByRole('listitem').filter({ hasText: 'Indexing Internal shared storage' });
  await expect(notice).toContainText('3,000 of 12,000 files · 300 files per second · 30 s left');
  await expect(notice.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25');
  for (const theme of ['light', 'dark']) {
    await page.getByLabel('Theme').selectOption(theme);
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
  await notice.getByRole('button', { name: /^Pause/ }).click();
  await expect(shade).toContainText('Indexing Internal shared storage is paused');
  await shade.getByRole('button', { name: /^Resume/ }).click();
  await expect(shade).not.toContainText('is paused');
  await page.evaluate(() => window.fakeDevice.become({}, { state: 'ready' }));
  await expect(shade).toContainText('No notifications');
});

test('a folder that is gone, one that is written through and other work are told, warnings first', async ({
  drawn: { page },
}) => {
  await page.evaluate(() => {
    window.fakeDevice.become({ work: { name: 'saving', done: 3, total: 12 } }, { writeThrough: true });
    window.fakeDevice.loseDisk();
  });
  await page.getByRole('button', { name: '10:30, 3 notifications' }).click();
  const items = shadeOf(page).getByRole('list', { name: 'Notifications' }).getByRole('listitem');
  await expect(items.nth(0)).toContainText('There is no undo. /home/me/Pictures');
  await expect(items.nth(1)).toContainText('/home/me/Pictures is empty and was not: its disk is not mounted any more.');
  await expect(items.nth(2)).toContainText('Saving a snapshot');
  await expect(items.nth(2)).toContainText('3 of 12 files');
});

test('the shade is pulled down and pushed up, Back and Home close it, and the focus goes back', async ({ drawn }) => {
  const { page } = drawn;
  const shade = shadeOf(page);
  const box = await page.locator('.status-bar').boundingBox();
  const middle = (box?.x ?? 0) + 60;
  await page.mouse.move(middle, (box?.y ?? 0) + 10);
  await page.mouse.down();
  await page.mouse.move(middle, (box?.y ?? 0) + 60, { steps: 3 });
  await page.mouse.up();
  await expect(shade).toBeVisible();
  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await expect(shade).toHaveCount(0);
  await drawn.launch();
  await page.locator('.device-screen').getByRole('button', { name: 'Pick a photo' }).focus();
  await page.keyboard.press('Alt+Shift+N');
  await expect(shade).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(shade.getByRole('button', { name: /^Dark theme/ })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(shade.getByRole('button', { name: 'Close notifications' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(shade).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Gallery' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Pick a photo' })).toBeFocused();
});

test('the tiles are the settings of the panel', async ({ drawn: { page } }) => {
  await page.keyboard.press('Alt+Shift+N');
  const shade = shadeOf(page);
  const screen = page.locator('.device-screen');
  await shade.getByRole('button', { name: /^Dark theme/ }).click();
  await expect(screen).toHaveAttribute('data-theme', 'dark');
  await expect(page.getByLabel('Theme')).toHaveValue('dark');
  await shade.getByRole('button', { name: /^Font size/ }).click();
  await expect(shade).toContainText('115 %');
  await shade.getByRole('button', { name: /^Right to left/ }).click();
  await expect(screen).toHaveAttribute('dir', 'rtl');
  const landscape = shade.getByRole('button', { name: /^Landscape/ });
  await landscape.click();
  await expect(landscape).toHaveAttribute('aria-pressed', 'true');
  await expect(shade).toBeVisible();
});

const installMany = (page: Page) =>
  page.evaluate(async () => {
    for (let i = 10; i < 50; i++) {
      const packageName = `com.example.app${i}`;
      await window.fakeDevice.tester.install({ packageName, label: `App ${i}`, targetSdk: 34, usesPermissions: [] });
    }
  });

test('more apps than fit are scrolled to, within the width of any screen', async ({ drawn: { page } }) => {
  await installMany(page);
  const launcher = page.locator('.launcher');
  for (const size of ['phone', 'smallPhone', 'tablet']) {
    await page.getByRole('combobox', { name: 'Device profile' }).selectOption(size);
    const overflow = await launcher.evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(overflow).toBe(0);
  }
  await page.getByRole('combobox', { name: 'Device profile' }).selectOption('smallPhone');
  await launcher.getByRole('button', { name: 'App 49' }).click({ button: 'right' });
  const menu = page.getByRole('menu', { name: 'App 49' });
  const [inner, outer] = [await menu.boundingBox(), await launcher.boundingBox()];
  expect(inner?.x).toBeGreaterThanOrEqual(outer?.x ?? 0);
  expect((inner?.x ?? 0) + (inner?.width ?? 0)).toBeLessThanOrEqual((outer?.x ?? 0) + (outer?.width ?? 0));
  await page.keyboard.press('Escape');
  await expect(menu).toHaveCount(0);
  await expect(launcher.getByRole('button', { name: 'App 49' })).toBeFocused();
});

test('a task is pushed away, deleted or cleared: its activity ends, then its process', async ({ drawn }) => {
  const { page } = drawn;
  const recents = page.getByRole('region', { name: 'Recent apps' });
  const open = () => page.getByRole('button', { name: 'Recents' }).click();
  await drawn.launch();
  await open();
  const card = recents.locator('.recents-card');
  const box = await card.boundingBox();
  const at = { x: (box?.x ?? 0) + 50, y: (box?.y ?? 0) + 200 };
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x, at.y - 30, { steps: 3 });
  await page.mouse.up();
  await expect(recents).toBeVisible();
  await expect(card).toHaveCount(1);
  await page.mouse.move(at.x, at.y);
  await page.mouse.down();
  await page.mouse.move(at.x, at.y - 150, { steps: 3 });
  await page.mouse.up();
  await expect(card).toHaveCount(0);
  await expect(recents).toContainText('No recent items');
  await expect(recents).toBeFocused();
  await expect(page.locator('.app-window')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await drawn.launch();
  await open();
  await card.press('Delete');
  await expect(card).toHaveCount(0);
  await page.keyboard.press('Escape');
  await drawn.launch();
  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await open();
  await expect(card).toHaveCount(2);
  await recents.getByRole('button', { name: 'Clear all' }).click();
  await expect(page.locator('.launcher')).toBeVisible();
  await open();
  await expect(recents).toContainText('No recent items');
});
