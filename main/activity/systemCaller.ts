// Our own system apps call the device as apps do: with an identity, through the resolver, seen in the journal.
import type { Bundle, Projection } from '../../contract/android/cursor.ts';
import type { OpenMode } from '../../contract/android/files.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { BinderCall } from '../content/binderCall.ts';
import type { OpenedFile, ResultSet, ThumbnailSize } from '../content/contentProvider.ts';
import type { ContentResolver } from '../content/contentResolver.ts';
import type { Journal } from '../log/journal.ts';
import type { PackageManager } from '../packages/packageManager.ts';
import type { Processes } from './processes.ts';

export type CallerServices = Readonly<{
  packages: PackageManager;
  processes: Processes;
  resolver: ContentResolver;
  journal: Journal;
}>;

/** Who a package is when it calls right now. @throws {Error} for a package that is not installed */
export function callAs(
  services: Omit<CallerServices, 'resolver' | 'journal'>,
  packageName: string,
  signal: AbortSignal,
): BinderCall {
  const installed = services.packages.find(packageName);
  if (installed === null) throw new Error(`${packageName} is not installed.`);
  const { uid, manifest } = installed;
  const pid = services.processes.ensure(packageName);
  return { caller: { uid, pid, packageName, userId: 0, targetSdk: manifest.targetSdk }, signal };
}

/** Nobody gives up waiting. */
const UNTIL_ANSWERED = new AbortController().signal;

export class SystemCaller {
  readonly #services: CallerServices;
  readonly #packageName: string;

  constructor(services: CallerServices, packageName: string) {
    this.#services = services;
    this.#packageName = packageName;
  }

  query(
    uri: Uri,
    queryArgs: Bundle,
    projection: Projection = null,
    signal: AbortSignal = UNTIL_ANSWERED,
  ): Promise<ResultSet | null> {
    const args = projection === null ? [uri, queryArgs] : [uri, projection, queryArgs];
    return this.#journaled('query', args, (call) =>
      this.#services.resolver.query({ ...call, signal }, uri, projection, queryArgs),
    );
  }

  call(authority: string, method: string, extras: Bundle, arg: string | null = null): Promise<Bundle | null> {
    const args = arg === null ? [authority, method, extras] : [authority, method, arg, extras];
    return this.#journaled('call', args, (call) =>
      this.#services.resolver.call(call, authority, { method, arg, extras }),
    );
  }

  /** @returns number of rows */
  delete(uri: Uri): Promise<number> {
    return this.#journaled('delete', [uri], (call) => this.#services.resolver.delete(call, uri, null));
  }

  openFile(uri: Uri, mode: OpenMode, signal: AbortSignal = UNTIL_ANSWERED): Promise<OpenedFile> {
    return this.#journaled('openFileDescriptor', [uri, mode], (call) =>
      this.#services.resolver.openFile({ ...call, signal }, uri, mode),
    );
  }

  openThumbnail(uri: Uri, size: ThumbnailSize, signal: AbortSignal = UNTIL_ANSWERED): Promise<OpenedFile> {
    return this.#journaled('loadThumbnail', [uri, size], (call) =>
      this.#services.resolver.openThumbnail({ ...call, signal }, uri, size),
    );
  }

  async #journaled<T>(method: string, args: readonly unknown[], run: (call: BinderCall) => Promise<T>): Promise<T> {
    const finish = this.#services.journal.open(this.#packageName, method, args);
    try {
      const result = await run(callAs(this.#services, this.#packageName, UNTIL_ANSWERED));
      finish({ result });
      return result;
    } catch (error) {
      finish({ thrown: error instanceof Error ? error : new Error(String(error)) });
      throw error;
    }
  }
}
