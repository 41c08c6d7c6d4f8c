// What a command writes, and where: results to stdout, everything else to stderr.
import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { SCAN_PROGRESS_MS, StatusLine } from '../main/hosts/scanProgress.ts';
import { type Column, tableOf } from './table.ts';

export type TerminalStream = Writable & Readonly<{ isTTY?: boolean; columns?: number }>;

export type Streams = Readonly<{
  stdin: Readable & Readonly<{ isTTY?: boolean }>;
  stdout: TerminalStream;
  stderr: TerminalStream;
}>;

export type OutputOptions = Readonly<{ json?: boolean | undefined; quiet?: boolean | undefined }>;

export type Colour = 'red' | 'green' | 'yellow' | 'dim' | 'bold';

/** For a line of progress. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1_048_576).toFixed(0)} MB`;
}

/** One command's voice. */
export class Output {
  readonly json: boolean;
  readonly streams: Streams;
  readonly #quiet: boolean;

  constructor(streams: Streams, { json = false, quiet = false }: OutputOptions = {}) {
    this.streams = streams;
    this.json = json;
    this.#quiet = quiet;
  }

  /** What was asked for: `data` as one document of JSON, or the text. */
  result(data: unknown, text: string): void {
    if (this.json) this.#print(JSON.stringify(data, null, this.streams.stdout.isTTY ? 2 : undefined));
    else if (text !== '') this.#print(text);
  }

  /** One of many results: a line of JSON, or the text. */
  event(data: unknown, text: string): void {
    this.#print(this.json ? JSON.stringify(data) : text);
  }

  /** Rows as a table; `none` where there are no rows. */
  rows<Row>(data: readonly Row[], columns: readonly Column<Row>[], none: string): void {
    if (this.json) this.result(data, '');
    else if (data.length === 0) this.note(none);
    else this.#print(tableOf(data, columns, this.#width()));
  }

  /** Says that something was done; nothing when quiet. */
  done(data: unknown, sentence: string): void {
    if (this.json) this.result(data, '');
    else if (!this.#quiet) this.#print(sentence);
  }

  /** A remark beside the result. */
  note(text: string): void {
    if (!this.#quiet) this.streams.stderr.write(`${text}\n`);
  }

  /**
   * Does something that may take long; on a terminal a line tells how far it is, from half a second on.
   * @param text asked again and again; null for nothing to tell
   */
  async whileTelling<T>(text: () => string | null, work: () => Promise<T>): Promise<T> {
    const line = new StatusLine(this.#quiet ? SILENT : statusStream(this.streams));
    const timer = setInterval(() => line.show(text()), SCAN_PROGRESS_MS);
    try {
      return await work();
    } finally {
      clearInterval(timer);
      line.show(null);
    }
  }

  /** NO_COLOR, FORCE_COLOR and whether stdout is a terminal decide. */
  paint(colour: Colour, text: string): string {
    return styleText(colour, text, { stream: this.streams.stdout });
  }

  #print(text: string): void {
    this.streams.stdout.write(`${text}\n`);
  }

  /** Null where lines may be as long as they are. A terminal that does not know its width says 0. */
  #width(): number | null {
    return this.streams.stdout.isTTY ? this.streams.stdout.columns || 80 : null;
  }
}

const SILENT = { write: () => true, isTTY: false, columns: 0 };

function statusStream({ stderr }: Streams): ConstructorParameters<typeof StatusLine>[0] {
  const { isTTY = false, columns = 0 } = stderr;
  return { isTTY, columns, write: (text: string | Uint8Array) => stderr.write(text) };
}
