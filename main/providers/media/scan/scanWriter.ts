// Mirrors the pending operations of ModernMediaScanner.Scan: files wait for their metadata, rows for their transaction.
import type { ScannedRow } from '../db/scannedRow.ts';
import type { MediaExtractor } from './mediaExtractor.ts';
import { extractKindOf, scanItem, type WalkedFile } from './scanItem.ts';

/** Files the media process is given at once, and how many such batches are under way. */
const EXTRACT_BATCH = 32;
const BATCHES_IN_FLIGHT = 3;
/** Rows of a transaction: about 5 ms of writing. */
const WRITE_BATCH = 64;

type Services = Readonly<{
  extractor: Pick<MediaExtractor, 'metadata'>;
  /** One transaction. */
  write: (rows: readonly ScannedRow[]) => void;
  log: (message: string) => void;
}>;

/** Takes files as the walk meets them and writes their rows, a directory's before those of what is in it. */
export class ScanWriter {
  readonly #services: Services;
  #batch: WalkedFile[] = [];
  #rows: ScannedRow[] = [];
  readonly #inFlight = new Set<Promise<void>>();
  #failure: unknown = null;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Resolves when there is room for more. @throws what writing threw */
  async add(file: WalkedFile): Promise<void> {
    if (extractKindOf(file) === null) {
      await this.#addRow(scanItem(file, null));
      return;
    }
    this.#batch.push(file);
    if (this.#batch.length >= EXTRACT_BATCH) await this.#extract();
  }

  /** Writes all that is left. */
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
      if (known !== null && known.problem !== null) this.#services.log(known.problem);
      await this.#addRow(scanItem(file, known));
    }
  }

  async #addRow(row: ScannedRow): Promise<void> {
    this.#rows.push(row);
    if (this.#rows.length >= WRITE_BATCH) await this.#flush();
  }

  async #flush(): Promise<void> {
    if (this.#rows.length === 0) return;
    const rows = this.#rows;
    this.#rows = [];
    this.#services.write(rows);
    await new Promise<void>((resolve) => setImmediate(resolve));
  }

  #throwFailure(): void {
    if (this.#failure !== null) throw this.#failure;
  }
}
