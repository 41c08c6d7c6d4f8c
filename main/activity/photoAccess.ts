// The tester's short cut: an app's photo access put into a state at once, by the same rules as the dialog's buttons.
import { permission } from '../../contract/android/manifest.ts';
import { AUTHORITY, pickerUri } from '../../contract/android/mediaStore.ts';
import type { PhotoAccess } from '../../contract/rpc/deviceApi.ts';
import type { GrantButton } from '../../contract/rpc/systemUi.ts';
import type { Device } from '../device/device.ts';
import type { InstalledPackage } from '../packages/packageManager.ts';
import { dialogStrings } from '../permission/grantDialog.ts';
import { answerGrantRequest, type GrantAnswer, startGrantRequest } from '../permission/grantRequest.ts';
import type { OneTimePermissions } from '../permission/oneTimePermissions.ts';
import { permissionApp } from '../permission/permissionApp.ts';
import type { PermissionManager } from '../permission/permissionManager.ts';
import { resetRuntimePermissions } from '../permission/permissionShell.ts';
import type { PermissionStates } from '../permission/permissionState.ts';
import type { SystemCaller } from './systemCaller.ts';

const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED, READ_EXTERNAL_STORAGE } = permission;
const ASKED = [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED, READ_EXTERNAL_STORAGE];
/** What begins anew: these and their groups' companions. Music, camera and the rest stay as they are. */
const PHOTOS = new Set<string>([...ASKED, permission.ACCESS_MEDIA_LOCATION, permission.WRITE_EXTERNAL_STORAGE]);

/** The buttons that lead from never asked to each state; the first one the dialog offers is pressed. */
const PRESSES: Readonly<Record<PhotoAccess, readonly (readonly GrantButton[])[]>> = {
  reset: [],
  full: [['ALLOW_ALL', 'ALLOW']],
  limited: [['ALLOW_SELECTED']],
  denied: [['DENY']],
  fixed: [['DENY'], ['DENY_AND_DONT_ASK_AGAIN']],
};

export type PhotoAccessServices = Readonly<{
  device: Device;
  permissions: PermissionManager;
  oneTimePermissions: OneTimePermissions;
  asPicker: SystemCaller;
}>;

/**
 * Puts an app's photo access into a state as if it had never been asked before.
 * @param ids what is selected for limited access (files._id)
 * @throws {Error} when this app on this device has no such state
 */
export async function setPhotoAccess(
  services: PhotoAccessServices,
  { manifest, uid }: InstalledPackage,
  access: PhotoAccess,
  ids: readonly number[],
): Promise<void> {
  const { device, permissions, oneTimePermissions, asPicker } = services;
  const { packageName } = manifest;
  const app = permissionApp(manifest, device.profile.sdk);
  const strings = dialogStrings(device.profile.skin);
  const before = permissions.states(packageName);
  const anew = Object.entries(resetRuntimePermissions(app, before)).filter(([name]) => PHOTOS.has(name));
  const unasked = { ...before, ...Object.fromEntries(anew) };
  let states: PermissionStates = unasked;
  let session = false;
  for (const buttons of PRESSES[access]) {
    const names = ASKED.filter((name) => Object.hasOwn(states, name));
    let request = startGrantRequest({ device: { sdk: device.profile.sdk, strings }, app: manifest, names, states });
    const offered = request.dialogs[0]?.buttons.map(({ id }) => id) ?? [];
    const button = buttons.find((wanted) => offered.includes(wanted));
    if (button === undefined) throw new Error(`${packageName} cannot be “${access}” on API ${device.profile.sdk}.`);
    const answer: GrantAnswer = button === 'ALLOW_SELECTED' ? { button, picker: 'OK' } : { button };
    while (request.dialogs.length > 0) request = answerGrantRequest(request, answer);
    states = request.states;
    session = request.startsOneTimeSession;
  }
  // Everything is decided: only now is anything changed. The selection comes first, as it does from the picker.
  permissions.apply(packageName, unasked);
  if (access === 'limited') {
    const extras = { 'android.intent.extra.UID': uid, uri_list: ids.map((id) => pickerUri(id)) };
    await asPicker.call(AUTHORITY, 'grant_media_read_for_package', extras);
  }
  permissions.apply(packageName, states);
  if (session) oneTimePermissions.startSession(packageName);
}
