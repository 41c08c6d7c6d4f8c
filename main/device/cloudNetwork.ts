// The way to the cloud: how long an answer takes, how fast bytes come, and whether there is a way at all.
import { Throwable } from '../../contract/android/errors.ts';
import type { CloudState } from '../../contract/rpc/documentsApi.ts';
import type { Clock } from './clock.ts';

export type Profile = CloudState['profile'];

type Speed = Readonly<{ latencyMillis: number; bytesPerSecond: number | null }>;

/** Before the first byte, and per second, as a phone has it. */
export const PROFILES: Readonly<Record<Profile, Speed>> = {
  instant: { latencyMillis: 0, bytesPerSecond: null },
  wifi: { latencyMillis: 40, bytesPerSecond: 5_000_000 },
  mobile: { latencyMillis: 120, bytesPerSecond: 1_000_000 },
  slow: { latencyMillis: 800, bytesPerSecond: 30_000 },
};

export const NO_CONNECTION = 'No connection to the cloud';

/** Milliseconds that `bytes` take on their way, the latency not counted. */
export function transferMillis(bytes: number, bytesPerSecond: number | null): number {
  return bytesPerSecond === null ? 0 : Math.ceil((bytes * 1_000) / bytesPerSecond);
}

export class CloudNetwork {
  readonly #clock: Clock;
  profile: Profile = 'instant';
  speed: Speed = PROFILES.instant;
  online = true;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** One question and its answer. @throws {Throwable} IOException without a connection, OperationCanceledException */
  async request(signal?: AbortSignal): Promise<void> {
    await this.wait(this.speed.latencyMillis, signal);
    if (!this.online) throw new Throwable('IOException', NO_CONNECTION);
  }

  /** Bytes on their way, up or down. @throws {Throwable} as request() does */
  async transfer(bytes: number, signal?: AbortSignal): Promise<void> {
    if (!this.online) throw new Throwable('IOException', NO_CONNECTION);
    await this.wait(transferMillis(bytes, this.speed.bytesPerSecond), signal);
    if (!this.online) throw new Throwable('IOException', NO_CONNECTION);
  }

  /** An answer that never comes. @throws {Throwable} OperationCanceledException when nobody waits any more */
  hang(signal?: AbortSignal): Promise<never> {
    return this.wait(Number.MAX_SAFE_INTEGER, signal) as Promise<never>;
  }

  /** On the device's clock. @throws {Throwable} OperationCanceledException */
  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) throw canceled();
    if (milliseconds <= 0) return;
    await new Promise<void>((resolve, reject) => {
      const aborted = () => {
        timer?.[Symbol.dispose]();
        reject(canceled());
      };
      // A timer that is due in three hundred thousand years would be one all the same.
      const timer =
        milliseconds === Number.MAX_SAFE_INTEGER
          ? null
          : this.#clock.after(milliseconds, () => {
              signal?.removeEventListener('abort', aborted);
              resolve();
            });
      signal?.addEventListener('abort', aborted, { once: true });
    });
  }
}

function canceled(): Throwable {
  return new Throwable('OperationCanceledException', 'The operation was cancelled.');
}
