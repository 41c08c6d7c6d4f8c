// Mirrors the file tree walk of ModernMediaScanner: which directories are entered, and what is hidden in them.
import { posix } from 'node:path';
import { Slices } from '../../../device/realTime.ts';
import { devicePath, type Volume } from '../../../device/volumes.ts';
import { isDirectoryHidden, isFileHidden, shouldScanDirectory } from './hiddenMedia.ts';
import type { WalkedFile } from './scanItem.ts';

/** A directory of the volume and what is directly in it. */
export type WalkedDirectory = Readonly<{
  /** The directory's own row; null for the root of the volume, which has none. */
  self: WalkedFile | null;
  files: readonly WalkedFile[];
  /** What cannot be shown, one sentence each. */
  skipped: readonly string[];
  /** Why the directory could not be listed; what is known below it stays as it is. */
  failed: string | null;
}>;

type Pending = Readonly<{ relative: string; self: WalkedFile | null; parentHidden: boolean }>;

/** Whether a directory above, or a .nomedia in one, hides what is in `relative`. */
export function isHiddenBelow(volume: Volume, relative: string): boolean {
  for (let dir = relative; ; dir = parentOf(dir)) {
    const nomedia = dir === '' ? '.nomedia' : `${dir}/.nomedia`;
    if (isDirectoryHidden(devicePath(volume, dir), volume.files.stat(nomedia) !== null)) return true;
    if (dir === '') return false;
  }
}

/** Whether the walk would ever come to this place. */
export function isScannable(volume: Volume, relative: string): boolean {
  for (let dir = relative; dir !== ''; dir = parentOf(dir))
    if (!shouldScanDirectory(devicePath(volume, dir))) return false;
  return true;
}

function parentOf(relative: string): string {
  const parent = posix.dirname(relative);
  return parent === '.' ? '' : parent;
}

/** Walks a volume from `start` (relative, '' for all of it), newest directories first; depth costs no stack. */
export class Walk {
  readonly #volume: Volume;
  readonly #stack: Pending[] = [];

  constructor(volume: Volume, start: string) {
    this.#volume = volume;
    const entry = volume.files.stat(start);
    if (entry === null || !isScannable(volume, start)) return;
    const parentHidden = start === '' ? false : isHiddenBelow(volume, parentOf(start));
    const self = start === '' ? null : walkedFile(devicePath(volume, start), { ...entry, hidden: parentHidden });
    this.#stack.push({ relative: start, self, parentHidden });
  }

  async *directories(): AsyncGenerator<WalkedDirectory> {
    for (let next = this.#stack.pop(); next !== undefined; next = this.#stack.pop()) yield await this.#visit(next);
  }

  async #visit(dir: Pending): Promise<WalkedDirectory> {
    const path = devicePath(this.#volume, dir.relative);
    try {
      const { entries, skipped } = await this.#volume.files.readdir(dir.relative);
      const hidden =
        dir.parentHidden ||
        isDirectoryHidden(
          path,
          entries.some(({ name }) => name === '.nomedia'),
        );
      const files: WalkedFile[] = [];
      const below: (Pending & { mtimeMs: number })[] = [];
      const slices = new Slices();
      for (const entry of entries) {
        await slices.breathe();
        // Not followed, as on Android. One that stays on the volume leads to what is walked anyway, or in a circle.
        if (entry.isLink) continue;
        const childPath = `${path}/${entry.name}`;
        const self = walkedFile(childPath, { ...entry, hidden: hidden || isFileHidden(childPath) });
        if (!entry.isDirectory) files.push(self);
        else if (shouldScanDirectory(childPath)) {
          const relative = dir.relative === '' ? entry.name : `${dir.relative}/${entry.name}`;
          below.push({ relative, self, parentHidden: hidden, mtimeMs: entry.mtimeMs });
        }
      }
      below.sort((a, b) => a.mtimeMs - b.mtimeMs);
      for (const child of below) this.#stack.push(child);
      return { self: dir.self, files, skipped, failed: null };
    } catch (error) {
      return { self: dir.self, files: [], skipped: [], failed: error instanceof Error ? error.message : String(error) };
    }
  }
}

/** A walked file from what the volume says of it. */
export function walkedFile(
  path: string,
  entry: Readonly<{ realPath: string; isDirectory: boolean; size: number; mtimeMs: number; hidden: boolean }>,
): WalkedFile {
  const { realPath, isDirectory, size, mtimeMs, hidden } = entry;
  return { path, realPath, isDirectory, size, mtimeMs, hidden };
}
