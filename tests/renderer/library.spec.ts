// The library beside what an app sees of it, and the SQL that ran.
import type { Locator, Page } from '@playwright/test';
import { type Drawn, expect, test } from './drawn.ts';

const row = (page: Page, id: number): Locator => page.locator(`.library-line[data-id="${id}"]`);

async function openLibrary({ page }: Drawn): Promise<void> {
  await page.getByRole('tab', { name: 'Library' }).click();
  await expect(row(page, 90)).toBeVisible();
}

test('each row says whether the app sees it, and why', async ({ drawn }) => {
  const { page } = drawn;
  await openLibrary(drawn);
  await expect(page.locator('.library-counts')).toHaveText('Images: 90 held, 12 visible to Gallery');
  await expect(row(page, 84).getByRole('gridcell').last()).toHaveText(
    'VisibleThe user selected it for com.example.gallery (generation 12).',
  );
  await expect(row(page, 90)).toContainText('Hidden');
  await expect(row(page, 90)).toContainText('READ_MEDIA_VISUAL_USER_SELECTED');
  await page.getByRole('checkbox', { name: 'Hidden only' }).check();
  await expect(row(page, 84)).toHaveCount(0);
  await expect(row(page, 83)).toBeVisible();
  await page.getByLabel('As seen by').selectOption('The provider itself');
  await expect(page.getByRole('status')).toContainText('Nothing is hidden from a plain query.');
});

test('a name is searched for, and nothing found is told', async ({ drawn }) => {
  const { page } = drawn;
  await openLibrary(drawn);
  await page.getByLabel('Name', { exact: true }).fill('000077');
  await expect(page.locator('.library-line[data-id]')).toHaveCount(1);
  await page.getByLabel('Name', { exact: true }).fill('no such photo');
  await expect(page.getByRole('status')).toContainText('No row has “no such photo” in its name.');
});

test('a hundred thousand rows: few exist, the end of what is loaded brings more, the keyboard goes on', async ({
  drawn,
}) => {
  const { page } = drawn;
  await page.evaluate(() => window.fakeDevice.setLibraryCount(100_000));
  await page.getByRole('tab', { name: 'Library' }).click();
  await expect(page.locator('.library-counts')).toContainText('10,000+ held');
  await expect(row(page, 100_000)).toBeVisible();
  expect(await page.locator('.library-line[data-id]').count()).toBeLessThan(40);
  await row(page, 100_000).focus();
  for (const id of [99_901, 99_801, 99_701]) {
    await page.keyboard.press('End');
    await expect(row(page, id)).toBeFocused();
  }
  await page.keyboard.press('ArrowUp');
  await expect(row(page, 99_702)).toBeFocused();
  await page.keyboard.press('Home');
  await expect(row(page, 100_000)).toBeFocused();
  expect(await page.locator('.library-line[data-id]').count()).toBeLessThan(40);
  const asked = await page.evaluate(() => window.fakeDevice.library.asked.length);
  expect(asked).toBeLessThan(12);
});

test('a row opens to all that is known of it, and the list is where it was', async ({ drawn }) => {
  const { page } = drawn;
  await openLibrary(drawn);
  await row(page, 90).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('article', { name: 'Row 89' });
  await expect(detail.getByRole('heading', { name: 'PXL_000089.jpg' })).toBeVisible();
  await expect(detail).toContainText('Hidden from com.example.gallery');
  await expect(detail.locator('[data-column="datetaken"]')).toContainText('EXIF has no DateTimeOriginal.');
  await expect(detail.locator('[data-column="owner_package_name"]')).toContainText('com.example.camera added it.');
  await expect(detail.getByRole('region', { name: 'File', exact: true })).toContainText(
    '/home/me/Pictures/DCIM/Camera/PXL_000089.jpg',
  );
  await page.keyboard.press('Escape');
  await expect(detail).toHaveCount(0);
  await expect(row(page, 89)).toBeFocused();
  await row(page, 90).click();
  await page.keyboard.press('Escape');
  await expect(row(page, 90)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(row(page, 89)).toBeFocused();
});

test('a file that is not opened any more says so in the list, and why in its row', async ({ drawn }) => {
  const { page } = drawn;
  await openLibrary(drawn);
  await expect(row(page, 88)).toContainText('not opened');
  await expect(row(page, 89)).not.toContainText('not opened');
  await row(page, 88).click();
  const detail = page.getByRole('article', { name: 'Row 88' });
  await expect(detail.getByRole('region', { name: 'In the file' })).toContainText('ended the media process twice');
});

test('what changes on the device is there without asking', async ({ drawn }) => {
  const { page } = drawn;
  await openLibrary(drawn);
  await page.evaluate(() => window.fakeDevice.setLibraryCount(91));
  await expect(row(page, 91)).toBeVisible();
  await expect(page.locator('.library-counts')).toContainText('91 held');
});

test('a device that cannot answer is told, with a way to try again', async ({ drawn }) => {
  const { page } = drawn;
  await page.evaluate(() => {
    window.fakeDevice.library.isBroken = true;
  });
  await page.getByRole('tab', { name: 'Library' }).click();
  await expect(page.getByRole('alert')).toContainText('The database is locked.');
  await page.evaluate(() => {
    window.fakeDevice.library.isBroken = false;
  });
  await page.getByRole('button', { name: 'Retry' }).click();
  await expect(row(page, 90)).toBeVisible();
});

test('in a narrow window the row covers the list, and nothing is cut off', async ({ drawn }) => {
  const { page } = drawn;
  await page.setViewportSize({ width: 740, height: 600 });
  await openLibrary(drawn);
  const overflow = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  await expect.poll(() => page.evaluate(overflow)).toBe(0);
  await row(page, 90).click();
  await expect(page.getByRole('article', { name: 'Row 90' })).toBeVisible();
  await expect(page.locator('.library-list-place')).toHaveAttribute('inert');
});

test('the SQL of an app’s queries, with parameters, rows and time', async ({ drawn }) => {
  const { page } = drawn;
  await page.getByRole('tab', { name: 'Queries' }).click();
  await expect(page.getByRole('log')).toContainText('No app has queried yet.');
  await page.evaluate(() => {
    window.fakeDevice.logQuery();
    window.fakeDevice.logQuery({ packageName: 'com.example.scanner', rows: null, thrown: 'no such column: x' });
  });
  await expect(page.locator('.query-line')).toHaveCount(2);
  await page.getByRole('log').locator('..').getByLabel('App').selectOption('com.example.gallery');
  await expect(page.locator('.query-line')).toHaveCount(1);
  await page.locator('.query-line').click();
  const details = page.locator('.journal-details');
  await expect(details).toContainText('SELECT _id, _display_name FROM files AS images');
  await expect(details).toContainText("?1 = '1000'");
  await expect(details).toContainText('50 in the cursor, 50 read');
  await expect(details).toContainText('0.42 ms');
});
