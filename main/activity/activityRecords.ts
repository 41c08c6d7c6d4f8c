// Mirrors ActivityRecord, as far as grants need it: one activity per app, which outlives its process.
import type { LateResult } from '../../contract/rpc/appApi.ts';
import { Listeners } from '../device/listeners.ts';

/**
 * The activity of each app, by a name that owns what its results were granted. It is there from the first time somebody
 * asks until it is finished: the death of the process leaves the record, and the next start shows the same activity.
 */
export class ActivityRecords {
  readonly #records = new Map<string, string>();
  readonly #listeners = new Listeners<[owner: string]>();
  /** ActivityRecord.results, by the record that they wait for. */
  readonly #results = new Map<string, readonly LateResult[]>();
  readonly #resultListeners = new Listeners<[packageName: string]>();
  readonly #coverListeners = new Listeners<[packageName: string]>();
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
    this.#results.delete(record);
    this.#listeners.call(record);
  }

  /** A reboot: nobody is told, for nothing an activity owns is left. */
  clear(): void {
    this.#records.clear();
    this.#results.clear();
  }

  /** Another activity starts on top of the app's. */
  cover(packageName: string): void {
    this.#coverListeners.call(packageName);
  }

  /** Called when another activity starts on top of an app's. */
  onCover(listener: (packageName: string) => void): Disposable {
    return this.#coverListeners.add(listener);
  }

  /** Keeps a result for an activity whose connection is gone, until it is there again; nobody waits for a finished one. */
  addResult(packageName: string, record: string, result: LateResult): void {
    if (!this.isThere(packageName, record)) return;
    this.#results.set(record, [...(this.#results.get(record) ?? []), result]);
    this.#resultListeners.call(packageName);
  }

  /** What has come meanwhile for the app's activity. Whoever takes it has it alone. */
  takeResults(packageName: string): readonly LateResult[] {
    const record = this.#records.get(packageName) ?? '';
    const results = this.#results.get(record) ?? [];
    this.#results.delete(record);
    return results;
  }

  /** Called when a result waits for an app's activity. */
  onResult(listener: (packageName: string) => void): Disposable {
    return this.#resultListeners.add(listener);
  }

  /** Called when an activity was finished. */
  onFinish(listener: (record: string) => void): Disposable {
    return this.#listeners.add(listener);
  }
}
