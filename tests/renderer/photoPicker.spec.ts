// The photo picker as it is drawn, whatever the device behind it does.
import { pickerUri } from '../../contract/android/mediaStore.ts';
import { expect, test } from './drawn.ts';

declare global {
  interface Window {
    /** How often the picker told that it was loading. */
    loadings: number;
  }
}

const SELECTED_CHECK = '[aria-selected="true"] .photo-cell-check';

test.describe('several items', () => {
  test('what was granted before is selected, and counts', async ({ drawn }) => {
    await drawn.openPicker({ preGranted: [pickerUri(90), pickerUri(88)] });
    await expect(drawn.picker.getByRole('gridcell', { selected: true })).toHaveCount(2);
    await expect(drawn.picker.getByRole('button', { name: 'Allow (2)' })).toBeVisible();
    await drawn.cells.nth(0).click();
    await drawn.cells.nth(1).click();
    await drawn.picker.getByRole('button', { name: 'Allow (2)' }).click();
    await drawn.expectAnswer([88, 89]);
  });

  test('one too many is refused in words and not selected', async ({ drawn }) => {
    await drawn.openPicker({ maxItems: 2 });
    for (const i of [0, 1, 2]) await drawn.cells.nth(i).click();
    await expect(drawn.picker.getByRole('status').getByText('Select up to 2 items')).toBeVisible();
    await expect(drawn.cells.nth(2)).toHaveAttribute('aria-selected', 'false');
  });

  test('nothing can be confirmed for a selection, but not handed to an app', async ({ drawn }) => {
    await drawn.openPicker();
    await expect(drawn.picker.getByRole('button', { name: 'View selected' })).toBeHidden();
    await drawn.picker.getByRole('button', { name: 'Allow none' }).click();
    await drawn.expectAnswer([]);
    await drawn.page.reload();
    await drawn.openPicker({ action: 'android.provider.action.PICK_IMAGES', maxItems: 5 });
    await expect(drawn.picker.locator('.bottom-bar')).toBeHidden();
    await drawn.cells.first().click();
    await expect(drawn.picker.getByRole('button', { name: 'Add (1)' })).toBeVisible();
  });

  test('an album shows its own photos, and Back leaves the album first', async ({ drawn }) => {
    await drawn.openPicker();
    await drawn.picker.getByRole('tab', { name: 'Albums' }).click();
    await drawn.picker.getByRole('button', { name: 'Camera' }).click();
    await expect(drawn.picker.getByRole('heading', { name: 'Camera' })).toBeVisible();
    await expect(drawn.picker.getByText('Recent', { exact: true })).toBeHidden();
    await drawn.cells.first().click();
    await drawn.page.keyboard.press('Escape');
    await expect(drawn.picker.getByRole('tab', { name: 'Albums' })).toBeVisible();
    await drawn.page.keyboard.press('Escape');
    await drawn.expectAnswer(null);
  });

  test('a press was long by its own times, however late the page hears of them', async ({ drawn }) => {
    await drawn.openPicker();
    const cell = drawn.cells.nth(2);
    await expect(cell).toHaveAttribute('data-id');
    await cell.evaluate((element) => {
      const pointer = (type: string, timeStamp: number) =>
        Object.defineProperty(new PointerEvent(type, { bubbles: true }), 'timeStamp', { value: timeStamp });
      element.dispatchEvent(pointer('pointerdown', 1_000));
      element.dispatchEvent(pointer('pointerup', 1_500));
      element.dispatchEvent(new MouseEvent('click', { bubbles: true }));
    });
    await expect(drawn.page.locator('.preview')).toBeVisible();
    await expect(cell).toHaveAttribute('aria-selected', 'false');
  });

  test('a long press shows one photo alone, where it can be selected too', async ({ drawn }) => {
    await drawn.openPicker();
    await drawn.cells.nth(2).click({ delay: 700 });
    const preview = drawn.page.locator('.preview');
    await expect(preview).toBeVisible();
    await expect(drawn.cells.nth(2)).toHaveAttribute('aria-selected', 'false');
    await preview.getByRole('button', { name: 'Select', exact: true }).click();
    await expect(preview.getByRole('button', { name: 'Deselect', exact: true })).toBeVisible();
    await drawn.page.keyboard.press('Escape');
    await expect(preview).toHaveCount(0);
    await expect(drawn.cells.nth(2)).toHaveAttribute('aria-selected', 'true');
  });
});

