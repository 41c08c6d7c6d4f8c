// What a dialog keeps while its task is not in front: everything, as a stopped activity does on Android.
import { type Drawn, expect, test } from './drawn.ts';
import { grantAsk } from './fakeAsks.ts';

const goHome = ({ page }: Drawn) => page.getByRole('button', { name: 'Home', exact: true }).click();
const comeBack = ({ page }: Drawn, label = 'Gallery') => page.locator('.launcher-app', { hasText: label }).click();
const grid = ({ page }: Drawn) => page.locator('.picker-page[data-shown="true"] .photo-grid-scroller');
const scrolled = (drawn: Drawn) => grid(drawn).evaluate(({ scrollTop }) => scrollTop);

test('a picker comes back with its place, its selection and its focus', async ({ drawn }) => {
  const { page, picker } = drawn;
  await drawn.openPicker({ skin: 'Modern' });
  await grid(drawn).evaluate((scroller) => scroller.scrollTo(0, 900));
  const cell = picker.locator('[data-index="25"]');
  await cell.click();
  await expect(cell).toHaveAttribute('aria-selected', 'true');
  const place = await scrolled(drawn);
  expect(place).toBeGreaterThan(500);
  await goHome(drawn);
  await expect(picker).toBeHidden();
  await expect(page.getByRole('gridcell')).toHaveCount(0);
  // Nobody of the picker hears these.
  await page.keyboard.press('Escape');
  await page.keyboard.press('Space');
  await comeBack(drawn);
  await expect(cell).toBeFocused();
  await expect(cell).toHaveAttribute('aria-selected', 'true');
  expect(await scrolled(drawn)).toBe(place);
  expect(await page.evaluate(() => window.answers)).toEqual([]);
  await page.keyboard.press('Escape');
  await drawn.expectAnswer(null);
});

test('Back leads out of what is open in a picker that came back, from the inside out', async ({ drawn }) => {
  const { page, picker } = drawn;
  await drawn.openPicker({ skin: 'U-managed' });
  await picker.getByRole('tab', { name: 'Albums' }).click();
  await picker.locator('.album').first().click();
  await expect(picker.locator('.picker-album-title')).toBeVisible();
  await drawn.cells.nth(2).focus();
  await page.keyboard.press('Enter');
  const preview = page.locator('.preview');
  await expect(preview).toBeVisible();
  await goHome(drawn);
  await expect(preview).toBeHidden();
  await comeBack(drawn);
  await expect(preview).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(preview).toHaveCount(0);
  await expect(picker.locator('.picker-album-title')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(picker.getByRole('tab', { name: 'Albums', selected: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await drawn.expectAnswer(null);
});

test('two apps ask at once: each sees its own question, and Back answers the one in front', async ({ drawn }) => {
  const { page, picker } = drawn;
  const other = 'com.example.other';
  await drawn.openPicker();
  await drawn.cells.nth(3).click();
  await page.evaluate(
    async ({ ask, manifest }) => {
      await window.fakeDevice.tester.install(manifest);
      await window.fakeDevice.tester.launch(manifest.packageName);
      void window.fakeDevice.show('grantPermissions', ask);
    },
    {
      ask: grantAsk(other, false),
      manifest: { packageName: other, label: 'Other', targetSdk: 34, usesPermissions: [] },
    },
  );
  const question = page.locator('.grant-dialog');
  await expect(question).toBeVisible();
  await expect(picker).toBeHidden();
  await goHome(drawn);
  await expect(question).toBeHidden();
  await comeBack(drawn);
  await expect(picker.getByRole('gridcell', { selected: true })).toHaveCount(1);
  await expect(question).toBeHidden();
  await goHome(drawn);
  await comeBack(drawn, 'Other');
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  expect(await page.evaluate(() => window.answers)).toEqual([]);
});

test('the document picker comes back in its folder, with what was chosen', async ({ drawn }) => {
  await drawn.openDocuments({ allowMultiple: true });
  await drawn.openRoot('Downloads');
  await drawn.document('song.mp3').click({ delay: 700 });
  await expect(drawn.documents.getByText('1 selected')).toBeVisible();
  await goHome(drawn);
  await expect(drawn.documents).toBeHidden();
  await comeBack(drawn);
  await expect(drawn.documents.getByText('1 selected')).toBeVisible();
});

test('the picker of Settings stays with Settings, and goes with it', async ({ drawn }) => {
  const { page, picker, settings } = drawn;
  await drawn.openPermission('Photos and videos');
  await settings.getByRole('radio', { name: 'Allow limited access' }).click();
  await settings.getByRole('button', { name: 'Edit selected photos for this app' }).click();
  await drawn.cells.nth(1).click();
  await goHome(drawn);
  await expect(picker).toBeHidden();
  await comeBack(drawn);
  await expect(page.getByRole('region', { name: 'Gallery' })).toBeVisible();
  await expect(picker).toBeHidden();
  await page.getByRole('button', { name: 'Recents' }).click();
  await page.locator('.recents-card', { hasText: 'Settings' }).click();
  await expect(picker.getByRole('gridcell', { selected: true })).toHaveCount(1);
  await page.getByRole('button', { name: 'Recents' }).click();
  await page.getByRole('button', { name: 'Clear all' }).click();
  await expect(picker).toHaveCount(0);
});
