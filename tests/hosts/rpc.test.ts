import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MessageChannel as NodeMessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { z } from 'zod';
import { Throwable } from '../../contract/android/errors.ts';
import { type Conversation, servePort, serveSocket } from '../../main/hosts/rpcServer.ts';
import { connectPort, connectSocket, type Remote } from '../../sdk/rpcClient.ts';

/** A conversation with one of everything that a real one has. */
type Sample = {
  add(a: number, b: number): Promise<number>;
  blob(bytes: Uint8Array): Promise<{ rows: (Uint8Array | null | string)[][] }>;
  refuse(message: string): Promise<never>;
  crash(): Promise<never>;
  count(to: number): Promise<AsyncIterable<number>>;
  wait(): Promise<string>;
};

let calls: string[] = [];
let aborted: string[] = [];

/** Each connection writes into the lists of the test that made it. */
const conversation = (calls: string[], aborted: string[]): Conversation<Sample> => ({
  guards: {
    add: z.tuple([z.number(), z.number()]),
    blob: z.tuple([z.instanceof(Uint8Array)]),
    refuse: z.tuple([z.string()]),
    crash: z.tuple([]),
    count: z.tuple([z.number()]),
    wait: z.tuple([]),
  },
  target: (signal) => ({
    add: async (a, b) => a + b,
    blob: async (bytes) => ({ rows: [[bytes, null, 'text']] }),
    refuse: async (message) => {
      throw new Throwable('SecurityException', message);
    },
    crash: async () => {
      throw new TypeError('a bug of ours');
    },
    count: async (to) => upTo(to),
    wait: () =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          aborted.push('wait');
          reject(new Error('aborted'));
        });
      }),
  }),
  onCall: (method) => {
    calls.push(method);
    return ({ thrown }) => calls.push(thrown === undefined ? 'ok' : thrown.name);
  },
  onBug: (method) => calls.push(`bug in ${method}`),
});

async function* upTo(to: number) {
  for (let number = 1; number <= to; number++) yield number;
}

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
  calls = [];
  aborted = [];
});

const transports: Readonly<Record<string, () => Promise<Remote<Sample>>>> = {
  'a message port': async () => {
    const { port1, port2 } = new NodeMessageChannel();
    servePort(port1 as unknown as Parameters<typeof servePort>[0], conversation(calls, aborted));
    return connectPort<Sample>(port2 as unknown as MessagePort);
  },
  'a WebSocket': async () => {
    const server = createServer();
    const sockets = new WebSocketServer({ server });
    const served = conversation(calls, aborted);
    sockets.on('connection', (socket) => serveSocket(socket, served));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.push(() => server.close());
    return connectSocket<Sample>(new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`));
  },
};

describe.each(Object.entries(transports))('over %s', (_, connect) => {
  async function client(): Promise<Remote<Sample>> {
    const remote = await connect();
    closers.push(() => remote.close());
    return remote;
  }

  test('a call answers', async () => {
    expect(await (await client()).add(2, 3)).toBe(5);
    expect(calls).toEqual(['add', 'ok']);
  });

  test('bytes of a column arrive as bytes', async () => {
    const long = new Uint8Array(20_001).map((_, index) => index % 251);
    for (const bytes of [new Uint8Array([0, 255, 128, 10]), new Uint8Array(), long])
      expect(await (await client()).blob(bytes)).toEqual({ rows: [[bytes, null, 'text']] });
  });

  test('an exception of Android keeps its class and its words', async () => {
    const thrown = await (await client()).refuse('com.app has no access').catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(Throwable);
    expect(thrown).toMatchObject({ name: 'SecurityException', message: 'com.app has no access' });
    expect(calls).toEqual(['refuse', 'SecurityException']);
  });

  test('a bug of ours is no exception of Android', async () => {
    const thrown = await (await client()).crash().catch((error: unknown) => error);
    expect(thrown).not.toBeInstanceOf(Throwable);
    expect(calls).toContain('bug in crash');
  });

  test('an argument of the wrong kind is refused before it reaches the device', async () => {
    const remote = await client();
    const thrown = await remote.add('two' as unknown as number, 3).catch((error: unknown) => error);
    expect(thrown).toMatchObject({
      name: 'IllegalArgumentException',
      message: expect.stringMatching(/^Bad argument for add: 0: Invalid input: expected number/),
    });
    expect(calls).toEqual([]);
  });

  test('a stream arrives in order and ends', async () => {
    const numbers: number[] = [];
    for await (const number of await (await client()).count(3)) numbers.push(number);
    expect(numbers).toEqual([1, 2, 3]);
  });

  test('cancelling reaches the other side', async () => {
    const remote = await client();
    const controller = new AbortController();
    const waiting = (remote.wait as (signal: AbortSignal) => Promise<string>)(controller.signal);
    const thrown = waiting.catch((error: unknown) => error);
    await remote.add(1, 1);
    controller.abort();
    expect(await thrown).toMatchObject({ name: 'OperationCanceledException' });
    await remote.add(1, 1);
    expect(aborted).toEqual(['wait']);
    expect(calls).not.toContain('bug in wait');
  });

  test('a closed connection ends what is under way', async () => {
    const remote = await client();
    const thrown = remote.wait().catch((error: unknown) => error);
    await remote.add(1, 1);
    remote.close();
    expect(await thrown).toMatchObject({ name: 'DeadObjectException' });
  });
});
