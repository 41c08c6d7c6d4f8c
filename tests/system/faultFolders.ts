// Folders that faults are tried on, and the moment in the middle of a scan.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { jpeg } from '../mediaextractor/pictures.ts';
import type { ScanFixture } from '../providers/media/scan/scanFixture.ts';

/** Of 64 by 48 pixels. */
export const photo = await jpeg(64, 48);

/** A folder that is gone with all that is in it, however deep. */
export function temporary(): Disposable & Readonly<{ path: string }> {
  const path = mkdtempSync(join(tmpdir(), 'scopebox-faults-'));
  const end = () => {
    // Node removes by whole paths, which can be too long.
    if (process.platform === 'win32') rmSync(path, { recursive: true, force: true });
    else execFileSync('rm', ['-rf', path]);
  };
  return { path, [Symbol.dispose]: end };
}

export function write(folder: string, path: string, bytes: Uint8Array | string = photo): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), bytes);
}

/** DCIM/day0/0.jpg, DCIM/day1/1.jpg and so on, in twenty directories. */
export function writeLibrary(folder: string, count: number): void {
  for (let n = 0; n < count; n++) write(folder, `DCIM/day${n % 20}/${n}.jpg`);
}

/** Runs once, when the first rows of a scan are committed. */
export function atFirstCommit(device: ScanFixture, run: () => void): void {
  const listening = device.database.onCommit(() => {
    listening[Symbol.dispose]();
    run();
  });
}
