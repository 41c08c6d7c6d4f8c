// Our own system apps call the device as apps do: with an identity, through the resolver, seen in the journal.
import type { Bundle } from '../../contract/android/cursor.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { BinderCall } from '../content/binderCall.ts';
import type { ResultSet } from '../content/contentProvider.ts';
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

export class SystemCaller {
  readonly #services: CallerServices;
  readonly #packageName: string;

  constructor(services: CallerServices, packageName: string) {
    this.#services = services;
    this.#packageName = packageName;
  }

  query(uri: Uri, queryArgs: Bundle): Promise<ResultSet | null> {
    return this.#journaled('query', [uri, queryArgs], (call) =>
      this.#services.resolver.query(call, uri, null, queryArgs),
    );
  }

  call(authority: string, method: string, extras: Bundle): Promise<Bundle | null> {
    return this.#journaled('call', [authority, method, extras], (call) =>
      this.#services.resolver.call(call, authority, { method, arg: null, extras }),
    );
  }

  async #journaled<T>(method: string, args: readonly unknown[], run: (call: BinderCall) => Promise<T>): Promise<T> {
    const finish = this.#services.journal.open(this.#packageName, method, args);
    try {
      const result = await run(callAs(this.#services, this.#packageName, new AbortController().signal));
      finish({ result });
      return result;
    } catch (error) {
      finish({ thrown: error instanceof Error ? error : new Error(String(error)) });
      throw error;
    }
  }
}
