// What the skins of the photo picker do, each in its own way.
import { pickerUri } from '../../contract/android/mediaStore.ts';
import { type Drawn, expect, PACKAGE, test } from './drawn.ts';
import { pickerAsk } from './fakeAsks.ts';

const PICK = { action: 'android.provider.action.PICK_IMAGES', maxItems: 5 };
const MODERN = { ...PICK, skin: 'Modern' } as const;
/** Oldest first: the newest have numbers of two digits. */
const ALL = Array.from({ length: 90 }, (_, i) => pickerUri(i + 1));

/** Moves a finger over the device, in a few steps. */
async function drag(
  { page }: Drawn,
  from: Readonly<{ x: number; y: number }>,
  by: Readonly<{ x?: number; y?: number }>,
) {
  await page.mouse.move(from.x, from.y);
  await page.mouse.down();
  const { x = 0, y = 0 } = by;
  for (let step = 1; step <= 6; step++) await page.mouse.move(from.x + (x * step) / 6, from.y + (y * step) / 6);
  // A finger that rests before it leaves flings nothing.
  await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame);
  });
  await page.mouse.move(from.x + x, from.y + y + 1);
  await page.mouse.up();
}

async function middleOf({ picker }: Drawn, selector: string) {
  const box = await picker.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} is not on the screen.`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

const modernButton = ({ picker }: Drawn, name: string) => picker.getByRole('button', { name, exact: true });
const selectionBar = ({ picker }: Drawn) => picker.locator('.selection-bar');

test.describe('a sheet', () => {
  test('is pulled up, pushed back, and pulled away', async ({ drawn }) => {
    await drawn.openPicker({ ...PICK, maxItems: 1 });
    await drag(drawn, await middleOf(drawn, '.photo-cell'), { y: -250 });
    await expect(drawn.picker).toHaveAttribute('data-state', 'expanded');
    await drag(drawn, await middleOf(drawn, '.sheet-drag'), { y: 320 });
    await expect(drawn.picker).toHaveAttribute('data-state', 'collapsed');
    await drag(drawn, await middleOf(drawn, '.sheet-drag'), { y: 330 });
    await drawn.expectAnswer(null);
  });

  test('for several items does not go half-way', async ({ drawn }) => {
    await drawn.openPicker(PICK);
    await drag(drawn, await middleOf(drawn, '.sheet-drag'), { y: 80 });
    await expect(drawn.picker).toHaveAttribute('data-state', 'expanded');
    await drag(drawn, await middleOf(drawn, '.sheet-drag'), { y: 300 });
    await drawn.expectAnswer(null);
  });

  test('has a handle that can be pressed, and keys that lead on pull it up', async ({ drawn }) => {
    await drawn.openPicker(MODERN);
    await expect(drawn.picker).toHaveAttribute('data-state', 'collapsed');
    const handle = drawn.picker.getByRole('button', { name: 'Drag handle' });
    await handle.click();
    await expect(drawn.picker).toHaveAttribute('data-state', 'expanded');
    await handle.click();
    await expect(handle).toHaveAttribute('aria-expanded', 'false');
    await drawn.cells.first().focus();
    await drawn.page.keyboard.press('ArrowDown');
    await expect(drawn.picker).toHaveAttribute('data-state', 'expanded');
  });
});

test.describe('the two pages', () => {
  for (const skin of ['U-managed', 'Modern'] as const) {
    test(`are swiped through, and nothing is selected by that: ${skin}`, async ({ drawn }) => {
      await drawn.openPicker({ ...PICK, skin });
      await expect(drawn.cells.first()).toBeVisible();
      await drag(drawn, await middleOf(drawn, '.photo-cell[data-index="4"]'), { x: -110 });
      await expect(drawn.picker.locator('.album').first()).toBeVisible();
      await expect(drawn.cells).toHaveCount(0);
      await drag(drawn, await middleOf(drawn, '.album'), { x: 110 });
      await expect(drawn.cells.first()).toBeVisible();
      await expect(drawn.picker.getByRole('gridcell', { selected: true })).toHaveCount(0);
    });
  }

  test('stay as they were left', async ({ drawn }) => {
    await drawn.openPicker(PICK);
    await drawn.cells.nth(4).hover();
    const grid = drawn.picker.locator('.photo-grid-scroller').first();
    const top = () => grid.evaluate(({ scrollTop }) => scrollTop);
    // A wheel scrolls smoothly: only a grid that has come to rest has a place to be left at.
    await grid.evaluate((element) => {
      element.addEventListener('scrollend', () => element.setAttribute('data-rests', ''), { once: true });
    });
    await drawn.page.mouse.wheel(0, 900);
    await expect(grid).toHaveAttribute('data-rests');
    const before = await top();
    expect(before).toBeGreaterThan(500);
    await drawn.picker.getByRole('tab', { name: 'Albums' }).click();
    await drawn.picker.getByRole('button', { name: 'Camera' }).click();
    await drawn.page.keyboard.press('Escape');
    await drawn.picker.getByRole('tab', { name: 'Photos' }).click();
    await expect.poll(top).toBe(before);
  });
});

test.describe('the Compose picker', () => {
  test('tells of an app by its name, until somebody has read it', async ({ drawn }) => {
    await drawn.openPicker(MODERN);
    const banner = drawn.picker.locator('.modern-banner');
    await expect(banner).toContainText('Gallery will only have access to the photos you select');
    const before = await drawn.cells.first().boundingBox();
    await modernButton(drawn, 'Dismiss').click();
    await expect(banner).toHaveCount(0);
    await expect.poll(async () => (await drawn.cells.first().boundingBox())?.y).toBeLessThan((before?.y ?? 0) - 80);
    await drawn.page.keyboard.press('Escape');
    await drawn.page.reload();
    await drawn.launch();
    const again = { ...pickerAsk(PACKAGE, []), ...MODERN };
    await drawn.page.evaluate((ask) => void window.fakeDevice.show('photoPicker', ask), again);
    await expect(drawn.cells.first()).toBeVisible();
    await expect(banner).toHaveCount(0);
  });

  test('then tells of the cloud, each thing once, and leads to where it is chosen', async ({ drawn }) => {
    const cloudProvider = { authority: 'cloud', label: 'MyCloud', accountName: 'ada@example.org' };
    const ask = { ...MODERN, isLocalOnly: false, hasCloudProviders: true };
    await drawn.openPicker({ ...ask, cloudProvider });
    const banner = drawn.picker.locator('.modern-banner');
    await modernButton(drawn, 'Dismiss').click();
    await expect(banner).toContainText('Backed up photos now included');
    await expect(banner).toContainText('You can select photos from MyCloud account ada@example.org');
    await modernButton(drawn, 'Dismiss').click();
    await expect(banner).toHaveCount(0);
    await drawn.page.keyboard.press('Escape');
    await drawn.reopenPicker(ask);
    await expect(banner).toContainText('Choose cloud media app');
    await banner.getByRole('button', { name: 'Choose app' }).click();
    await expect(drawn.page.getByRole('region', { name: 'Cloud media app' })).toBeVisible();
  });

  test('deselects all at once, what was granted before too', async ({ drawn }) => {
    await drawn.openPicker({ skin: 'Modern', preGranted: [pickerUri(90), pickerUri(88)] });
    await drawn.cells.nth(1).click();
    await expect(selectionBar(drawn).getByRole('img', { name: '3 photos or videos selected' })).toBeVisible();
    await modernButton(drawn, 'Deselect all').click();
    await expect(drawn.picker.getByRole('gridcell', { selected: true })).toHaveCount(0);
    await expect(modernButton(drawn, 'Preview')).toBeDisabled();
    await modernButton(drawn, 'Done').click();
    const answers = () => drawn.page.evaluate(() => window.answers);
    await expect.poll(answers).toEqual([{ uris: [], deselectedAll: true }]);
  });

  test('has its bar only while something is selected, where an app is handed items', async ({ drawn }) => {
    await drawn.openPicker(MODERN);
    await expect(selectionBar(drawn)).toBeHidden();
    await drawn.cells.nth(2).click();
    await expect(selectionBar(drawn)).toBeVisible();
    await drawn.cells.nth(2).click();
    await expect(selectionBar(drawn)).toBeHidden();
  });

  test('shows an album under its name, with the way back', async ({ drawn }) => {
    await drawn.openPicker({ ...MODERN, launchTab: 'albums' });
    await modernButton(drawn, 'Camera').click();
    await expect(drawn.picker.getByRole('heading', { name: 'Camera' })).toBeVisible();
    await drawn.cells.first().click();
    await modernButton(drawn, 'Back').click();
    await expect(drawn.picker.locator('.album').first()).toBeVisible();
    await modernButton(drawn, 'Done').click();
    await drawn.expectAnswer([90]);
  });

  test('of one item: a tap is the whole choice', async ({ drawn }) => {
    await drawn.openPicker({ ...MODERN, maxItems: 1 });
    await drawn.cells.nth(1).click();
    await drawn.expectAnswer([89]);
  });
});

test.describe('the answer', () => {
  for (const [skin, label] of [
    ['U-managed', 'Add (1)'],
    ['Modern', 'Done'],
  ] as const) {
    test(`is given once, however often the button is pressed: ${skin}`, async ({ drawn }) => {
      await drawn.openPicker({ ...PICK, skin });
      await drawn.cells.first().click();
      const confirm = drawn.picker.getByRole('button', { name: label });
      // All of them before the page is drawn again.
      await confirm.evaluate((button: HTMLElement) => {
        for (let press = 0; press < 3; press++) button.click();
      });
      await drawn.expectAnswer([90]);
    });
  }

  test('has items of all albums, and they are looked at newest first', async ({ drawn }) => {
    await drawn.openPicker(PICK);
    for (const place of [5, 1]) await drawn.cells.nth(place).click();
    await drawn.picker.getByRole('button', { name: 'View selected' }).click();
    const preview = drawn.page.locator('.preview');
    await expect(preview.getByText('1 of 2')).toBeAttached();
    await expect(preview.getByRole('img').first()).toHaveAccessibleName(/Jun 14/);
    await drawn.page.keyboard.press('Escape');
    await drawn.picker.getByRole('button', { name: 'Add (2)' }).click();
    await drawn.expectAnswer([85, 89]);
  });
});

const CLOUD = { isLocalOnly: false, hasCloudProviders: true };

test('the menu leads to DocumentsUI, and to where a cloud media app is chosen', async ({ drawn }) => {
  const cloudProvider = { authority: 'com.example.cloud', label: 'Clouds', accountName: 'me@example.com' };
  await drawn.openPicker({ ...PICK, ...CLOUD, action: 'android.intent.action.GET_CONTENT', cloudProvider });
  await drawn.picker.getByRole('button', { name: 'More options' }).click();
  await expect(drawn.picker.getByRole('menuitem')).toHaveText(['Browse…', 'Cloud media app']);
  await drawn.picker.getByRole('menuitem', { name: 'Cloud media app' }).click();
  await expect(drawn.page.getByRole('heading', { name: 'Cloud media app' })).toBeVisible();
});

test('the first cloud media app can be chosen from the picker', async ({ drawn }) => {
  await drawn.openPicker({ ...PICK, ...CLOUD });
  await drawn.picker.getByRole('button', { name: 'More options' }).click();
  await drawn.picker.getByRole('menuitem', { name: 'Choose cloud media app' }).click();
  await expect(drawn.page.getByRole('heading', { name: 'Cloud media app' })).toBeVisible();
});

for (const [skin, look] of [
  ['U-managed', 'View selected'],
  ['Modern', 'Preview'],
] as const) {
  test(`${skin}: where all that is selected is gone, the preview says so`, async ({ drawn }) => {
    await drawn.openPicker({ ...PICK, skin, preSelected: [pickerUri(9_999)] });
    await expect(drawn.cells.first()).toBeVisible();
    await drawn.picker.getByRole('button', { name: look }).click();
    await expect(drawn.page.locator('.preview')).toContainText('This item is no longer on the device');
    await drawn.page.keyboard.press('Escape');
    await expect(drawn.page.locator('.preview')).toHaveCount(0);
    await expect(drawn.picker).toBeVisible();
  });
}

test('Modern: at 200 % a number of the order leaves room for what the photo says of itself', async ({ drawn }) => {
  const { page, picker } = drawn;
  await page.getByRole('combobox', { name: 'Font size' }).selectOption('2');
  await drawn.openPicker({ ...MODERN, maxItems: 100, isOrdered: true, preSelected: ALL });
  const video = picker.getByRole('gridcell', { selected: true }).filter({ has: page.locator('[data-badge="video"]') });
  await expect(video.first()).toBeVisible();
  const [order, duration] = await Promise.all(
    ['.photo-cell-check', '.photo-cell-badge'].map((part) => video.first().locator(part).boundingBox()),
  );
  if (!order || !duration) throw new Error('The video has no number, or no duration.');
  expect(order.x + order.width).toBeLessThanOrEqual(duration.x);
});
