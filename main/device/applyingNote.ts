// Which file is about to appear in the user's folder, written down in the device's home: after a kill it tells our own from others.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { volumePath } from './volumePath.ts';
import type { Identity } from './whiteouts.ts';

export type Applying = Readonly<{
  /** Below the volume. */
  path: string;
  /** Of the file of the upper layer that is applied. */
  source: Identity;
  /** Of the file that takes its place in the folder; a rename changes none of it. */
  made: Identity;
}>;

/** One at a time. */
export class ApplyingNote {
  readonly #file: string;

  /** @param file where it is written down */
  constructor(file: string) {
    this.#file = file;
  }

  /** @throws {Error} with a `code` such as ENOSPC; nothing may appear then */
  begin(applying: Applying): void {
    writeFileSync(this.#file, JSON.stringify(applying));
  }

  end(): void {
    rmSync(this.#file, { force: true });
  }

  /** What a killed program left; null for nothing, and for a note that is not whole: nothing ever followed one. */
  left(): Applying | null {
    try {
      return parse(JSON.parse(readFileSync(this.#file, 'utf8')));
    } catch {
      return null;
    }
  }
}

function parse(saved: unknown): Applying | null {
  if (typeof saved !== 'object' || saved === null) return null;
  const { path, source, made }: Partial<Record<keyof Applying, unknown>> = saved;
  if (typeof path !== 'string' || path === '' || volumePath(path) !== path) return null;
  return typeof source === 'string' && typeof made === 'string' ? { path, source, made } : null;
}
