// Mirrors PhotoPickerActivity: ACTION_PICK_IMAGES and ACTION_GET_CONTENT for apps, ACTION_USER_SELECT_IMAGES_FOR_APP for the permission dialog.
import {
  ACTION_USER_SELECT_IMAGES_FOR_APP,
  EXTRA_PICK_IMAGES_ACCENT_COLOR,
  type Intent,
  RESULT_CANCELED,
  RESULT_OK,
} from '../../contract/android/intent.ts';
import { AUTHORITY, isPickerUri, mediaGrantsUri, pickerUri } from '../../contract/android/mediaStore.ts';
import { contentUri, parseId, type Uri } from '../../contract/android/uri.ts';
import type { Dialogs, SystemUi } from '../../contract/rpc/systemUi.ts';
import type { BinderCall } from '../content/binderCall.ts';
import type { Device } from '../device/device.ts';
import type { Logcat } from '../log/logcat.ts';
import { type InstalledPackage, type PackageManager, SYSTEM_PACKAGES } from '../packages/packageManager.ts';
import type { UriGrantsManager } from '../uri/uriGrantsManager.ts';
import type { SystemActivity } from './activityTaskManager.ts';
import { hasExtra } from './intentExtras.ts';
import {
  IllegalPickerIntent,
  PICK_IMAGES_MAX_LIMIT,
  type PickerGeneration,
  type PickerRequest,
  pickerGeneration,
} from './pickerRequest.ts';
import { handedOutUri, type PickedItem, pickerResult } from './pickerResult.ts';
import { isPickImagesFilterMatched, parsePickerIntent } from './pickImagesIntent.ts';
import { actionName, grantResult, type Receiver, type Result } from './resultGrants.ts';
import type { SystemCaller } from './systemCaller.ts';

/** How each generation tells logcat that it will not open. */
const REFUSAL: Readonly<Record<PickerGeneration, Readonly<{ tag: string; sentence: string }>>> = {
  legacy: { tag: 'PhotoPickerActivity', sentence: 'Finish activity due to an exception while parsing extras' },
  compose: { tag: 'Photopicker', sentence: 'Unable to start Photopicker with illegal configuration' },
};

type PickerAsk = Dialogs['photoPicker']['ask'];

export type PickImagesServices = Readonly<{
  device: Device;
  packages: PackageManager;
  uriGrants: UriGrantsManager;
  logcat: Logcat;
  ui: SystemUi;
  /** The device as the photo picker's own package reaches it. */
  asPicker: SystemCaller;
}>;

export class PickImages {
  readonly #services: PickImagesServices;

