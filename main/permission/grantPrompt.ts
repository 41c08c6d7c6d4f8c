// Mirrors com.android.permissioncontroller's GrantBehavior and StorageGrantBehavior.
import { VERSION_CODES } from '../../contract/android/build.ts';
import { permission } from '../../contract/android/manifest.ts';
import type { PermissionApp, PermissionGroup } from './permissionApp.ts';
import {
  groupPermissions,
  isPhotoPickerApp,
  partialPermissions,
  permissionGroup,
  STORAGE_SUPERGROUP,
} from './permissionApp.ts';
import type { PermissionStates } from './permissionState.ts';
import { isGrantedWithAppOp, stateOf } from './permissionState.ts';

const { Q, R, S_V2, TIRAMISU, UPSIDE_DOWN_CAKE } = VERSION_CODES;
const { READ_MEDIA_VISUAL_USER_SELECTED } = permission;

/** Which dialog a group's request leads to, by PermissionController's names. */
export type Prompt =
  | 'BASIC'
  | 'ONE_TIME_FG'
  | 'STORAGE_SUPERGROUP_PRE_Q'
  | 'STORAGE_SUPERGROUP_Q_TO_S'
  | 'SELECT_PHOTOS'
  | 'SELECT_MORE_PHOTOS'
  | 'NO_UI_PHOTO_PICKER_REDIRECT'
  | 'NO_UI_REJECT_THIS_GROUP';

const ONE_TIME_GROUPS: readonly PermissionGroup[] = [permissionGroup.CAMERA, permissionGroup.MICROPHONE];

/**
 * Chooses the dialog for a group that is neither fixed nor fully granted.
 * `affected` are the group's permissions that the request is about.
 */
export function grantPrompt(
  app: PermissionApp,
  group: PermissionGroup,
  affected: readonly string[],
  states: PermissionStates,
): Prompt {
  if (ONE_TIME_GROUPS.includes(group)) return app.sdk >= R ? 'ONE_TIME_FG' : 'BASIC';
  if (!STORAGE_SUPERGROUP.includes(group) || app.sdk <= S_V2) return 'BASIC';
  if (app.targetSdk < Q) return 'STORAGE_SUPERGROUP_PRE_Q';
  if (app.targetSdk < TIRAMISU) return 'STORAGE_SUPERGROUP_Q_TO_S';
  if (group === permissionGroup.STORAGE) return 'NO_UI_REJECT_THIS_GROUP';
  if (group !== permissionGroup.READ_MEDIA_VISUAL || !isPhotoPickerApp(app)) return 'BASIC';
  return photoPrompt(app, affected, states);
}

function photoPrompt(app: PermissionApp, affected: readonly string[], states: PermissionStates): Prompt {
  const partial = partialPermissions(app);
  if (affected.every((name) => partial.includes(name))) return 'NO_UI_REJECT_THIS_GROUP';
  if (!isGrantedWithAppOp(states, READ_MEDIA_VISUAL_USER_SELECTED)) return 'SELECT_PHOTOS';
  const { flags } = stateOf(states, READ_MEDIA_VISUAL_USER_SELECTED);
  return flags.has('USER_FIXED') ? 'NO_UI_PHOTO_PICKER_REDIRECT' : 'SELECT_MORE_PHOTOS';
}

/** Whether a permission may not be asked for any more: policy, or a "don't ask again" anywhere in its group. */
export function isPermissionFixed(
  app: PermissionApp,
  group: PermissionGroup,
  name: string,
  states: PermissionStates,
): boolean {
  const { flags } = stateOf(states, name);
  if (flags.has('POLICY_FIXED') || flags.has('SYSTEM_FIXED')) return true;
  const isUserFixed = (each: string) => stateOf(states, each).flags.has('USER_FIXED');
  const userSelectedFixed =
    group === permissionGroup.READ_MEDIA_VISUAL &&
    app.sdk >= UPSIDE_DOWN_CAKE &&
    isGrantedWithAppOp(states, READ_MEDIA_VISUAL_USER_SELECTED) &&
    isUserFixed(READ_MEDIA_VISUAL_USER_SELECTED);
  return !userSelectedFixed && groupPermissions(app, group).some(isUserFixed);
}

/** Whether the rest of a group is granted without asking. Limited access to photos does not count as granted. */
export function isGroupFullyGranted(app: PermissionApp, group: PermissionGroup, states: PermissionStates): boolean {
  const partial = group === permissionGroup.READ_MEDIA_VISUAL ? partialPermissions(app) : [];
  return groupPermissions(app, group).some((name) => !partial.includes(name) && isGrantedWithAppOp(states, name));
}

/** Whether what the group holds, it holds for a session only (LightAppPermGroup.isOneTime). */
export function isGroupOneTime(app: PermissionApp, group: PermissionGroup, states: PermissionStates): boolean {
  const isOneTime = (name: string) => stateOf(states, name).flags.has('ONE_TIME');
  const names = groupPermissions(app, group);
  return names.some(isOneTime) && !names.some((name) => !isOneTime(name) && isGrantedWithAppOp(states, name));
}
