// Mirrors UriGrantsManagerService, as far as a result of the photo picker needs it.
import type { Uri } from '../../contract/android/uri.ts';

/** Which packages may read which content URIs, until the device reboots. Persisted grants are not there yet. */
export class UriGrantsManager {
  readonly #readers = new Map<string, Set<Uri>>();

  grantRead(packageName: string, uri: Uri): void {
    const uris = this.#readers.get(packageName) ?? new Set();
    this.#readers.set(packageName, uris.add(uri));
  }

  mayRead(packageName: string, uri: Uri): boolean {
    return this.#readers.get(packageName)?.has(uri) ?? false;
  }

  removePackage(packageName: string): void {
    this.#readers.delete(packageName);
  }

  /** A reboot, or a factory reset: grants of an activity's result do not survive either. */
  clear(): void {
    this.#readers.clear();
  }
}
