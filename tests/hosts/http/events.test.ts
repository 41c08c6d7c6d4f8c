// Events over the WebSocket: what is told, to whom, and to whoever comes back or does not read.
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { GALLERY, OLD_ALBUM, PHOTOS } from '../../testSystem.ts';
import { type Served, served } from './served.ts';

const APP = `/apps/${GALLERY.packageName}`;
const IMAGES = 'content://media/external/images/media';

type Told = Readonly<{ id?: number; kind: string } & Record<string, unknown>>;

/** A client of the events that keeps what it is told. */
class Client implements Disposable {
  readonly told: Told[] = [];
  readonly closed: Promise<string>;
  readonly socket: WebSocket;
  #wake = Promise.withResolvers<void>();

  constructor({ server }: Served, query: string, token = server.tokens.device) {
    const address = `${server.origin.replace('http', 'ws')}/api/v1/events?${query}`;
    this.socket = new WebSocket(address, { headers: { authorization: `Bearer ${token}` } });
    this.socket.on('message', (data) => {
      this.told.push(JSON.parse(String(data)) as Told);
      this.#wake.resolve();
    });
    this.closed = new Promise((resolve) => {
      this.socket.on('error', () => undefined);
      this.socket.on('unexpected-response', (_, { statusCode }) => resolve(String(statusCode)));
      this.socket.on('close', (code, reason) => resolve(`${code} ${String(reason)}`.trim()));
    });
  }

  async next(fits: (told: Told) => boolean): Promise<Told> {
    for (;;) {
      const found = this.told.findLast(fits);
      if (found !== undefined) return found;
      await this.#wake.promise;
      this.#wake = Promise.withResolvers<void>();
    }
  }

  hello(): Promise<Told> {
    return this.next(({ kind }) => kind === 'hello');
  }

  [Symbol.dispose](): void {
    this.socket.terminate();
  }
}

const insert = ({ ask }: Served, name: string) =>
  ask('POST', `${APP}/content/insert`, { uri: IMAGES, values: { _display_name: name, mime_type: 'image/jpeg' } });

describe('events', () => {
  test('tell of dialogs, calls, the state, and changes of the URIs that were asked for', async () => {
    await using api = await served({ photos: [] });
    const query = `topic=dialogs&topic=journal&topic=state&packageName=${GALLERY.packageName}&uri=${IMAGES}`;
    using client = new Client(api, query);
    expect(await client.hello()).toEqual({ kind: 'hello', session: expect.any(String), resumed: false });
    await client.next(({ kind, state }) => kind === 'state' && (state as { sdk: number }).sdk === 34);
    await insert(api, 'a.jpg');
    const change = await client.next(({ kind }) => kind === 'change');
    expect(change).toMatchObject({ observed: IMAGES, uris: [expect.stringContaining(`${IMAGES}/`)], flags: 5 });
    const made = ({ entries }: Told) => JSON.stringify(entries ?? []).includes('"method":"insert"');
    await client.next((told) => told.kind === 'journal' && made(told));
    const asked = api.ask('POST', `${APP}/requestPermissions`, { permissions: PHOTOS });
    await client.next(({ kind, dialogs }) => kind === 'dialogs' && (dialogs as unknown[]).length === 1);
    await api.ask('POST', '/user/dialog', { choice: 'deny' });
    await asked;
    await client.next(({ kind, state }) => kind === 'lifecycle' && state === 'PAUSED');
    api.device.system.apps.kill(GALLERY.packageName, 'test');
    await client.next(({ kind }) => kind === 'processDied');
    const ids = client.told.flatMap(({ id }) => id ?? []);
    expect(ids).toEqual(ids.map((_, index) => index + 1));
  });

  test('that came while a client was away are told when it is back, each once', async () => {
    await using api = await served({ photos: [] });
    const query = `packageName=${GALLERY.packageName}&uri=${IMAGES}`;
    const first = new Client(api, query);
    const { session } = await first.hello();
    await insert(api, 'a.jpg');
    const { id: after = 0 } = await first.next(({ kind }) => kind === 'change');
    first.socket.close();
    await first.closed;
    await insert(api, 'b.jpg');
    await insert(api, 'c.jpg');
    using second = new Client(api, `${query}&session=${session}&after=${after}`);
    expect(await second.hello()).toMatchObject({ session, resumed: true });
    await second.next(({ id }) => id === after + 2);
    expect(second.told.map(({ id, kind }) => [id, kind])).toEqual([
      [undefined, 'hello'],
      [after + 1, 'change'],
      [after + 2, 'change'],
    ]);
    using stranger = new Client(api, `${query}&session=${session}`, api.server.tokens.of(GALLERY.packageName));
    expect(await stranger.hello()).toMatchObject({ resumed: false });
  });

  test('are the app’s own for its own token', async () => {
    await using api = await served({ photos: [] });
    const own = api.server.tokens.of(GALLERY.packageName);
    using client = new Client(api, `uri=${IMAGES}`, own);
    await client.hello();
    await insert(api, 'a.jpg');
    await client.next(({ kind }) => kind === 'change');
    for (const [query, token, outcome] of [
      ['topic=journal', own, '403'],
      ['topic=dialogs', own, '403'],
      [`packageName=${OLD_ALBUM.packageName}`, own, '403'],
      ['topic=journal', 'guess', '401'],
      ['topic=nothing', api.server.tokens.device, '400'],
      [`uri=${IMAGES}`, api.server.tokens.device, '400'],
      ['token=x', api.server.tokens.device, '400'],
      ['packageName=no.such.app', api.server.tokens.device, '1008 no.such.app is not installed.'],
    ] as const) {
      using refused = new Client(api, query, token);
      expect([query, await refused.closed]).toEqual([query, outcome]);
    }
  });

  test('are not kept for ever for a client that does not read: it is cut off, and nobody else', async () => {
    await using api = await served({ photos: [] });
    using slow = new Client(api, 'topic=journal');
    using quick = new Client(api, 'topic=journal');
    await Promise.all([slow.hello(), quick.hello()]);
    slow.socket.pause();
    const { journal } = api.device.system;
    const [args, result] = [['x'.repeat(400)], 'y'.repeat(400)];
    // Far more than the system holds for a connection besides us.
    for (let round = 0; round < 24; round++) {
      for (let each = 0; each < 1_000; each++) journal.open('test', 'call', args)({ result });
      const last = journal.entries().at(-1)?.id;
      await quick.next(({ entries }) => (entries as { id: number }[] | undefined)?.at(-1)?.id === last);
    }
    slow.socket.resume();
    expect(await slow.closed).toBe('1006');
    expect(slow.told.length).toBeLessThan(quick.told.length);
    expect(quick.socket.readyState).toBe(WebSocket.OPEN);
    const { session } = await slow.hello();
    using back = new Client(api, `topic=journal&session=${session}&after=1`);
    await back.next(({ kind }) => kind === 'gap');
    expect(back.told.length).toBeLessThan(20);
  });
});
