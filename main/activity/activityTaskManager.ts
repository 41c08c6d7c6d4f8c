// Mirrors ActivityTaskManagerService: which activity answers an intent, and the way its result takes back.
import { Throwable } from '../../contract/android/errors.ts';
import type { ActivityResult, Intent } from '../../contract/android/intent.ts';
import type { BinderCall } from '../content/binderCall.ts';
import type { PendingIntents } from '../content/pendingIntents.ts';
import type { Processes } from './processes.ts';

type Result = Omit<ActivityResult, 'requestCode'>;

/** A system activity: what it shows is its own business, what it answers is the result. */
export type SystemActivity = (call: BinderCall, intent: Intent) => Promise<Result>;

/** One that only an intent of the system's own reaches. It acts for the package that launches it: getCallingPackage(). */
export type InternalActivity = (callingPackage: string, intent: Intent) => Promise<Result>;

export class ActivityTaskManager {
  readonly #processes: Processes;
  readonly #pendingIntents: PendingIntents;
  readonly #activities = new Map<string, Readonly<{ activity: SystemActivity; takes(intent: Intent): boolean }>>();
  readonly #internal = new Map<string, InternalActivity>();

  constructor({ processes, pendingIntents }: Readonly<{ processes: Processes; pendingIntents: PendingIntents }>) {
    this.#processes = processes;
    this.#pendingIntents = pendingIntents;
  }

  /** @param takes asked at each start: not every level of Android has every activity, and filters look at more than the action */
  register(action: string, activity: SystemActivity, takes: (intent: Intent) => boolean = () => true): void {
    this.#activities.set(action, { activity, takes });
  }

  registerInternal(action: string, activity: InternalActivity): void {
    this.#internal.set(action, activity);
  }

  /** @throws {Throwable} ActivityNotFoundException when nothing on the device handles the intent */
  async startActivityForResult(call: BinderCall, intent: Intent, requestCode: number): Promise<ActivityResult> {
    const found = this.#activities.get(intent.action);
    if (found === undefined || !found.takes(intent)) throw notFound(intent);
    return { requestCode, ...(await this.#onTopOf(call, () => found.activity(call, intent))) };
  }

  /** @throws {Throwable} IllegalArgumentException for a pending intent that was used before */
  async startIntentSenderForResult(call: BinderCall, id: number, requestCode: number): Promise<ActivityResult> {
    const { intent } = this.#pendingIntents.take(id);
    const activity = this.#internal.get(intent.action);
    if (activity === undefined) throw notFound(intent);
    return { requestCode, ...(await this.#onTopOf(call, () => activity(call.caller.packageName, intent))) };
  }

  #onTopOf(call: BinderCall, run: () => Promise<Result>): Promise<Result> {
    return this.#processes.whilePaused(call.caller.packageName, run);
  }
}

function notFound(intent: Intent): Throwable {
  return new Throwable('ActivityNotFoundException', `No Activity found to handle ${intentText(intent)}`);
}

/** Intent.toString(), as far as the fields that we have go. */
function intentText(intent: Intent): string {
  const parts = [`act=${intent.action}`];
  if (intent.categories !== undefined) parts.push(`cat=[${intent.categories.join(',')}]`);
  if (intent.data !== undefined) parts.push(`dat=${intent.data}`);
  if (intent.type !== undefined) parts.push(`typ=${intent.type}`);
  if (intent.flags !== undefined && intent.flags !== 0) parts.push(`flg=0x${intent.flags.toString(16)}`);
  if (intent.extras !== undefined) parts.push('(has extras)');
  return `Intent { ${parts.join(' ')} }`;
}
