// Mirrors OneTimePermissionUserManager: takes back what was granted for a session.
import type { ProcessState } from '../../contract/rpc/deviceApi.ts';
import type { Clock } from '../device/clock.ts';
import type { PermissionManager } from './permissionManager.ts';
import type { PermissionStates } from './permissionState.ts';
import { expired } from './permissionState.ts';

/** one_time_permissions_timeout_millis: how long a session lasts while its app is in the background. */
export const ONE_TIME_TIMEOUT_MS = 60_000;
/** one_time_permissions_killed_delay_millis: how long it outlives the app's process. */
export const KILLED_DELAY_MS = 5_000;
/** A session of compatibility for photos does not outlive the process at all. */
const COMPAT_KILLED_DELAY_MS = 0;

export type OneTimePermissionsOptions = Readonly<{
  clock: Clock;
  permissions: Pick<PermissionManager, 'states' | 'apply'>;
  /** Ends the app's process, if it still has one. */
  kill(packageName: string, reason: string): void;
}>;

type Session = {
  killedDelay: number;
  backgroundSince: number | null;
  timer: Disposable | null;
};

export class OneTimePermissions {
  readonly #options: OneTimePermissionsOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #processes = new Map<string, ProcessState>();

  constructor(options: OneTimePermissionsOptions) {
    this.#options = options;
  }

  /** Begins a package's session, or begins it anew; call after the grants are applied. */
  startSession(packageName: string): void {
    const before = this.#sessions.get(packageName);
    before?.timer?.[Symbol.dispose]();
    const states = Object.values(this.#options.permissions.states(packageName));
    const compat = states.some(({ flags }) => flags.has('ONE_TIME') && flags.has('REVOKED_COMPAT'));
    const killedDelay = Math.min(
      before?.killedDelay ?? KILLED_DELAY_MS,
      compat ? COMPAT_KILLED_DELAY_MS : KILLED_DELAY_MS,
    );
    this.#sessions.set(packageName, { killedDelay, backgroundSince: null, timer: null });
    this.#follow(packageName, this.#processes.get(packageName) ?? 'FOREGROUND');
  }

  /** A package's process came to the front, left it or ended. Each stay in the background counts from its own start. */
  processStateChanged(packageName: string, state: ProcessState): void {
    this.#processes.set(packageName, state);
    this.#follow(packageName, state);
  }

  /** The device restarted: sessions are over, and PermissionManager.rebooted takes their grants. */
  rebooted(): void {
    for (const { timer } of this.#sessions.values()) timer?.[Symbol.dispose]();
    this.#sessions.clear();
    this.#processes.clear();
  }

  #follow(packageName: string, state: ProcessState): void {
    const session = this.#sessions.get(packageName);
    if (session === undefined) return;
    session.timer?.[Symbol.dispose]();
    session.timer = null;
    if (state === 'FOREGROUND') {
      session.backgroundSince = null;
      return;
    }
    const now = this.#options.clock.currentTimeMillis();
    session.backgroundSince ??= now;
    const timeout = session.backgroundSince + ONE_TIME_TIMEOUT_MS - now;
    const left = state === 'STOPPED' ? Math.min(timeout, session.killedDelay) : timeout;
    if (left <= 0) this.#expire(packageName);
    else session.timer = this.#options.clock.after(left, () => this.#expire(packageName));
  }

  #expire(packageName: string): void {
    this.#sessions.delete(packageName);
    const { permissions, kill } = this.#options;
    const before = permissions.states(packageName);
    const entries = Object.entries(before).filter(([, state]) => state.flags.has('ONE_TIME'));
    const taken: PermissionStates = Object.fromEntries(entries.map(([name, state]) => [name, expired(state)]));
    permissions.apply(packageName, taken);
    const lost = entries.some(([, { granted }]) => granted);
    if (lost && this.#processes.get(packageName) !== 'STOPPED') kill(packageName, 'one-time permission revoked');
  }
}
