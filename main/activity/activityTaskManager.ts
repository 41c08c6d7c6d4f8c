// Mirrors ActivityTaskManagerService: which activity answers an intent, and the way its result takes back.
import { Throwable } from '../../contract/android/errors.ts';
import type { ActivityResult, Intent } from '../../contract/android/intent.ts';
import type { BinderCall } from '../content/binderCall.ts';

/** A system activity: what it shows is its own business, what it answers is the result. */
export type SystemActivity = (call: BinderCall, intent: Intent) => Promise<Omit<ActivityResult, 'requestCode'>>;

export class ActivityTaskManager {
  readonly #activities = new Map<string, SystemActivity>();

  register(action: string, activity: SystemActivity): void {
    this.#activities.set(action, activity);
  }

  /** @throws {Throwable} ActivityNotFoundException when nothing on the device handles the intent */
  async startActivityForResult(call: BinderCall, intent: Intent, requestCode: number): Promise<ActivityResult> {
    const activity = this.#activities.get(intent.action);
    if (activity === undefined) {
      throw new Throwable('ActivityNotFoundException', `No Activity found to handle ${intentText(intent)}`);
    }
    return { requestCode, ...(await activity(call, intent)) };
  }
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
