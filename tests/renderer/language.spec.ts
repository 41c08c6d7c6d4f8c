// Languages nobody speaks: what has a key is drawn in them, and what is drawn stays whole.
import { expect, test } from './drawn.ts';

const XA = /^\[.*\]$/;

test('en-XA: the screens of the device are accented and longer, and nothing is cut off', async ({ drawn }) => {
  const { page } = drawn;
  await drawn.launch();
  await page.getByRole('button', { name: 'Allow access to photos' }).click();
  const dialog = page.locator('.grant-dialog');
  await expect(dialog.getByRole('heading')).toHaveText(/^Allow Gallery to access photos/);
  await page.getByRole('combobox', { name: 'Language' }).selectOption('en-XA');
  await expect(dialog.getByRole('heading')).toHaveText(/^\[Åļļöŵ »Gallery« ţö åççéšš .* one two three/);
  await expect(dialog.getByRole('heading').locator('b')).toHaveText('Gallery');
  for (const button of await dialog.getByRole('button').all()) {
    await expect(button).toHaveText(XA);
    expect(await button.evaluate((element) => element.scrollWidth - element.clientWidth)).toBeLessThanOrEqual(0);
  }
  await page.keyboard.press('Escape');
  await page.locator('.navigation-bar').getByRole('button', { name: '[Ĥöḿé one]' }).click();
  await page.getByRole('button', { name: '[Ŕéçéñţš one two]' }).click();
  await expect(page.locator('.recents-clear')).toHaveText(XA);
  await page.reload();
  await expect(page.locator('.launcher-icon').last()).toHaveText('[Šéţţîñĝš one two]');
  await page.getByRole('combobox', { name: 'Language' }).selectOption('en-US');
  await expect(page.locator('.launcher-icon').last()).toHaveText('Settings');
});

test('a title in the new language leaves the focus where the language is chosen', async ({ drawn }) => {
  const { page, settings } = drawn;
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(settings.getByRole('heading', { level: 1, name: 'Apps' })).toBeFocused();
  const language = page.getByRole('combobox', { name: 'Language' });
  await language.focus();
  await language.selectOption('en-XA');
  await expect(page.locator('.settings-title')).toHaveText(XA);
  await expect(language).toBeFocused();
});

test('ar-XB: the device is mirrored, the panel is not', async ({ drawn: { page } }) => {
  await page.getByRole('combobox', { name: 'Language' }).selectOption('ar-XB');
  await expect(page.locator('.device-screen')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('.launcher-icon').last()).toHaveText('\u200f\u202eSettings\u202c\u200f');
  await expect(page.getByRole('main')).not.toContainText('\u202e');
  const [back, home] = await Promise.all(
    [0, 1].map((place) => page.locator('.navigation-bar button').nth(place).boundingBox()),
  );
  expect(back?.x).toBeGreaterThan(home?.x ?? 0);
});

test('what is drawn already takes the new language on: photos and documents', async ({ drawn }) => {
  const language = drawn.page.getByRole('combobox', { name: 'Language' });
  await drawn.openPicker();
  await expect(drawn.cells.first()).toHaveAccessibleName(/^Photo taken on/);
  await language.selectOption('en-XA');
  await expect(drawn.cells.first()).toHaveAccessibleName(/^\[Þĥöţö/);
  await drawn.picker.getByRole('tab').nth(1).click();
  // Of a device; the albums of a cloud are called as their provider calls them.
  await expect(drawn.picker.locator('.album-name').first()).toHaveText(XA);
});
