// The tester's conversation about documents providers and URI grants.
import type { DocumentsApi, DocumentsProviderState } from '../../contract/rpc/documentsApi.ts';
import { afterRealTime } from '../device/realTime.ts';
import type { System } from '../system.ts';
import { uriGrantRow } from '../uri/grantWords.ts';
import { loadPlugin } from './pluginFolder.ts';
import { latest } from './streams.ts';

/** How long DocumentsUI waits for the roots of one provider, milliseconds. */
const ROOTS_WITHIN = 5_000;

/** The conversation's methods, bound to one call. */
export function documentsApi(system: System, signal: AbortSignal): DocumentsApi {
  return { ...grantsApi(system, signal), ...providersApi(system, signal), ...cloudApi(system) };
}

function grantsApi(system: System, signal: AbortSignal): Pick<DocumentsApi, 'changes' | 'uriGrants'> {
  let changes = 0;
  return {
    changes: async () =>
      latest(
        (changed) => system.onChange(changed),
        () => ++changes,
        signal,
      ),
    uriGrants: async () => system.uriGrants.list().map(uriGrantRow),
  };
}

function providersApi(
  system: System,
  signal: AbortSignal,
): Pick<DocumentsApi, 'providers' | 'loadPlugin' | 'unloadPlugin'> {
  return {
    providers: () => Promise.all(system.documents.providers().map((state) => withRoots(system, state, signal))),
    loadPlugin: (folder) => loadPlugin(system, folder),
    unloadPlugin: async (authority) => system.customProviders.plugins.unload(authority),
  };
}

function cloudApi({
  cloud,
}: System): Pick<DocumentsApi, 'cloud' | 'setCloud' | 'cloudSignIn' | 'cloudSignOut' | 'setCloudQuota'> {
  return {
    cloud: async () => cloud.state(),
    setCloud: async (change) => cloud.set(change),
    cloudSignIn: async (account) => cloud.signIn(account),
    cloudSignOut: async (account) => cloud.signOut(account),
    setCloudQuota: async (account, quotaBytes) => cloud.setQuota(account, quotaBytes),
  };
}

/** Looking at a provider starts nothing: the roots of one that does not run are not asked for. */
async function withRoots(
  { documents }: System,
  state: DocumentsProviderState,
  signal: AbortSignal,
): Promise<DocumentsProviderState> {
  if (state.state !== 'running') return state;
  const limit = new AbortController();
  using _limit = afterRealTime(ROOTS_WITHIN, () => limit.abort());
  return { ...state, roots: await documents.rootsOf(state.authority, AbortSignal.any([signal, limit.signal])) };
}
