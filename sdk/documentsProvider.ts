// Mirrors android.provider.DocumentsProvider: an app that serves its documents over its own connection.

import { buildDocumentUri, buildTreeDocumentUri } from '../contract/android/documentsContract.ts';
import type { DocumentsProvider, DocumentsProviderFactory } from '../contract/android/documentsProvider.ts';
import type { DeviceTime, ProviderRequest } from '../contract/rpc/documentsProviderWire.ts';
import type { Context } from './context.ts';
import { ProviderServer } from './providerServer.ts';

const ALL_MODES = ~0 >>> 1;

/**
 * Serves a provider that the app's manifest declares, until the connection ends; disconnecting is the death of its
 * process. @returns a promise for that end
 * @throws {Throwable} IllegalArgumentException for an authority that is not declared; SecurityException in the words of
 * DocumentsProvider.attachInfo
 */
export async function serveDocumentsProvider(
  context: Context,
  authority: string,
  createProvider: DocumentsProviderFactory,
): Promise<Readonly<{ ended: Promise<void> }>> {
  let clock: DeviceTime & { at: number } = { millis: Date.now(), runs: true, at: performance.now() };
  const provider: DocumentsProvider = await createProvider({
    authority,
    currentTimeMillis: () => clock.millis + (clock.runs ? Math.round(performance.now() - clock.at) : 0),
    notifyChange: (uri) => void context.contentResolver.notifyChange(uri).catch(() => undefined),
    revokeDocumentPermission: (documentId) => {
      for (const uri of [buildDocumentUri(authority, documentId), buildTreeDocumentUri(authority, documentId)])
        void context.revokeUriPermission(uri, ALL_MODES).catch(() => undefined);
    },
  });
  const server = new ProviderServer({
    provider: () => provider,
    reply: (id, reply) => void context.answerDocumentsProvider(authority, id, reply).catch(() => undefined),
  });
  const requests = await context.serveDocumentsProvider(authority);
  const listen = async () => {
    for await (const request of requests) {
      if (request.kind === 'call') clock = { ...request.time, at: performance.now() };
      void server.receive(request as ProviderRequest);
    }
  };
  return { ended: listen().catch(() => undefined) };
}
