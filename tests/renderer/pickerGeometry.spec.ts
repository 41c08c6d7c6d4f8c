// Sizes and places of the photo picker's own layouts, in dp, one table per skin.
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import type { Dialogs } from '../../contract/rpc/systemUi.ts';
import { type Drawn, expect, test } from './drawn.ts';

type Ask = Partial<Dialogs['photoPicker']['ask']>;
type Box = Readonly<{ x: number; y: number; width: number; height: number }>;
type Display = Readonly<{ width: number; height: number }>;

const PICK = { action: 'android.provider.action.PICK_IMAGES', maxItems: 5 };
const STATUS_BAR = 48;

/** In dp of the device's screen, however small it is drawn. */
async function boxOf(locator: Locator): Promise<Box> {
  await expect(locator).toBeVisible();
  return locator.evaluate((element) => {
    const screen = element.closest<HTMLElement>('.device-screen');
    if (screen === null) throw new Error('It is not on the screen of the device.');
    const [around, box] = [screen.getBoundingClientRect(), element.getBoundingClientRect()];
    const scale = around.width / screen.offsetWidth;
    const inScreen = { x: (box.x - around.x) / scale, y: (box.y - around.y) / scale };
    return { ...inScreen, width: box.width / scale, height: box.height / scale };
  });
}

const radiusOf = (locator: Locator) => locator.evaluate((element) => getComputedStyle(element).borderTopLeftRadius);

/** Gives the device a screen; the settings belong to the page that is drawn. */
async function hold(drawn: Drawn, { width, height }: Display): Promise<void> {
  await drawn.page.setViewportSize({ width: width + 500, height: height + 60 });
  await set(drawn, `resize({ width: ${width}, height: ${height} })`);
}

/** Changes the device's display settings, as the panel beside it does. */
async function set({ page }: Drawn, call: string): Promise<void> {
  await page.evaluate(`window.screenSettings.getState().${call}`);
}

/** How far around its middle a control is the one that is hit: 24 is a finger. */
async function expectFingerSized(targets: Locator): Promise<void> {
  for (const target of await targets.filter({ visible: true }).all()) {
    const missed = await target.evaluate((element) => {
      const screen = element.closest<HTMLElement>('.device-screen');
      const scale = (screen?.getBoundingClientRect().width ?? 1) / (screen?.offsetWidth ?? 1);
      const { x, y, width, height } = element.getBoundingClientRect();
      const reach = 23 * scale;
      const around = [
        [0, -reach],
        [0, reach],
        [-reach, 0],
        [reach, 0],
      ] as const;
      return around.filter(([dx, dy]) => {
        const hit = document.elementFromPoint(x + width / 2 + dx, y + height / 2 + dy);
        return hit !== element && !element.contains(hit);
      }).length;
    });
    expect.soft(missed, await target.evaluate((element) => element.outerHTML.slice(0, 120))).toBe(0);
  }
}

/** What is written in a control stays inside of it, and controls stay apart. */
async function expectApart(controls: Locator): Promise<void> {
  const boxes: Box[] = [];
  for (const control of await controls.filter({ visible: true }).all()) {
    const isClipped = await control.evaluate((element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      const [words, box] = [range.getBoundingClientRect(), element.getBoundingClientRect()];
      const sticksOut = words.left < box.left - 1 || words.right > box.right + 1;
      return sticksOut || words.top < box.top - 1 || words.bottom > box.bottom + 1;
    });
    expect.soft(isClipped, await control.evaluate((element) => element.outerHTML.slice(0, 120))).toBe(false);
    boxes.push(await boxOf(control));
  }
  for (const [i, a] of boxes.entries()) {
    for (const b of boxes.slice(i + 1)) {
      const isApart =
        a.x + a.width <= b.x + 0.5 ||
        b.x + b.width <= a.x + 0.5 ||
        a.y + a.height <= b.y + 0.5 ||
        b.y + b.height <= a.y + 0.5;
      expect.soft(isApart, JSON.stringify([a, b])).toBe(true);
    }
  }
}

