// What no well-behaved client sends, and whoever is not to be let in.
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { WebServer } from '../../../main/hosts/webServer.ts';
import { GALLERY } from '../../testSystem.ts';
import { served } from './served.ts';

const APP = `/apps/${GALLERY.packageName}`;
const IMAGES = 'content://media/external/images/media';
const INSERT = `${APP}/content/insert`;

type Raw = Readonly<{ method?: string; path?: string; headers?: Record<string, string>; body?: string }>;

/** Headers as they are given, Host among them. */
function raw(server: WebServer, { method = 'GET', path = '/api/v1/apps', headers = {}, body }: Raw) {
  return new Promise<{ status: number; headers: Record<string, unknown>; text: string }>((resolve, reject) => {
    const asked = httpRequest(server.origin + path, { method, headers, setHost: headers.host === undefined });
    asked.on('response', async (response) => {
      let text = '';
      for await (const chunk of response) text += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

describe('who is let in', () => {
  test('nobody without a bearer token of this start, from this address, and of no other page', async () => {
    await using api = await served({ photos: [] });
    const { server } = api;
    const authorization = `Bearer ${server.tokens.device}`;
    const port = new URL(server.origin).port;
    const cookie = `scopebox-${port}=${server.tokens.device}`;
    const table: readonly (readonly [string, Raw, number])[] = [
      ['no token', {}, 401],
      ['a wrong one', { headers: { authorization: 'Bearer guess' } }, 401],
      ['another scheme', { headers: { authorization: `Basic ${server.tokens.device}` } }, 401],
      ['a cookie, as a page has it', { headers: { cookie } }, 401],
      ['a token in the address', { path: `/api/v1/apps?token=${server.tokens.device}` }, 401],
      ['a ticket', { path: `/api/v1/apps?ticket=${server.tokens.ticket()}` }, 401],
      ['a name that was rebound', { headers: { authorization, host: `evil.example:${port}` } }, 403],
      ['localhost', { headers: { authorization, host: `localhost:${port}` } }, 403],
      ['another page', { headers: { authorization, origin: 'http://evil.example' } }, 403],
      ['a page in a sandbox', { headers: { authorization, origin: 'null' } }, 403],
      ['a preflight', { method: 'OPTIONS', headers: { origin: 'http://evil.example' } }, 403],
      ['our own page', { headers: { authorization, origin: server.origin } }, 200],
      ['the device’s token', { headers: { authorization } }, 200],
    ];
    for (const [what, sent, status] of table) expect([what, (await raw(server, sent)).status]).toEqual([what, status]);
    const none = await raw(server, {});
    expect(none.headers['www-authenticate']).toBe('Bearer realm="scopebox"');
    expect(none.headers['access-control-allow-origin']).toBeUndefined();
    expect((await raw(server, { path: '/api/v1/openapi.json' })).status).toBe(401);
    expect((await raw(server, { path: '/readyz' })).status).toBe(200);
    expect((await raw(server, { path: '/readyz', headers: { host: 'evil.example' } })).status).toBe(403);
  });
});

describe('what is refused before it reaches the device', () => {
  test('bodies that are no JSON, too large, or have what is not described', async () => {
    await using api = await served({ photos: [] });
    const { ask } = api;
    const ok = { uri: IMAGES, values: { _display_name: 'a.jpg' } };
    const long = JSON.stringify({ ...ok, values: { _display_name: 'a'.repeat(17 * 1_048_576) } });
    const text = { 'content-type': 'text/plain' };
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const table: readonly (readonly [string, unknown, Record<string, string>, number, unknown])[] = [
      ['text', JSON.stringify(ok), text, 415, 'not-json'],
      ['a form', 'uri=x', form, 415, 'not-json'],
      ['JSON in another alphabet', '{}', { 'content-type': 'application/json; charset=utf-16' }, 415, 'not-json'],
      ['half of it', '{"uri":', {}, 400, 'malformed-json'],
      ['no object', '[1]', {}, 400, 'invalid'],
      ['nothing', undefined, {}, 400, 'invalid'],
      ['too much', long, {}, 413, 'too-large'],
      ['a field nobody knows', { ...ok, uid: 0 }, {}, 400, 'invalid'],
      ['a prototype', '{"uri":"x","values":{"__proto__":{"a":1}}}', {}, 400, 'malformed-json'],
      ['a value that is none', { ...ok, values: { a: { b: 1 } } }, {}, 400, 'invalid'],
      ['a number for a text', { ...ok, uri: 7 }, {}, 400, 'invalid'],
      [
        'a deep nest',
        `{"uri":"x","values":{},"extras":{"a":${'['.repeat(99)}${']'.repeat(99)}}}`,
        {},
        400,
        'malformed-json',
      ],
    ];
    for (const [what, body, headers, status, kind] of table) {
      const told = await ask('POST', INSERT, body, headers);
      const { type } = told.body as { type: string };
      expect([what, told.status, type]).toEqual([what, status, `urn:scopebox:problem:${kind}`]);
    }
    for (const [path, body] of [
      [`${APP}/startActivityForResult`, { intent: { action: 'a', typ: 'image/*' } }],
      [`${APP}/content/applyBatch`, { authority: 'media', operations: [{ type: 'delete', uri: 'x', where: 'y' }] }],
      ['/dialogs/1/answer', { answer: { button: 'DENY', uris: [] } }],
    ] as const)
      expect([path, (await ask('POST', path, body)).body]).toMatchObject([
        path,
        { type: 'urn:scopebox:problem:invalid' },
      ]);
    const { errors } = (await ask('POST', INSERT, { uri: 7, values: { 'a/b': { c: 1 } } })).body as { errors: object };
    expect(errors).toEqual([
      { in: 'body', pointer: '/uri', message: expect.stringContaining('expected string') },
      { in: 'body', pointer: '/values/a~1b', message: expect.any(String) },
    ]);
    expect((await ask('POST', INSERT, { ...ok, values: { constructor: 'x', _display_name: 'a.jpg' } })).status).toBe(
      400,
    );
    expect(api.device.system.journal.entries().filter(({ method }) => method === 'insert')).toHaveLength(1);
  });

  test('addresses that are none of ours', async () => {
    await using api = await served({ photos: [] });
    const { ask } = api;
    for (const [path, status] of [
      ['/apps/com.example.gallery/content/query', 400],
      ['/apps/com.example.gallery/content/query?uri=a&uri=b', 400],
      ['/apps/com.example.gallery/content/query?uri=a&limit=0', 400],
      ['/apps/com.example.gallery/content/query?uri=a&limit=1e3', 400],
      ['/apps/com.example.gallery/content/query?uri=a&offset=-1', 400],
      ['/apps/com.example.gallery/content/query?uri=a&__proto__=b', 400],
      ['/apps/com.example.gallery/content/query?uri=a&token=b', 400],
      ['/apps/..%2f..%2fetc/content/query?uri=a', 400],
      ['/apps/no.such.app/content/query?uri=a', 404],
      ['/media/rows/9999', 400],
      ['/dialogs/next?timeout=601', 400],
      ['/device/snapshots', 200],
    ] as const)
      expect([path, (await ask('GET', path)).status]).toEqual([path, status]);
    expect((await ask('DELETE', '/device/snapshots/..%2f..%2fhome')).status).toBe(409);
    const { server } = api;
    const authorization = `Bearer ${server.tokens.device}`;
    for (const path of [
      '/api/v1/../v1/apps',
      '/api/v2/apps',
      '/api/',
      '/api/v1',
      '/api/v1/openapi.json/x',
      '/api/v1/%00',
    ])
      expect([path, [200, 404].includes((await raw(server, { path, headers: { authorization } })).status)]).toEqual([
        path,
        true,
      ]);
    expect(
      (await raw(server, { method: 'DELETE', path: '/api/v1/openapi.json', headers: { authorization } })).headers.allow,
    ).toBe('GET, HEAD');
    const head = await raw(server, { method: 'HEAD', path: '/api/v1/apps', headers: { authorization } });
    expect([head.status, head.text, Number(head.headers['content-length']) > 2]).toEqual([200, '', true]);
  });
});

describe('a connection that is cut', () => {
  test('in the middle of an upload leaves nothing open, and the device answers', async () => {
    await using api = await served({ photos: [] });
    const { ask, server } = api;
    const values = { _display_name: 'cut.jpg', mime_type: 'image/jpeg', is_pending: 1 };
    const { uri } = (await ask('POST', INSERT, { uri: IMAGES, values })).body as { uri: string };
    const isOpen = Promise.withResolvers<void>();
    using _entry = api.device.system.journal.onEntry(({ method, result }) => {
      if (method === 'openFileDescriptor' && result !== null) isOpen.resolve();
    });
    const socket = upload(server, `${APP}/content/file?uri=${encodeURIComponent(uri)}`);
    await isOpen.promise;
    socket.destroy();
    const again = await ask('PUT', `${APP}/content/file?uri=${encodeURIComponent(uri)}`, new Uint8Array([1, 2, 3]));
    expect(again.body).toEqual({ bytesWritten: 3 });
    expect(api.device.system.logcat.lines().filter(({ priority }) => priority === 'E')).toEqual([]);
  });

  test('in the middle of a push leaves no part of a file', async () => {
    await using api = await served({ photos: [] });
    const { journal } = api.device.system;
    const [isBegun, isOver] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    using _entries = journal.onEntry(({ method, thrown }) => {
      if (method === 'push') (thrown === null ? isBegun : isOver).resolve();
    });
    const socket = upload(api.server, '/device/file?path=/sdcard/Download/cut.bin');
    await isBegun.promise;
    socket.destroy();
    await isOver.promise;
    expect((await api.ask('GET', '/device/file?path=/sdcard/Download/cut.bin')).status).toBe(404);
  });

  test('while a dialog is waited for leaves the dialog on the screen', async () => {
    await using api = await served({ photos: [] });
    const controller = new AbortController();
    const url = `${api.server.origin}/api/v1${APP}/requestPermissions`;
    const asked = fetch(url, {
      ...{
        method: 'POST',
        signal: controller.signal,
        body: '{"permissions":["android.permission.READ_MEDIA_IMAGES"]}',
      },
      headers: { authorization: `Bearer ${api.server.tokens.device}`, 'content-type': 'application/json' },
    });
    const thrown = asked.catch((error: unknown) => error);
    await api.ask('GET', '/dialogs/next');
    controller.abort();
    await thrown;
    expect((await api.ask('GET', '/dialogs')).body).toMatchObject({ dialogs: [{ kind: 'grantPermissions' }] });
    expect((await api.ask('POST', '/user/dialog', { choice: 'deny' })).status).toBe(204);
    expect(api.device.system.logcat.lines().filter(({ priority }) => priority === 'E')).toEqual([]);
  });
});

/** Begins a body of a million bytes, and sends a few. */
function upload(server: WebServer, path: string): Socket {
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1');
  socket.on('error', () => undefined);
  const head = [
    `PUT /api/v1${path} HTTP/1.1`,
    `Host: ${server.origin.slice(7)}`,
    `Authorization: Bearer ${server.tokens.device}`,
  ];
  socket.write([...head, 'Content-Length: 1000000', '', 'the first of many bytes'].join('\r\n'));
  return socket;
}
