import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Everything this run leaves on disk. Chromium's shell removes it, however the run ends. */
export const throwAwayFolder = mkdtempSync(join(tmpdir(), 'electronDouble-'));

// A run that ends before there is a Chromium has no such shell.
process.once('exit', () => {
  try {
    rmSync(throwAwayFolder, { recursive: true, force: true });
  } catch {
    // Chromium is still writing: its shell comes after it.
  }
});
