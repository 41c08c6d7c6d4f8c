// Mirrors DocumentsUI's PickActivity: OPEN_DOCUMENT, CREATE_DOCUMENT, OPEN_DOCUMENT_TREE and what it gets of GET_CONTENT.
import { buildRootsUri, getRootId, Root } from '../../contract/android/documentsContract.ts';
import { type Intent, RESULT_CANCELED } from '../../contract/android/intent.ts';
import { type Uri, uriParts } from '../../contract/android/uri.ts';
import type { Dialogs, DocumentStack } from '../../contract/rpc/systemUi.ts';
import type { BinderCall } from '../content/binderCall.ts';
import type { Device } from '../device/device.ts';
import { afterRealTime } from '../device/realTime.ts';
import type { Logcat } from '../log/logcat.ts';
import { type InstalledPackage, type PackageManager, SYSTEM_PACKAGES } from '../packages/packageManager.ts';
import type { UriGrantsManager } from '../uri/uriGrantsManager.ts';
import type { AppActivities } from './appActivities.ts';
import { documentResult, forwardedIntent } from './documentResult.ts';
import { isGetContentFilterMatched } from './getContentHandler.ts';
import { type AppActivity, matchingActivities } from './intentResolution.ts';
import type { LastAccessed } from './lastAccessed.ts';
import { callingPackage, excludesSelf, type PickState, pickState } from './pickActivityIntent.ts';
import { actionName, grantResult, type Receiver, type Result } from './resultGrants.ts';
import type { SystemCaller } from './systemCaller.ts';

/** How long the place where an app was last may take to be found, milliseconds of the computer's time. */
const LAST_ACCESSED_LIMIT = 1_000;

const CANCELED: Result = { resultCode: RESULT_CANCELED, data: null };

/** The photo picker among the apps that answer a GET_CONTENT. */
export const PHOTO_PICKER: AppActivity = {
  packageName: SYSTEM_PACKAGES.photoPicker,
  name: 'com.android.providers.media.photopicker.PhotoPickerGetContentActivity',
  label: 'Photo picker',
};

type Ask = Dialogs['documentPicker']['ask'];
type Answer = NonNullable<Dialogs['documentPicker']['answer']>;

export type OpenDocumentServices = Readonly<{
  device: Device;
  packages: PackageManager;
  uriGrants: UriGrantsManager;
  logcat: Logcat;
  ui: Readonly<{ show(kind: 'documentPicker', ask: Ask): Promise<Answer | null> }>;
  lastAccessed: LastAccessed;
  appActivities: AppActivities;
  /** The providers as DocumentsUI reaches them. */
  asDocumentsUi: SystemCaller;
  isDocumentsProvider(authority: string): boolean;
  /** Authorities of a package's providers. */
  authoritiesOf(packageName: string): readonly string[];
  /** PhotoPickerActivity, chosen among the apps. */
  photoPicker(call: BinderCall, intent: Intent, receiver: Receiver): Promise<Result>;
}>;

export class OpenDocument {
  readonly #services: OpenDocumentServices;

  constructor(services: OpenDocumentServices) {
    this.#services = services;
  }

