// The entry of a plug-in's thread: loads the module of a documents provider, and answers for it.
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { serialize } from 'node:v8';
import { parentPort, workerData } from 'node:worker_threads';
import type {
  DocumentsProvider,
  DocumentsProviderFactory,
  ProviderContext,
} from '../../contract/android/documentsProvider.ts';
import type { DeviceTime, ProviderReply, ProviderRequest } from '../../contract/rpc/documentsProviderWire.ts';
import { ProviderServer } from '../../sdk/providerServer.ts';
import type { ProviderModule } from '../providers/documents/process/pluginProcess.ts';

/** `library`: the client library, which a module imports as "scopebox". */
export type ProviderThreadData = ProviderModule & Readonly<{ library: string }>;

const { path, authorities, library } = workerData as ProviderThreadData;
const providers = new Map<string, DocumentsProvider>();
/** The device's time as of the last request, and when that was. */
let clock: DeviceTime & { at: number } = { millis: Date.now(), runs: true, at: performance.now() };

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'scopebox' ? { url: pathToFileURL(library).href, shortCircuit: true } : next(specifier, context),
});

const server = new ProviderServer({
  provider: (authority) => {
    const provider = providers.get(authority);
    if (provider === undefined) throw new Error(`There is no provider ${authority}.`);
    return provider;
  },
  reply: (id, reply) => post({ kind: 'reply', id, reply }),
  pack: (rows) => serialize(rows),
});

try {
  const createProvider = factoryOf(await import(pathToFileURL(path).href));
  for (const authority of authorities) providers.set(authority, await createProvider(contextOf(authority)));
  parentPort?.on('message', (request: ProviderRequest) => {
    if (request.kind === 'call') clock = { ...request.time, at: performance.now() };
    void server.receive(request);
  });
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'failed', problem: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
}

function factoryOf(module: Readonly<Record<string, unknown>>): DocumentsProviderFactory {
  const factory = module.createProvider ?? module.default;
  if (typeof factory === 'function') return factory as DocumentsProviderFactory;
  throw new Error('it exports no function createProvider');
}

function contextOf(authority: string): ProviderContext {
  return {
    authority,
    currentTimeMillis: () => clock.millis + (clock.runs ? Math.round(performance.now() - clock.at) : 0),
    notifyChange: (uri) => post({ kind: 'notify', authority, uri }),
    revokeDocumentPermission: (documentId) => post({ kind: 'revoke', authority, documentId }),
  };
}

/** What cannot be cloned is answered as what went wrong: the client must not wait for ever. */
function post(
  message: Readonly<{ kind: string; id?: number; reply?: ProviderReply }> & Readonly<Record<string, unknown>>,
) {
  try {
    parentPort?.postMessage(message);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (message.kind !== 'reply') throw error;
    const reply = { error: { name: 'Error', message: `The answer cannot leave the provider: ${why}` } };
    parentPort?.postMessage({ kind: 'reply', id: message.id, reply });
  }
}
