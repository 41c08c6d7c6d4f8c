// What is under way in a user's own folder, written down in the device's home before it begins.
import { closeSync, fdatasyncSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { statsOrNull } from './layer.ts';
import { isTemporaryName } from './temporaryFile.ts';
import { codeOf, volumePath } from './volumePath.ts';
import type { Identity } from './whiteouts.ts';

/** Paths are below the volume: a folder that is moved takes what is under way in it along. */
export type Note = Readonly<
  /** Something is prepared under this temporary name. */
  | { kind: 'preparing'; temporary: string }
  /** A directory, known by its number, is put aside under this temporary name, and deleted there. */
  | { kind: 'deleting'; temporary: string; from: string; ino: number }
  /** Directories are made for what is moved into the innermost; the number is that of the outermost. */
  | { kind: 'making'; outermost: string; innermost: string; ino: number }
  /** A copy, known by its number, takes the place at `to`; then what was copied is deleted. */
  | { kind: 'moving'; from: string; identity: Identity; to: string; ino: number }
>;

/** A note that lies on the disk until what it says is done. */
export type OpenNote = Readonly<{ end(): void }>;

export class WriteNotes {
  readonly #folder: string;
  #count: number;

  /** @param folder of the device's home, for one volume */
  constructor(folder: string) {
    this.#folder = folder;
    this.#count = Math.max(0, ...this.#names().map((name) => Number.parseInt(name, 10) || 0));
  }

  /**
   * Writes a note as a whole.
   * @param durable whether it must survive a power failure
   * @throws {Error} with a `code` such as ENOSPC; nothing is under way then
   */
  begin(note: Note, durable = false): OpenNote {
    mkdirSync(this.#folder, { recursive: true });
    const path = this.#freePath();
    const end = () => rmSync(path, { force: true });
    const file = openSync(path, 'wx');
    try {
      const bytes = Buffer.from(JSON.stringify(note));
      for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
      if (durable) fdatasyncSync(file);
    } catch (error) {
      end();
      throw error;
    } finally {
      closeSync(file);
    }
    return { end };
  }

  /** What a killed program left, in the order it was begun. One that is not whole was never followed by anything. */
  left(): readonly (OpenNote & Readonly<{ note: Note | null }>)[] {
    const names = [...this.#names()].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
    return names.map((name) => {
      const path = join(this.#folder, name);
      return { note: parseNote(readFileSync(path, 'utf8')), end: () => rmSync(path, { force: true }) };
    });
  }

  /** A mount that has ended may still be at work beside this one. */
  #freePath(): string {
    for (;;) {
      const path = join(this.#folder, `${++this.#count}.json`);
      if (statsOrNull(path) === null) return path;
    }
  }

  #names(): readonly string[] {
    try {
      return readdirSync(this.#folder).filter((name) => /^\d+\.json$/.test(name));
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return [];
      throw error;
    }
  }
}

/** @returns null for what is no note: nothing is deleted on its word */
export function parseNote(text: string): Note | null {
  let saved: unknown;
  try {
    saved = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof saved !== 'object' || saved === null) return null;
  const { kind, temporary, from, to, ino, outermost, innermost, identity } = saved as Record<string, unknown>;
  if (kind === 'preparing' && isTemporary(temporary)) return { kind, temporary };
  if (typeof ino !== 'number') return null;
  if (kind === 'deleting' && isTemporary(temporary) && isPath(from)) return { kind, temporary, from, ino };
  if (kind === 'making' && isPath(outermost) && isPath(innermost)) return { kind, outermost, innermost, ino };
  if (kind === 'moving' && isPath(from) && isPath(to) && typeof identity === 'string')
    return { kind, from, identity, to, ino };
  return null;
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && volumePath(value) === value;
}

function isTemporary(value: unknown): value is string {
  return isPath(value) && isTemporaryName(value.slice(value.lastIndexOf('/') + 1));
}
