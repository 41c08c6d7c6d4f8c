// Mirrors com.android.permissioncontroller's AppPermissionGroupsFragment and AppPermissionFragment: an app's
// permissions in Settings, and the page of one group.
import { VERSION_CODES } from '../../contract/android/build.ts';
import { permission } from '../../contract/android/manifest.ts';
import type { AppOpModes } from './appOps.ts';
import { isExternalStorageManager, mayHaveSpecialAccess } from './appOps.ts';
import type { DialogStrings } from './grantDialog.ts';
import { hasWholeStorage, pickerMimeTypes } from './grantDialog.ts';
import { isGroupOneTime } from './grantPrompt.ts';
import type { PermissionApp, PermissionGroup } from './permissionApp.ts';
import { groupPermissions, isPhotoPickerApp, partialPermissions, permissionGroup } from './permissionApp.ts';
import type { PermissionStates } from './permissionState.ts';
import { isGrantedWithAppOp } from './permissionState.ts';
import type { SettingsChoice } from './settingsChoice.ts';

const { Q, R, S_V2, TIRAMISU } = VERSION_CODES;
const { STORAGE, READ_MEDIA_VISUAL } = permissionGroup;

/** What both pages look at. */
export type SettingsView = Readonly<{ states: PermissionStates; strings: DialogStrings; modes: AppOpModes }>;

export type AppPermissionCategory = 'Allowed' | 'Ask every time' | 'Not allowed';
export type AppPermissionRow = Readonly<{ group: PermissionGroup; label: string; category: AppPermissionCategory }>;

/** The rows of App info > Permissions, by label; the page shows them under their categories. */
export function appPermissionRows(app: PermissionApp, states: PermissionStates): readonly AppPermissionRow[] {
  const listed = Object.values(permissionGroup).filter((group) => isListed(app, group));
  const rows = listed.map((group) => ({
    group,
    label: groupLabel(app, group),
    category: categoryOf(app, group, states),
  }));
  return rows.sort((a, b) => (a.label < b.label ? -1 : Number(a.label > b.label)));
}

/** From Android 13 on, files are a group of their own only for apps that see them. */
function isListed(app: PermissionApp, group: PermissionGroup): boolean {
  if (groupPermissions(app, group).length === 0) return false;
  const seesFiles = app.targetSdk < Q || (app.targetSdk === Q && app.legacyStorage);
  return group !== STORAGE || app.sdk < TIRAMISU || seesFiles;
}

/** An app limited to selected photos is listed as if it had to ask each time. */
function categoryOf(app: PermissionApp, group: PermissionGroup, states: PermissionStates): AppPermissionCategory {
  const granted = groupPermissions(app, group).filter((name) => isGrantedWithAppOp(states, name));
  if (granted.length === 0) return 'Not allowed';
  const onlySelected = granted.every((name) => name === permission.READ_MEDIA_VISUAL_USER_SELECTED);
  const asks = isGroupOneTime(app, group, states) || (onlySelected && isPhotoPickerApp(app));
  return asks ? 'Ask every time' : 'Allowed';
}

/** A group's name as Settings shows it. */
export function groupLabel({ sdk }: Pick<PermissionApp, 'sdk'>, group: PermissionGroup): string {
  switch (group) {
    case permissionGroup.STORAGE:
      if (sdk >= TIRAMISU) return 'Files';
      return sdk >= R ? 'Files and media' : 'Storage';
    case permissionGroup.READ_MEDIA_AURAL:
      return 'Music and audio';
    case permissionGroup.READ_MEDIA_VISUAL:
      return 'Photos and videos';
    case permissionGroup.CAMERA:
      return 'Camera';
    case permissionGroup.MICROPHONE:
      return 'Microphone';
    case permissionGroup.CONTACTS:
      return 'Contacts';
    case permissionGroup.NOTIFICATIONS:
      return 'Notifications';
  }
}

export type SettingsRadio = Readonly<{ id: SettingsChoice; label: string; checked: boolean }>;

/** The page of one group. */
export type AppPermissionScreen = Readonly<{
  title: string;
  header: string;
  /** In display order; exactly one is checked. */
  radios: readonly SettingsRadio[];
  /** The pencil beside the limited choice, and the filter of the picker it opens; null where there is none. */
  editSelectedPhotos: Readonly<{ contentDescription: string; pickerMimeTypes: readonly string[] }> | null;
}>;

/** Draws up App info > Permissions > group. */
export function appPermissionScreen(
  app: PermissionApp,
  group: PermissionGroup,
  view: SettingsView,
): AppPermissionScreen {
  const label = groupLabel(app, group);
  const checked = checkedChoice(app, group, view);
  const edits = checked === 'LIMITED' && view.strings === '2024+';
  return {
    title: `${label} permission`,
    header: `${label} access for this app`,
    radios: choices(app, group, view.strings).map((radio) => ({ ...radio, checked: radio.id === checked })),
    editSelectedPhotos: edits
      ? {
          contentDescription: 'Edit selected photos for this app',
          pickerMimeTypes: pickerMimeTypes(groupPermissions(app, group)),
        }
      : null,
  };
}

function choices(
  app: PermissionApp,
  group: PermissionGroup,
  strings: DialogStrings,
): readonly Omit<SettingsRadio, 'checked'>[] {
  const deny = { id: 'DENY', label: denyLabel(app, group) } as const;
  if (group === READ_MEDIA_VISUAL && isPhotoPickerApp(app)) {
    const limited = strings === '14-launch' ? 'Ask every time' : 'Allow limited access';
    return [{ id: 'ALLOW', label: 'Always allow all' }, { id: 'LIMITED', label: limited }, deny];
  }
  if (group !== STORAGE || app.sdk < R || app.sdk > S_V2) return [{ id: 'ALLOW', label: 'Allow' }, deny];
  const allFiles = 'Allow management of all files';
  if (hasWholeStorage(app)) return [{ id: 'ALLOW', label: allFiles }, deny];
  const mediaOnly = { id: 'ALLOW', label: 'Allow access to media only' } as const;
  return offersAllFiles(app, group) ? [{ id: 'ALLOW_ALL_FILES', label: allFiles }, mediaOnly, deny] : [mediaOnly, deny];
}

function denyLabel({ sdk }: PermissionApp, group: PermissionGroup): string {
  if (sdk === Q) return 'Deny';
  return group === STORAGE && sdk === R ? 'Deny' : 'Don’t allow';
}

/** Whether the page of this group also decides about MANAGE_EXTERNAL_STORAGE: on Android 11 and 12. */
export function offersAllFiles(app: PermissionApp, group: PermissionGroup): boolean {
  if (group !== STORAGE || app.sdk < R || app.sdk > S_V2) return false;
  return !hasWholeStorage(app) && mayHaveSpecialAccess(app, permission.MANAGE_EXTERNAL_STORAGE);
}

function checkedChoice(app: PermissionApp, group: PermissionGroup, { states, modes }: SettingsView): SettingsChoice {
  if (offersAllFiles(app, group) && isExternalStorageManager({ ...app, modes })) return 'ALLOW_ALL_FILES';
  const granted = groupPermissions(app, group).filter((name) => isGrantedWithAppOp(states, name));
  if (granted.length === 0) return 'DENY';
  const partial = isPhotoPickerApp(app) ? partialPermissions(app) : [];
  return granted.every((name) => partial.includes(name)) ? 'LIMITED' : 'ALLOW';
}