  constructor(services: PickImagesServices) {
    this.#services = services;
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
    const before = (await this.#grantedIds(packageName, mimeTypes)).map((id) => pickerUri(id));
    const answer = await this.#showPicker(app, {
      ...{ action: ACTION_USER_SELECT_IMAGES_FOR_APP, mimeTypes, maxItems: PICK_IMAGES_MAX_LIMIT, preGranted: before },
      ...{ preSelected: [], isOrdered: false, launchTab: 'photos', accentColor: null, isLocalOnly: true },
    });
    if (answer === null || 'browse' in answer || !stillWanted()) return 'CANCEL';
    const selected = new Set(answer.uris);
    const takenBack = before.filter((uri) => !selected.has(uri));
    await this.#write('revoke_media_read_for_package', app, takenBack);
    // What was granted before is handed over too: granting again keeps its old generation.
    await this.#write('grant_media_read_for_package', app, answer.uris);
    return 'OK';
  }

  /**
   * ACTION_PICK_IMAGES and ACTION_GET_CONTENT: items that the caller may read through the URIs of the result.
   * @param browse DocumentsUI, which answers in the picker's place when the user chooses "Browse…"
   */
  async pickImages(call: BinderCall, intent: Intent, receiver: Receiver, browse?: SystemActivity): Promise<Result> {
    const { packageName } = call.caller;
    const { device, packages } = this.#services;
    const generation = pickerGeneration(device.profile.skin);
    const app = packages.find(packageName);
    const request = this.#read(intent);
    if (app === null || request === null) return { resultCode: RESULT_CANCELED, data: null };
    const { preSelectedUris, mimeTypes, ...asked } = request;
    const preSelected = await this.#preSelection(packageName, preSelectedUris);
    const ask = { ...asked, action: intent.action, mimeTypes: mimeTypes ?? [], preSelected, preGranted: [] };
    const answer = await this.#showPicker(app, ask);
    if (answer !== null && 'browse' in answer) {
      this.#services.logcat.log('I', 'PhotoPickerActivity', 'Launch DocumentsUI and finish picker');
      return browse?.(call, intent, receiver) ?? { resultCode: RESULT_CANCELED, data: null };
    }
    const uris = answer?.uris ?? [];
    const isMultiple = request.maxItems > 1;
    const known = generation === 'compose' && isMultiple ? await this.#mimeTypesOf(uris) : new Map<number, string>();
    const items = uris.map((uri): PickedItem => {
      return { uri: handedOutUri(intent.action, uri), mimeType: known.get(parseId(uri)) ?? null };
    });
    const data = pickerResult(generation, { items, isMultiple });
    if (data === null) return { resultCode: RESULT_CANCELED, data };
    const from = {
      packageName: SYSTEM_PACKAGES.photoPicker,
      uid: packages.find(SYSTEM_PACKAGES.photoPicker)?.uid ?? 0,
    };
    const why = `result of ${actionName(intent)}, picked by the user in the photo picker`;
    grantResult(this.#services.uriGrants, from, receiver, { data, why });
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
      return request;
    } catch (error) {
      if (!(error instanceof IllegalPickerIntent)) throw error;
      logcat.log('E', tag, `${sentence}: ${error.name}: ${error.message}`);
      return null;
    }
  }

  /** What may be selected at first: without those the app may not read, and those that are gone. */
  async #preSelection(packageName: string, uris: readonly Uri[]): Promise<readonly Uri[]> {
    const readable = uris.filter((uri) => isPickerUri(uri) && this.#services.uriGrants.mayRead(packageName, uri));
    const known = await this.#mimeTypesOf(readable);
    return [...new Set(readable)].filter((uri) => known.has(parseId(uri)));
  }

  /** MIME type by id of those items that are there. */
  async #mimeTypesOf(uris: readonly Uri[]): Promise<ReadonlyMap<number, string>> {
    if (uris.length === 0) return new Map();
    const allMedia = contentUri(AUTHORITY, ['picker_internal', 'media', 'all']);
    const found = await this.#services.asPicker.query(allMedia, { pre_selection_uris: uris });
    if (found === null) return new Map();
    const [id, mimeType] = [found.columns.indexOf('id'), found.columns.indexOf('mime_type')];
    return new Map(found.window(0, found.count).map((row) => [Number(row[id]), String(row[mimeType])]));
  }

  #showPicker(
    { manifest }: InstalledPackage,
    ask: Omit<PickerAsk, 'packageName' | 'appLabel' | 'sdk' | 'skin' | 'profiles' | 'cloudProvider'>,
  ) {
    const { packageName, label } = manifest;
    const { sdk, skin } = this.#services.device.profile;
    const whose = { profiles: [{ userId: 0, kind: 'personal', state: 'ready' }], cloudProvider: null } as const;
    return this.#services.ui.show('photoPicker', { ...ask, ...whose, packageName, appLabel: label, sdk, skin });
  }

  async #grantedIds(packageName: string, mimeTypes: readonly string[]): Promise<readonly number[]> {
    const args = { package_name: packageName, mime_types: mimeTypes };
    const granted = await this.#services.asPicker.query(mediaGrantsUri(), args);
    return granted === null ? [] : granted.window(0, granted.count).map(([id]) => Number(id));
  }

  async #write(method: string, { uid }: InstalledPackage, uris: readonly Uri[]): Promise<void> {
    if (uris.length === 0) return;
    await this.#services.asPicker.call(AUTHORITY, method, { 'android.intent.extra.UID': uid, uri_list: uris });
  }
}
