// One entry for each call that crosses a boundary: app to device, device to screen, tester to device.

import type { JournalEntry } from '../../contract/rpc/deviceApi.ts';
import type { Clock } from '../device/clock.ts';
import { Listeners } from '../device/listeners.ts';

const KEPT_ENTRIES = 2_000;
const SHOWN_CHARACTERS = 400;

/** Told how a call ended. */
export type FinishEntry = (outcome: Readonly<{ result?: unknown; thrown?: Error }>) => void;

export class Journal {
  readonly #clock: Clock;
  readonly #entries = new Map<number, JournalEntry>();
  readonly #listeners = new Listeners<[JournalEntry]>();
  #lastId = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Opens an entry; the function it answers closes it. */
  open(actor: string, method: string, args: readonly unknown[]): FinishEntry {
    const at = this.#clock.currentTimeMillis();
    const started = this.#clock.elapsedRealtime();
    const entry: JournalEntry = {
      id: ++this.#lastId,
      at,
      actor,
      method,
      args: args.map(shorten).join(', '),
      result: null,
      thrown: null,
      took: null,
    };
    this.#put(entry);
    return ({ result, thrown }) => {
      const took = this.#clock.elapsedRealtime() - started;
      if (thrown !== undefined) this.#put({ ...entry, took, thrown: { name: thrown.name, message: thrown.message } });
      else this.#put({ ...entry, took, result: shorten(result) });
    };
  }

  /** Entries that are kept, oldest first, from after the given id on. */
  entries(after = 0): readonly JournalEntry[] {
    return [...this.#entries.values()].filter((entry) => entry.id > after);
  }

  /** Called for each entry when it opens and when it closes. */
  onEntry(listener: (entry: JournalEntry) => void): Disposable {
    return this.#listeners.add(listener);
  }

  #put(entry: JournalEntry): void {
    if (!this.#entries.has(entry.id) && entry.id !== this.#lastId) return; // dropped while it was under way
    this.#entries.set(entry.id, entry);
    if (this.#entries.size > KEPT_ENTRIES) {
      const [oldest] = this.#entries.keys();
      if (oldest !== undefined) this.#entries.delete(oldest);
    }
    this.#listeners.call(entry);
  }
}

function shorten(value: unknown): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return cut(value);
  if (typeof value === 'object' && Symbol.asyncIterator in value) return 'stream';
  return cut(JSON.stringify(summary(value), (_, part: unknown) => bytesCounted(part)) ?? String(value));
}

/** A cursor is read by its size, not by its thousand rows. */
function summary(value: unknown): unknown {
  if (typeof value === 'object' && value !== null && 'columns' in value && 'count' in value) {
    return { rows: value.count, columns: value.columns };
  }
  return value;
}

/** Each byte of a picture would be written down as a property with a name. */
function bytesCounted(part: unknown): unknown {
  return part instanceof Uint8Array ? `${part.length} bytes` : part;
}

function cut(text: string): string {
  return text.length <= SHOWN_CHARACTERS ? text : `${text.slice(0, SHOWN_CHARACTERS)}…`;
}
