// Files that the media process did not survive. Android's scanner skips such a file until it changes, too.
import { statSync } from 'node:fs';
import type { Store } from '../../../device/jsonFile.ts';

/** The file as it was when it did its harm: -1 for one that was not there. Times in milliseconds since 1970. */
type Known = Readonly<{ reason: string; size: number; mtimeMs: number }>;

/** Far more than a folder of photos can have; the oldest go first. */
const MAX_KNOWN = 10_000;

function stampOf(path: string): Omit<Known, 'reason'> {
  try {
    const { size, mtimeMs } = statSync(path);
    return { size, mtimeMs };
  } catch {
    return { size: -1, mtimeMs: -1 };
  }
}

function isKnown(value: unknown): value is Known {
  if (typeof value !== 'object' || value === null) return false;
  const { reason, size, mtimeMs }: Partial<Record<keyof Known, unknown>> = value;
  return typeof reason === 'string' && typeof size === 'number' && typeof mtimeMs === 'number';
}

export class UnreadableFiles {
  readonly #store: Store | null;
  readonly #known = new Map<string, Known>();

  /** @param store where they are kept over a restart; null for not at all */
  constructor(store: Store | null) {
    this.#store = store;
    const saved = store?.load();
    if (typeof saved !== 'object' || saved === null) return;
    for (const [path, known] of Object.entries(saved)) if (isKnown(known)) this.#known.set(path, known);
  }

  /** Paths with what is known against them, the oldest first. */
  get reasons(): ReadonlyMap<string, string> {
    return new Map([...this.#known].map(([path, { reason }]) => [path, reason]));
  }

  /** Why a file is not opened; null for any other, and for one that has changed since. */
  reasonOf(path: string): string | null {
    const known = this.#known.get(path);
    if (known === undefined) return null;
    const { size, mtimeMs } = stampOf(path);
    if (size === known.size && mtimeMs === known.mtimeMs) return known.reason;
    this.forgive(path);
    return null;
  }

  add(path: string, reason: string): void {
    const [oldest] = this.#known.keys();
    if (this.#known.size >= MAX_KNOWN && oldest !== undefined) this.#known.delete(oldest);
    this.#known.set(path, { reason, ...stampOf(path) });
    this.#save();
  }

  forgive(path: string): void {
    if (this.#known.delete(path)) this.#save();
  }

  #save(): void {
    this.#store?.save(Object.fromEntries(this.#known));
  }
}
