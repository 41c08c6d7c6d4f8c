// The tester's conversation about documents providers and URI grants.
import type { DocumentsApi } from '../../contract/rpc/documentsApi.ts';
import type { System } from '../system.ts';
import { uriGrantRow } from '../uri/grantWords.ts';
import { latest } from './streams.ts';

/** What of DocumentsApi is answered. */
export type ServedDocumentsApi = ReturnType<typeof grantsApi>;

/** The conversation's methods, bound to one call. */
export function documentsApi(system: System, signal: AbortSignal): ServedDocumentsApi {
  return { ...grantsApi(system, signal) };
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
