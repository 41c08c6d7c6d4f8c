// Whether the rows of a volume are those of what the union of its layers shows.
import { expect } from 'vitest';
import type { Volume } from '../../main/device/volumes.ts';
import type { ScanFixture } from '../providers/media/scan/scanFixture.ts';

type Shown = Readonly<{ path: string; isDirectory: boolean; size: number; seconds: number }>;

/** Everything the union shows, links apart, by path; what cannot be listed is empty. */
export async function shownBy({ files }: Volume): Promise<readonly Shown[]> {
  const shown: Shown[] = [];
  const pending = [''];
  for (let directory = pending.pop(); directory !== undefined; directory = pending.pop()) {
    const { entries } = await files.readdir(directory).catch(() => ({ entries: [] }));
    for (const { name, isLink, isDirectory, size, mtimeMs } of entries) {
      if (isLink) continue;
      const path = directory === '' ? name : `${directory}/${name}`;
      shown.push({
        path,
        isDirectory,
        size: isDirectory ? 0 : size,
        seconds: isDirectory ? 0 : Math.floor(mtimeMs / 1000),
      });
      if (isDirectory) pending.push(path);
    }
  }
  return shown.sort(byPath);
}

/** Every file and directory has exactly one row, which has its size and time; no row is without one. */
export async function expectAgreement(device: ScanFixture): Promise<void> {
  const rows = Object.entries(device.rows()).map(([path, row]): Shown => {
    const isDirectory = row.format === 0x3001;
    const [size, seconds] = isDirectory ? [0, 0] : [Number(row._size), Number(row.date_modified)];
    return { path, isDirectory, size, seconds };
  });
  expect(rows.sort(byPath)).toEqual(await shownBy(device.volume));
}

/** A scan that finds nothing to do: no file is opened, no row written. */
export async function expectSettled(device: ScanFixture): Promise<void> {
  const [rows, generation] = [device.rows(), device.database.generation()];
  device.asked.length = 0;
  await device.scan();
  expect([device.asked, device.database.generation()]).toEqual([[], generation]);
  expect(device.rows()).toEqual(rows);
}

function byPath(one: Shown, other: Shown): number {
  return one.path < other.path ? -1 : 1;
}
