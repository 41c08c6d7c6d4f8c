// Mirrors PhotoPickerActivity: ACTION_PICK_IMAGES for apps, ACTION_USER_SELECT_IMAGES_FOR_APP for the permission dialog.
import {
  ACTION_PICK_IMAGES,
  ACTION_USER_SELECT_IMAGES_FOR_APP,
  type ActivityResult,
  EXTRA_PICK_IMAGES_MAX,
  FLAG_GRANT_PERSISTABLE_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  type Intent,
  RESULT_CANCELED,
  RESULT_OK,
} from '../../contract/android/intent.ts';
import { AUTHORITY, mediaGrantsUri, pickerUri } from '../../contract/android/mediaStore.ts';
import { parseId, type Uri } from '../../contract/android/uri.ts';
import type { SystemUi } from '../../contract/rpc/systemUi.ts';
import type { BinderCall } from '../content/binderCall.ts';
import type { Device } from '../device/device.ts';
import type { Logcat } from '../log/logcat.ts';
import type { InstalledPackage, PackageManager } from '../packages/packageManager.ts';
import type { UriGrantsManager } from '../uri/uriGrantsManager.ts';
import type { SystemCaller } from './systemCaller.ts';

/** MediaStore.getPickImagesMaxLimit() */
const MAX_ITEMS = 100;
const TAG = 'PhotoPicker';

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
    const before = await this.#grantedIds(packageName, mimeTypes);
    const answer = await this.#showPicker(app, ACTION_USER_SELECT_IMAGES_FOR_APP, mimeTypes, {
      maxItems: MAX_ITEMS,
      before,
    });
    if (answer === null || !stillWanted()) return 'CANCEL';
    const selected = new Set(answer.uris.map(parseId));
    await this.#write(
      'revoke_media_read_for_package',
      app,
      before.filter((id) => !selected.has(id)).map((id) => pickerUri(id)),
    );
    // What was granted before is handed over too: granting again keeps its old generation.
    await this.#write('grant_media_read_for_package', app, answer.uris);
    return 'OK';
  }

  /** ACTION_PICK_IMAGES: one or several items, readable by the caller through the URIs of the result. */
  async pickImages(call: BinderCall, intent: Intent): Promise<Omit<ActivityResult, 'requestCode'>> {
    const app = this.#services.packages.find(call.caller.packageName);
    const request = parsePickImages(intent);
    if (app === null || request === null) {
      this.#services.logcat.log(
        'W',
        TAG,
        `Invalid ${intent.action} request from ${call.caller.packageName}: cancelled`,
      );
      return { resultCode: RESULT_CANCELED, data: null };
    }
    const answer = await this.#showPicker(app, intent.action, request.mimeTypes, {
      maxItems: request.maxItems,
      before: [],
    });
    if (answer === null || answer.uris.length === 0) return { resultCode: RESULT_CANCELED, data: null };
    for (const uri of answer.uris) this.#services.uriGrants.grantRead(app.manifest.packageName, uri);
    return { resultCode: RESULT_OK, data: pickerResult(answer.uris, request.maxItems === 1) };
  }

  #showPicker(
    { manifest }: InstalledPackage,
    action: string,
    mimeTypes: readonly string[],
    { maxItems, before }: Readonly<{ maxItems: number; before: readonly number[] }>,
  ) {
    const { packageName, label } = manifest;
    const { skin } = this.#services.device.profile;
    const ask = { action, packageName, appLabel: label, skin, mimeTypes, maxItems, preGranted: before };
    return this.#services.ui.show('photoPicker', ask);
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

/** The legacy picker's reading of the intent; null makes the activity end with RESULT_CANCELED. */
export function parsePickImages(intent: Intent): Readonly<{ maxItems: number; mimeTypes: readonly string[] }> | null {
  if (intent.action !== ACTION_PICK_IMAGES) return null;
  const max = intent.extras?.[EXTRA_PICK_IMAGES_MAX] ?? 1;
  // The extra itself must ask for several: 1 is refused when it is spelled out.
  const explicit = intent.extras !== undefined && EXTRA_PICK_IMAGES_MAX in intent.extras;
  if (typeof max !== 'number' || max > MAX_ITEMS || max < (explicit ? 2 : 1)) return null;
  const { type } = intent;
  if (type === undefined || type === '*/*') return { maxItems: max, mimeTypes: [] };
  return /^(image|video)\//.test(type) ? { maxItems: max, mimeTypes: [type] } : null;
}

/** PickerResult.getPickerResponseIntent of the XML picker: data only for a single choice, clip data always. */
function pickerResult(uris: readonly Uri[], single: boolean): Intent {
  const flags = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_PERSISTABLE_URI_PERMISSION;
  const [first] = uris;
  return { action: '', clipData: uris, flags, ...(single && first !== undefined ? { data: first } : {}) };
}
