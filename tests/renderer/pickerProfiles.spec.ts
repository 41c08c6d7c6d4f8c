// Whose photos the picker shows, the wait for those that are not on the device, and the page of the cloud media app.
import { AxeBuilder } from '@axe-core/playwright';
import { pickerUri } from '../../contract/android/mediaStore.ts';
import type { Dialogs, PickerProfile } from '../../contract/rpc/systemUi.ts';
import { type Drawn, expect, PACKAGE, test } from './drawn.ts';

type Ask = Dialogs['photoPicker']['ask'];

const PERSONAL: PickerProfile = { userId: 0, kind: 'personal', state: 'ready' };
const CLOUD = { authority: 'com.example.cloud', label: 'Cloud Photos', accountName: 'me@example.com' };
const CLASSIC: Partial<Ask> = { action: 'android.provider.action.PICK_IMAGES', isLocalOnly: false, maxItems: 5 };
const MODERN: Partial<Ask> = { ...CLASSIC, skin: 'Modern' };
const profiles = (state: PickerProfile['state']) => [PERSONAL, { userId: 10, kind: 'work', state } as const];
const alert = (drawn: Drawn) => drawn.page.getByRole('alertdialog');

/** Of the part of the screen that these tests are about: the rest has its own. */
async function expectAccessible({ page }: Drawn, part: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)).toEqual([]);
}

test('a button leads to the other profile, and back', async ({ drawn }) => {
  await drawn.openPicker({ ...CLASSIC, profiles: profiles('ready') });
  const button = (name: string) => drawn.picker.getByRole('button', { name });
  await expect(button('Switch to work')).toBeVisible();
  await expectAccessible(drawn, '.profile-button');
  const box = await button('Switch to work').boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(48);
  await button('Switch to work').click();
  await button('Switch to personal').click();
  await expect(button('Switch to work')).toBeVisible();
});

for (const [name, change, press, words] of [
  ['paused', CLASSIC, 'Switch to work', ['Work apps are paused', 'To open work photos, turn on your work apps then']],
  ['blocked', CLASSIC, 'Switch to work', ['Blocked by your admin', 'Accessing work data from a personal app is not']],
  ['paused', MODERN, 'Work', ['Work apps are paused', 'To open Work photos turn on your Work apps, then try again']],
  ['blocked', MODERN, 'Work', ['Blocked by your admin', 'is not permitted by your administrator']],
] as const) {
  test(`a profile that is ${name} says so: ${change.skin ?? 'XML'}`, async ({ drawn }) => {
    await drawn.openPicker({ ...change, profiles: profiles(name) });
    if (change === MODERN) await drawn.picker.getByRole('button', { name: 'Personal' }).click();
    await drawn.picker.getByRole(change === MODERN ? 'menuitemradio' : 'button', { name: press }).click();
    for (const word of words) await expect(alert(drawn)).toContainText(word);
    await expectAccessible(drawn, '.alert');
    await alert(drawn).getByRole('button', { name: 'OK' }).click();
    await expect(alert(drawn)).toHaveCount(0);
    await expect(drawn.picker).toBeVisible();
  });
}