test.describe('one item', () => {
  const single = { action: 'android.provider.action.PICK_IMAGES', maxItems: 1 };

  test('the sheet starts at 40 % of the screen and can be pulled up', async ({ drawn }) => {
    await drawn.openPicker(single);
    const screen = await drawn.page.locator('.device-screen').boundingBox();
    const sheet = await drawn.picker.boundingBox();
    expect((sheet?.y ?? 0) - (screen?.y ?? 0)).toBeCloseTo(0.4 * 915, 0);
    await drawn.picker.hover();
    await drawn.page.mouse.wheel(0, 50);
    await expect(drawn.picker).toHaveAttribute('data-state', 'expanded');
  });

  test('one tap is the whole choice', async ({ drawn }) => {
    await drawn.openPicker(single);
    await expect(drawn.picker.locator('.photo-cell-check')).toHaveCount(0);
    await drawn.cells.nth(1).click();
    await drawn.expectAnswer([89]);
  });

  test('a tap beside the sheet is Back', async ({ drawn }) => {
    await drawn.openPicker(single);
    await drawn.page.locator('.sheet-scrim').click({ position: { x: 200, y: 120 } });
    await drawn.expectAnswer(null);
  });
});

test.describe('the keyboard', () => {
  test('arrows move in the grid, Space selects, and only one cell is a stop for Tab', async ({ drawn }) => {
    await drawn.openPicker();
    await drawn.cells.first().focus();
    await drawn.page.keyboard.press('ArrowRight');
    await drawn.page.keyboard.press('ArrowDown');
    await expect(drawn.cells.nth(4)).toBeFocused();
    await drawn.page.keyboard.press('Space');
    await expect(drawn.cells.nth(4)).toHaveAttribute('aria-selected', 'true');
    await expect(drawn.picker.locator('.photo-cell[tabindex="0"]')).toHaveCount(1);
  });

  test('End leads to the last photo, far out of sight, and brings it into view', async ({ drawn }) => {
    await drawn.openPicker();
    await drawn.cells.first().focus();
    await drawn.page.keyboard.press('End');
    await expect(drawn.picker.locator('[data-id="1"]')).toBeFocused();
    await expect(drawn.picker.locator('[data-id="1"]')).toBeInViewport();
  });

  test('Tab stays in the picker, and F6 leads to the panel and back', async ({ drawn }) => {
    await drawn.openPicker();
    for (let i = 0; i < 12; i++) {
      await drawn.page.keyboard.press('Tab');
      expect(await drawn.picker.evaluate((sheet) => sheet.contains(document.activeElement))).toBe(true);
    }
    await drawn.page.keyboard.press('F6');
    await expect(drawn.page.getByRole('main')).toBeFocused();
    await drawn.page.keyboard.press('F6');
    await expect(drawn.picker).toBeFocused();
  });
});

test.describe('what the app asked for', () => {
  const several = { action: 'android.provider.action.PICK_IMAGES', maxItems: 5 };

  test('albums first', async ({ drawn }) => {
    await drawn.openPicker({ ...several, launchTab: 'albums' });
    await expect(drawn.picker.getByRole('tab', { name: 'Albums' })).toHaveAttribute('aria-selected', 'true');
    await expect(drawn.picker.getByRole('button', { name: 'Favorites' })).toBeVisible();
  });

  test('the order is on the tiles, and for a screen reader, and moves up when one goes', async ({ drawn }) => {
    await drawn.openPicker({ ...several, isOrdered: true, preSelected: [pickerUri(89)] });
    await drawn.cells.nth(3).click();
    await drawn.cells.nth(0).click();
    const numbers = [0, 1, 3].map((i) => drawn.cells.nth(i).locator('.photo-cell-check'));
    for (const [i, number] of ['3', '1', '2'].entries()) {
      await expect(numbers[i] ?? drawn.picker).toHaveAttribute('data-order', number);
    }
    await drawn.cells.nth(1).click();
    await expect(drawn.cells.nth(0)).toHaveAttribute('aria-description', '2');
    await drawn.picker.getByRole('button', { name: 'Add (2)' }).click();
    await drawn.expectAnswer([87, 90]);
  });

  test('a colour, and what is written on it in black or white', async ({ drawn }) => {
    await drawn.openPicker({ ...several, accentColor: '#ffe000' });
    await drawn.cells.first().click();
    for (const part of ['[aria-selected="true"] > .picker-tab-pill', '.bottom-bar-confirm', SELECTED_CHECK]) {
      await expect(drawn.picker.locator(part).first()).toHaveCSS('background-color', 'rgb(255, 224, 0)');
      await expect(drawn.picker.locator(part).first()).toHaveCSS('color', 'rgb(0, 0, 0)');
    }
  });
});

