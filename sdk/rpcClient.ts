// The client's end of a conversation with the device. One of the two files that know the RPC library.
import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { isThrowableName, Throwable, type UserAction } from '../contract/android/errors.ts';
import { HANG_UP, wireValues } from '../contract/rpc/wireValues.ts';

/** A typed stand-in for the other side. A last argument that is an AbortSignal cancels the call over there. */
export type Remote<T> = T & Readonly<{ close(): void; closed: Promise<void> }>;

type Calls = Record<string, (input: readonly unknown[], options: { signal?: AbortSignal }) => Promise<unknown>>;

/** Speaks to the device over a WebSocket, of a browser or of Node. */
export function connectSocket<T extends object>(socket: WebSocket): Remote<T> {
  const closed = new Promise<void>((resolve) => socket.addEventListener('close', () => resolve(), { once: true }));
  const calls = callsOf(new SocketLink({ websocket: socket, customJsonSerializers: wireValues }));
  return remote<T>(calls, closed, () => socket.close());
}

/** Speaks to the device over a MessagePort, as in the desktop app. */
export function connectPort<T extends object>(port: InstanceType<typeof MessagePort>): Remote<T> {
  const closed = new Promise<void>((resolve) => {
    port.addEventListener('close', () => resolve(), { once: true });
    // Added before the library's own listener, which would take the last message for an answer.
    port.addEventListener('message', (event) => {
      if ((event as MessageEvent).data !== HANG_UP) return;
      event.stopImmediatePropagation();
      port.close();
      port.dispatchEvent(new Event('close'));
    });
  });
  const calls = callsOf(new PortLink({ port, customJsonSerializers: wireValues }));
  port.start();
  return remote<T>(calls, closed, () => port.close());
}

/** The library types a client by its contract; ours is typed by the interface it stands in for. */
function callsOf(link: Parameters<typeof createORPCClient>[0]): Calls {
  return createORPCClient(link) as unknown as Calls;
}

function remote<T extends object>(calls: Calls, closed: Promise<void>, close: () => void): Remote<T> {
  const own: Record<string, unknown> = { close, closed };
  let isOpen = true;
  void closed.then(() => {
    isOpen = false;
  });
  const proxy = new Proxy(own, {
    get(target, name) {
      // A promise that resolves with this proxy would otherwise take it for another promise.
      if (typeof name !== 'string' || name === 'then') return undefined;
      return (
        target[name] ?? ((...args: readonly unknown[]) => (isOpen ? call(calls, name, args) : Promise.reject(dead())))
      );
    },
  });
  return proxy as Remote<T>;
}

async function call(calls: Calls, method: string, args: readonly unknown[]): Promise<unknown> {
  const signal = args.at(-1) instanceof AbortSignal ? (args.at(-1) as AbortSignal) : undefined;
  const input = signal === undefined ? args : args.slice(0, -1);
  try {
    const run = calls[method];
    const result = await run?.(input, signal === undefined ? {} : { signal });
    return isAsyncIterable(result) ? translated(result) : result;
  } catch (error) {
    throw asThrowable(error, signal);
  }
}

async function* translated(stream: AsyncIterable<unknown>): AsyncGenerator<unknown> {
  try {
    yield* stream;
  } catch (error) {
    throw asThrowable(error, undefined);
  }
}

function asThrowable(error: unknown, signal: AbortSignal | undefined): unknown {
  if (error instanceof ORPCError) {
    const message = typeof error.data?.message === 'string' ? error.data.message : error.message;
    const { userAction } = (error.data ?? {}) as { userAction?: UserAction | null };
    if (!isThrowableName(error.code)) return new Error(message);
    return new Throwable(error.code, message, userAction ? { userAction } : {});
  }
  if (signal?.aborted) return new Throwable('OperationCanceledException', 'The operation was cancelled.');
  // What the library throws for a connection that closed under a call: on Android, a Binder whose process died.
  return dead(error);
}

/** A closed port takes messages without a word; an answer would be waited for for ever. */
function dead(cause?: unknown): Throwable {
  return new Throwable('DeadObjectException', 'The device closed the connection.', { cause });
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}
