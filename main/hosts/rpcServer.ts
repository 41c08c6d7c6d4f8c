// The device's end of a conversation. One of the two files that know the RPC library.
import { ORPCError, onError, os } from '@orpc/server';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import type { z } from 'zod';
import { THROWABLE_NAMES, Throwable, type ThrowableName, type UserAction } from '../../contract/android/errors.ts';
import { HANG_UP, wireValues } from '../../contract/rpc/wireValues.ts';
import { sentences } from '../device/sentences.ts';

/** One check per method of a conversation: nothing unchecked reaches the device. */
export type Guards<T> = Readonly<{ [K in keyof T]: z.ZodType }>;

/** Told of each call: answers a function that is told how it ended. */
export type CallListener = (method: string, args: readonly unknown[]) => (outcome: Outcome) => void;
export type Outcome = Readonly<{ result?: unknown; thrown?: Error }>;

/** Another process's end of a MessageChannel, as Electron's main process and Node have it. */
export type MessagePortLike = Readonly<{
  on(event: string, listener: (event?: { data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}>;

export type Conversation<T> = Readonly<{
  guards: Guards<T>;
  /** The device's answers, bound to one call: `signal` aborts when the caller no longer wants it. */
  target(signal: AbortSignal): T;
  onCall: CallListener;
  /** Told of an error that is no exception of Android's: a bug of ours. */
  onBug(method: string, error: unknown): void;
}>;

/** Serves a conversation over a WebSocket until it closes. */
export function serveSocket<T extends object>(socket: WebSocket, conversation: Conversation<T>): void {
  const handler = new SocketHandler(routerOf(conversation), { customJsonSerializers: wireValues });
  const requestsOnly = {
    send: (message: string) => socket.send(message),
    addEventListener: (type: string, listener: (event: unknown) => void) => {
      if (type !== 'message') socket.addEventListener('close', listener);
      else {
        socket.addEventListener('message', (event) => {
          if (isRequest(event.data)) listener(event);
          else socket.close(1007, 'This is no request.');
        });
      }
    },
  };
  void handler.upgrade(requestsOnly as unknown as WebSocket, { context: {} });
}

/** The library writes a stack trace to the terminal for anything that is not its own; none of it is our user's fault. */
function isRequest(data: unknown): boolean {
  if (typeof data !== 'string') return false;
  try {
    const message: unknown = JSON.parse(data);
    return typeof message === 'object' && message !== null && 'i' in message;
  } catch {
    return false;
  }
}

/** Serves a conversation over a MessagePort until it closes. */
export function servePort<T extends object>(port: MessagePortLike, conversation: Conversation<T>): void {
  const handler = new PortHandler(routerOf(conversation), { customJsonSerializers: wireValues });
  handler.upgrade(port, { context: {} });
  port.start();
}

type Methods = Record<string, (...args: readonly unknown[]) => unknown>;

/** Ends a conversation over a MessagePort so that the other side knows: not every browser tells it of a closed port. */
export function hangUpPort(port: MessagePortLike): void {
  port.postMessage(HANG_UP);
  port.close();
}

const declaredErrors = Object.fromEntries(THROWABLE_NAMES.map((name) => [name, { status: 422 }]));

function routerOf<T extends object>(conversation: Conversation<T>) {
  const base = os.errors(declaredErrors);
  const procedures = Object.entries<z.ZodType>(conversation.guards).map(([method, guard]) => {
    const procedure = base
      .use(onError((error) => describeBadInput(method, error)))
      .input(guard)
      .handler(({ input, signal }) => run(conversation, method, input as readonly unknown[], signal));
    return [method, procedure] as const;
  });
  return Object.fromEntries(procedures);
}

async function run<T extends object>(
  conversation: Conversation<T>,
  method: string,
  args: readonly unknown[],
  signal: AbortSignal | undefined,
): Promise<unknown> {
  const finish = conversation.onCall(method, args);
  try {
    const target = conversation.target(signal ?? new AbortController().signal) as Methods;
    const result: unknown = await target[method]?.(...args);
    finish({ result });
    return result;
  } catch (error) {
    const known = error instanceof Error ? error : new Error(String(error));
    finish({ thrown: known });
    if (known instanceof Throwable) throw defined(known.name, known.message, known.userAction);
    // A caller who left gets no answer; what the interrupted work threw on the way out is nobody's bug.
    if (signal?.aborted !== true) conversation.onBug(method, error);
    throw new ORPCError('INTERNAL_SERVER_ERROR', { message: known.message });
  }
}

/** Turns the library's "Input validation failed" into the words Android has for an argument it cannot take. */
function describeBadInput(method: string, error: unknown): void {
  if (!(error instanceof ORPCError) || error.code !== 'BAD_REQUEST') return;
  const issues = error.data?.issues;
  const why = Array.isArray(issues) ? `: ${sentences({ issues })}` : '';
  throw defined('IllegalArgumentException', `Bad argument for ${method}${why}`);
}

/** The library puts words of its own into an empty message: ours travel beside it. */
function defined(name: ThrowableName, message: string, userAction: UserAction | null = null) {
  return new ORPCError(name, { defined: true, message, data: { message, userAction } });
}
