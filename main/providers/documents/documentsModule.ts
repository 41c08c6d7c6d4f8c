// The documents providers of the device: who is registered, who was refused and why, and what the system asks about them.
import type { CursorValue } from '../../../contract/android/cursor.ts';
import { PROVIDER_INTERFACE, Root } from '../../../contract/android/documentsContract.ts';
import type { ProviderElement } from '../../../contract/android/manifest.ts';
import type { ResolvedProvider } from '../../../contract/rpc/appApi.ts';
import type { DocumentsProviderState, RootSummary } from '../../../contract/rpc/documentsApi.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type { ProviderInfo, ResultSet } from '../../content/contentProvider.ts';
import type { ContentResolver } from '../../content/contentResolver.ts';
import type { ContentObservers } from '../../content/observers.ts';
import { remoteContentProvider } from '../../content/remoteContentProvider.ts';
import type { Device } from '../../device/device.ts';
import { Listeners } from '../../device/listeners.ts';
import type { Logcat } from '../../log/logcat.ts';
import { type PackageManager, SYSTEM_PACKAGES } from '../../packages/packageManager.ts';
import { clientCursor } from './cursorValues.ts';
import type { DeviceDocumentsProvider, ProviderServices } from './deviceDocumentsProvider.ts';
import { type DocumentGrants, DocumentsAdapter } from './documentsAdapter.ts';
import { type AttachInfo, attachProblem, hasDocumentsProviderFilter } from './documentsAttach.ts';

export type DocumentsModuleOptions = Readonly<{
  resolver: ContentResolver;
  packages: PackageManager;
  observers: ContentObservers;
  logcat: Logcat;
  device: Device;
  grants: DocumentGrants;
  hasPermission(packageName: string, permission: string): boolean;
}>;

type Kind = DocumentsProviderState['kind'];
type Registered = Readonly<{ provider: DeviceDocumentsProvider; kind: Kind; problem: string | null }>;

/** How many roots of one provider anybody reads. */
const MAX_ROOTS = 1_000;

export class DocumentsModule {
  readonly #options: DocumentsModuleOptions;
  readonly #registered = new Map<string, Registered>();
  readonly #listeners = new Listeners<[]>();
  /** What a provider may do on the device beyond answering. */
  readonly services: ProviderServices;

  constructor(options: DocumentsModuleOptions) {
    this.#options = options;
    this.services = {
      notifyChange: (uri) => options.observers.notifyChange([uri], 0),
      revokeDocumentPermission: (authority, documentId) => {
        const registered = this.#registered.get(authority);
        if (registered !== undefined) this.#adapter(registered.provider).revokeDocumentPermission(documentId);
      },
    };
  }

  /**
   * Starts a provider: it answers from here on, unless its manifest breaks the rules of DocumentsProvider.attachInfo.
   * An authority that belongs to another package stays that one's.
   * @returns the words of the SecurityException it ended with then, or of what PackageManager says; null when it runs
   */
  publish(provider: DeviceDocumentsProvider, kind: Kind = 'system'): string | null {
    const { info } = provider;
    const conflict = this.#conflict(info);
    if (conflict !== null) return conflict;
    this.withdraw(info.authority);
    const problem = attachProblem(attachInfoOf(info));
    this.#registered.set(info.authority, { provider, kind, problem });
    if (problem === null) {
      const adapter = this.#adapter(provider);
      // What runs in the device's own process does not die alone.
      this.#options.resolver.publish(kind === 'system' ? adapter : remoteContentProvider(adapter));
    } else {
      const name = info.name ?? info.packageName;
      const message = `Unable to get provider ${name}: java.lang.SecurityException: ${problem}`;
      this.#options.logcat.log('E', 'AndroidRuntime', message);
    }
    this.#listeners.call();
    return problem;
  }

