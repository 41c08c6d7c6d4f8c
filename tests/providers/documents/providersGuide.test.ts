// docs/providers.md: its snippets run, and its messages are those of the wire.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkedDevice } from '../../../cli/checkedDevice.ts';
import { buildDocumentUri } from '../../../contract/android/documentsContract.ts';
import { loadPlugin } from '../../../main/hosts/pluginFolder.ts';
import { startWebServer } from '../../../main/hosts/webServer.ts';
import { parseManifestText } from '../../../main/packages/manifestText.ts';
import { checkProvider } from '../../../sdk/providerCheck/checkProvider.ts';
import { pluginFolder } from '../../support/pluginFolder.ts';
import { testSystem } from '../../testSystem.ts';

const AUTHORITY = 'com.example.recipes.documents';
const PACKAGE = 'com.example.recipes';
const guide = readFileSync(join(import.meta.dirname, '../../../docs/providers.md'), 'utf8');

/** The blocks of a language, in order. */
function blocks(language: string): readonly string[] {
  return [...guide.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gs'))].map(([, block = '']) => block);
}

const manifest = parseManifestText(blocks('json')[0] ?? '');

test('the plug-in passes the conformance suite', async () => {
  await using device = await testSystem({ photos: [], apps: [] });
  const { problem } = await loadPlugin(device.system, pluginFolder(blocks('ts')[0] ?? '', manifest));
  expect(problem).toBeNull();
  await using checked = await checkedDevice(device.system, AUTHORITY, 10_000);
  const failed = (await checkProvider(checked)).filter(({ outcome }) => outcome === 'failed');
  expect(failed).toEqual([]);
});

/** A program without any library: texts that come, texts that go. */
class Line {
  readonly #socket: WebSocket;
  readonly #waiting: string[] = [];
  #wake = Promise.withResolvers<void>();

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({ data }) => {
      this.#waiting.push(String(data));
      this.#wake.resolve();
    });
  }

  send(text: string): void {
    this.#socket.send(text);
  }

  /** The next request of the device; what else comes is passed over. */
  async request(): Promise<string> {
    for (;;) {
      const text = this.#waiting.shift();
      if (text?.includes('"kind":"call"')) return text;
      if (text === undefined) {
        await this.#wake.promise;
        this.#wake = Promise.withResolvers<void>();
      }
    }
  }
}

/** The guide's answer, to another call. */
function answered(text: string, id: number, result: unknown): string {
  const message = JSON.parse(text) as { p: { b: { json: unknown[] } } };
  message.p.b.json = [AUTHORITY, id, { result }];
  return JSON.stringify(message);
}

test('a program in another language speaks as the guide says', async () => {
  const [, serve = '', request = '', answer = '', bytes = ''] = blocks('json').map((block) => block.trim());
  await using device = await testSystem({ photos: [], apps: [manifest] });
  const server = await startWebServer({ system: device.system, port: 0, rendererFolder: device.home });
  const address = `${server.origin.replace('http', 'ws')}/rpc/app/${PACKAGE}?start&token=${server.tokens.of(PACKAGE)}`;
  const socket = new WebSocket(address);
  await new Promise((resolve) => socket.addEventListener('open', resolve, { once: true }));
  const line = new Line(socket);
  line.send(serve);
  const { documents, resolver } = device.system;
  while (!resolver.serves(AUTHORITY)) await new Promise((resolve) => setImmediate(resolve));

  const roots = documents.rootsOf(AUTHORITY, new AbortController().signal);
  const timeless = (text: string): unknown =>
    JSON.parse(text, (key, value: unknown) => (key === 'time' ? null : value));
  expect(timeless(await line.request())).toEqual(timeless(request));
  line.send(answer);
  expect(await roots).toEqual([{ rootId: 'all', title: 'Recipes', summary: null, flags: 16, documentId: 'top' }]);

  const caller = { uid: device.system.packages.find(PACKAGE)?.uid ?? 0, pid: 1, packageName: PACKAGE };
  const call = { caller: { ...caller, userId: 0, targetSdk: 34 }, signal: new AbortController().signal };
  const opening = resolver.openFile(call, buildDocumentUri(AUTHORITY, 'soup'), 'r');
  expect(await line.request()).toContain('"method":"openDocument","args":["soup","r"]');
  const channel = { channel: 7, size: null, canTruncate: false };
  line.send(answered(answer, 2, channel));
  const file = await opening;
  const reading = 'channel' in file ? file.channel.read(0, 100) : null;
  expect(await line.request()).toContain(
    '"id":3,"authority":"com.example.recipes.documents","method":"channel.read","args":[7,0,100]',
  );
  line.send(bytes);
  expect(new TextDecoder().decode((await reading) ?? undefined)).toBe('Water');
  socket.close();
  await server.close();
});
