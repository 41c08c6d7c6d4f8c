import { createServer } from 'node:http';
import { type AddressInfo, connect as connectTcp } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { imagesContentUri, pickerUri } from '../../contract/android/mediaStore.ts';
import { withAppendedId } from '../../contract/android/uri.ts';
import { SCOPEBOX_VERSION } from '../../contract/rpc/version.ts';
import { startWebServer, type WebServer } from '../../main/hosts/webServer.ts';
import { type Context, connect } from '../../sdk/index.ts';
import { GALLERY, PHOTOS, type TestSystem, testSystem, visibleImages } from '../testSystem.ts';

const OTHER = { ...GALLERY, packageName: 'com.example.other', label: 'Other' };

async function serve(device: TestSystem): Promise<WebServer & AsyncDisposable> {
  const rendererFolder = join(import.meta.dirname, '../../out/renderer');
  const server = await startWebServer({ system: device.system, port: 0, rendererFolder });
  return { ...server, [Symbol.asyncDispose]: () => server.close() };
}

/** The same walk over both roads an app can come by. */
const roads: Readonly<Record<string, (device: TestSystem, server: WebServer) => Promise<Context>>> = {
  'a message port': async (device) => device.launch(GALLERY.packageName),
  'a WebSocket with the app’s own token': (_, server) =>
    connect({ url: server.origin, token: server.tokens.of(GALLERY.packageName), packageName: GALLERY.packageName }),
  'a WebSocket with the device’s token': (_, server) =>
    connect({ url: server.origin, token: server.tokens.device, packageName: GALLERY.packageName }),
};

describe.each(Object.entries(roads))('over %s', (_, open) => {
  test('an app asks, is limited, and sees what was picked', async () => {
    await using device = await testSystem();
    await using server = await serve(device);
    const app = await open(device, server);
    const ids = [2, 3, 4];
    device.user({ button: 'ALLOW_SELECTED' }, { uris: ids.map((id) => pickerUri(id)) });
    const before = await visibleImages(app);
    const { grantResults } = await app.requestPermissions(PHOTOS, 1);
    const seen = await visibleImages(app);
    expect([before, grantResults]).toEqual([[], [-1, -1, 0]]);
    expect(seen.length).toBeGreaterThan(0);
    expect(ids).toEqual(expect.arrayContaining([...seen]));
    app.close();
  });

  test('a killed process ends the connection', async () => {
    await using device = await testSystem({ photos: [] });
    await using server = await serve(device);
    const app = await open(device, server);
    await app.getSdkInt();
    device.system.apps.kill(GALLERY.packageName, 'test');
    await app.closed;
    await expect(app.getSdkInt()).rejects.toMatchObject({ name: 'DeadObjectException' });
  });
});

