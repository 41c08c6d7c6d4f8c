// Small state of the device on disk: one JSON file per service, below the device's home.
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Where an entry is, as keys from the outside in. */
type Path = readonly string[];

/** Where a service keeps its state. */
export type Store = Readonly<{
  /** What save() was given last, parsed, with every put() since; null or undefined when there is nothing. */
  load(): unknown;
  save(json: unknown): void;
  /** Saves one entry and leaves the others as they are; undefined takes it out. A store without it is always saved whole. */
  put?(path: Path, value: unknown): void;
}>;

type Tree = Record<string, unknown>;

/** Changes are written over the whole file once they are longer than it, and than this, characters. */
const REWRITE_ABOVE = 65_536;

/**
 * Reads and writes one JSON file: a line with everything, and a line `[path, value]` for each entry changed since,
 * so that ten thousand apps are not written again for one more. A write is whole or not at all; a file that cannot be
 * read is moved aside, told through `onProblem`, and counts as absent.
 */
export class JsonFile {
  readonly #path: string;
  readonly #onProblem: (sentence: string) => void;
  #value: unknown = null;
  /** Characters of the first line, and of those after it; null when the file must be written whole. */
  #written: { whole: number; changes: number } | null = null;

  constructor(path: string, onProblem: (sentence: string) => void) {
    this.#path = path;
    this.#onProblem = onProblem;
  }

  /** What was saved last, or null. */
  load(): unknown {
    this.#value = null;
    this.#written = null;
    if (!existsSync(this.#path)) return null;
    try {
      this.#value = parse(readFileSync(this.#path, 'utf8'));
    } catch (error) {
      const aside = this.#freeName();
      renameSync(this.#path, aside);
      this.#onProblem(`${this.#path} could not be read (${reason(error)}); it was kept as ${aside} and starts empty.`);
    }
    return this.#value;
  }

  save(value: unknown): void {
    this.#value = value;
    const temporary = `${this.#path}.new`;
    this.#try(() => {
      const line = `${JSON.stringify(value)}\n`;
      mkdirSync(dirname(this.#path), { recursive: true });
      writeFileSync(temporary, line);
      renameSync(temporary, this.#path);
      this.#written = { whole: line.length, changes: 0 };
    });
  }

  /** Saves one entry of what was loaded or saved, and leaves the others as they are; undefined takes it out. */
  put(path: Path, value: unknown): void {
    this.#value = withEntry(this.#value, path, value);
    const written = this.#written;
    if (written === null || written.changes > Math.max(written.whole, REWRITE_ABOVE)) {
      this.save(this.#value);
      return;
    }
    this.#try(() => {
      const line = `${JSON.stringify(value === undefined ? [path] : [path, value])}\n`;
      appendFileSync(this.#path, line);
      written.changes += line.length;
    });
  }

  #try(write: () => void): void {
    try {
      write();
    } catch (error) {
      // Half a line may be in the file now.
      this.#written = null;
      this.#onProblem(
        `${this.#path} could not be written (${reason(error)}); the change lasts until the device stops.`,
      );
    }
  }

  #freeName(): string {
    let number = 1;
    while (existsSync(`${this.#path}.damaged-${number}`)) number++;
    return `${this.#path}.damaged-${number}`;
  }
}

function parse(text: string): unknown {
  const [whole = '', ...lines] = text.split('\n');
  // A last line without its end was being written when the program was killed: that change never happened.
  const changes = lines.slice(0, -1);
  // Somebody may have edited the file, and given it the lines of a person.
  if (changes.length === 0 || !changes[0]?.startsWith('[[')) return JSON.parse(changes.length === 0 ? whole : text);
  return changes.reduce((value: unknown, line) => {
    const [path, changed] = JSON.parse(line);
    return withEntry(value, path, changed);
  }, JSON.parse(whole));
}

/** Changes `tree` in place: it is the file's own. */
function withEntry(tree: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const entries: Tree = typeof tree === 'object' && tree !== null && !Array.isArray(tree) ? (tree as Tree) : {};
  if (rest.length > 0) entries[key] = withEntry(entries[key], rest, value);
  else if (value === undefined) delete entries[key];
  else entries[key] = value;
  return entries;
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
