// Mirrors ActivityRecord, as far as grants need it: one activity per app, which outlives its process.
import { Listeners } from '../device/listeners.ts';

/**
 * The activity of each app, by a name that owns what its results were granted. It is there from the first time somebody
 * asks until it is finished: the death of the process leaves the record, and the next start shows the same activity.
 */
export class ActivityRecords {
  readonly #records = new Map<string, string>();
  readonly #listeners = new Listeners<[owner: string]>();
  #last = 0;

  /** Name of the app's activity, such as com.example.app/3. */
  of(packageName: string): string {
    const record = this.#records.get(packageName) ?? `${packageName}/${++this.#last}`;
    this.#records.set(packageName, record);
    return record;
  }

  /** Whether this is still the app's activity. */
  isThere(packageName: string, record: string): boolean {
    return this.#records.get(packageName) === record;
  }

  /** Activity.finish, or what ends an activity from outside: a force-stop. */
  finish(packageName: string): void {
    const record = this.#records.get(packageName);
    if (!this.#records.delete(packageName) || record === undefined) return;
    this.#listeners.call(record);
  }

  /** A reboot: nobody is told, for nothing an activity owns is left. */
  clear(): void {
    this.#records.clear();
  }

  /** Called when an activity was finished. */
  onFinish(listener: (record: string) => void): Disposable {
    return this.#listeners.add(listener);
  }
}
