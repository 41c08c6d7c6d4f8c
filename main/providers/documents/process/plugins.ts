// Documents providers that are modules of their authors: each package of them in a process of its own.
import { z } from 'zod';
import type { UserAction } from '../../../../contract/android/errors.ts';
import type { AndroidManifest } from '../../../../contract/android/manifest.ts';
import { type Uri, uriParts } from '../../../../contract/android/uri.ts';
import type { DocumentsProviderState } from '../../../../contract/rpc/documentsApi.ts';
import type { DeviceClock } from '../../../device/clock.ts';
import type { Store } from '../../../device/jsonFile.ts';
import type { Logcat } from '../../../log/logcat.ts';
import type { PackageManager } from '../../../packages/packageManager.ts';
import { type DocumentsModule, providerInfoOf } from '../documentsModule.ts';
import { PluginProcess, type SpawnProvider } from './pluginProcess.ts';
import { ProcessDocumentsProvider } from './processDocumentsProvider.ts';

export type PluginsOptions = Readonly<{
  documents: DocumentsModule;
  packages: PackageManager;
  logcat: Logcat;
  clock: DeviceClock;
  store: Store;
  /** Null where the host has no processes for them. */
  spawnProvider: SpawnProvider | null;
  install(manifest: AndroidManifest): void;
  uninstall(packageName: string): void;
  ensureProcess(packageName: string): void;
  kill(packageName: string, reason: string): void;
  /** A pending intent of the package's page to sign in on. */
  signInAction(packageName: string, authority: string, message: string): UserAction;
}>;

/** A folder that was read: its manifest, and the full path of its module. */
export type Plugin = Readonly<{ manifest: AndroidManifest; path: string }>;

type Loaded = Readonly<{ process: PluginProcess; authorities: readonly string[] }>;

const saved = z.record(z.string(), z.string());
const told = z.union([
  z.object({ kind: z.literal('notify'), authority: z.string(), uri: z.string().max(100_000) }),
  z.object({ kind: z.literal('revoke'), authority: z.string(), documentId: z.string().max(100_000) }),
]);

export class Plugins {
  readonly #options: PluginsOptions;
  readonly #loaded = new Map<string, Loaded>();
  /** Modules by package, as they are kept. */
  readonly #paths: Map<string, string>;

  constructor(options: PluginsOptions) {
    this.#options = options;
    this.#paths = new Map(Object.entries(saved.safeParse(options.store.load()).data ?? {}));
    options.packages.onChange((packageName) => {
      if (options.packages.find(packageName) === null) this.#forget(packageName);
    });
  }

  /** Publishes what was loaded before the device was switched off; nothing of it runs before it is asked. */
  boot(): void {
    for (const [packageName, path] of this.#paths) {
      const manifest = this.#options.packages.find(packageName)?.manifest;
      if (manifest === undefined) this.#paths.delete(packageName);
      else this.#publish({ manifest, path });
    }
  }

  /**
   * Installs a plug-in's app, publishes its providers and starts its process. One that does not start is installed all
   * the same: its state says why. @throws {Error} in one sentence when nothing was installed
   */
  async load({ manifest, path }: Plugin): Promise<DocumentsProviderState> {
    const { documents, install } = this.#options;
    const { packageName, providers = [] } = manifest;
    const [first] = providers;
    if (first === undefined) throw new Error(`${packageName} declares no provider in its manifest.`);
    for (const { authority } of providers) {
      const owner = documents.ownerOf(authority) ?? packageName;
      if (owner !== packageName) throw new Error(`${authority} belongs to ${owner}; choose another authority.`);
    }
    this.#forget(packageName);
    install(manifest);
    const isPublished = this.#publish({ manifest, path });
    this.#paths.set(packageName, path);
    this.#save();
    if (isPublished)
      await this.#loaded
        .get(packageName)
        ?.process.calls()
        .catch(() => undefined);
    return this.#state(first.authority);
  }

  /** Uninstalls a plug-in's app. @throws {Error} in one sentence for an authority that is no plug-in's */
  unload(authority: string): void {
    const found = [...this.#loaded].find(([, { authorities }]) => authorities.includes(authority));
    if (found === undefined) throw new Error(`${authority} is not the authority of a plug-in.`);
    this.#options.uninstall(found[0]);
  }

  /** A package's process is gone. */
  processEnded(packageName: string): void {
    this.#loaded.get(packageName)?.process.killed();
  }

  /** @returns whether all of its providers may run: one that may not ends the process of the whole app */
  #publish({ manifest, path }: Plugin): boolean {
    const { documents, spawnProvider } = this.#options;
    if (spawnProvider === null) return false;
    const { packageName, providers = [] } = manifest;
    const authorities = providers.map(({ authority }) => authority);
    const process = this.#newProcess(packageName, { path, authorities }, spawnProvider);
    this.#loaded.set(packageName, { process, authorities });
    const problems = providers.map((element) => {
      const provider = new ProcessDocumentsProvider(providerInfoOf(packageName, element), process);
      return documents.publish(provider, 'plugin');
    });
    return problems.every((problem) => problem === null);
  }

  #newProcess(
    packageName: string,
    module: Readonly<{ path: string; authorities: readonly string[] }>,
    spawnProvider: SpawnProvider,
  ): PluginProcess {
    const { clock, logcat, documents, ensureProcess, kill, signInAction } = this.#options;
    return new PluginProcess({
      ...{ packageName, module, clock, spawnProvider },
      ensureProcess: () => ensureProcess(packageName),
      kill: (reason) => {
        logcat.log('E', 'AndroidRuntime', `${packageName}: ${reason}`);
        kill(packageName, reason);
      },
      onMessage: (message) => this.#heard(module.authorities, message),
      onOutput: (text) => logcat.log('I', packageName, text),
      onChange: () => documents.processChanged(),
      signInAction: (message) => signInAction(packageName, module.authorities[0] ?? '', message),
    });
  }

  /** A provider speaks of its own documents only. */
  #heard(authorities: readonly string[], message: unknown): void {
    const { data } = told.safeParse(message);
    if (data === undefined || !authorities.includes(data.authority)) return;
    const { services } = this.#options.documents;
    if (data.kind === 'revoke') services.revokeDocumentPermission(data.authority, data.documentId);
    else if (uriParts(data.uri as Uri).authority === data.authority) services.notifyChange(data.uri as Uri);
  }

  #forget(packageName: string): void {
    const loaded = this.#loaded.get(packageName);
    if (loaded === undefined) return;
    this.#loaded.delete(packageName);
    loaded.process.killed();
    for (const authority of loaded.authorities) this.#options.documents.withdraw(authority);
    this.#paths.delete(packageName);
    this.#save();
  }

  #save(): void {
    this.#options.store.save(Object.fromEntries(this.#paths));
  }

  #state(authority: string): DocumentsProviderState {
    const state = this.#options.documents.providers().find((provider) => provider.authority === authority);
    if (state === undefined) throw new Error(`${authority} could not be published.`);
    return state;
  }
}