  /** Ends a provider: its authority is nobody's any more. Unknown ones are no matter. */
  withdraw(authority: string): void {
    const registered = this.#registered.get(authority);
    if (registered === undefined) return;
    this.#registered.delete(authority);
    if (registered.problem === null) this.#options.resolver.withdraw(authority);
    this.#listeners.call();
  }

  /** DocumentsContract.isDocumentsProvider: an installed provider with the filter, whether or not its code runs. */
  isDocumentsProvider(authority: string): boolean {
    return this.queryIntentContentProviders(PROVIDER_INTERFACE).some((provider) => provider.authority === authority);
  }

  /** PackageManager.queryIntentContentProviders: what manifests say, right or wrong. */
  queryIntentContentProviders(action: string): readonly ResolvedProvider[] {
    return this.#claims().flatMap(({ info }) =>
      info.intentActions?.includes(action) === true ? [this.#resolved(info)] : [],
    );
  }

  /** The provider an authority resolves to, its code running or not; null for none. */
  providerInfo(authority: string): ProviderInfo | null {
    return this.#claims().find(({ info }) => info.authority === authority)?.info ?? null;
  }

  /** The package that has an authority, for documents or anything else; null when it is free. */
  ownerOf(authority: string): string | null {
    return (this.#options.resolver.providerInfo(authority) ?? this.providerInfo(authority))?.packageName ?? null;
  }

  /** Authorities of a package's providers, those of its manifest that do not run too. */
  authoritiesOf(packageName: string): readonly string[] {
    return this.#claims().flatMap(({ info }) => (info.packageName === packageName ? [info.authority] : []));
  }

  /** Every provider that claims to offer documents, without their roots: those are asked by rootsOf(). */
  providers(): readonly DocumentsProviderState[] {
    return this.#claims().flatMap(({ info, registered }) => {
      if (registered === null && !hasDocumentsProviderFilter(info.intentActions ?? [])) return [];
      const refused = registered?.problem ?? attachProblem(attachInfoOf(info));
      const process = registered?.provider.processStatus?.() ?? {
        state: registered ? 'running' : 'stopped',
        problem: null,
      };
      const state = refused === null ? process.state : 'failed';
      const problem = refused ?? process.problem ?? filterProblem(info);
      const { authority, packageName } = info;
      const { label } = this.#resolved(info);
      return [{ authority, packageName, label, kind: registered?.kind ?? 'remote', state, problem, roots: null }];
    });
  }

  /** What a provider's queryRoots answers the document picker; null when it answers nothing, or something else. */
  async rootsOf(authority: string, signal: AbortSignal): Promise<readonly RootSummary[] | null> {
    const registered = this.#registered.get(authority);
    if (registered === undefined || registered.problem !== null) return null;
    const gaveUp = new Promise<null>((resolve) => {
      if (signal.aborted) resolve(null);
      signal.addEventListener('abort', () => resolve(null), { once: true });
    });
    const asked = async () =>
      rootSummaries(clientCursor(await registered.provider.queryRoots(this.#asPicker(signal), null)));
    return Promise.race([gaveUp, asked().catch(() => null)]);
  }

  /** The user has signed in on the page behind an AuthenticationRequiredException. @throws {Error} in one sentence */
  async signIn(authority: string, account: string): Promise<void> {
    const provider = this.#registered.get(authority)?.provider;
    if (provider?.signIn === undefined) throw new Error(`${authority} has no page to sign in on.`);
    await provider.signIn(account);
  }

  /** What processStatus() of a provider tells has changed. */
  processChanged(): void {
    this.#listeners.call();
  }

  /** Called after a provider was published or withdrawn, or its process started or ended. */
  onChange(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }

  /** INSTALL_FAILED_CONFLICTING_PROVIDER */
  #conflict({ authority, packageName }: ProviderInfo): string | null {
    const served = this.#options.resolver.providerInfo(authority) ?? this.#registered.get(authority)?.provider.info;
    if (served === undefined || served.packageName === packageName) return null;
    return `Can't install because provider name ${authority} (in package ${packageName}) is already used by ${served.packageName}`;
  }

  #adapter(provider: DeviceDocumentsProvider): DocumentsAdapter {
    const { grants, device, resolver, logcat, hasPermission } = this.#options;
    return new DocumentsAdapter(provider, {
      grants,
      hasPermission,
      sdk: () => device.profile.sdk,
      enforce: (access, call, uri) => resolver.enforce(access, call, { provider: provider.info, uri }),
      onBug: (method, error) => {
        const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
        logcat.log('E', provider.info.packageName, `${method}: ${what}`);
      },
    });
  }

  /** Registered providers, and those that only a manifest tells of. */
  #claims(): readonly Readonly<{ info: ProviderInfo; registered: Registered | null }>[] {
    const running = [...this.#registered.values()].map((registered) => ({
      info: registered.provider.info,
      registered,
    }));
    const declared = this.#options.packages.list().flatMap(({ manifest }) =>
      (manifest.providers ?? []).flatMap((element) => {
        if (this.#registered.has(element.authority)) return [];
        return [{ info: providerInfoOf(manifest.packageName, element), registered: null }];
      }),
    );
    return [...running, ...declared];
  }

  #resolved(info: ProviderInfo): ResolvedProvider {
    const { authority, packageName, exported, grantUriPermissions } = info;
    const permission = info.permission ?? null;
    const label = info.label ?? this.#options.packages.find(packageName)?.manifest.label ?? packageName;
    return { authority, packageName, label, exported, grantUriPermissions, permission };
  }

  #asPicker(signal: AbortSignal): BinderCall {
    const { packages } = this.#options;
    const packageName = SYSTEM_PACKAGES.documentsUi;
    const uid = packages.find(packageName)?.uid ?? 0;
    return { caller: { uid, pid: 0, packageName, userId: 0, targetSdk: 36 }, signal };
  }
}