test.describe('the Modern picker', () => {
  const modern = { action: 'android.provider.action.PICK_IMAGES', maxItems: 5, skin: 'Modern' } as const;

  test('nine photos stand alone, then come months', async ({ drawn }) => {
    await drawn.openPicker(modern);
    await expect(drawn.cells.first()).toBeVisible();
    const lines = drawn.picker.locator('.photo-grid-header, .photo-grid-line');
    const kinds = await lines.evaluateAll((all) => all.slice(0, 5).map(({ className }) => className));
    expect(kinds.map((kind) => kind.includes('header'))).toEqual([false, false, false, true, false]);
    await expect(drawn.picker.getByRole('rowheader').first()).toHaveText('June');
    await drawn.cells.first().click();
    await expect(drawn.picker.getByRole('button', { name: 'Done' })).toBeVisible();
  });

  test('an album without photos says so in its own words', async ({ drawn }) => {
    await drawn.page.evaluate(() => window.fakeDevice.setItemCount(0));
    await drawn.openPicker(modern);
    await expect(drawn.picker.getByText('No photos yet')).toBeVisible();
  });

  test('keys move past a month as past a date', async ({ drawn }) => {
    await drawn.openPicker(modern);
    await drawn.cells.first().focus();
    for (let i = 0; i < 3; i++) await drawn.page.keyboard.press('ArrowDown');
    await expect(drawn.cells.nth(9)).toBeFocused();
  });
});

test('a hundred thousand photos are a few dozen elements', async ({ drawn }) => {
  await drawn.page.evaluate(() => window.fakeDevice.setItemCount(100_000));
  await drawn.openPicker();
  await expect(drawn.cells.first()).toBeVisible();
  expect(await drawn.cells.count()).toBeLessThan(60);
});

test('opening loads once, whatever the device does meanwhile', async ({ drawn }) => {
  const { page } = drawn;
  await page.evaluate(() => {
    const seen = new Set<Element>();
    new MutationObserver(() => {
      for (const loading of document.querySelectorAll('.picker-loading')) seen.add(loading);
      window.loadings = seen.size;
    }).observe(document.body, { childList: true, subtree: true });
  });
  await drawn.openPicker({ action: 'android.provider.action.PICK_IMAGES', maxItems: 5, isLocalOnly: false });
  const passed = await page.evaluate(async () => {
    const { fakeDevice: device } = window;
    const start = performance.now();
    for (let round = 0; round < 5; round++) {
      device.become({ currentTimeMillis: Date.now() + round }, { indexed: 10 * round });
      device.picker.notify();
      await new Promise(requestAnimationFrame);
    }
    return performance.now() - start;
  });
  await expect(drawn.cells.first()).toBeVisible();
  expect(await page.evaluate(() => window.loadings)).toBe(1);
  const queries = page.locator('.journal-line', { hasText: 'picker_internal/media' });
  // The first answer, a look at the first notice, and one for all those of every half second since.
  expect(await queries.count()).toBeLessThanOrEqual(3 + Math.floor(passed / 500));
});

test('dates are told from the device’s own today', async ({ drawn }) => {
  await drawn.openPicker();
  await drawn.picker.getByRole('tab', { name: 'Albums' }).click();
  await drawn.picker.getByRole('button', { name: 'Camera' }).click();
  const headers = drawn.picker.getByRole('rowheader');
  await expect(headers.first()).toHaveText('Today');
  await drawn.page.getByRole('button', { name: '+1 h' }).click({ clickCount: 14 });
  await expect(headers.first()).toHaveText('Yesterday');
});

test('no photos: says so', async ({ drawn }) => {
  await drawn.page.evaluate(() => window.fakeDevice.setItemCount(0));
  await drawn.openPicker();
  await expect(drawn.picker.getByText('No photos or videos')).toBeVisible();
});

test('a screen reader hears what Android says', async ({ drawn }) => {
  await drawn.openPicker();
  await expect(drawn.cells.first()).toHaveAccessibleName('Photo taken on Jun 14, 2026, 10:30:00\u202fAM');
  await expect(drawn.picker.getByRole('grid')).toHaveAttribute('aria-rowcount', /^\d+$/);
});
