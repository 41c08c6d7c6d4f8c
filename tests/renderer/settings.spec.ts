// The device's Settings: where a user goes behind an app's back.
import { type Drawn, expect, test } from './drawn.ts';

const PHOTOS = 'Photos and videos';
const EDIT = 'Edit selected photos for this app';

const boxOf = async (drawn: Drawn, selector: string) => {
  const box = await drawn.settings.locator(selector).boundingBox();
  if (box === null) throw new Error(`${selector} is not on the screen.`);
  return box;
};

test('from the launcher to the page of a group, and back up page by page', async ({ drawn }) => {
  const { page, settings } = drawn;
  const title = (name: string) => settings.getByRole('heading', { level: 1, name });
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(title('Apps')).toBeFocused();
  await settings.getByRole('button', { name: 'Gallery' }).click();
  await expect(title('App info')).toBeFocused();
  await settings.getByRole('button', { name: 'Permissions' }).click();
  await expect(settings.getByRole('region', { name: 'Allowed', exact: true })).toContainText('No permissions allowed');
  await settings.getByRole('button', { name: PHOTOS }).click();
  await expect(title(`${PHOTOS} permission`)).toBeFocused();
  const back = page.locator('.navigation-bar').getByRole('button', { name: 'Back' });
  await back.click();
  await expect(title('App permissions')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(title('App info')).toBeFocused();
  await settings.getByRole('button', { name: 'Navigate up' }).click();
  await expect(title('Apps')).toBeFocused();
  await back.click();
  await expect(page.locator('.launcher')).toBeVisible();
});

test('the menu of an icon opens its App info without a mouse', async ({ drawn }) => {
  const { page } = drawn;
  await page.locator('.launcher-app').focus();
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: 'App info' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.locator('.launcher-app')).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await page.keyboard.press('Enter');
  await expect(drawn.settings.getByRole('heading', { name: 'App info' })).toBeFocused();
});

test('an app in front is left for Settings, and covers Settings when it comes back', async ({ drawn }) => {
  const { page, settings } = drawn;
  await drawn.launch();
  await page.getByRole('button', { name: 'App info' }).click();
  await expect(settings).toBeVisible();
  await expect(page.locator('[data-process="BACKGROUND"]').first()).toBeVisible();
  await page.getByRole('button', { name: 'Recents' }).click();
  await page.locator('.recents-card', { hasText: 'Gallery' }).click();
  await expect(settings).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Gallery' })).toBeVisible();
  await page.getByRole('button', { name: 'Recents' }).click();
  await page.locator('.recents-card', { hasText: 'Settings' }).click();
  await expect(settings.getByRole('heading', { name: 'App info' })).toBeVisible();
});

test('the pencil is there while limited is checked, and opens the picker over Settings', async ({ drawn }) => {
  const { settings, picker } = drawn;
  await drawn.openPermission(PHOTOS);
  const radio = (name: string) => settings.getByRole('radio', { name });
  await expect(settings.getByRole('radio')).toHaveText(['Always allow all', 'Allow limited access', 'Don’t allow']);
  await expect(radio('Don’t allow')).toBeChecked();
  await expect(settings.getByRole('button', { name: EDIT })).toHaveCount(0);
  await radio('Allow limited access').click();
  await expect(radio('Allow limited access')).toBeChecked();
  await expect(picker).toHaveCount(0);
  await settings.getByRole('button', { name: EDIT }).dblclick();
  await expect(picker).toBeVisible();
  await drawn.page.keyboard.press('Escape');
  await expect(picker).toHaveCount(0);
  await expect(settings.getByRole('button', { name: EDIT })).toBeFocused();
});

