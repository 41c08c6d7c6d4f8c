import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of six megabytes. Its end takes away the mount and the empty folder below it, and no files. */
export function smallDisk(): Disposable & Readonly<{ path: string }> {
  const path = mkdtempSync(join(tmpdir(), 'scopebox-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', path], { stdio: 'pipe' });
  } catch (error) {
    rmdirSync(path);
    throw error;
  }
  const end = () => {
    execFileSync('umount', [path], { stdio: 'pipe' });
    rmdirSync(path);
  };
  return { path, [Symbol.dispose]: end };
}

/** Why no small disk can be made on this computer; null when one can. */
export function whyNoDisk(): string | null {
  try {
    using _disk = smallDisk();
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n').at(1) ?? error.message) : String(error);
  }
}

/** Takes all that is left of a disk; the function gives it back. */
export function fill(path: string): () => void {
  const filler = join(path, 'filler');
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    // Six times more than there is room for.
    for (let times = 0; times < 36; times++) {
      try {
        writeFileSync(filler, new Uint8Array(size), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
  return () => unlinkSync(filler);
}