/** What a `<provider>` of a manifest says, with the defaults of a manifest. */
export function providerInfoOf(packageName: string, element: ProviderElement): ProviderInfo {
  const { authority, name, permission, exported = false, grantUriPermissions = false, intentActions = [] } = element;
  return {
    ...{ authority, packageName, exported, grantUriPermissions, intentActions },
    ...(name !== undefined && { name }),
    ...(permission !== undefined && { permission }),
  };
}

function attachInfoOf({ exported, grantUriPermissions, permission: asked }: ProviderInfo): AttachInfo {
  const permission = asked ?? null;
  return { exported, grantUriPermissions, readPermission: permission, writePermission: permission };
}

function filterProblem({ intentActions = [] }: ProviderInfo): string | null {
  if (hasDocumentsProviderFilter(intentActions)) return null;
  return `No intent filter with the action ${PROVIDER_INTERFACE}: the picker does not find it.`;
}

function rootSummaries(result: ResultSet | null): readonly RootSummary[] | null {
  if (result === null) return null;
  return result.window(0, MAX_ROOTS).map((row) => {
    const value = (column: string): CursorValue => row[result.columns.indexOf(column)] ?? null;
    const summary = value(Root.COLUMN_SUMMARY);
    return {
      rootId: String(value(Root.COLUMN_ROOT_ID) ?? ''),
      title: String(value(Root.COLUMN_TITLE) ?? ''),
      summary: summary === null ? null : String(summary),
      flags: Number(value(Root.COLUMN_FLAGS) ?? 0) || 0,
      documentId: String(value(Root.COLUMN_DOCUMENT_ID) ?? ''),
    };
  });
}

/** What every provider of the system says of itself; MANAGE_DOCUMENTS keeps all but the picker out. */
export function systemProviderInfo(
  info: Pick<ProviderInfo, 'authority' | 'packageName' | 'name' | 'label'>,
): ProviderInfo {
  const permission = 'android.permission.MANAGE_DOCUMENTS';
  return { ...info, exported: true, grantUriPermissions: true, permission, intentActions: [PROVIDER_INTERFACE] };
}
