import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { factsOf, firstItem, newItem, numberOf } from '../../../../main/providers/media/cloud/cloudMediaItem.ts';
import { bytesOf, thumbnailBytes } from '../../../../main/providers/media/cloud/itemBytes.ts';

const NOW = Date.UTC(2024, 5, 1, 12);

function fileOf(item: Parameters<typeof bytesOf>[0]): Buffer {
  const { head, tail, sizeBytes } = bytesOf(item);
  const file = Buffer.alloc(sizeBytes);
  file.set(head, 0);
  file.set(tail, sizeBytes - tail.length);
  return file;
}

describe('the bytes of an item', () => {
  test.each(['photo', 'motionPhoto', 'gif'] as const)('%s: a decoder reads what the provider tells', async (kind) => {
    for (const number of [1, 2, 3]) {
      const item = newItem(number, kind, NOW);
      const { width, height, mimeType } = factsOf(item);
      const { data, info } = await sharp(fileOf(item)).raw().toBuffer({ resolveWithObject: true });
      expect([info.width, info.height, mimeType]).toEqual([width, height, kind === 'gif' ? 'image/gif' : 'image/jpeg']);
      expect(new Set(data).size).toBeGreaterThan(3);
    }
  });

  test('of a motion photo end with a clip', () => {
    const file = fileOf(newItem(4, 'motionPhoto', NOW));
    const offset = Number(/MicroVideoOffset="(\d+)"/.exec(file.toString('latin1', 0, 2_000))?.[1]);
    expect(file.toString('latin1', file.length - offset + 4, file.length - offset + 8)).toBe('ftyp');
  });

  test('are the same each time, and another item’s are others', () => {
    const [item, other] = [newItem(1, 'photo', NOW), newItem(13, 'photo', NOW)];
    expect(bytesOf(item)).toEqual(bytesOf({ ...item }));
    expect(factsOf(item)).toEqual(factsOf(other));
    expect(bytesOf(item).head).not.toEqual(bytesOf(other).head);
  });

  test('of a thumbnail are few, and it has the shape of the item', async () => {
    const bytes = thumbnailBytes(newItem(3, 'photo', NOW), { width: 120, height: 120 });
    const { width, height } = await sharp(bytes).metadata();
    expect([width, height]).toEqual([120, 160]);
    expect(bytes.length).toBeLessThan(3_000);
  });
});

test('the first items of an account are of all kinds, and of all its years', () => {
  const items = Array.from({ length: 60 }, (_, index) => firstItem(index + 1, NOW));
  expect(new Set(items.map(({ kind }) => kind)).size).toBe(4);
  expect(new Set(items.map(({ dateTakenMillis }) => new Date(dateTakenMillis).getUTCFullYear())).size).toBe(5);
  expect(items.every(({ dateTakenMillis }) => dateTakenMillis <= NOW)).toBe(true);
  expect(items.map(({ id }) => numberOf(id))).toEqual(items.map((_, index) => index + 1));
  expect(firstItem(7, NOW)).toEqual(firstItem(7, NOW));
});
