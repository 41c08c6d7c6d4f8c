// A volume in a temporary folder whose lower layer is watched over: not a byte, name or time of it may change.
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { VolumeFiles } from '../../main/device/volumeFiles.ts';
import { FOLDER_TIME } from './volumeModelFolder.ts';

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

export function writeFolder(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(path.endsWith('/') ? target : dirname(target), { recursive: true });
    if (path.endsWith('/')) continue;
    writeFileSync(target, text);
    utimesSync(target, FOLDER_TIME / 1_000 + 0.000_000_5, FOLDER_TIME / 1_000 + 0.000_000_5);
  }
}

/** Bytes by path, a directory with a slash at its end. */
export async function shown(volume: VolumeFiles, directory = ''): Promise<Shown> {
  const all: Record<string, string> = {};
  for (const { name, isDirectory, realPath, isLink } of (await volume.readdir(directory)).entries) {
    const path = directory === '' ? name : `${directory}/${name}`;
    expect([path, volume.stat(path)?.realPath, volume.existsIgnoringCase(path)]).toEqual([path, realPath, true]);
    if (!isDirectory) all[path] = readFileSync(realPath, 'latin1');
    else if (!isLink) Object.assign(all, { [`${path}/`]: '' }, await shown(volume, path));
  }
  return all;
}

export type VolumeFixture = Readonly<{ root: string; lower: string; upper: string; volume: VolumeFiles }> & {
  /** The volume as it is found by the next start. */
  again(): Promise<VolumeFiles>;
  /** Somebody changes the folder: it is compared with what it is now from here on. */
  change(change: (folder: string) => void): void;
};

/** @param files of the folder, directories with a slash at the end */
export function newVolume(files: Readonly<Record<string, string>>): VolumeFixture {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-volume-'));
  const lower = join(root, 'photos');
  const upper = join(root, 'upper');
  mkdirSync(lower);
  writeFolder(lower, files);
  let before = snapshot(lower);
  onTestFinished(() => {
    expect(snapshot(lower)).toEqual(before);
    rmSync(root, { recursive: true, force: true });
  });
  const again = async () => {
    const volume = new VolumeFiles({ lower, upper });
    await volume.recover();
    expect(readdirSync(join(upper, 'staging'))).toEqual([]);
    return volume;
  };
  const change = (act: (folder: string) => void) => {
    expect(snapshot(lower)).toEqual(before);
    act(lower);
    before = snapshot(lower);
  };
  return { root, lower, upper, volume: new VolumeFiles({ lower, upper }), again, change };
}
