// Mistakes at the start get one sentence and an exit code; strangers at the door get nothing.
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { makePhotoLibrary } from '../support/photoLibrary.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { type Ended, runWebHost, WebHost } from '../support/webHost.ts';

let workplace: TemporaryFolder;
let library: string;
let home: string;
let host: WebHost;

test.beforeAll(async () => {
  workplace = await temporaryFolder('badInput');
  library = join(workplace.path, 'library');
  home = join(workplace.path, 'home');
  await makePhotoLibrary(library, 4);
  host = await WebHost.start(library, home);
});

test.afterAll(async () => {
  await host?.stop();
  await workplace?.[Symbol.asyncDispose]();
});

/** One sentence for a person, perhaps with a hint below it, and never a stack trace. */
function expectSentence({ code, stderr, stdout }: Ended, exitCode: number, words: RegExp): void {
  expect(stderr).toMatch(words);
  expect(stderr).toMatch(/^scopebox: \S/);
  expect(stderr.trim().split('\n').length).toBeLessThanOrEqual(2);
  expect(stderr).not.toMatch(/\n\s+at |node:internal|Error:/);
  expect(stdout).toBe('');
  expect(code).toBe(exitCode);
}

const serve = (...args: string[]) => runWebHost(['serve', '--json', ...args]);
const freshHome = (name: string) => ['--home', join(workplace.path, name)];

test.describe('A start that cannot be', () => {
  test('on a folder that is not there', async () => {
    const missing = join(workplace.path, 'nowhere');
    expectSentence(await serve(missing, ...freshHome('a')), 3, /nowhere/);
  });

  test('on a file instead of a folder', async () => {
    const file = join(workplace.path, 'photo.jpg');
    await writeFile(file, 'no folder');
    expectSentence(await serve(file, ...freshHome('b')), 3, /photo\.jpg/);
  });

  test('on a home that another device has', async () => {
    expectSentence(await serve(library, '--home', home), 3, /already runs on .*home.*--home/);
  });

  test('on a home that is a file', async () => {
    const file = join(workplace.path, 'homeFile');
    await writeFile(file, '');
    expectSentence(await serve(library, '--home', file), 3, /homeFile.*--home/);
  });

  test('on a port that another program uses', async () => {
    const { port } = new URL(host.address.url);
    expectSentence(await serve(library, ...freshHome('c'), '--port', port), 3, new RegExp(`Port ${port}.*--port`));
  });

  test('gives the home back', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo;
    await serve(library, ...freshHome('d'), '--port', String(port));
    taken.close();
    await using started = await WebHost.start(library, join(workplace.path, 'd'));
    expect(started.address.home).toBe(join(workplace.path, 'd'));
  });

  for (const [args, words] of [
    [['--colour'], /--colour/],
    [['--port', 'ninety'], /--port takes a number, not “ninety”/],
    [['--port', '70000'], /--port/],
    [['--api', '12'], /--api takes one of 29/],
    [['one', 'two'], /One folder/],
  ] as const) {
    test(`with ${args.join(' ')}`, async () => {
      expectSentence(await serve(...args), 2, words);
    });
  }
});

test('--help is no mistake', async () => {
  const { code, stdout, stderr } = await runWebHost(['--help']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('--home DIR');
});

const isRoot = process.getuid?.() === 0;
// In the name, as the list of a run does not print why a test was skipped.
const readsAll = isRoot ? ' (skipped: root can read every folder)' : '';

test(`an unreadable folder in the library is left out, and the rest is there${readsAll}`, async () => {
  test.skip(isRoot, 'root can read every folder');
  const folder = join(library, 'Secret');
  await mkdir(folder);
  await chmod(folder, 0);
  await using started = await WebHost.start(library, join(workplace.path, 'e'));
  expect(await (await fetch(`${started.address.url}/healthz`)).json()).toMatchObject({ ok: true });
});

type Answer = Readonly<{ status: number | undefined; headers: Readonly<Record<string, unknown>> }>;

/** A request with headers that fetch would not send. */
function knock(path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${host.address.url}${path}`, { headers }, (response) => {
      response.resume();
      resolve({ status: response.statusCode, headers: response.headers });
    });
    sent.on('error', reject);
    sent.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode, headers: response.headers });
    });
    sent.end();
  });
}

const upgrade = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'c2NvcGVib3gtaXMtaGVyZQ==',
};

test.describe('At the door', () => {
  const bearer = () => ({ Authorization: `Bearer ${host.address.token}` });
  const asked = async (path: string, headers: Record<string, string> = {}) => (await knock(path, headers)).status;

  test('nobody comes in without a token, or with a wrong one', async () => {
    expect(await asked('/')).toBe(403);
    expect(await asked('/?token=')).toBe(403);
    expect(await asked(`/?token=${'0'.repeat(48)}`)).toBe(403);
    expect(await asked('/', { Cookie: 'scopebox=1' })).toBe(403);
    expect(await asked('/content/com.example.gallery/open?uri=content://media/external/images/media/1')).toBe(403);
    expect(await asked('/rpc/tester', upgrade)).toBe(403);
    expect(await asked(`/rpc/tester?token=${'0'.repeat(48)}`, upgrade)).toBe(403);
  });

  test('a token does not help a foreign host or another page', async () => {
    const foreign = { ...bearer(), Host: 'photos.example:80' };
    expect(await asked('/', foreign)).toBe(403);
    expect(await asked('/healthz', foreign)).toBe(403);
    expect(await asked('/', { ...bearer(), Origin: 'http://photos.example' })).toBe(403);
    expect(await asked('/', { ...bearer(), Origin: 'null' })).toBe(403);
    expect(await asked('/rpc/tester', { ...bearer(), ...upgrade, Origin: 'http://photos.example' })).toBe(403);
  });

  test('a token opens the page and the conversation', async () => {
    expect(await asked('/', bearer())).toBe(200);
    expect(await asked('/rpc/tester', { ...bearer(), ...upgrade })).toBe(101);
    expect(await asked('/rpc/tester', { ...bearer(), ...upgrade, Origin: host.address.url })).toBe(101);
  });

  test('the token in an address becomes a cookie and leaves the address', async () => {
    const { status, headers } = await knock(`/?token=${host.address.token}`);
    expect([status, headers.location]).toEqual([303, '/']);
    expect(String(headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/);
  });

  test('every answer carries the content security policy', async () => {
    for (const path of ['/', '/healthz', '/nothing', '/content/no.such.app/open?uri=content://media/1']) {
      const { headers } = await knock(path, bearer());
      expect(headers['content-security-policy'], path).toContain("default-src 'none'");
      expect(headers['content-security-policy'], path).not.toContain('unsafe');
      expect(headers['x-content-type-options'], path).toBe('nosniff');
    }
  });

  test('no path leads out of the page’s folder', async () => {
    for (const path of ['/../main/web.js', '/..%2fmain%2fweb.js', '/%2e%2e/%2e%2e/package.json', '//etc/passwd'])
      expect(await asked(path, bearer()), path).toBe(404);
  });
});
