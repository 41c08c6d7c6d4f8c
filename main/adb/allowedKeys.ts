// Mirrors AdbKeyStore: the computers whose adb is always allowed, until the device is set up anew.
import type { Store } from '../device/jsonFile.ts';

export class AllowedKeys {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Lines as a public key file has them, the first allowed first. */
  lines(): readonly string[] {
    const saved = this.#store.load();
    const keys = typeof saved === 'object' && saved !== null && 'keys' in saved ? saved.keys : [];
    return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
  }

  allow(line: string): void {
    this.#store.save({ keys: [...new Set([...this.lines(), line])] });
  }

  /** A factory reset: nobody is. */
  reset(): void {
    this.#store.save({ keys: [] });
  }
}
