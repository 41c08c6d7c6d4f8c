// The phone around the apps, and the panel beside it.
import { expect, test } from './drawn.ts';

test('Home sends an app to the background, and its screen is as it was when it comes back', async ({ drawn }) => {
  const { page } = drawn;
  await drawn.launch();
  await page.getByRole('button', { name: 'Home', exact: true }).click();
  await expect(page.locator('.launcher')).toBeVisible();
  await expect(page.locator('.app-window')).toBeHidden();
  await page.getByRole('button', { name: 'Recents' }).click();
  await page.locator('.recents-card').click();
  await expect(page.locator('.app-window')).toBeVisible();
});

test('the screen of an app that was killed is gone', async ({ drawn }) => {
  await drawn.launch();
  await drawn.page.getByRole('button', { name: 'Kill' }).click();
  await expect(drawn.page.locator('.app-window')).toHaveCount(0);
  await expect(drawn.page.locator('.launcher')).toBeVisible();
});

test('the overview lies over a question, which is as it was when the overview goes', async ({ drawn }) => {
  const { page, picker } = drawn;
  await drawn.openPicker();
  await drawn.cells.nth(1).click();
  await page.getByRole('button', { name: 'Recents' }).click();
  await expect(page.locator('.recents-card')).toBeVisible();
  await expect(picker).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page.locator('.recents-card')).toHaveCount(0);
  await expect(picker.getByRole('button', { name: 'Allow (1)' })).toBeVisible();
  await page.getByRole('button', { name: 'Recents' }).click();
  await page.locator('.recents-card').click();
  await expect(picker.getByRole('gridcell', { selected: true })).toHaveCount(1);
  await page.keyboard.press('Escape');
  await drawn.expectAnswer(null);
});

test('the Back button answers what is on top', async ({ drawn }) => {
  await drawn.openPicker();
  await drawn.page.locator('.navigation-bar').getByRole('button', { name: 'Back' }).click();
  await drawn.expectAnswer(null);
});

test('a device that is gone is told in words, with a way back', async ({ drawn }) => {
  await drawn.page.evaluate(() => window.pullThePlug());
  await expect(drawn.page.getByRole('alert')).toContainText('The device is not running.');
  await expect(drawn.page.getByRole('button', { name: 'Retry' })).toBeVisible();
});

test('a factory reset asks first', async ({ drawn }) => {
  const { page } = drawn;
  const confirm = page.getByRole('dialog', { name: 'Reset the device?' });
  await page.getByRole('button', { name: 'Factory reset…' }).click();
  await confirm.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.locator('.launcher-app')).toHaveCount(1);
  await page.getByRole('button', { name: 'Factory reset…' }).click();
  await confirm.getByRole('button', { name: 'Reset', exact: true }).click();
  await expect(page.locator('.launcher-app')).toHaveCount(0);
});

test('the theme of the device is its own', async ({ drawn }) => {
  await drawn.page.getByLabel('Theme').selectOption('dark');
  await expect(drawn.page.locator('.device-screen')).toHaveAttribute('data-theme', 'dark');
  await expect(drawn.page.locator('html')).toHaveAttribute('data-theme', 'light');
});

test('in a small window the phone is smaller and nothing is cut off', async ({ drawn }) => {
  await drawn.page.setViewportSize({ width: 800, height: 600 });
  const height = async () => (await drawn.page.locator('.device-frame').boundingBox())?.height;
  await expect.poll(height).toBeLessThanOrEqual(600);
  const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  await expect.poll(() => drawn.page.evaluate(overflow)).toBe(0);
  await drawn.launch();
});

test('a line of the journal opens to the whole call', async ({ drawn }) => {
  await drawn.launch();
  await drawn.page.locator('.journal-line', { hasText: 'query' }).first().click();
  await expect(drawn.page.locator('.journal-details')).toContainText('content://media/external/file');
  await drawn.page.getByLabel('Filter the log').fill('nothing like it');
  await expect(drawn.page.locator('.journal-line')).toHaveCount(0);
});