describe('bytes over HTTP', () => {
  test('a selected photo and its thumbnail, and no other', async () => {
    await using device = await testSystem();
    await using server = await serve(device);
    const token = server.tokens.of(GALLERY.packageName);
    const app = await connect({ url: server.origin, token, packageName: GALLERY.packageName });
    const all = device.system.media.provider;
    expect(all).toBeDefined();
    device.user({ button: 'ALLOW_SELECTED' }, (dialog) => ({
      uris: dialog.kind === 'photoPicker' ? [pickerUri(4)] : [],
    }));
    await app.requestPermissions(PHOTOS, 1);
    const [visible = 0] = await visibleImages(app);
    const photo = withAppendedId(imagesContentUri('external'), visible);
    const bytes = await new Response(await app.contentResolver.openInputStream(photo)).bytes();
    expect([...bytes.slice(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
    expect((await app.contentResolver.loadThumbnail(photo, { width: 96, height: 96 })).type).toBe('image/jpeg');
    const other = withAppendedId(imagesContentUri('external'), visible + 1);
    await expect(app.contentResolver.openInputStream(other)).rejects.toMatchObject({
      name: 'SecurityException',
      message: `com.example.gallery has no access to ${other}`,
    });
    const none = withAppendedId(imagesContentUri('external'), 999);
    await expect(app.contentResolver.openInputStream(none)).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: `No item at ${none}`,
    });
    app.close();
  });

  test('an exception tells an app the device’s path, never this computer’s', async () => {
    await using device = await testSystem({ photos: [], files: { 'Pictures/a.png': 'no picture' } });
    await using server = await serve(device);
    const token = server.tokens.of(GALLERY.packageName);
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'full', []);
    const app = await connect({ url: server.origin, token, packageName: GALLERY.packageName });
    const [id = 0] = await visibleImages(app);
    const uri = withAppendedId(imagesContentUri('external'), id);
    await expect(app.contentResolver.loadThumbnail(uri, { width: 96, height: 96 })).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: 'Failed to create thumbnail of /storage/emulated/0/Pictures/a.png',
    });
    app.close();
  });

  test('a client that starts its app hears of its onStart and onResume', async () => {
    await using device = await testSystem({ photos: [] });
    await using server = await serve(device);
    const token = server.tokens.of(GALLERY.packageName);
    const app = await connect({ url: server.origin, token, packageName: GALLERY.packageName });
    const seen: string[] = [];
    const resumed = Promise.withResolvers<void>();
    app.onLifecycle((state) => {
      seen.push(state);
      if (state === 'RESUMED') resumed.resolve();
    });
    await resumed.promise;
    expect(seen).toEqual(['STARTED', 'RESUMED']);
    app.close();
  });

  test('a range of a file is served as one', async () => {
    await using device = await testSystem({ photos: [], files: { 'Pictures/a.png': new Uint8Array(1_000).fill(7) } });
    await using server = await serve(device);
    const app = device.launch(GALLERY.packageName);
    device.user({ button: 'ALLOW_ALL' });
    await app.requestPermissions(PHOTOS, 1);
    const [id = 0] = await visibleImages(app);
    const uri = withAppendedId(imagesContentUri('external'), id);
    const address = `${server.origin}/content/${GALLERY.packageName}/open?uri=${encodeURIComponent(uri)}`;
    const authorization = `Bearer ${server.tokens.of(GALLERY.packageName)}`;
    const range = await fetch(address, { headers: { authorization, range: 'bytes=10-19' } });
    expect([range.status, range.headers.get('content-range'), (await range.bytes()).length]).toEqual([
      206,
      'bytes 10-19/1000',
      10,
    ]);
    const beyond = await fetch(address, { headers: { authorization, range: 'bytes=5000-' } });
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */1000']);
  });
});

