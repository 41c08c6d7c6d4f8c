// A conversation that begins anew after a break, such as a device that restarts.
import type { Remote } from './rpcClient.ts';

/** `dropped()` resolves when the connection that is open now has ended; at once when none is. */
export type Reconnecting<T> = Remote<T> & Readonly<{ dropped(): Promise<void> }>;

/** Stands in for whatever conversation is open; the first call after a break opens another. Calls under way fail. */
export function reconnecting<T extends object>(open: () => Promise<Remote<T>>): Reconnecting<T> {
  let current: Promise<Remote<T>> | null = null;
  let isClosed = false;
  let end: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => {
    end = resolve;
  });
  const connected = (): Promise<Remote<T>> => {
    if (isClosed) return Promise.reject(new Error('This device was closed: create another one.'));
    current ??= open().then(
      (remote) => {
        void remote.closed.then(() => {
          current = null;
        });
        if (isClosed) remote.close();
        return remote;
      },
      (error: unknown) => {
        current = null;
        throw error;
      },
    );
    return current;
  };
  const close = () => {
    isClosed = true;
    void current?.then((remote) => remote.close()).catch(() => undefined);
    end();
  };
  const dropped = () => current?.then((remote) => remote.closed) ?? Promise.resolve();
  const own: Readonly<Record<string, unknown>> = { close, closed, dropped };
  const proxy = new Proxy(own, {
    get(target, name) {
      // A promise that resolves with this proxy would otherwise take it for another promise.
      if (typeof name !== 'string' || name === 'then') return undefined;
      return target[name] ?? (async (...args: readonly unknown[]) => callOf(await connected(), name)(...args));
    },
  });
  return proxy as Reconnecting<T>;
}

function callOf(remote: object, name: string): (...args: readonly unknown[]) => Promise<unknown> {
  return (remote as Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>)[name] ?? missing;
}

function missing(): Promise<never> {
  return Promise.reject(new Error('The conversation has no such call.'));
}
