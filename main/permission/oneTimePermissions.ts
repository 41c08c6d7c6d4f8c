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

/** The timers that run towards the end of a session; null while there is no reason for it to end. */
type Session = { killedDelay: number; inBackground: Disposable | null; killed: Disposable | null };

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
    if (before !== undefined) stopTimers(before);
    const states = Object.values(this.#options.permissions.states(packageName));
    const compat = states.some(({ flags }) => flags.has('ONE_TIME') && flags.has('REVOKED_COMPAT'));
    const killedDelay = compat ? COMPAT_KILLED_DELAY_MS : (before?.killedDelay ?? KILLED_DELAY_MS);
    this.#sessions.set(packageName, { killedDelay, inBackground: null, killed: null });
    this.#follow(packageName, this.#processes.get(packageName) ?? 'FOREGROUND');
  }

  /** A package's process came to the front, left it or ended. Each stay in the background counts from its own start. */
  processStateChanged(packageName: string, state: ProcessState): void {
    this.#processes.set(packageName, state);
    this.#follow(packageName, state);
  }

  /** The device restarted: sessions are over, and PermissionManager.rebooted takes their grants. */
  rebooted(): void {
    for (const session of this.#sessions.values()) stopTimers(session);
    this.#sessions.clear();
    this.#processes.clear();
  }

  #follow(packageName: string, state: ProcessState): void {
    const session = this.#sessions.get(packageName);
    if (session === undefined) return;
    if (state === 'FOREGROUND') {
      stopTimers(session);
      return;
    }
    const { clock } = this.#options;
    session.inBackground ??= clock.after(ONE_TIME_TIMEOUT_MS, () => this.#expire(packageName, session));
    session.killed?.[Symbol.dispose]();
    session.killed = null;
    if (state === 'BACKGROUND') return;
    if (session.killedDelay === 0) this.#expire(packageName, session);
    else session.killed = clock.after(session.killedDelay, () => this.#expire(packageName, session));
  }

  #expire(packageName: string, session: Session): void {
    stopTimers(session);
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

function stopTimers(session: Session): void {
  session.inBackground?.[Symbol.dispose]();
  session.killed?.[Symbol.dispose]();
  session.inBackground = null;
  session.killed = null;
}
