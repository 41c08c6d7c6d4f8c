// Mirrors PendingIntentController, as far as MediaStore's requests need it: an intent somebody may launch for its creator.
import { Throwable } from '../../contract/android/errors.ts';
import type { Intent } from '../../contract/android/intent.ts';

/** MediaProvider's PermissionActivity: reached by the intent that a create*Request call answered, by nothing else. */
export const ACTION_MEDIA_REQUEST = 'com.android.providers.media.PermissionActivity';

export type PendingIntent = Readonly<{
  /** Whose identity the intent is launched with. */
  creatorPackage: string;
  intent: Intent;
}>;

/** FLAG_ONE_SHOT, FLAG_CANCEL_CURRENT, FLAG_IMMUTABLE: each is good for one launch. */
export class PendingIntents {
  readonly #waiting = new Map<number, PendingIntent>();
  #last = 0;

  create(pendingIntent: PendingIntent): number {
    this.#waiting.set(++this.#last, pendingIntent);
    return this.#last;
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
