// Keeps scans and the provider's own writes apart: ModernMediaScanner takes a lock per directory instead.
import { dataKey } from './reconcile.ts';

/** What somebody else has moved, written or deleted since a pass began: what the pass knows of it is out of date. */
export type Touched = Set<string>;

/** The passes under way, and the paths that are being changed right now. */
export class TouchedPaths {
  readonly #passes = new Set<Touched>();
  readonly #held = new Map<string, number>();

  /** A pass begins. Ended by end(). */
  begin(): Touched {
    const touched: Touched = new Set(this.#held.keys());
    this.#passes.add(touched);
    return touched;
  }

  end(touched: Touched): void {
    this.#passes.delete(touched);
  }

  /** Every pass under way leaves these paths, and what is below them, to whoever touched them. */
  touch(paths: readonly string[]): void {
    for (const touched of this.#passes) for (const path of paths) touched.add(dataKey(path));
  }

  /** The same, and for passes that begin before it is disposed of as well. */
  hold(paths: readonly string[]): Disposable {
    this.touch(paths);
    const keys = paths.map(dataKey);
    for (const key of keys) this.#held.set(key, (this.#held.get(key) ?? 0) + 1);
    return { [Symbol.dispose]: () => this.#release(keys) };
  }

  #release(keys: readonly string[]): void {
    for (const key of keys) {
      const left = (this.#held.get(key) ?? 0) - 1;
      if (left > 0) this.#held.set(key, left);
      else this.#held.delete(key);
    }
  }
}

export function isTouched(touched: Touched, path: string): boolean {
  if (touched.size === 0) return false;
  for (let key = dataKey(path); key !== ''; key = key.slice(0, key.lastIndexOf('/'))) if (touched.has(key)) return true;
  return false;
}
