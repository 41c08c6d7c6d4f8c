// The tester's short cuts, and what an app can ask to do with what it sees.
import { expect, test } from './drawn.ts';

test('photo access without a dialog: full, limited by ids, reset', async ({ drawn }) => {
  const { page } = drawn;
  const access = page.getByRole('group', { name: 'Photo access' });
  const images = page.locator('.permissions [data-permission="android.permission.READ_MEDIA_IMAGES"]');
  await access.getByRole('button', { name: 'Full' }).click();
  await expect(images).toContainText('granted');
  await access.getByRole('textbox').fill('3, 5, x');
  await expect(access).toContainText('Ids are whole numbers');
  await expect(access.getByRole('button', { name: 'Limited' })).toBeDisabled();
  await access.getByRole('textbox').fill('3, 5, 8');
  await access.getByRole('button', { name: 'Limited' }).click();
  await expect(page.locator('[data-selected="3"]')).toBeVisible();
  await access.getByRole('button', { name: 'Reset' }).click();
  await expect(page.locator('[data-selected="0"]')).toBeVisible();
  await expect(images).toContainText('denied');
});

test('choosing on the device leads to the page with the pencil', async ({ drawn }) => {
  await drawn.page.getByRole('button', { name: 'Choose on the device' }).click();
  await expect(drawn.settings.getByRole('heading', { name: 'Photos and videos permission' })).toBeVisible();
});

test('one permission is granted and revoked', async ({ drawn }) => {
  const { page } = drawn;
  await page.getByRole('button', { name: 'Grant READ_MEDIA_VIDEO' }).click();
  await page.getByRole('button', { name: 'Revoke READ_MEDIA_VIDEO' }).click();
  await expect(page.getByRole('button', { name: 'Grant READ_MEDIA_VIDEO' })).toBeVisible();
});

test('an app gets another manifest, and mistakes in it are told', async ({ drawn }) => {
  const { page } = drawn;
  await page.getByRole('button', { name: 'Change manifest…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Manifest of Gallery' });
  const text = dialog.getByRole('textbox');
  await expect(text).toHaveValue(/"targetSdk": 34/);
  await text.fill('{ "packageName": ');
  await dialog.getByRole('button', { name: 'Update the app' }).click();
  await expect(dialog.getByRole('alert')).toContainText('JSON');
  await text.fill('{ "packageName": "com.example.other", "label": "Other", "targetSdk": 33, "usesPermissions": [] }');
  await dialog.getByRole('button', { name: 'Update the app' }).click();
  await expect(dialog.getByRole('alert')).toContainText('com.example.other');
  await dialog.getByRole('combobox').selectOption('com.example.scanner');
  await expect(text).toHaveValue(/"packageName": "com.example.gallery"/);
  await dialog.getByRole('button', { name: 'Update the app' }).click();
  await expect(dialog).toBeHidden();
  await expect(page.locator('.app-row')).toContainText('target 32');
});

test('a request to delete is answered by its buttons only', async ({ drawn }) => {
  const { page } = drawn;
  await page.getByRole('button', { name: 'Full' }).click();
  await drawn.launch();
  const app = page.getByRole('region', { name: 'Gallery' });
  await app.locator('.media-picture').nth(0).click();
  await app.locator('.media-picture').nth(1).click();
  await app.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('alertdialog', { name: 'Allow Gallery to delete 2 photos?' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await page.locator('.navigation-bar').getByRole('button', { name: 'Back' }).click();
  await page.locator('.alert-scrim').click({ position: { x: 10, y: 100 } });
  await expect(dialog).toBeVisible();
  const tile = await dialog.locator('.media-request-thumbnails li').first().boundingBox();
  expect([tile?.width, tile?.height]).toEqual([64, 64]);
  await dialog.getByRole('button', { name: 'Deny' }).click();
  await expect(app).toContainText('createDeleteRequest: RESULT_CANCELED');
  await app.locator('.media-picture').nth(1).click();
  await app.getByRole('button', { name: 'Delete' }).click();
  const one = page.getByRole('alertdialog', { name: 'Allow Gallery to delete this photo?' });
  expect((await one.locator('.media-request-picture').boundingBox())?.height).toBe(150);
  await one.getByRole('button', { name: 'Allow' }).click();
  await expect(app).toContainText('createDeleteRequest: RESULT_OK');
});
