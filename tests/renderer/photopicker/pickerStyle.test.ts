import { describe, expect, test } from 'vitest';
import type { Skin } from '../../../contract/rpc/deviceApi.ts';
import { canCollapse, columnsAt, pickerStyle, sheetWidth } from '../../../renderer/photopicker/pickerStyle.ts';

const PHONE = { width: 412, height: 915 };
const LYING = { width: 915, height: 412 };

describe('cells to a line', () => {
  test.each<[Skin, number, number, number]>([
    ['U-managed', 320, 3, 2],
    ['U-managed', 412, 3, 3],
    ['U-managed', 673, 6, 4],
    ['U-managed', 800, 7, 5],
    ['U-managed', 915, 8, 6],
    ['U-managed', 1280, 11, 8],
    ['Modern', 412, 3, 2],
    ['Modern', 599, 3, 2],
    ['Modern', 600, 4, 3],
    ['Modern', 1280, 4, 3],
  ])('%s at %i: %i photos, %i albums', (skin, width, photos, albums) => {
    const { grid, albums: albumGrid } = pickerStyle(skin, 36);
    expect(columnsAt(grid.columns, width)).toBe(photos);
    expect(columnsAt(albumGrid.columns, width)).toBe(albums);
  });
});

describe('a sheet that opens half', () => {
  test.each<[Skin, number, typeof PHONE, boolean]>([
    ['T-legacy', 1, PHONE, true],
    ['T-legacy', 1, LYING, false],
    ['U-managed', 5, PHONE, false],
    ['Modern', 1, PHONE, true],
    ['Modern', 100, LYING, true],
  ])('%s for %i item(s) at %o: %s', (skin, maxItems, display, expected) => {
    expect(canCollapse(pickerStyle(skin, 36), maxItems, display)).toBe(expected);
  });

  test('an M3 sheet stays narrower than a tablet', () => {
    expect(sheetWidth(pickerStyle('Modern', 36), { width: 800, height: 1280 })).toBe(640);
    expect(sheetWidth(pickerStyle('U-managed', 36), { width: 800, height: 1280 })).toBe(800);
  });
});

describe('before Android 12', () => {
  test('the XML picker has smaller pills, a lower bar and one set of colours', () => {
    const { tabs, bar, colors } = pickerStyle('T-legacy', 30);
    expect(tabs).toMatchObject({ width: 80, height: 32, radius: 16 });
    expect([bar.height, colors]).toEqual([56, 'static']);
  });

  test('the Compose picker looks as it always does', () => {
    expect(pickerStyle('Modern', 30)).toEqual(pickerStyle('Modern', 36));
  });
});
