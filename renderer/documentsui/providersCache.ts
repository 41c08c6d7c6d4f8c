// Mirrors DocumentsUI's roots/ProvidersCache.
import { buildRootsUri, PROVIDER_INTERFACE } from '../../contract/android/documentsContract.ts';
import type { ResolvedProvider } from '../../contract/rpc/appApi.ts';
import type { ProvidersPort } from './loaderPort.ts';
import { Observers } from './observers.ts';
import { RECENTS_ROOT, type RootInfo, rootInfoFromRow } from './rootInfo.ts';
import { Snapshots } from './snapshots.ts';

/** How long the first pass waits for slow providers, and every later one, milliseconds. */
const FIRST_LOAD_TIMEOUT_MS = 5_000;
const LOAD_TIMEOUT_MS = 15_000;

const MANAGE_DOCUMENTS = 'android.permission.MANAGE_DOCUMENTS';

/** A provider that shows no roots, or not all, and why, for a tester. */
export type ProviderReason = Readonly<{ authority: string; label: string; reason: string }>;

export type ProvidersSnapshot = Readonly<{
  /** Recents, then the roots of every provider in the order of the providers; whether they match a request or not. */
  roots: readonly RootInfo[];
  /** Those DocumentsUI asks for roots. */
  providers: readonly ResolvedProvider[];
  reasons: readonly ProviderReason[];
  /** Whether the first pass is over, with or without the slow ones. */
  isLoaded: boolean;
}>;

type Loaded = Readonly<{ roots: readonly RootInfo[]; reason: string | null }>;

/** The roots of every documents provider, and what became of those that have none. */
export class ProvidersCache {
  readonly #port: ProvidersPort;
  readonly #state = new Snapshots<ProvidersSnapshot>({
    ...{ roots: [RECENTS_ROOT], providers: [], reasons: [], isLoaded: false },
  });
  readonly #cache = new Map<string, Loaded>();
  readonly #observers: Observers;
  readonly #abort = new AbortController();
  #refused: readonly ProviderReason[] = [];

  constructor(port: ProvidersPort) {
    this.#port = port;
    this.#observers = new Observers(port);
  }

  snapshot = this.#state.snapshot;
  subscribe = this.#state.subscribe;

  /** A pass over all providers. Roots that are known stay; a provider that had none is asked again. */
  async load(): Promise<void> {
    const resolved = await this.#port.queryIntentContentProviders(PROVIDER_INTERFACE).catch(() => []);
    const named = resolved.map((provider) => ({ provider, reason: whyRefused(provider) }));
    const providers = named.filter(({ reason }) => reason === null).map(({ provider }) => provider);
    this.#refused = named.flatMap(({ provider: { authority, label }, reason }) =>
      reason === null ? [] : [{ authority, label, reason }],
    );
    const limit = this.#state.snapshot().isLoaded ? LOAD_TIMEOUT_MS : FIRST_LOAD_TIMEOUT_MS;
    this.#state.show({ providers });
    const missing = providers.filter(({ authority }) => !this.#cache.get(authority)?.roots.length);
    for (const { authority } of missing) this.#cache.set(authority, unanswered(limit));
    await Promise.race([Promise.all(missing.map((provider) => this.#loadAuthority(provider))), this.#port.wait(limit)]);
    this.#show();
  }

  /** Ends every query and every observer. */
  close(): void {
    this.#abort.abort();
    this.#observers.close();
  }

  /** ProvidersCache.updateAuthorityAsync: one provider said that its roots changed. */
  async #updateAuthority(provider: ResolvedProvider): Promise<void> {
    await this.#loadAuthority(provider);
    this.#show();
  }

  /** An answer that comes after the pass is over is kept, and shown with the next change: Android tells nobody either. */
  async #loadAuthority(provider: ResolvedProvider): Promise<void> {
    void this.#observers.add(buildRootsUri(provider.authority), () => void this.#updateAuthority(provider));
    const loaded = await this.#queryRoots(provider);
    this.#cache.set(provider.authority, loaded);
  }

  async #queryRoots({ authority, packageName }: ResolvedProvider): Promise<Loaded> {
    const roots: RootInfo[] = [];
    try {
      const cursor = await this.#port.query(buildRootsUri(authority), null, this.#abort.signal);
      if (cursor === null) return { roots, reason: 'queryRoots answered null in place of a cursor.' };
      try {
        while (await cursor.moveToNext()) {
          const root = rootInfoFromRow(authority, packageName, cursor);
          if (root.rootId === null) return { roots, reason: 'A row of queryRoots has no root_id.' };
          roots.push(root);
        }
      } finally {
        await cursor.close();
      }
    } catch (error) {
      // Rows that came before the failure are roots all the same.
      return {
        roots,
        reason: `queryRoots failed: ${error instanceof Error ? `${error.name}: ${error.message}` : error}`,
      };
    }
    return { roots, reason: roots.length === 0 ? 'The provider has no roots now.' : null };
  }

  #show(): void {
    if (this.#abort.signal.aborted) return;
    const { providers } = this.#state.snapshot();
    const answers = providers.map((provider) => ({ provider, loaded: this.#cache.get(provider.authority) }));
    const failed = answers.flatMap(({ provider: { authority, label }, loaded }) => {
      const reason = loaded?.reason ?? null;
      return reason === null ? [] : [{ authority, label, reason }];
    });
    this.#state.show({
      roots: [RECENTS_ROOT, ...answers.flatMap(({ loaded }) => loaded?.roots ?? [])],
      reasons: [...this.#refused, ...failed],
      isLoaded: true,
    });
  }
}

function unanswered(millis: number): Loaded {
  return { roots: [], reason: `queryRoots has not answered within ${millis / 1000} s.` };
}

/** ProvidersCache.loadRootsForAuthority, the tests of DocumentsProvider.attachInfo once more: who fails one is not asked. */
function whyRefused({ exported, grantUriPermissions, permission }: ResolvedProvider): string | null {
  if (!exported) return 'Provider is not exported. Failed to load roots.';
  if (!grantUriPermissions) return "Provider doesn't grantUriPermissions. Failed to load roots.";
  return permission === MANAGE_DOCUMENTS
    ? null
    : 'Provider is not protected by MANAGE_DOCUMENTS. Failed to load roots.';
}
