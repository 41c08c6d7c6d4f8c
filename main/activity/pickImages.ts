// Mirrors PhotoPickerActivity: ACTION_PICK_IMAGES and ACTION_GET_CONTENT for apps, ACTION_USER_SELECT_IMAGES_FOR_APP for the permission dialog.
import {
  ACTION_USER_SELECT_IMAGES_FOR_APP,
  EXTRA_MEDIA_CAPABILITIES,
  EXTRA_PICK_IMAGES_ACCENT_COLOR,
  type Intent,
  RESULT_CANCELED,
  RESULT_OK,
} from '../../contract/android/intent.ts';
import {
  AUTHORITY,
  CALL,
  mediaGrantsUri,
  PICK_IMAGES_MAX_LIMIT,
  pickerUri,
} from '../../contract/android/mediaStore.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { Dialogs, SystemUi } from '../../contract/rpc/systemUi.ts';
import type { BinderCall } from '../content/binderCall.ts';
import type { Logcat } from '../log/logcat.ts';
import { type InstalledPackage, type PackageManager, SYSTEM_PACKAGES } from '../packages/packageManager.ts';
import type { UriGrantsManager } from '../uri/uriGrantsManager.ts';
import type { SystemActivity } from './activityTaskManager.ts';
import { hasExtra } from './intentExtras.ts';
import { isManaged } from './pickedUris.ts';
import { PickerItems, type PickerItemsServices, type PickerSources } from './pickerItems.ts';
import { IllegalPickerIntent, type PickerGeneration, type PickerRequest, pickerGeneration } from './pickerRequest.ts';
import { handedOutUri, pickerResult } from './pickerResult.ts';
import { isPickImagesFilterMatched, parsePickerIntent } from './pickImagesIntent.ts';
import { actionName, grantResult, type Receiver, type Result } from './resultGrants.ts';

/** How each generation tells logcat that it will not open. */
const REFUSAL: Readonly<Record<PickerGeneration, Readonly<{ tag: string; sentence: string }>>> = {
  legacy: { tag: 'PhotoPickerActivity', sentence: 'Finish activity due to an exception while parsing extras' },
  compose: { tag: 'Photopicker', sentence: 'Unable to start Photopicker with illegal configuration' },
};

const CANCELED: Result = { resultCode: RESULT_CANCELED, data: null };

type PickerAsk = Dialogs['photoPicker']['ask'];
type PickedItems = Awaited<ReturnType<PickerItems['picked']>>;

export type PickImagesServices = PickerItemsServices &
  Readonly<{
    packages: PackageManager;
    uriGrants: UriGrantsManager;
    logcat: Logcat;
    ui: SystemUi;
  }>;

export class PickImages {
  readonly #services: PickImagesServices;
  readonly #items: PickerItems;

  constructor(services: PickImagesServices) {
    this.#services = services;
    this.#items = new PickerItems(services);
  }