  /** Shows the picker and answers with what was picked, granted to `receiver`. */
  async pick(call: BinderCall, intent: Intent, receiver: Receiver): Promise<Result> {
    const { packages, ui, lastAccessed } = this.#services;
    const caller = packages.find(call.caller.packageName);
    if (caller === null) return CANCELED;
    const packageName = callingPackage(intent, { packageName: call.caller.packageName, system: caller.system });
    const state = pickState(intent);
    const activities = state.action === 'GET_CONTENT' ? this.#activities(intent, packageName) : [];
    const shown = packages.find(packageName) ?? caller;
    const ask = await this.#ask({ state, intent, activities, shown });
    const answer = await ui.show('documentPicker', ask);
    if (answer === null) return CANCELED;
    if ('activity' in answer) return this.#forward(call, { intent, activities, answer }, receiver);
    const uris = this.#picked(state, answer.uris);
    if (uris.length > 0 && answer.stack !== null) lastAccessed.set(packageName, answer.stack);
    const result = documentResult({ ...state, uris });
    const from = {
      packageName: SYSTEM_PACKAGES.documentsUi,
      uid: packages.find(SYSTEM_PACKAGES.documentsUi)?.uid ?? 0,
    };
    const why = `result of ${actionName(intent)}, picked by the user`;
    if (result.data !== null) grantResult(this.#services.uriGrants, from, receiver, { data: result.data, why });
    return result;
  }

  async #ask({
    state,
    intent,
    activities,
    shown,
  }: Readonly<{
    state: PickState;
    intent: Intent;
    activities: readonly AppActivity[];
    shown: InstalledPackage;
  }>): Promise<Ask> {
    const { packageName, label, targetSdk } = shown.manifest;
    const excludedAuthorities = excludesSelf(intent) ? this.#services.authoritiesOf(packageName) : [];
    const { sdk } = this.#services.device.profile;
    const lastAccessed = await this.#lastAccessed(packageName);
    return { ...state, packageName, appLabel: label, targetSdk, sdk, excludedAuthorities, activities, lastAccessed };
  }

  /** ProvidersAccess and RootsFragment.includeHandlerApps: who else answers a GET_CONTENT. */
  #activities(intent: Intent, packageName: string): readonly AppActivity[] {
    const { packages, device } = this.#services;
    const manifests = packages.list().map(({ manifest }) => manifest);
    // From DocumentsUI's side: what is not exported is nobody else's.
    const apps = matchingActivities(manifests, forwardedIntent(intent), null);
    const others = excludesSelf(intent) ? apps.filter((app) => app.packageName !== packageName) : apps;
    const facts = { sdk: device.profile.sdk, takeOver: device.takeOverGetContent };
    return isGetContentFilterMatched(intent, facts) ? [PHOTO_PICKER, ...others] : others;
  }

  /** FLAG_ACTIVITY_FORWARD_RESULT: the other activity answers, and grants, in DocumentsUI's place. */
  async #forward(
    call: BinderCall,
    {
      intent,
      activities,
      answer,
    }: Readonly<{ intent: Intent; activities: readonly AppActivity[]; answer: Extract<Answer, { activity: unknown }> }>,
    receiver: Receiver,
  ): Promise<Result> {
    const { packageName, name } = answer.activity;
    const chosen = activities.find((each) => each.packageName === packageName && each.name === name);
    if (chosen === undefined) return this.#refused(`${packageName}/${name} does not answer ${intent.action}`);
    const forwarded = forwardedIntent(intent);
    if (chosen === PHOTO_PICKER) return this.#services.photoPicker(call, forwarded, receiver);
    return this.#services.appActivities.start(chosen, forwarded, receiver);
  }

  /** The answer as DocumentsUI itself could have made it: documents, or one tree, of installed providers. */
  #picked({ action, allowMultiple }: PickState, uris: readonly Uri[]): readonly Uri[] {
    const kind = action === 'OPEN_TREE' ? 'tree' : 'document';
    const isPicked = (uri: Uri) => {
      const { scheme, authority, segments } = uriParts(uri);
      const isOfProvider = scheme === 'content' && this.#services.isDocumentsProvider(authority);
      return isOfProvider && segments.length === 2 && segments[0] === kind;
    };
    const wrong = uris.find((uri) => !isPicked(uri));
    if (wrong !== undefined) this.#refused(`${wrong} is no ${kind} of an installed provider`);
    else if (uris.length > 1 && !allowMultiple) this.#refused(`${uris.length} documents where one was asked for`);
    else return uris;
    return [];
  }

  /** LastAccessedStorage and DocumentStack.fromLastAccessedCursor: only if all of it is still there. */
  async #lastAccessed(packageName: string): Promise<DocumentStack | null> {
    const stack = this.#services.lastAccessed.get(packageName);
    if (stack === null) return null;
    const { promise, resolve } = Promise.withResolvers<boolean>();
    // A provider that hangs does not keep the picker from opening.
    using _limit = afterRealTime(LAST_ACCESSED_LIMIT, () => resolve(false));
    this.#isThere(stack).then(resolve, () => resolve(false));
    return (await promise) ? stack : null;
  }

  async #isThere({ rootUri, documents }: DocumentStack): Promise<boolean> {
    const { asDocumentsUi, isDocumentsProvider } = this.#services;
    const uris = rootUri === null ? documents : [rootUri, ...documents];
    if (!uris.every((uri) => isDocumentsProvider(uriParts(uri).authority))) return false;
    if (rootUri !== null) {
      const roots = await asDocumentsUi.query(buildRootsUri(uriParts(rootUri).authority), {});
      const column = roots?.columns.indexOf(Root.COLUMN_ROOT_ID) ?? -1;
      const ids = roots?.window(0, roots.count).map((row) => row[column]) ?? [];
      if (!ids.includes(getRootId(rootUri))) return false;
    }
    for (const uri of documents) if (((await asDocumentsUi.query(uri, {}))?.count ?? 0) === 0) return false;
    return true;
  }

  #refused(reason: string): Result {
    this.#services.logcat.log('W', 'PickActivity', `${reason}: the result is RESULT_CANCELED`);
    return CANCELED;
  }
}
