// A volume in a temporary folder. Under a layer, not a byte, name or time of the folder may change; written through,
// nothing of the device's own may be left in it.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { MountedFiles, VolumeReader } from '../../main/device/volumeAccess.ts';
import { VolumeFiles } from '../../main/device/volumeFiles.ts';
import { WriteThroughFiles } from '../../main/device/writeThroughFiles.ts';
import { writeFolder } from './volumeModelFolder.ts';

export type Shown = Readonly<Record<string, string>>;

/** Everything below a folder: bytes, names, modes and times. */
export function snapshot(folder: string): readonly (readonly [string, ...unknown[]])[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return ['', ...names].map((name) => {
    const stats = lstatSync(join(folder, name), { bigint: true });
    const { mtimeNs, mode, size, ino } = stats;
    const bytes = stats.isSymbolicLink()
      ? readlinkSync(join(folder, name))
      : stats.isFile()
        ? readFileSync(join(folder, name)).toString('latin1')
        : '';
    return [name, mtimeNs, mode, size, ino, bytes];
  });
}

/** Bytes by path, a directory with a slash at its end. */
export async function shown(volume: VolumeReader, directory = ''): Promise<Shown> {
  const all: Record<string, string> = {};
  const { entries } = await volume.readdir(directory);
  const view = await volume.openDirectory(directory);
  expect(new Map(view.names.map((name) => [name, view.entry(name)]))).toEqual(
    new Map(entries.map((entry) => [entry.name, entry])),
  );
  for (const { name, isDirectory, realPath, isLink } of entries) {
    const path = directory === '' ? name : `${directory}/${name}`;
    expect([path, volume.stat(path)?.realPath, volume.existsIgnoringCase(path)]).toEqual([path, realPath, true]);
    if (!isDirectory) all[path] = readFileSync(realPath, 'latin1');
    else if (!isLink) Object.assign(all, { [`${path}/`]: '' }, await shown(volume, path));
  }
  return all;
}

/** How the folder of a volume is written. */
export type Writer = 'layered' | 'write-through';

export const WRITERS: readonly Writer[] = ['layered', 'write-through'];

export type VolumeFixture = Readonly<{ root: string; lower: string; upper: string; volume: MountedFiles }> & {
  /** The volume as it is found by the next start. */
  again(): Promise<MountedFiles>;
  /** Somebody changes the folder: it is compared with what it is now from here on. */
  change(change: (folder: string) => void): void;
};

/** Folders of one writer below a root, and what it makes of them. */
export function openVolume(root: string, writer: Writer): MountedFiles {
  const layers = { lower: join(root, 'photos'), upper: join(root, 'upper') };
  return writer === 'layered' ? new VolumeFiles(layers) : new WriteThroughFiles(layers, join(root, 'writing'));
}

/** @param files of the folder, directories with a slash at the end */
export function newVolume(files: Readonly<Record<string, string>>, writer: Writer = 'layered'): VolumeFixture {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-volume-'));
  const lower = join(root, 'photos');
  const upper = join(root, 'upper');
  mkdirSync(lower);
  writeFolder(lower, files);
  let before = snapshot(lower);
  const requireUntouched = () => {
    if (writer === 'layered') expect(snapshot(lower)).toEqual(before);
    else requireNothingOfOurs(root);
  };
  onTestFinished(() => {
    requireUntouched();
    rmSync(root, { recursive: true, force: true });
  });
  const again = async () => {
    const volume = openVolume(root, writer);
    await volume.recover();
    expect(readdirSync(join(upper, 'staging'))).toEqual([]);
    return volume;
  };
  const change = (act: (folder: string) => void) => {
    requireUntouched();
    act(lower);
    before = snapshot(lower);
  };
  return { root, lower, upper, volume: openVolume(root, writer), again, change };
}

/** Nothing is left of what was under way: not in the folder, and no note of it. */
function requireNothingOfOurs(root: string): void {
  const names = readdirSync(join(root, 'photos'), { recursive: true, encoding: 'utf8' });
  expect(names.filter((name) => name.includes('.scopebox'))).toEqual([]);
  expect(existsSync(join(root, 'writing')) ? readdirSync(join(root, 'writing')) : []).toEqual([]);
  const above = join(root, 'upper/files');
  expect(existsSync(above) ? readdirSync(above) : []).toEqual([]);
}