async function expectNoViolations({ page }: Drawn): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).include('.device-screen').analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(', ')}`)).toEqual([]);
}

const check = (drawn: Drawn, place: number) => drawn.cells.nth(place).locator('.photo-cell-check');
const picture = (drawn: Drawn, place: number) => drawn.cells.nth(place).locator('.photo-cell-picture');

/** The XML picker: what its layouts say of each skin. */
const CLASSIC: readonly Readonly<{
  name: string;
  skin: Ask;
  tab: Readonly<{ width: number; height: number; radius: string }>;
  bar: number;
  label: string;
  /** Label of the button with nothing selected, for an app that is to see items; null for no bar. */
  zero: string | null;
}>[] = [
  {
    ...{ name: 'T-legacy before Android 12', skin: { skin: 'T-legacy', sdk: 30 }, label: 'Add (1)', zero: null },
    ...{ tab: { width: 80, height: 32, radius: '16px' }, bar: 56 },
  },
  {
    ...{ name: 'T-legacy', skin: { skin: 'T-legacy', sdk: 33 }, label: 'Add (1)', zero: null },
    ...{ tab: { width: 96, height: 36, radius: '12px' }, bar: 72 },
  },
  {
    ...{ name: 'U-legacy', skin: { skin: 'U-legacy', sdk: 34 }, label: 'Allow (1)', zero: null },
    ...{ tab: { width: 96, height: 36, radius: '12px' }, bar: 72 },
  },
  {
    ...{ name: 'U-managed', skin: { skin: 'U-managed', sdk: 35 }, label: 'Allow (1)', zero: 'Allow none' },
    ...{ tab: { width: 96, height: 36, radius: '12px' }, bar: 72 },
  },
];

for (const { name, skin, tab, bar, label, zero } of CLASSIC) {
  test.describe(name, () => {
    test('a sheet up to the status bar, tabs, cells, headers, and a bar', async ({ drawn }) => {
      await drawn.openPicker(skin);
      const { picker, cells } = drawn;
      const sheet = await boxOf(picker);
      expect.soft(sheet).toMatchObject({ x: 0, y: STATUS_BAR, width: 412 });
      expect.soft(await radiusOf(picker)).toBe('28px');
      await expect(picker).toHaveAttribute('data-state', 'expanded');
      const handle = await boxOf(picker.locator('.sheet-drag-bar'));
      expect.soft(handle).toEqual({ x: 190, y: STATUS_BAR + 16, width: 32, height: 4 });
      const pill = picker.getByRole('tab', { name: 'Photos' });
      expect.soft(await boxOf(pill)).toMatchObject({ width: tab.width, height: tab.height });
      expect.soft(await radiusOf(pill.locator('.picker-tab-pill'))).toBe(tab.radius);
      expect.soft((await boxOf(picker.locator('.picker-toolbar'))).height).toBe(56);
      await expectCells(drawn, { columns: 3, gap: 3 });
      expect.soft((await boxOf(picker.locator('.photo-grid-header').first())).height).toBeGreaterThanOrEqual(56);

      const docked = picker.locator('.bottom-bar');
      if (zero === null) await expect(docked).toBeHidden();
      else await expect(docked.getByRole('button')).toHaveText([zero]);
      await cells.first().click();
      await expect(docked.getByRole('button', { name: label })).toBeVisible();
      await expect(docked.getByRole('button', { name: 'View selected' })).toBeVisible();
      expect.soft(await boxOf(docked)).toEqual({ x: 0, y: 915 - 48 - bar, width: 412, height: bar });
      await expectFingerSized(picker.getByRole('button').or(picker.getByRole('tab')));
    });

    test('a selected cell: the check on its start side, the picture inset', async ({ drawn }) => {
      await drawn.openPicker({ ...PICK, ...skin, isOrdered: true });
      await drawn.cells.first().click();
      const cell = await boxOf(drawn.cells.first());
      const mark = await boxOf(check(drawn, 0));
      expect.soft([mark.x - cell.x, mark.y - cell.y, mark.width, mark.height].map(Math.round)).toEqual([6, 6, 24, 24]);
      expect.soft((await boxOf(picture(drawn, 0))).x - cell.x).toBeGreaterThan(0);
      await set(drawn, 'setRtl(true)');
      const [mirrored, moved] = [await boxOf(drawn.cells.first()), await boxOf(check(drawn, 0))];
      expect.soft(Math.round(mirrored.x + mirrored.width - moved.x - moved.width)).toBe(6);
      expect.soft(Math.round(mirrored.x + mirrored.width)).toBe(412);
    });

    test('one item: a sheet at 40 % of the screen', async ({ drawn }) => {
      await drawn.openPicker({ ...PICK, ...skin, maxItems: 1 });
      const sheet = await boxOf(drawn.picker);
      expect.soft(sheet.y).toBeCloseTo(0.4 * 915, 0);
      expect.soft((await boxOf(drawn.picker.locator('.sheet-drag-bar'))).y - sheet.y).toBeCloseTo(16, 1);
      await expect(check(drawn, 0)).toHaveCount(0);
      await expect(drawn.picker.locator('.bottom-bar')).toBeHidden();
    });

    test('albums', async ({ drawn }) => {
      await drawn.openPicker({ ...PICK, ...skin, launchTab: 'albums' });
      await expectAlbums(drawn, { columns: 3, gap: 16, radius: '8px' });
    });
  });
}

test.describe('Modern', () => {
  const modern: Ask = { ...PICK, skin: 'Modern' };

  test('a sheet at 25 % of the screen, a bar of buttons, cells, and no header among the first nine', async ({
    drawn,
  }) => {
    await drawn.openPicker(modern);
    const { picker } = drawn;
    const sheet = await boxOf(picker);
    expect.soft(sheet.y).toBeCloseTo(0.25 * 915, 0);
    expect.soft([sheet.x, sheet.width, await radiusOf(picker)]).toEqual([0, 412, '28px']);
    const handle = await boxOf(picker.locator('.sheet-drag-bar'));
    expect.soft([handle.x, handle.width, handle.height]).toEqual([190, 32, 4]);
    expect.soft(handle.y - sheet.y).toBeCloseTo(22, 1);
    const [photos, albums] = [
      await boxOf(picker.getByRole('button', { name: 'Photos', exact: true })),
      await boxOf(picker.getByRole('button', { name: 'Albums', exact: true })),
    ];
    expect.soft([photos.height, albums.height, albums.x - photos.x - photos.width]).toEqual([40, 40, 8]);
    expect.soft(photos.x + (albums.x + albums.width - photos.x) / 2).toBeCloseTo(206, 0);
    expect.soft(await radiusOf(picker.getByRole('button', { name: 'Photos', exact: true }))).toBe('12px');
    const banner = await boxOf(picker.locator('.modern-banner'));
    expect.soft([banner.x, 412 - banner.x - banner.width]).toEqual([16, 16]);
    expect.soft(await radiusOf(picker.locator('.modern-banner'))).toBe('16px');
    await expectCells(drawn, { columns: 3, gap: 1 });
    const firstHeader = await boxOf(picker.locator('.photo-grid-header').first());
    const ninth = await boxOf(drawn.cells.nth(8));
    expect.soft(firstHeader.y).toBeGreaterThanOrEqual(ninth.y + ninth.height);
    await expectFingerSized(picker.getByRole('button'));
  });

  test('a selected cell, and the bar', async ({ drawn }) => {
    await drawn.openPicker(modern);
    await expect(drawn.picker.locator('.selection-bar')).toBeHidden();
    await drawn.cells.first().click();
    for (const rtl of [false, true]) {
      await set(drawn, `setRtl(${rtl})`);
      const cell = await boxOf(drawn.cells.first());
      const mark = await boxOf(check(drawn, 0));
      expect.soft([mark.x - cell.x, mark.y - cell.y, mark.width, mark.height].map(Math.round)).toEqual([4, 4, 24, 24]);
      const image = await boxOf(picture(drawn, 0));
      expect.soft([image.x - cell.x, cell.width - image.width].map(Math.round)).toEqual([12, 24]);
      expect.soft(await radiusOf(picture(drawn, 0))).toBe('16px');
    }
    const bar = await boxOf(drawn.picker.locator('.selection-bar'));
    expect.soft([bar.x, 412 - bar.x - bar.width, 915 - bar.y - bar.height]).toEqual([16, 16, 48]);
    await expectFingerSized(drawn.picker.locator('.selection-bar').getByRole('button'));
  });

  test('the bar is there with nothing selected where that takes all access back', async ({ drawn }) => {
    await drawn.openPicker({ skin: 'Modern' });
    await expect(drawn.picker.locator('.selection-bar')).toBeVisible();
    await expect(drawn.picker.locator('.selection-bar-count')).toHaveText('0');
  });

  test('albums', async ({ drawn }) => {
    await drawn.openPicker({ ...modern, launchTab: 'albums' });
    await expectAlbums(drawn, { columns: 2, gap: 16, radius: '16px' });
  });
});

async function expectCells(
  { cells }: Drawn,
  { columns, gap }: Readonly<{ columns: number; gap: number }>,
): Promise<void> {
  const size = (412 - gap * (columns - 1)) / columns;
  const [a, b, c, d] = await Promise.all([0, 1, columns - 1, columns].map((place) => boxOf(cells.nth(place))));
  if (!a || !b || !c || !d) throw new Error('Four cells have four boxes.');
  for (const cell of [a, b, c, d]) {
    expect.soft(cell.width).toBeCloseTo(size, 0);
    expect.soft(cell.height).toBeCloseTo(size, 0);
  }
  expect.soft([a.x, Math.round(b.x - a.x - a.width), Math.round(c.x + c.width)]).toEqual([0, gap, 412]);
  expect.soft([b.y, Math.round(d.y - a.y - a.height)]).toEqual([a.y, gap]);
}

type Albums = Readonly<{ columns: number; gap: number; radius: string }>;

async function expectAlbums(drawn: Drawn, { columns, gap, radius }: Albums): Promise<void> {
  const covers = drawn.picker.locator('.album-cover');
  const [a, b] = [await boxOf(covers.nth(0)), await boxOf(covers.nth(1))];
  expect.soft(Math.round(b.x - a.x - a.width)).toBe(gap);
  expect.soft(Math.round(a.x)).toBe(16);
  expect.soft(a.width).toBeCloseTo((412 - 2 * 16 - gap * (columns - 1)) / columns, 0);
  expect.soft(a.height).toBeCloseTo(a.width, 0);
  expect.soft(await radiusOf(covers.nth(0))).toBe(radius);
}

test.describe('another screen', () => {
  const columns = (drawn: Drawn) => drawn.picker.getByRole('grid').getAttribute('aria-colcount');

  test('a tablet', async ({ drawn }) => {
    await hold(drawn, { width: 800, height: 1280 });
    await drawn.openPicker(PICK);
    expect.soft(await columns(drawn)).toBe('7');
    expect.soft(await boxOf(drawn.picker)).toMatchObject({ x: 0, width: 800 });
    await drawn.picker.getByRole('tab', { name: 'Albums' }).click();
    const [first, sixth] = [drawn.picker.locator('.album').first(), drawn.picker.locator('.album').nth(4)];
    expect.soft((await boxOf(sixth)).y).toBe((await boxOf(first)).y);
  });

  test('a tablet, and the sheet of the Compose picker', async ({ drawn }) => {
    await hold(drawn, { width: 900, height: 1280 });
    await drawn.openPicker({ ...PICK, skin: 'Modern' });
    expect.soft(await columns(drawn)).toBe('4');
    expect.soft(await boxOf(drawn.picker)).toMatchObject({ x: 130, y: 320, width: 640 });
    const [first, fourth] = [await boxOf(drawn.cells.first()), await boxOf(drawn.cells.nth(3))];
    expect.soft([first.y, Math.round(fourth.x + fourth.width)]).toEqual([fourth.y, 770]);
    await drawn.picker.getByRole('button', { name: 'Albums', exact: true }).click();
    const albums = drawn.picker.locator('.album');
    expect.soft((await boxOf(albums.nth(2))).y).toBe((await boxOf(albums.first())).y);
  });

  test('a phone that lies on its side: one item is chosen from an open sheet too', async ({ drawn }) => {
    await hold(drawn, { width: 915, height: 412 });
    await drawn.openPicker({ ...PICK, maxItems: 1 });
    const { height } = await boxOf(drawn.page.locator('.status-bar'));
    expect.soft((await boxOf(drawn.picker)).y).toBe(height);
    expect.soft(await columns(drawn)).toBe('8');
  });
});

test.describe('letters twice as large', () => {
  for (const skin of ['U-managed', 'Modern'] as const) {
    test(skin, async ({ drawn }) => {
      await set(drawn, 'setFontScale(2)');
      await drawn.openPicker({ skin, maxItems: 2 });
      for (const place of [0, 1, 2]) await drawn.cells.nth(place).click();
      // First of all: it goes by itself, however long the rest takes.
      const snackbar = await boxOf(drawn.picker.locator('.snackbar'));
      const controls = drawn.picker.getByRole('button').or(drawn.picker.getByRole('tab'));
      await expectApart(controls);
      const bar = drawn.picker.locator('.bottom-bar, .selection-bar');
      expect.soft(snackbar.y + snackbar.height).toBeLessThanOrEqual((await boxOf(bar)).y);
      await drawn.picker.getByText('Albums', { exact: true }).click();
      await expectApart(drawn.picker.locator('.album-name'));
    });
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`${colorScheme}, and nobody is kept out`, () => {
    test.use({ colorScheme });
    test('before Android 12', async ({ drawn }) => {
      await drawn.openPicker({ ...PICK, skin: 'T-legacy', sdk: 30, maxItems: 2 });
      for (const place of [0, 1, 2]) await drawn.cells.nth(place).click();
      await expectNoViolations(drawn);
    });

    test('no photos, and the banner', async ({ drawn }) => {
      await drawn.page.evaluate(() => window.fakeDevice.setItemCount(0));
      await drawn.openPicker({ ...PICK, skin: 'Modern' });
      await expect(drawn.picker.getByText('Start capturing photos and videos')).toBeVisible();
      await expectNoViolations(drawn);
    });
  });
}

test('who wants less motion sees none', async ({ drawn }) => {
  await drawn.openPicker(PICK);
  const durations = () =>
    drawn.picker.evaluate((sheet) => {
      const parts = [sheet, ...sheet.querySelectorAll('.bottom-bar, .photo-cell-picture')].slice(0, 3);
      return parts.map((part) => getComputedStyle(part).transitionDuration.split(', ')[0]);
    });
  await expect.poll(durations).toEqual(['0s', '0s', '0s']);
  await drawn.page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(durations).not.toContain('0s');
});
