// Mirrors the pending operations of ModernMediaScanner.Scan: files wait for their metadata, rows for their transaction.
import { statsOrNull } from '../../../device/layer.ts';
import { realTimeMillis } from '../../../device/realTime.ts';
import type { ScannedRow } from '../db/scannedRow.ts';
import type { MediaExtractor } from './mediaExtractor.ts';
import { extractKindOf, scanItem, type WalkedFile } from './scanItem.ts';

/** Files the media process is given at once, and how many such batches are under way. */
const EXTRACT_BATCH = 64;
const BATCHES_IN_FLIGHT = 4;
/** A transaction has as many rows as can be written in this time, milliseconds: nobody else has a turn meanwhile. */
const WRITE_TIME = 12;
const FEWEST_ROWS = 32;
const MOST_ROWS = 1_024;
/** No row waits longer for others to be written with it, milliseconds. */
const LONGEST_WAIT = 250;
/** Rows after which the database takes over its log: before it would do so by itself, in the turn of a transaction. */
const SETTLED_AFTER = 1_500;

type Services = Readonly<{
  extractor: Pick<MediaExtractor, 'metadata'>;
  /** One transaction. */
  write: (rows: readonly ScannedRow[]) => void;
  /** Told of a file that went away before it was read: a row of it would be believed when it is back. */
  gone: (file: WalkedFile) => void;
  /** Called in a turn of its own after some transactions: it takes as long as one of them. */
  settle: () => void;
  log: (message: string) => void;
}>;

/** Takes files as the walk meets them and writes their rows, a directory's before those of what is in it. */
export class ScanWriter {
  readonly #services: Services;
  #batch: WalkedFile[] = [];
  #rows: ScannedRow[] = [];
  /** When the first of the waiting rows came. */
  #waitingSince = 0;
  #rowsAtOnce = 2 * FEWEST_ROWS;
  #unsettled = 0;
  readonly #inFlight = new Set<Promise<void>>();
  #failure: unknown = null;

  constructor(services: Services) {
    this.#services = services;
  }

  /** @returns what to wait for until there is room for more, or null @throws what writing threw */
  add(file: WalkedFile): Promise<void> | null {
    if (extractKindOf(file) === null) return this.#addRow(scanItem(file, null));
    this.#batch.push(file);
    return this.#batch.length >= EXTRACT_BATCH ? this.#extract() : null;
  }

  /** Has all that was added read and written, however little it is. */
  async finish(): Promise<void> {
    await this.#extract();
    await Promise.all(this.#inFlight);
    this.#throwFailure();
    await this.#flush();
  }

  /** Waits for what is under way and writes none of it. */
  async abandon(): Promise<void> {
    this.#batch = [];
    await Promise.allSettled(this.#inFlight);
    this.#rows = [];
  }

  async #extract(): Promise<void> {
    if (this.#batch.length === 0) return;
    const files = this.#batch;
    this.#batch = [];
    const work = this.#read(files)
      .catch((error: unknown) => {
        this.#failure ??= error;
      })
      .finally(() => this.#inFlight.delete(work));
    this.#inFlight.add(work);
    if (this.#inFlight.size >= BATCHES_IN_FLIGHT) await Promise.race(this.#inFlight);
    this.#throwFailure();
  }

  async #read(files: readonly WalkedFile[]): Promise<void> {
    const asked = files.map((file) => ({ path: file.realPath, kind: extractKindOf(file) ?? 'image' }));
    const facts = await this.#services.extractor.metadata(asked);
    for (const [i, file] of files.entries()) {
      const known = facts[i] ?? null;
      if (known !== null && known.problem !== null) {
        this.#services.log(known.problem);
        if (statsOrNull(file.realPath) === null) {
          this.#services.gone(file);
          continue;
        }
      }
      const room = this.#addRow(scanItem(file, known));
      if (room !== null) await room;
    }
  }

  #addRow(row: ScannedRow): Promise<void> | null {
    const now = realTimeMillis();
    if (this.#rows.length === 0) this.#waitingSince = now;
    this.#rows.push(row);
    return this.#rows.length >= this.#rowsAtOnce || now - this.#waitingSince > LONGEST_WAIT ? this.#flush() : null;
  }

  async #flush(): Promise<void> {
    if (this.#rows.length === 0) return;
    const rows = this.#rows;
    this.#rows = [];
    const start = realTimeMillis();
    this.#services.write(rows);
    const fitting = (rows.length * WRITE_TIME) / Math.max(1, realTimeMillis() - start);
    // Not all at once: one slow commit says little of the next.
    this.#rowsAtOnce = Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, Math.round((this.#rowsAtOnce + fitting) / 2)));
    await turn();
    this.#unsettled += rows.length;
    if (this.#unsettled < SETTLED_AFTER) return;
    this.#unsettled = 0;
    this.#services.settle();
    await turn();
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}

/** Lets others have a turn. */
function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
