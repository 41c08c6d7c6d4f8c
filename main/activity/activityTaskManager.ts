// Mirrors ActivityTaskManagerService: which activity answers an intent, and the way its result takes back.
import { Throwable } from '../../contract/android/errors.ts';
import { type ActivityResult, type Intent, RESULT_CANCELED } from '../../contract/android/intent.ts';
import type { BinderCall } from '../content/binderCall.ts';
import type { PendingIntents } from '../content/pendingIntents.ts';
import type { PackageManager } from '../packages/packageManager.ts';
import type { UriGrantsManager } from '../uri/uriGrantsManager.ts';
import type { ActivityRecords } from './activityRecords.ts';
import type { AppActivities } from './appActivities.ts';
import { matchingActivities } from './intentResolution.ts';
import type { Processes } from './processes.ts';
import { actionName, grantResult, type Receiver, type Result } from './resultGrants.ts';

/** Process.FIRST_APPLICATION_UID */
const FIRST_APPLICATION_UID = 10_000;

export type ActivityTaskServices = Readonly<{
  processes: Processes;
  pendingIntents: PendingIntents;
  packages: PackageManager;
  records: ActivityRecords;
  appActivities: AppActivities;
  uriGrants: Pick<UriGrantsManager, 'grantFrom'>;
}>;

/** A system activity: what it shows is its own business, what it answers is the result, granted to `receiver`. */
export type SystemActivity = (call: BinderCall, intent: Intent, receiver: Receiver) => Promise<Result>;

/** One that only an intent of the system's own reaches. It acts for the package that launches it: getCallingPackage(). */
export type InternalActivity = (callingPackage: string, intent: Intent) => Promise<Result>;

/** An activity of the system's that apps see and may not start. */
export type ProtectedActivity = Readonly<{
  /** ComponentName.flattenToShortString() */
  component(): string;
  /** What nobody but the system itself holds. */
  permission: string;
  takes(intent: Intent): boolean;
}>;

export class ActivityTaskManager {
  readonly #services: ActivityTaskServices;
  readonly #activities = new Map<string, Readonly<{ activity: SystemActivity; takes(intent: Intent): boolean }>>();
  readonly #protected = new Map<string, ProtectedActivity>();
  readonly #internal = new Map<string, InternalActivity>();

  constructor(services: ActivityTaskServices) {
    this.#services = services;
  }

  /** @param takes asked at each start: not every level of Android has every activity, and filters look at more than the action */
  register(action: string, activity: SystemActivity, takes: (intent: Intent) => boolean = () => true): void {
    this.#activities.set(action, { activity, takes });
  }

  registerProtected(action: string, activity: ProtectedActivity): void {
    this.#protected.set(action, activity);
  }

  registerInternal(action: string, activity: InternalActivity): void {
    this.#internal.set(action, activity);
  }

  /**
   * The system's filters have the higher priority: an app's activity is started for what none of them matches.
   * @throws {Throwable} ActivityNotFoundException when nothing on the device handles the intent; SecurityException when it
   *   hands on a URI of which the caller has too little itself, or starts what it may not
   */
  async startActivityForResult(call: BinderCall, intent: Intent, requestCode: number): Promise<ActivityResult> {
    const { packageName } = call.caller;
    this.#enforceStart(call, intent);
    const found = this.#activities.get(intent.action);
    const receiver = this.#receiver(packageName);
    if (found?.takes(intent) === true) {
      return { requestCode, ...(await this.#onTopOf(receiver, () => found.activity(call, intent, receiver))) };
    }
    const { packages, appActivities } = this.#services;
    const manifests = packages.list().map(({ manifest }) => manifest);
    const [own] = matchingActivities(manifests, intent, packageName);
    if (own === undefined) throw notFound(intent);
    this.#grantIntent(call, intent, own.packageName);
    return { requestCode, ...(await this.#onTopOf(receiver, () => appActivities.start(own, intent, receiver))) };
  }

  /** @throws {Throwable} IllegalArgumentException for a pending intent that was used before */
  async startIntentSenderForResult(call: BinderCall, id: number, requestCode: number): Promise<ActivityResult> {
    const { intent } = this.#services.pendingIntents.take(id);
    const activity = this.#internal.get(intent.action);
    if (activity === undefined) throw notFound(intent);
    const receiver = this.#receiver(call.caller.packageName);
    return { requestCode, ...(await this.#onTopOf(receiver, () => activity(receiver.packageName, intent))) };
  }

  /** checkStartAnyActivityPermission. @throws {Throwable} SecurityException */
  #enforceStart({ caller: { packageName, pid, uid } }: BinderCall, intent: Intent): void {
    const activity = this.#protected.get(intent.action);
    if (activity?.takes(intent) !== true) return;
    const process = `ProcessRecord{${pid.toString(16)} ${pid}:${packageName}/u0a${uid - FIRST_APPLICATION_UID}}`;
    const sentence = `Permission Denial: starting ${intentText(intent, activity.component())} from ${process}`;
    throw new Throwable('SecurityException', `${sentence} (pid=${pid}, uid=${uid}) requires ${activity.permission}`);
  }

  /** What an intent's flags say of its URIs, for the activity that it starts. @throws {Throwable} SecurityException */
  #grantIntent({ caller: { packageName, uid } }: BinderCall, intent: Intent, to: string): void {
    const why = `intent ${actionName(intent)} of ${packageName}`;
    grantResult(this.#services.uriGrants, { packageName, uid }, this.#receiver(to), { data: intent, why });
  }

  #receiver(packageName: string): Receiver {
    const { records } = this.#services;
    const owner = records.of(packageName);
    return { packageName, owner, isThere: () => records.isThere(packageName, owner) };
  }

  /** An activity that was finished meanwhile gets no result: whoever waits is told that there is none. */
  async #onTopOf(receiver: Receiver, run: () => Promise<Result>): Promise<Result> {
    const { processes, records } = this.#services;
    records.cover(receiver.packageName);
    const result = await processes.whilePaused(receiver.packageName, run);
    return receiver.isThere() ? result : { resultCode: RESULT_CANCELED, data: null };
  }
}

function notFound(intent: Intent): Throwable {
  return new Throwable('ActivityNotFoundException', `No Activity found to handle ${intentText(intent)}`);
}

/** Intent.toString(), as far as the fields that we have go. */
function intentText(intent: Intent, component?: string): string {
  const parts = [`act=${intent.action}`];
  if (intent.categories !== undefined) parts.push(`cat=[${intent.categories.join(',')}]`);
  if (intent.data !== undefined) parts.push(`dat=${intent.data}`);
  if (intent.type !== undefined) parts.push(`typ=${intent.type}`);
  if (intent.flags !== undefined && intent.flags !== 0) parts.push(`flg=0x${intent.flags.toString(16)}`);
  if (component !== undefined) parts.push(`cmp=${component}`);
  if (intent.extras !== undefined) parts.push('(has extras)');
  return `Intent { ${parts.join(' ')} }`;
}
