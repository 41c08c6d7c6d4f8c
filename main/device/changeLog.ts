// What was changed on a volume, one line each: an operation has happened once its line is whole.
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { codeOf } from './volumePath.ts';
import type { HiddenPaths, Identity } from './whiteouts.ts';

/** From and to, below the folder of the upper layer. */
export type Rename = readonly [from: string, to: string];

export type Change = Readonly<{
  /** Which operation it belongs to: the names to hide of a large one come ahead of it in lines of their own. */
  id: number;
  hide: readonly (readonly [path: string, identity: Identity])[];
  renames: readonly Rename[];
  /** Everything hidden before is shown again. */
  clear: boolean;
  /** Which files of the folder lie under files of the upper layer that were put over them. */
  over?: readonly (readonly [path: string, identity: Identity])[];
}>;

/**
 * The first character of a line. Part: of an operation to come. Pending: its renames may not all be done. Done. Undone:
 * as if it were not there. A line is settled by writing over this one character, which needs no room on a full disk.
 */
type State = 'C' | 'P' | 'D' | 'X';

/** Names to hide in one line: a turn of the event loop is short, and the line is not. */
const NAMES_PER_LINE = 1_000;

export class ChangeLog {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /** Every operation that happened, in order; a line that is not whole or makes no sense never did. */
  load(): readonly Readonly<{ change: Change; pendingAt: number | null }>[] {
    const text = this.#read();
    const end = text.lastIndexOf(10) + 1;
    if (end < text.length) truncateSync(this.#path, end);
    const parts = new Map<number, (readonly [string, Identity])[]>();
    const changes: { change: Change; pendingAt: number | null }[] = [];
    for (let start = 0; start < end; ) {
      const next = text.indexOf(10, start);
      const state = text.toString('latin1', start, start + 1);
      const change = state === 'X' ? null : parse(text.toString('utf8', start + 1, next));
      if (change !== null && state === 'C') {
        const known = parts.get(change.id);
        if (known === undefined) parts.set(change.id, [...change.hide]);
        else for (const hidden of change.hide) known.push(hidden);
      } else if (change !== null) {
        const hide = [...(parts.get(change.id) ?? []), ...change.hide];
        changes.push({ change: { ...change, hide }, pendingAt: state === 'P' ? start : null });
      }
      start = next + 1;
    }
    return changes;
  }

  /** Writes the names to hide of a coming operation. @returns what is left for its own line */
  async prepare(id: number, hide: HiddenPaths, breathe: () => Promise<void>): Promise<Change['hide']> {
    if (hide.size <= NAMES_PER_LINE) return [...hide];
    let part: (readonly [string, Identity])[] = [];
    for (const hidden of hide) {
      part.push(hidden);
      if (part.length < NAMES_PER_LINE) continue;
      this.append('C', { id, hide: part, renames: [], clear: false });
      part = [];
      await breathe();
    }
    return part;
  }

  /**
   * Appends a line, whole or not at all, and waits until it would survive a power failure if `durable`.
   * @returns where it starts, for settle()
   */
  append(state: State, { id, hide, renames, clear, over = [] }: Change, durable = false): number {
    const line = {
      id,
      ...(hide.length > 0 ? { hide } : {}),
      ...(renames.length > 0 ? { renames } : {}),
      ...(over.length > 0 ? { over } : {}),
    };
    const bytes = Buffer.from(`${state}${JSON.stringify(clear ? { ...line, clear } : line)}\n`);
    const file = openSync(this.#path, 'a');
    try {
      const start = fstatSync(file).size;
      try {
        for (let written = 0; written < bytes.length; ) written += writeSync(file, bytes, written);
        if (durable) fdatasyncSync(file);
      } catch (error) {
        ftruncateSync(file, start);
        throw error;
      }
      return start;
    } finally {
      closeSync(file);
    }
  }

  settle(start: number, state: 'D' | 'X'): void {
    const file = openSync(this.#path, 'r+');
    try {
      writeSync(file, state, start);
    } finally {
      closeSync(file);
    }
  }

  /** Starts again with only what is hidden, and what is put over something, now. */
  rewrite(hide: Iterable<readonly [string, Identity]>, over: Iterable<readonly [string, Identity]>): void {
    const fresh = new ChangeLog(`${this.#path}.new`);
    closeSync(openSync(fresh.#path, 'w'));
    const none = { id: 0, hide: [], renames: [], clear: false };
    for (const part of inParts(hide)) fresh.append('D', { ...none, hide: part });
    for (const part of inParts(over)) fresh.append('D', { ...none, over: part });
    renameSync(fresh.#path, this.#path);
  }

  /** Nothing has ever happened. */
  forget(): void {
    rmSync(this.#path, { force: true });
  }

  #read(): Buffer {
    try {
      return readFileSync(this.#path);
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return Buffer.alloc(0);
      throw error;
    }
  }
}

function parse(line: string): Change | null {
  try {
    const { id, hide = [], renames = [], clear = false, over = [] } = JSON.parse(line);
    return typeof id === 'number' && isPairs(hide) && isPairs(renames) && isPairs(over)
      ? { id, hide, renames, clear: clear === true, over }
      : null;
  } catch {
    return null;
  }
}

function* inParts<Item>(items: Iterable<Item>): Generator<readonly Item[]> {
  let part: Item[] = [];
  for (const item of items) {
    part.push(item);
    if (part.length < NAMES_PER_LINE) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

function isPairs(value: unknown): value is readonly (readonly [string, string])[] {
  return (
    Array.isArray(value) &&
    value.every((pair) => Array.isArray(pair) && pair.every((one) => typeof one === 'string') && pair.length === 2)
  );
}
