// Mirrors UriGrantsManagerService, as far as results of the photo picker and of write requests need it.
import type { Uri } from '../../contract/android/uri.ts';

/** Which packages may read or write which content URIs, until the device reboots. Persisted grants are not there yet. */
export class UriGrantsManager {
  readonly #readers = new Map<string, Set<Uri>>();
  readonly #writers = new Map<string, Set<Uri>>();

  grantRead(packageName: string, uri: Uri): void {
    add(this.#readers, packageName, uri);
  }

  /** What createWriteRequest gives: reading comes with it. */
  grantWrite(packageName: string, uri: Uri): void {
    add(this.#readers, packageName, uri);
    add(this.#writers, packageName, uri);
  }

  mayRead(packageName: string, uri: Uri): boolean {
    return this.#readers.get(packageName)?.has(uri) ?? false;
  }

  mayWrite(packageName: string, uri: Uri): boolean {
    return this.#writers.get(packageName)?.has(uri) ?? false;
  }

  /** Context.revokeUriPermission: nobody may read or write it any more, whoever gave it. */
  revoke(uris: readonly Uri[]): void {
    for (const grants of [...this.#readers.values(), ...this.#writers.values()])
      for (const uri of uris) grants.delete(uri);
  }

  removePackage(packageName: string): void {
    this.#readers.delete(packageName);
    this.#writers.delete(packageName);
  }

  /** A reboot, or a factory reset: grants of an activity's result do not survive either. */
  clear(): void {
    this.#readers.clear();
    this.#writers.clear();
  }
}

function add(grants: Map<string, Set<Uri>>, packageName: string, uri: Uri): void {
  grants.set(packageName, (grants.get(packageName) ?? new Set()).add(uri));
}
