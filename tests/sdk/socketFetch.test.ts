// The client's own reader of bytes against Node's HTTP server.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { OperationCanceledException } from '../../sdk/index.ts';
import { socketFetch } from '../../sdk/socketFetch.ts';

let server: Server | null = null;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function served(answer: RequestListener, signal?: AbortSignal): Promise<Response> {
  const listening = createServer(answer);
  server = listening;
  await new Promise<void>((done) => listening.listen(0, '127.0.0.1', done));
  const { port } = listening.address() as AddressInfo;
  const response = socketFetch(`http://127.0.0.1:${port}/a?b=c`, { authorization: 'Bearer x' }, signal);
  if (response === null) throw new Error('There is no Node.');
  return response;
}

/** Bytes that tell where they are. */
const bytes = (length: number) => Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 31) % 251));

test.each([0, 1, 300_000, 3_000_000])('%i bytes, of a known length and in chunks of any size', async (length) => {
  const whole = bytes(length);
  const known = await served((request, response) => {
    expect([request.url, request.headers.authorization]).toEqual(['/a?b=c', 'Bearer x']);
    response.setHeader('content-length', length).setHeader('content-type', 'image/jpeg').end(whole);
  });
  expect([known.status, known.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
  expect(Buffer.from(await known.arrayBuffer()).equals(whole)).toBe(true);
  server?.close();
  const chunked = await served((_, response) => {
    for (let at = 0, size = 1; at < length; at += size, size = size * 3 + 1)
      response.write(whole.subarray(at, at + size));
    response.end();
  });
  expect(Buffer.from(await chunked.arrayBuffer()).equals(whole)).toBe(true);
});

test('a refusal has its status and its words', async () => {
  const response = await served((_, out) => out.writeHead(403).end('{"name":"SecurityException"}'));
  expect([response.ok, response.status, await response.text()]).toEqual([false, 403, '{"name":"SecurityException"}']);
});

test('an answer that ends early fails, whoever ended it', async () => {
  for (const headers of [{ 'content-length': '1000' }, {}]) {
    const response = await served((_, out) => {
      out.writeHead(200, headers).write('part');
      setImmediate(() => out.destroy());
    });
    await expect(response.arrayBuffer()).rejects.toThrow();
  }
  const abort = new AbortController();
  const endless = await served((_, out) => void out.writeHead(200).write('part'), abort.signal);
  const reader = endless.body?.getReader();
  await reader?.read();
  abort.abort();
  await expect(reader?.read()).rejects.toBeInstanceOf(OperationCanceledException);
});

test('nobody reads: nothing more is taken than waits', async () => {
  let sent = 0;
  const response = await served((_, out) => {
    const piece = bytes(1_000_000);
    const more = () => {
      while (sent < 200 && out.write(piece)) sent++;
      sent++;
      if (sent < 200) out.once('drain', more);
    };
    more();
  });
  const reader = response.body?.getReader();
  for (let turn = 0; turn < 50; turn++) await new Promise((next) => setImmediate(next));
  expect(sent).toBeLessThan(100);
  await reader?.cancel();
});

test('another address is left to fetch', () => {
  expect(socketFetch('https://127.0.0.1/', {})).toBeNull();
  expect(socketFetch('/content/app?uri=1', {})).toBeNull();
});
