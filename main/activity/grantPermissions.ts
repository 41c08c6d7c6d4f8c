// Mirrors GrantPermissionsActivity: one permission request from its names to its results.
import type { PermissionResult } from '../../contract/android/manifest.ts';
import type { SystemUi } from '../../contract/rpc/systemUi.ts';
import type { BinderCall } from '../content/binderCall.ts';
import type { Device } from '../device/device.ts';
import type { Logcat } from '../log/logcat.ts';
import type { PackageManager } from '../packages/packageManager.ts';
import { dialogStrings, type GrantDialog } from '../permission/grantDialog.ts';
import {
  answerGrantRequest,
  type GrantAnswer,
  type GrantRequest,
  grantResults,
  startGrantRequest,
} from '../permission/grantRequest.ts';
import type { OneTimePermissions } from '../permission/oneTimePermissions.ts';
import type { PermissionManager } from '../permission/permissionManager.ts';
import { checkRequestCode, checkRequestedNames } from '../permission/requestArguments.ts';
import { whyNoDialog } from '../permission/whyNoDialog.ts';
import type { PickImages } from './pickImages.ts';
import type { Processes } from './processes.ts';

const TAG = 'GrantPermissionsActivity';

export type GrantPermissionsServices = Readonly<{
  device: Device;
  packages: PackageManager;
  permissions: PermissionManager;
  oneTimePermissions: OneTimePermissions;
  processes: Processes;
  pickImages: PickImages;
  ui: SystemUi;
  logcat: Logcat;
  /** Ends the app's process: what Android does when an app loses a permission it held. */
  kill(packageName: string, reason: string): void;
}>;

export type PermissionsResult = Readonly<{ permissions: readonly string[]; grantResults: readonly PermissionResult[] }>;

const CANCELLED: PermissionsResult = { permissions: [], grantResults: [] };

export class GrantPermissions {
  readonly #services: GrantPermissionsServices;
  readonly #asking = new Set<string>();

  constructor(services: GrantPermissionsServices) {
    this.#services = services;
  }

  /**
   * Activity.requestPermissions up to onRequestPermissionsResult.
   * A second request while one is open is answered at once, with empty arrays.
   * @throws {Throwable} IllegalArgumentException for an empty array or a negative request code
   */
  async request(
    call: BinderCall,
    names: readonly (string | null)[] | null,
    requestCode: number,
  ): Promise<PermissionsResult> {
    checkRequestCode(requestCode);
    const { packageName } = call.caller;
    if (this.#asking.has(packageName)) {
      this.#services.logcat.log('W', 'Activity', 'Can request only one set of permissions at a time');
      return CANCELLED;
    }
    checkRequestedNames(names);
    this.#asking.add(packageName);
    try {
      // A transparent activity of its own, even when it shows nothing: the caller is paused and resumed.
      return await this.#services.processes.whilePaused(packageName, () => this.#ask(call, names ?? []));
    } finally {
      this.#asking.delete(packageName);
    }
  }

  async #ask(call: BinderCall, names: readonly (string | null)[]): Promise<PermissionsResult> {
    const { packageName, pid } = call.caller;
    const { device, packages, permissions, logcat } = this.#services;
    const installed = packages.find(packageName);
    if (installed === null) return CANCELLED;
    const strings = dialogStrings(device.profile.skin);
    const before = permissions.states(packageName);
    let request = startGrantRequest({
      device: { sdk: device.profile.sdk, strings },
      app: installed.manifest,
      names,
      states: before,
    });
    this.#store(packageName, request);
    const total = request.dialogs.length;
    if (total === 0) {
      const why = whyNoDialog(request.app, names, before).join('; ');
      logcat.log('I', TAG, `No dialog for ${packageName}: ${names.join(', ')}: ${why}`);
    }
    for (let dialog = request.dialogs[0]; dialog !== undefined; dialog = request.dialogs[0]) {
      const answer = await this.#answerOf(packageName, dialog, { position: total - request.dialogs.length + 1, total });
      if (this.#services.processes.pid(packageName) !== pid) return CANCELLED;
      // Something else (Settings, a shell) may have changed the states while the dialog was up.
      request = answerGrantRequest({ ...request, states: permissions.states(packageName) }, answer);
      this.#store(packageName, request);
    }
    return grantResults({ names: request.names, states: permissions.states(packageName) });
  }

  async #answerOf(
    packageName: string,
    dialog: GrantDialog,
    counter: Readonly<{ position: number; total: number }>,
  ): Promise<GrantAnswer> {
    const { pickImages, ui, packages } = this.#services;
    const mimeTypes = dialog.pickerMimeTypes;
    if (dialog.prompt === 'NO_UI_PHOTO_PICKER_REDIRECT') {
      return { picker: await pickImages.userSelectImagesForApp(packageName, mimeTypes) };
    }
    const { group, title, buttons } = dialog;
    const appLabel = packages.find(packageName)?.manifest.label ?? packageName;
    const answer = await ui.show('grantPermissions', { packageName, appLabel, group, title, buttons, ...counter });
    if (answer === null) return 'CANCEL';
    if (answer.button !== 'ALLOW_SELECTED') return { button: answer.button };
    return { button: 'ALLOW_SELECTED', picker: await pickImages.userSelectImagesForApp(packageName, mimeTypes) };
  }

  #store(packageName: string, request: GrantRequest): void {
    const { permissions, oneTimePermissions } = this.#services;
    permissions.apply(packageName, request.states);
    if (request.startsOneTimeSession) oneTimePermissions.startSession(packageName);
    if (request.revoked.length > 0) this.#services.kill(packageName, 'permissions revoked');
  }
}
