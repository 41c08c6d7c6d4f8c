// Mirrors BinderProxy.transact: calls into another process, each with one answer, until that process dies.
import { Throwable } from '../../../../contract/android/errors.ts';
import type { ProviderRequest } from '../../../../contract/rpc/documentsProviderWire.ts';
import type { DeviceClock } from '../../../device/clock.ts';
import { checkedReply } from './wireResults.ts';

/** ContentProviderClient.setDetectNotResponding, as DocumentsUI asks for it, milliseconds of the device's clock. */
export const NOT_RESPONDING_AFTER = 20_000;

export type ProviderCallsOptions = Readonly<{
  clock: DeviceClock;
  send(request: ProviderRequest): void;
  /** Told once that a call was not answered in time: whoever owns the process kills it. */
  onNotResponding(method: string): void;
}>;

type Pending = Readonly<{ resolve(result: unknown): void; reject(error: Error): void; limit: Disposable | null }>;

export type ProviderCall = Readonly<{
  authority: string;
  method: string;
  args: readonly unknown[];
  /** Whether an answer that does not come means that the process hangs: bytes may keep everybody waiting. */
  isLimited: boolean;
  /** The client's: it goes on to the provider, which answers all the same. */
  signal?: AbortSignal;
}>;

export class ProviderCalls {
  readonly #options: ProviderCallsOptions;
  readonly #pending = new Map<number, Pending>();
  #last = 0;
  #isDead = false;

  constructor(options: ProviderCallsOptions) {
    this.#options = options;
  }

  /**
   * @returns what the provider answered; undefined when it has no such method
   * @throws {Throwable} DeadObjectException when its process ends before, and what the provider throws
   */
  async call({ authority, method, args, isLimited, signal }: ProviderCall): Promise<unknown> {
    if (this.#isDead) throw dead();
    const { clock, send, onNotResponding } = this.#options;
    const id = ++this.#last;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    const limit = isLimited ? clock.after(NOT_RESPONDING_AFTER, () => onNotResponding(method)) : null;
    this.#pending.set(id, { resolve, reject, limit });
    const cancel = () => send({ kind: 'cancel', id });
    try {
      const time = { millis: clock.currentTimeMillis(), runs: clock.kind === 'system' };
      send({ kind: 'call', id, authority, method, args, time });
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      return await promise;
    } finally {
      signal?.removeEventListener('abort', cancel);
      limit?.[Symbol.dispose]();
      this.#pending.delete(id);
    }
  }

  /** A reply as it came. One that nobody waits for is passed over. */
  receive(id: unknown, reply: unknown): void {
    const pending = typeof id === 'number' ? this.#pending.get(id) : undefined;
    if (pending === undefined) return;
    try {
      pending.resolve(checkedReply(reply));
    } catch (error) {
      pending.reject(error instanceof Error ? error : new Error(String(error)));
    }
  }

  /** The process is gone: who waits for it gets a DeadObjectException. */
  end(): void {
    this.#isDead = true;
    for (const { reject } of [...this.#pending.values()]) reject(dead());
  }
}

function dead(): Throwable {
  return new Throwable('DeadObjectException', 'Transaction failed on small parcel; remote process probably died');
}
