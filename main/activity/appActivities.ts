// Mirrors the part of ActivityTaskManagerService that starts an app's own activity for another app's intent.
import { Throwable } from '../../contract/android/errors.ts';
import { type Intent, RESULT_CANCELED } from '../../contract/android/intent.ts';
import type { AppEvent } from '../../contract/rpc/appApi.ts';
import { Listeners } from '../device/listeners.ts';
import type { PackageManager } from '../packages/packageManager.ts';
import type { UriGrantsManager } from '../uri/uriGrantsManager.ts';
import type { AppActivity } from './intentResolution.ts';
import type { Processes } from './processes.ts';
import { actionName, grantResult, type Receiver, type Result } from './resultGrants.ts';

export type IntentEvent = Extract<AppEvent, Readonly<{ kind: 'intent' }>>;

type Started = Readonly<{
  packageName: string;
  event: IntentEvent;
  receiver: Receiver;
  resolve(result: Result): void;
}>;

const CANCELED: Result = { resultCode: RESULT_CANCELED, data: null };

export type AppActivitiesServices = Readonly<{
  processes: Processes;
  packages: PackageManager;
  uriGrants: UriGrantsManager;
}>;

export class AppActivities {
  readonly #services: AppActivitiesServices;
  readonly #started = new Map<number, Started>();
  readonly #listeners = new Listeners<[packageName: string, event: IntentEvent]>();
  #last = 0;

  constructor(services: AppActivitiesServices) {
    this.#services = services;
    services.processes.onChange((packageName, state) => {
      if (state === 'STOPPED') this.end(packageName);
    });
  }

  /** Brings the app to the front and waits for its answer; one that dies or finishes without any has canceled. */
  async start({ packageName }: AppActivity, intent: Intent, receiver: Receiver): Promise<Result> {
    const id = ++this.#last;
    const event: IntentEvent = { kind: 'intent', id, intent, callingPackage: receiver.packageName };
    const { processes } = this.#services;
    const answer = new Promise<Result>((resolve) => {
      this.#started.set(id, { packageName, event, receiver, resolve });
      processes.toFront(packageName);
      this.#listeners.call(packageName, event);
    });
    const result = await answer;
    const caller = receiver.packageName;
    if (processes.state(packageName) === 'FOREGROUND' && processes.state(caller) !== 'STOPPED')
      processes.toFront(caller);
    return result;
  }

  /**
   * Activity.setResult and finish of the activity that an intent started.
   * @throws {Throwable} SecurityException for a URI that the app may not hand on: the activity goes on;
   *   IllegalArgumentException for an intent that is answered or was never there
   */
  setResult(packageName: string, id: number, result: Result): void {
    const started = this.#started.get(id);
    if (started?.packageName !== packageName) {
      throw new Throwable('IllegalArgumentException', `No activity of ${packageName} waits to answer intent ${id}`);
    }
    const { uriGrants, packages } = this.#services;
    const { receiver, event } = started;
    const uid = packages.find(packageName)?.uid ?? 0;
    const why = `result of ${actionName(event.intent)}, answered by ${packageName}`;
    if (result.data !== null) grantResult(uriGrants, { packageName, uid }, receiver, { data: result.data, why });
    this.#answer(id, result);
  }

  /** Intents of an app that are not answered yet, for a connection of it that has just begun. */
  unanswered(packageName: string): readonly IntentEvent[] {
    return [...this.#started.values()].flatMap((each) => (each.packageName === packageName ? each.event : []));
  }

  /** Called with each intent that starts an activity of an app. */
  onIntent(listener: (packageName: string, event: IntentEvent) => void): Disposable {
    return this.#listeners.add(listener);
  }

  /** The app's activities are gone. */
  end(packageName: string): void {
    for (const [id, started] of [...this.#started]) if (started.packageName === packageName) this.#answer(id, CANCELED);
  }

  #answer(id: number, result: Result): void {
    const started = this.#started.get(id);
    this.#started.delete(id);
    started?.resolve(result);
  }
}
