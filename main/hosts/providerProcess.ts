// The entry of a plug-in's process: loads the module of a documents provider, and answers for it.
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { serialize } from 'node:v8';
import { Worker } from 'node:worker_threads';
import type {
  DocumentsProvider,
  DocumentsProviderFactory,
  ProviderContext,
} from '../../contract/android/documentsProvider.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { DeviceTime, ProviderReply, ProviderRequest } from '../../contract/rpc/documentsProviderWire.ts';
import { ProviderServer } from '../../sdk/providerServer.ts';
import type { ProviderModule } from '../providers/documents/process/pluginProcess.ts';

/** `library`: the client library, which a module imports as "scopebox". */
export type ProviderProcessData = ProviderModule & Readonly<{ library: string }>;

const { path, authorities, library } = JSON.parse(process.argv[2] ?? '{}') as ProviderProcessData;

/** Of the whole process, bytes: Node limits the heap, and buffers are not in it. */
const MAX_MEMORY = 1_536 * 1_024 * 1_024;

/** Who started it is gone, or its memory is everybody's: a provider that loops would not hear of that, a thread looks. */
const WATCH = `
  const end = () => process.kill(process.pid, 'SIGKILL');
  setInterval(() => {
    if (process.platform !== 'win32' && process.ppid !== ${process.ppid}) end();
    if (process.memoryUsage.rss() < ${MAX_MEMORY}) return;
    require('node:fs').writeSync(2, 'out of memory: its buffers\\n');
    end();
  }, 250);`;
const providers = new Map<string, DocumentsProvider>();
/** The device's time as of the last request, and when that was. */
let clock: DeviceTime & { at: number } = { millis: Date.now(), runs: true, at: performance.now() };

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'scopebox' ? { url: pathToFileURL(library).href, shortCircuit: true } : next(specifier, context),
});

/** Notices of one turn, each once: a provider that loops over them fills nobody's ears. */
const notices = new Map<string, Readonly<{ kind: 'notify'; authority: string; uri: Uri }>>();

const server = new ProviderServer({
  provider: (authority) => {
    const provider = providers.get(authority);
    if (provider === undefined) throw new Error(`There is no provider ${authority}.`);
    return provider;
  },
  reply: (id, reply) => {
    tell();
    post({ kind: 'reply', id, reply });
  },
  pack: (rows) => serialize(rows),
});

process.on('disconnect', () => process.exit(0));
process.on('uncaughtException', (error) => {
  process.send?.({ kind: 'failed', problem: `threw ${wordsOf(error)}` }, () => process.exit(1));
});
// A module that waits for something before it is loaded is not done with.
process.channel?.ref();
new Worker(WATCH, { eval: true, execArgv: [] }).unref();

try {
  const createProvider = factoryOf(await import(pathToFileURL(path).href));
  for (const authority of authorities) providers.set(authority, await createProvider(contextOf(authority)));
  process.on('message', (request: ProviderRequest) => {
    if (request.kind === 'call') clock = { ...request.time, at: performance.now() };
    void server.receive(request);
  });
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'failed', problem: `could not be loaded: ${wordsOf(error)}` });
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
    notifyChange: (uri) => {
      if (notices.size === 0) setImmediate(tell);
      notices.set(`${authority} ${uri}`, { kind: 'notify', authority, uri });
    },
    revokeDocumentPermission: (documentId) => post({ kind: 'revoke', authority, documentId }),
  };
}

/** What happened before an answer is heard before it. */
function tell(): void {
  for (const notice of notices.values()) post(notice);
  notices.clear();
}

/** What cannot be cloned is answered as what went wrong: the client must not wait for ever. */
function post(
  message: Readonly<{ kind: string; id?: number; reply?: ProviderReply }> & Readonly<Record<string, unknown>>,
) {
  try {
    process.send?.(message);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    if (message.kind !== 'reply') throw error;
    const reply = { error: { name: 'Error', message: `The answer cannot leave the provider: ${why}` } };
    process.send?.({ kind: 'reply', id: message.id, reply });
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