describe('the loopback host', () => {
  test('lets nobody in without a token', async () => {
    await using device = await testSystem({ photos: [] });
    await using server = await serve(device);
    for (const path of ['/', '/index.html', '/content/com.example.gallery/open?uri=x']) {
      expect((await fetch(server.origin + path)).status).toBe(403);
    }
    await expect(connect({ url: server.origin, token: 'guess', packageName: GALLERY.packageName })).rejects.toThrow(
      'does not know this token',
    );
  });

  test('tells its health to everybody on this machine, and to no other name', async () => {
    await using device = await testSystem();
    await using server = await serve(device);
    const health = await fetch(`${server.origin}/healthz`);
    const volumes = [{ name: 'external_primary', state: 'ready', files: 10, indexed: 10 }];
    expect(await health.json()).toEqual({ ok: true, version: SCOPEBOX_VERSION, api: 34, volumes });
    expect(await rawGet(server, '/healthz', 'evil.example')).toMatch(/^HTTP\/1\.1 403/);
  });

  test('an app’s token opens that app’s conversation and nothing else', async () => {
    await using device = await testSystem({ photos: [], apps: [GALLERY, OTHER] });
    await using server = await serve(device);
    const token = server.tokens.of(GALLERY.packageName);
    await expect(connect({ url: server.origin, token, packageName: OTHER.packageName })).rejects.toThrow();
    const authorization = `Bearer ${token}`;
    expect((await fetch(`${server.origin}/`, { headers: { authorization } })).status).toBe(403);
    const foreign = `${server.origin}/content/${OTHER.packageName}/open?uri=content://media/external/images/media/1`;
    expect((await fetch(foreign, { headers: { authorization } })).status).toBe(403);
    for (const name of ['tester', 'screen'])
      expect(await rawUpgrade(server, `/rpc/${name}?token=${token}`)).toMatch(/403/);
  });

  test('a ticket becomes a cookie once; the cookie opens the page', async () => {
    await using device = await testSystem({ photos: [] });
    await using server = await serve(device);
    const ticket = server.ticketUrl();
    const first = await fetch(ticket, { redirect: 'manual' });
    expect([first.status, first.headers.get('location')]).toEqual([303, '/']);
    const cookie = String(first.headers.get('set-cookie'));
    expect(cookie).toMatch(/HttpOnly; SameSite=Strict/);
    expect((await fetch(ticket, { redirect: 'manual' })).status).toBe(403);
  });

  test('no path leaves the page’s folder', async () => {
    await using device = await testSystem({ photos: [] });
    await using server = await serve(device);
    const token = server.tokens.device;
    for (const path of [
      '/../package.json',
      '/..%2f..%2fpackage.json',
      '/%2e%2e/main/web.js',
      '/assets/../../main/web.js',
      '/%00',
    ]) {
      expect(await rawGet(server, `${path}?token=${token}`, server.origin.slice(7))).toMatch(
        /^HTTP\/1\.1 (404|403|400)/,
      );
    }
  });

  test('survives what no well-behaved client would send', async () => {
    await using device = await testSystem({ photos: [] });
    await using server = await serve(device);
    const host = server.origin.slice(7);
    for (const path of ['//', '//[', '/rpc/%', '/%', '/content/%/open', 'http://[', '*']) {
      await rawGet(server, path, host);
      await rawUpgrade(server, path);
    }
    await raw(server, ['TRACE / HTTP/1.1', `Host: ${host}`, 'Connection: close']);
    await resetting(server);
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
  });

  test.each([
    ['reserved bits', [0xff, 0xff, 0xff, 0xff]],
    ['no mask', [0x81, 0x01, 0x41]],
    ['text that is no UTF-8', [0x81, 0x81, 0, 0, 0, 0, 0xff]],
    ['a close that is none', [0x88, 0x81, 0, 0, 0, 0, 1]],
    ['seventeen megabytes announced', [0x82, 0xff, 0, 0, 0, 0, 1, 0x10, 0, 0, 0, 0, 0, 0]],
    ['no message of ours', [0x81, 0x84, 0, 0, 0, 0, 0x6e, 0x75, 0x6c, 0x6c]],
  ])('a frame with %s ends its own connection at most', async (_, frame) => {
    await using device = await testSystem({ photos: [] });
    await using server = await serve(device);
    await framed(server, `/rpc/tester?token=${server.tokens.device}`, new Uint8Array(frame));
    expect((await fetch(`${server.origin}/healthz`)).status).toBe(200);
  });

  test('a port that is taken is one sentence', async () => {
    await using device = await testSystem({ photos: [] });
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    await expect(startWebServer({ system: device.system, port, rendererFolder: '/' })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 cannot be opened: another program uses it. Choose another one with --port.`,
    );
    other.close();
  });
});

/** A request no well-behaved client would send. @returns the whole answer as text */
function raw(server: WebServer, lines: readonly string[]): Promise<string> {
  const { port } = new URL(server.origin);
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connectTcp(Number(port), '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    socket.on('data', (data) => {
      answer += String(data);
    });
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

function rawGet(server: WebServer, path: string, host: string): Promise<string> {
  return raw(server, [`GET ${path} HTTP/1.1`, `Host: ${host}`, 'Connection: close']);
}

function rawUpgrade(server: WebServer, path: string): Promise<string> {
  const upgrade = [
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  return raw(server, [`GET ${path} HTTP/1.1`, `Host: ${server.origin.slice(7)}`, ...upgrade]);
}

/** Upgrades, sends one frame, waits for any answer or the end, and goes. */
function framed(server: WebServer, path: string, frame: Uint8Array): Promise<void> {
  const { port } = new URL(server.origin);
  const upgrade = [
    `GET ${path} HTTP/1.1`,
    `Host: ${server.origin.slice(7)}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  ];
  return new Promise((resolve) => {
    const socket = connectTcp(Number(port), '127.0.0.1', () => socket.write(`${upgrade.join('\r\n')}\r\n\r\n`));
    socket.once('data', () => {
      socket.write(frame);
      // A ping behind it is answered by a connection that lives on.
      socket.write(new Uint8Array([0x89, 0x80, 0, 0, 0, 0]));
      socket.once('data', () => socket.destroy());
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve());
  });
}

/** Refused upgrades whose clients reset the connection instead of reading the refusal. */
async function resetting(server: WebServer): Promise<void> {
  const { port } = new URL(server.origin);
  for (let attempt = 0; attempt < 20; attempt++) {
    await new Promise<void>((resolve) => {
      const socket = connectTcp(Number(port), '127.0.0.1', () => {
        socket.write(
          `GET /rpc/tester HTTP/1.1\r\nHost: ${server.origin.slice(7)}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
        );
        socket.resetAndDestroy();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => resolve());
    });
  }
}