  /**
   * The picker on top of a permission request: shows what is granted already as selected, then writes the difference.
   * @param mimeTypes filters such as image/*; empty for both kinds
   * @param stillWanted asked once more when the answer is there
   * @returns CANCEL when the user went back: nothing changed
   */
  async userSelectImagesForApp(
    packageName: string,
    mimeTypes: readonly string[],
    stillWanted: () => boolean = () => true,
  ): Promise<'OK' | 'CANCEL'> {
    const app = this.#services.packages.find(packageName);
    if (app === null) return 'CANCEL';
    const before = await this.#granted(packageName, mimeTypes);
    const ask = this.#ask(app, {
      ...{ action: ACTION_USER_SELECT_IMAGES_FOR_APP, mimeTypes, maxItems: PICK_IMAGES_MAX_LIMIT, preGranted: before },
      ...{ preSelected: [], isOrdered: false, launchTab: 'photos', accentColor: null, isLocalOnly: true },
    });
    const answer = await this.#services.ui.show('photoPicker', ask);
    if (answer === null || 'browse' in answer || !stillWanted()) return 'CANCEL';
    const shown = await this.#items.mimeTypes(ask, answer.uris);
    const selected = new Set(answer.uris.filter((uri) => shown.has(uri) || before.includes(uri)));
    // GrantsAwareSelectionImpl.isDeSelectAllEnabled: then it is all of them, and not only those of the types asked for.
    const granted = answer.deselectedAll ? await this.#granted(packageName, []) : before;
    const takenBack = isManaged(ask) ? granted.filter((uri) => !selected.has(uri)) : [];
    await this.#write('revoke_media_read_for_package', app, takenBack);
    // What was granted before is handed over too: granting again keeps its old generation.
    await this.#write('grant_media_read_for_package', app, [...selected]);
    return 'OK';
  }

  /**
   * ACTION_PICK_IMAGES and ACTION_GET_CONTENT: items that the caller may read through the URIs of the result.
   * @param browse DocumentsUI, which answers in the picker's place when the user chooses "Browse…"
   */
  async pickImages(call: BinderCall, intent: Intent, receiver: Receiver, browse?: SystemActivity): Promise<Result> {
    const { packageName } = call.caller;
    const { packages, logcat, ui } = this.#services;
    const app = packages.find(packageName);
    const request = this.#read(intent);
    if (app === null || request === null) return CANCELED;
    const { preSelectedUris, mimeTypes, hasMediaCapabilities: _capabilities, ...asked } = request;
    const all = { ...asked, action: intent.action, mimeTypes: mimeTypes ?? [], preGranted: [], preSelected: [] };
    const ask = this.#ask(app, all);
    // What is new in the cloud is read while the picker opens; it waits for that a moment.
    if (ask.cloudProvider !== null) await this.#services.asPicker.call(AUTHORITY, CALL.PICKER_MEDIA_INIT, {});
    const readable = preSelectedUris.filter((uri) => this.#services.uriGrants.mayRead(packageName, uri));
    const preSelected = await this.#items.offered(ask, readable);
    const shown = { ...ask, preSelected };
    const answer = await ui.show('photoPicker', shown, this.#items.changes(shown));
    if (answer !== null && 'browse' in answer) {
      logcat.log('I', 'PhotoPickerActivity', 'Launch DocumentsUI and finish picker');
      return browse?.(call, intent, receiver) ?? CANCELED;
    }
    return answer === null ? CANCELED : this.#result(ask, await this.#items.picked(ask, answer.uris), receiver);
  }

  /** What the app gets, and may read from now on. */
  #result({ action, skin, maxItems }: PickerAsk, picked: PickedItems, receiver: Receiver): Result {
    const { packages, uriGrants } = this.#services;
    const items = picked.map(({ uri, mimeType }) => ({ uri: handedOutUri(action, uri), mimeType }));
    const data = pickerResult(pickerGeneration(skin), { items, isMultiple: maxItems > 1 });
    if (data === null) return CANCELED;
    const packageName = SYSTEM_PACKAGES.photoPicker;
    const from = { packageName, uid: packages.find(packageName)?.uid ?? 0 };
    const why = `result of ${actionName({ action })}, picked by the user in the photo picker`;
    grantResult(uriGrants, from, receiver, { data, why });
    return { resultCode: RESULT_OK, data };
  }

  /** Whether the picker is the activity of an ACTION_PICK_IMAGES. */
  takesPickImages(intent: Intent): boolean {
    return isPickImagesFilterMatched(intent, this.#services.device.profile.sdk);
  }

  /** Null when the picker will not open for this intent; logcat has the reason. */
  #read(intent: Intent): PickerRequest | null {
    const { device, logcat } = this.#services;
    const { tag, sentence } = REFUSAL[pickerGeneration(device.profile.skin)];
    try {
      const request = parsePickerIntent(intent, device.profile);
      if (request.accentColor === null && hasExtra(intent, EXTRA_PICK_IMAGES_ACCENT_COLOR)) {
        logcat.log('W', tag, `Value set for ${EXTRA_PICK_IMAGES_ACCENT_COLOR} is not used; the device's colour is`);
      }
      if (request.hasMediaCapabilities) {
        logcat.log('I', tag, `${EXTRA_MEDIA_CAPABILITIES} is taken; no video is transcoded on this device`);
      }
      return request;
    } catch (error) {
      if (!(error instanceof IllegalPickerIntent)) throw error;
      logcat.log('E', tag, `${sentence}: ${error.name}: ${error.message}`);
      return null;
    }
  }

  #ask(
    { manifest }: InstalledPackage,
    asked: Omit<PickerAsk, 'packageName' | 'appLabel' | 'sdk' | 'skin' | keyof PickerSources>,
  ): PickerAsk {
    const { packageName, label } = manifest;
    const { sdk, skin } = this.#services.device.profile;
    return { ...asked, ...this.#items.sources(asked), packageName, appLabel: label, sdk, skin };
  }

  async #granted(packageName: string, mimeTypes: readonly string[]): Promise<readonly Uri[]> {
    const args = { package_name: packageName, mime_types: mimeTypes };
    const granted = await this.#services.asPicker.query(mediaGrantsUri(), args);
    return granted === null ? [] : granted.window(0, granted.count).map(([id]) => pickerUri(Number(id)));
  }

  async #write(method: string, { uid }: InstalledPackage, uris: readonly Uri[]): Promise<void> {
    if (uris.length === 0) return;
    await this.#services.asPicker.call(AUTHORITY, method, { 'android.intent.extra.UID': uid, uri_list: uris });
  }
}
