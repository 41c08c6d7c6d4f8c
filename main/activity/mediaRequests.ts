// Mirrors MediaProvider's PermissionActivity: may an app change items that are not its own.
import {
  type ActivityResult,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
  type Intent,
  RESULT_CANCELED,
  RESULT_OK,
} from '../../contract/android/intent.ts';
import { AUTHORITY } from '../../contract/android/mediaStore.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { MediaKind, SystemUi } from '../../contract/rpc/systemUi.ts';
import type { Device } from '../device/device.ts';
import type { PackageManager } from '../packages/packageManager.ts';
import { type AppOps, canManageMedia, isExternalStorageManager } from '../permission/appOps.ts';
import { type MediaRequestAccess, type MediaRequestVerb, mediaRequestPrompt } from '../permission/mediaRequest.ts';
import { permissionApp } from '../permission/permissionApp.ts';
import type { PermissionManager } from '../permission/permissionManager.ts';
import { isGrantedWithAppOp } from '../permission/permissionState.ts';
import type { UriGrantsManager } from '../uri/uriGrantsManager.ts';
import type { SystemCaller } from './systemCaller.ts';

export type MediaRequestsServices = Readonly<{
  device: Device;
  packages: PackageManager;
  permissions: PermissionManager;
  appOps: AppOps;
  uriGrants: UriGrantsManager;
  ui: SystemUi;
  /** The provider as its own package reaches it. */
  asProvider: SystemCaller;
}>;

/** What the intent of a request carries, as the provider made it. */
type MediaRequest = Readonly<{
  verb: MediaRequestVerb;
  kinds: readonly MediaKind[];
  names: readonly string[];
  uris: readonly Uri[];
}>;

export class MediaRequests {
  readonly #services: MediaRequestsServices;

  constructor(services: MediaRequestsServices) {
    this.#services = services;
  }

  /** Asks when it has to, does what was asked, and answers without data. */
  async run(packageName: string, intent: Intent): Promise<Omit<ActivityResult, 'requestCode'>> {
    const request = intent.extras as unknown as MediaRequest;
    const allowed = await this.#ask(packageName, request);
    if (allowed) await this.#act(packageName, request);
    return { resultCode: allowed ? RESULT_OK : RESULT_CANCELED, data: null };
  }

  async #ask(packageName: string, { verb, kinds, names, uris }: MediaRequest): Promise<boolean> {
    const appLabel = this.#services.packages.find(packageName)?.manifest.label;
    if (appLabel === undefined) return false;
    const prompt = mediaRequestPrompt({ verb, kinds, appLabel, access: this.#access(packageName) });
    if (prompt === null) return true;
    const items = uris.map((uri, index) => ({ uri, kind: kinds[index] ?? 'image', displayName: names[index] ?? '' }));
    const answer = await this.#services.ui.show('mediaRequest', { packageName, appLabel, ...prompt, items });
    return answer?.allowed === true;
  }

  async #act(packageName: string, { verb, uris }: MediaRequest): Promise<void> {
    if (verb === 'write') {
      const modeFlags = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_WRITE_URI_PERMISSION;
      const why = 'MediaStore.createWriteRequest, allowed by the user';
      for (const uri of uris) this.#services.uriGrants.grant({ to: packageName, uri, modeFlags, owner: null, why });
      return;
    }
    await this.#services.asProvider.call(AUTHORITY, 'perform_media_request', { verb, uri_list: uris });
  }

  #access(packageName: string): MediaRequestAccess {
    const { device, packages, permissions, appOps } = this.#services;
    const { sdk } = device.profile;
    const manifest = packages.find(packageName)?.manifest;
    const states = permissions.states(packageName);
    const granted = new Set(Object.keys(states).filter((name) => isGrantedWithAppOp(states, name)));
    if (manifest === undefined) {
      return { sdk, targetSdk: sdk, granted, isExternalStorageManager: false, canManageMedia: false };
    }
    const special = { ...permissionApp(manifest, sdk), modes: appOps.modes(packageName) };
    return {
      sdk,
      targetSdk: manifest.targetSdk,
      granted,
      isExternalStorageManager: isExternalStorageManager(special),
      canManageMedia: canManageMedia(special),
    };
  }
}
