// Small state of the device on disk: one JSON file per service, below the device's home.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Reads and writes one JSON file. A write is whole or not at all; a file that cannot be read is moved aside,
 * told through `onProblem`, and counts as absent.
 */
export class JsonFile {
  readonly #path: string;
  readonly #onProblem: (sentence: string) => void;

  constructor(path: string, onProblem: (sentence: string) => void) {
    this.#path = path;
    this.#onProblem = onProblem;
  }

  /** What was saved last, or null. */
  load(): unknown {
    if (!existsSync(this.#path)) return null;
    try {
      return JSON.parse(readFileSync(this.#path, 'utf8'));
    } catch (error) {
      const aside = this.#freeName();
      renameSync(this.#path, aside);
      this.#onProblem(`${this.#path} could not be read (${reason(error)}); it was kept as ${aside} and starts empty.`);
      return null;
    }
  }

  save(value: unknown): void {
    const temporary = `${this.#path}.new`;
    try {
      mkdirSync(dirname(this.#path), { recursive: true });
      writeFileSync(temporary, `${JSON.stringify(value, null, 1)}\n`);
      renameSync(temporary, this.#path);
    } catch (error) {
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

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
