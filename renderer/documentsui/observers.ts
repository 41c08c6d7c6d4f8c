// The URIs a loader listens on, each once.
import type { Uri } from '../../contract/android/uri.ts';
import type { LoaderPort } from './loaderPort.ts';

export class Observers {
  readonly #port: Pick<LoaderPort, 'observe'>;
  readonly #observed = new Map<Uri, Promise<() => void>>();
  #isClosed = false;

  constructor(port: Pick<LoaderPort, 'observe'>) {
    this.#port = port;
  }

  has(uri: Uri): boolean {
    return this.#observed.has(uri);
  }

  /** Resolves when notices arrive. Rows that nobody keeps up to date are better than none, so it never rejects. */
  async add(uri: Uri, onChange: () => void): Promise<void> {
    if (this.#isClosed) return;
    const observed = this.#observed.get(uri) ?? this.#port.observe(uri, onChange);
    this.#observed.set(uri, observed);
    await observed.catch(() => {});
  }

  close(): void {
    this.#isClosed = true;
    for (const observed of this.#observed.values()) {
      observed.then(
        (unregister) => unregister(),
        () => {},
      );
    }
    this.#observed.clear();
  }
}