test('the Compose picker has a menu of profiles, for the keyboard too', async ({ drawn }) => {
  const { page, picker } = drawn;
  await drawn.openPicker({ ...MODERN, profiles: profiles('ready') });
  const button = (name: string) => picker.getByRole('button', { name, exact: true });
  await button('Personal').focus();
  await page.keyboard.press('Enter');
  await expect(picker.getByRole('menuitemradio', { name: 'Personal selected' })).toBeFocused();
  await expectAccessible(drawn, '.profile-selector');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(button('Work')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await expect(picker.getByRole('menu')).toHaveCount(0);
  await expect(picker).toBeVisible();
});

test('a selection for an app knows no other profile', async ({ drawn }) => {
  await drawn.openPicker();
  await expect(drawn.picker.getByRole('button', { name: 'Switch to work' })).toHaveCount(0);
});

const CHOSEN = [pickerUri(90), pickerUri('a', 0, CLOUD.authority), pickerUri('b', 0, CLOUD.authority)];

test('what is in the cloud is fetched first, and may be called off', async ({ drawn }) => {
  const fetching = (how: 'quick' | 'never') =>
    drawn.page.evaluate((value) => {
      window.fakeDevice.fetching = value;
    }, how);
  await fetching('never');
  await drawn.openPicker({ ...MODERN, preSelected: CHOSEN, cloudProvider: CLOUD });
  const done = drawn.picker.getByRole('button', { name: 'Done' });
  await done.click();
  await expect(alert(drawn)).toContainText('Preparing your selected media');
  await expect(alert(drawn)).toContainText('0 of 2 ready');
  await expectAccessible(drawn, '.alert');
  // Only its button ends it.
  await drawn.page.keyboard.press('Escape');
  await expect(alert(drawn)).toBeVisible();
  await alert(drawn).getByRole('button', { name: 'Cancel' }).click();
  await expect(alert(drawn)).toHaveCount(0);
  await fetching('quick');
  await done.click();
  const answers = () => drawn.page.evaluate(() => window.answers);
  await expect.poll(answers).toEqual([{ uris: CHOSEN }]);
});

test('the XML picker waits four seconds for an item, and hands it over all the same', async ({ drawn }) => {
  await drawn.page.evaluate(() => {
    window.fakeDevice.fetching = 'never';
  });
  await drawn.openPicker({ ...CLASSIC, preSelected: CHOSEN, cloudProvider: CLOUD });
  await drawn.picker.getByRole('button', { name: 'Add (3)' }).click();
  const answers = () => drawn.page.evaluate(() => window.answers);
  await expect.poll(answers).toEqual([{ uris: CHOSEN }]);
});

test('what cannot be had keeps the picker open, and says so', async ({ drawn }) => {
  await drawn.page.evaluate(() => {
    window.fakeDevice.fetching = 'fails';
  });
  await drawn.openPicker({ ...MODERN, preSelected: CHOSEN, cloudProvider: CLOUD });
  await drawn.picker.getByRole('button', { name: 'Done' }).click();
  await expect(alert(drawn)).toContainText('Can’t load some Photos');
  await expect(alert(drawn)).toContainText(
    'Try again later. Your photos will be available once the issue is resolved.',
  );
  await expectAccessible(drawn, '.alert');
  await alert(drawn).getByRole('button', { name: 'OK' }).click();
  await expect(drawn.picker).toBeVisible();
  expect(await drawn.page.evaluate(() => window.answers)).toEqual([]);
  await expect(drawn.picker.getByLabel('3 photos or videos selected')).toBeVisible();
});

test('what the XML picker could not have is not selected any more', async ({ drawn }) => {
  await drawn.page.evaluate(() => {
    window.fakeDevice.fetching = 'fails';
  });
  await drawn.openPicker({ ...CLASSIC, preSelected: CHOSEN, cloudProvider: CLOUD });
  await drawn.cells.nth(1).click();
  await drawn.picker.getByRole('button', { name: 'Add (4)' }).click();
  await alert(drawn).getByRole('button', { name: 'OK' }).click();
  await expect(drawn.picker.getByRole('button', { name: 'Add (2)' })).toBeVisible();
});

test('the page of the cloud media app lies on top of the app that opened it', async ({ drawn }) => {
  const { page } = drawn;
  await drawn.launch();
  await page.evaluate(
    (packageName) => void window.fakeDevice.show('cloudMediaApp', { packageName, appLabel: 'Gallery' }),
    PACKAGE,
  );
  const app = page.getByRole('region', { name: 'Cloud media app', exact: true });
  await expect(app.getByRole('radio', { name: 'None' })).toHaveAttribute('aria-checked', 'true');
  await app.getByRole('radio', { name: 'Cloud Photos' }).click();
  await expect(app.getByRole('radio', { name: 'Cloud Photos' })).toHaveAttribute('aria-checked', 'true');
  await expectAccessible(drawn, '.cloud-media-app');
  await app.getByRole('button', { name: 'Navigate up' }).click();
  await expect(app).toHaveCount(0);
});

test('the XML picker tells once that a cloud media app is there', async ({ drawn }) => {
  const banner = drawn.picker.locator('.cloud-banner');
  await drawn.openPicker({ ...CLASSIC, cloudProvider: CLOUD, hasCloudProviders: true });
  await expect(banner).toContainText('Backed up photos now included');
  await expect(banner).toContainText('You can select photos from the Cloud Photos account me@example.com');
  await expectAccessible(drawn, '.cloud-banner');
  const header = drawn.picker.locator('.photo-grid-header').first();
  const [card, line] = [await banner.boundingBox(), await header.boundingBox()];
  if (card === null || line === null) throw new Error('The banner or the first header is not there.');
  expect(line.y).toBeGreaterThanOrEqual(card.y + card.height + 9);
  await banner.getByRole('button', { name: 'Dismiss' }).click();
  await expect(banner).toHaveCount(0);
  await drawn.page.keyboard.press('Escape');
  await drawn.reopenPicker({ ...CLASSIC, cloudProvider: CLOUD, hasCloudProviders: true });
  await expect(drawn.cells.first()).toBeVisible();
  await expect(banner).toHaveCount(0);
  await drawn.page.keyboard.press('Escape');
  await drawn.reopenPicker({ ...CLASSIC, cloudProvider: null, hasCloudProviders: true });
  await banner.getByRole('button', { name: 'Choose app' }).click();
  await expect(drawn.page.getByRole('heading', { name: 'Cloud media app' })).toBeVisible();
});