test('arrow keys move between the choices, and only a press chooses', async ({ drawn }) => {
  const { page, settings } = drawn;
  await drawn.openPermission(PHOTOS);
  await expect(settings.getByRole('heading', { level: 1 })).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(settings.getByRole('radio', { name: 'Don’t allow' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(settings.getByRole('radio', { name: 'Always allow all' })).toBeFocused();
  await expect(settings.getByRole('radio', { name: 'Don’t allow' })).toBeChecked();
  await page.keyboard.press(' ');
  await expect(settings.getByRole('radio', { name: 'Always allow all' })).toBeChecked();
});

test('what else a choice changes is asked before it is taken over', async ({ drawn }) => {
  const { page, settings } = drawn;
  await drawn.openPermission('Music and audio');
  const question = page.getByRole('alertdialog', { name: 'Access to photos and videos will also be allowed' });
  await settings.getByRole('radio', { name: 'Allow', exact: true }).click();
  await question.getByRole('button', { name: 'Back' }).click();
  await expect(settings.getByRole('radio', { name: 'Don’t allow' })).toBeChecked();
  await settings.getByRole('radio', { name: 'Allow', exact: true }).click();
  await expect(question).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await settings.getByRole('radio', { name: 'Allow', exact: true }).click();
  await question.getByRole('button', { name: 'Confirm' }).click();
  await expect(settings.getByRole('radio', { name: 'Allow', exact: true })).toBeChecked();
});

test('a page shows what changed elsewhere', async ({ drawn }) => {
  await drawn.openPermission(PHOTOS);
  await drawn.page.evaluate(() =>
    window.fakeDevice.settings.change('android.permission-group.READ_MEDIA_VISUAL', 'ALLOW'),
  );
  await expect(drawn.settings.getByRole('radio', { name: 'Always allow all' })).toBeChecked();
});

test('switches: an unused app, and special access', async ({ drawn }) => {
  const { settings } = drawn;
  await drawn.openAppInfo();
  const unused = settings.getByRole('switch', { name: 'Pause app activity if unused' });
  await expect(unused).toBeChecked();
  await unused.click();
  await expect(unused).not.toBeChecked();
  await settings.getByRole('button', { name: 'All files access' }).click();
  await settings.getByRole('switch', { name: 'Gallery' }).click();
  await expect(settings.getByRole('switch', { name: 'Gallery' })).toBeChecked();
  await settings.getByRole('button', { name: 'Navigate up' }).click();
  await expect(settings.getByRole('button', { name: 'All files access' })).toContainText('Allowed');
});

test('geometry of the page of a group', async ({ drawn }) => {
  await drawn.openPermission(PHOTOS);
  await drawn.settings.getByRole('radio', { name: 'Allow limited access' }).click();
  await expect(drawn.settings.getByRole('button', { name: EDIT })).toBeVisible();
  const circles = drawn.settings.locator('.settings-radio-circle');
  const [all, limited, deny] = await Promise.all([0, 1, 2].map((i) => circles.nth(i).boundingBox()));
  if (!all || !limited || !deny) throw new Error('Three choices have three circles.');
  for (const circle of [all, limited, deny]) expect([circle.width, circle.height]).toEqual([20, 20]);
  expect(limited.y - all.y).toBeCloseTo(56, 1);
  expect(deny.y - limited.y).toBeCloseTo(56, 1);
  const pencil = await boxOf(drawn, '.settings-edit button');
  expect([pencil.width, pencil.height]).toEqual([48, 48]);
  expect(pencil.y + 24).toBeCloseTo(limited.y + 10, 0);
  expect((await boxOf(drawn, '.settings-edit-divider')).width).toBe(1);
  const screen = await drawn.page.locator('.device-screen').boundingBox();
  expect(pencil.x + 48).toBeCloseTo((screen?.x ?? 0) + 412 - 24, 0);
});

test('with letters twice as large nothing is cut off', async ({ drawn }) => {
  await drawn.page.getByLabel('Font size').selectOption('2');
  await drawn.openPermission(PHOTOS);
  await drawn.settings.getByRole('radio', { name: 'Allow limited access' }).click();
  const clipped = await drawn.settings
    .locator('h1, h2, [role="radio"], .settings-link')
    .evaluateAll((all) => all.filter((one) => one.scrollWidth > one.clientWidth + 1).map(({ className }) => className));
  expect(clipped).toEqual([]);
  await drawn.settings.getByRole('button', { name: 'See all Gallery permissions' }).click();
  await expect(drawn.settings.getByRole('heading', { name: 'App permissions' })).toBeFocused();
});

test('right to left, the pencil is on the left', async ({ drawn }) => {
  await drawn.page.getByLabel('Layout direction').selectOption('rtl');
  await drawn.openPermission(PHOTOS);
  await drawn.settings.getByRole('radio', { name: 'Allow limited access' }).click();
  const pencil = await boxOf(drawn, '.settings-edit button');
  const circle = await drawn.settings.locator('.settings-radio-circle').nth(1).boundingBox();
  expect(pencil.x).toBeLessThan(circle?.x ?? 0);
});
