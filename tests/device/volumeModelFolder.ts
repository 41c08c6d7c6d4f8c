// The folder that the model and the volume start from.
import { mkdirSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Shown } from './volumeFixture.ts';
import type { Model } from './volumeModel.ts';

/** Modification time of every file of the folder, milliseconds. */
export const FOLDER_TIME = 1_600_000_000_123;

export const MODEL_FILES: Readonly<Record<string, string>> = {
  'DCIM/Camera/a.jpg': 'A'.repeat(3_000),
  'DCIM/Camera/b.jpg': 'B',
  'DCIM/a.jpg': 'in DCIM',
  'DCIM/DCIM/Camera/b.jpg': 'deep',
  'Camera/été.png': 'png',
  'Camera/a.jpg/b.jpg': 'a directory with the name of a photo',
  'été.png/': '',
  'b.jpg': 'x'.repeat(700_000),
  'z/1.jpg': '1',
  'z/2.jpg': '2',
  'z/y/3.jpg': '3',
};

export function writeFolder(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(path.endsWith('/') ? target : dirname(target), { recursive: true });
    if (path.endsWith('/')) continue;
    writeFileSync(target, text);
    utimesSync(target, FOLDER_TIME / 1_000 + 0.000_000_5, FOLDER_TIME / 1_000 + 0.000_000_5);
  }
}

/** Puts everything back as the model begins. */
export function remake(folder: string): void {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  writeFolder(folder, MODEL_FILES);
}

/** @param files directories that are empty have a slash at the end */
export function modelOf(files: Readonly<Record<string, string>>): Model {
  const entries = new Map<string, string | null>();
  const times = new Map<string, number>();
  for (const [path, bytes] of Object.entries(files)) {
    const names = path.split('/').filter((name) => name !== '');
    for (let length = 1; length < names.length; length++) entries.set(names.slice(0, length).join('/'), null);
    entries.set(names.join('/'), path.endsWith('/') ? null : bytes);
    if (!path.endsWith('/')) times.set(path, FOLDER_TIME);
  }
  return { entries, times };
}

/** As shown() of a volume tells it. */
export function shownOf({ entries }: Model): Shown {
  return Object.fromEntries([...entries].map(([path, bytes]) => (bytes === null ? [`${path}/`, ''] : [path, bytes])));
}
