// Mirrors PendingIntentController, as far as MediaStore's requests need it: an intent somebody may launch for its creator.
import { Throwable } from '../../contract/android/errors.ts';
import type { Intent } from '../../contract/android/intent.ts';

/** MediaProvider's PermissionActivity: reached by the intent that a create*Request call answered, by nothing else. */
export const ACTION_MEDIA_REQUEST = 'com.android.providers.media.PermissionActivity';

/** The page on which a user signs in to a documents provider: what an AuthenticationRequiredException's userAction starts. */
export const ACTION_SIGN_IN = 'com.android.documentsui.SIGN_IN';

/** What a provider lets the system make a pending intent of. @param account what to propose, or nothing */
export function signInIntent(authority: string, account = ''): Intent {
  return { action: ACTION_SIGN_IN, extras: { authority, account } };
}

export type PendingIntent = Readonly<{
  creatorPackage: string;
  /** What tells a creator's intents apart: the call that made it. */
  request: string;
  intent: Intent;
}>;

/** FLAG_ONE_SHOT, FLAG_CANCEL_CURRENT, FLAG_IMMUTABLE: each is good for one launch. */
export class PendingIntents {
  readonly #waiting = new Map<number, PendingIntent>();
  #last = 0;

  /** A new one cancels what its creator has for the same request, whatever the items. */
  create(pendingIntent: PendingIntent): number {
    for (const [id, waiting] of this.#waiting) if (isSame(waiting, pendingIntent)) this.#waiting.delete(id);
    this.#waiting.set(++this.#last, pendingIntent);
    return this.#last;
  }

  /** An uninstalled package, or one whose data was cleared. */
  removePackage(packageName: string): void {
    for (const [id, { creatorPackage }] of this.#waiting) if (creatorPackage === packageName) this.#waiting.delete(id);
  }

  /** @throws {Throwable} IllegalArgumentException when it was launched before, or never was */
  take(id: number): PendingIntent {
    const pendingIntent = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (pendingIntent === undefined)
      throw new Throwable('IllegalArgumentException', 'Intent sender has been sent or cancelled');
    return pendingIntent;
  }

  /** A reboot. */
  clear(): void {
    this.#waiting.clear();
  }
}

/** Intent.filterEquals looks at the action, not at the extras. */
function isSame(a: PendingIntent, b: PendingIntent): boolean {
  return a.creatorPackage === b.creatorPackage && a.request === b.request;
}
