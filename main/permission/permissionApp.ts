// Mirrors LightAppPermGroup and PermissionMapping: an app's permissions by the group one dialog decides about.
import type { SdkInt } from '../../contract/android/build.ts';
import { VERSION_CODES } from '../../contract/android/build.ts';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { permission } from '../../contract/android/manifest.ts';
import type { RequestedPermissions } from '../packages/requestedPermissions.ts';
import { protectionLevel, requestedPermissions, splitPermissions } from '../packages/requestedPermissions.ts';

const { TIRAMISU, UPSIDE_DOWN_CAKE } = VERSION_CODES;
const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED, ACCESS_MEDIA_LOCATION } = permission;

const GROUP = 'android.permission-group.';

export const permissionGroup = {
  STORAGE: `${GROUP}STORAGE`,
  READ_MEDIA_AURAL: `${GROUP}READ_MEDIA_AURAL`,
  READ_MEDIA_VISUAL: `${GROUP}READ_MEDIA_VISUAL`,
  CAMERA: `${GROUP}CAMERA`,
  MICROPHONE: `${GROUP}MICROPHONE`,
  CONTACTS: `${GROUP}CONTACTS`,
  NOTIFICATIONS: `${GROUP}NOTIFICATIONS`,
} as const;

/** Full name of a group, as the table has it. */
export type PermissionGroup = (typeof permissionGroup)[keyof typeof permissionGroup];

/** What one dialog decides together for an app that targets Android 12 or older, on Android 13 and later. */
export const STORAGE_SUPERGROUP: readonly PermissionGroup[] = [
  permissionGroup.STORAGE,
  permissionGroup.READ_MEDIA_AURAL,
  permissionGroup.READ_MEDIA_VISUAL,
];

const GROUP_OF: Readonly<Record<string, PermissionGroup>> = {
  [permission.READ_EXTERNAL_STORAGE]: permissionGroup.STORAGE,
  [permission.WRITE_EXTERNAL_STORAGE]: permissionGroup.STORAGE,
  [ACCESS_MEDIA_LOCATION]: permissionGroup.READ_MEDIA_VISUAL,
  [READ_MEDIA_IMAGES]: permissionGroup.READ_MEDIA_VISUAL,
  [READ_MEDIA_VIDEO]: permissionGroup.READ_MEDIA_VISUAL,
  [READ_MEDIA_VISUAL_USER_SELECTED]: permissionGroup.READ_MEDIA_VISUAL,
  [permission.READ_MEDIA_AUDIO]: permissionGroup.READ_MEDIA_AURAL,
  'android.permission.CAMERA': permissionGroup.CAMERA,
  'android.permission.RECORD_AUDIO': permissionGroup.MICROPHONE,
  'android.permission.READ_CONTACTS': permissionGroup.CONTACTS,
  'android.permission.WRITE_CONTACTS': permissionGroup.CONTACTS,
  'android.permission.POST_NOTIFICATIONS': permissionGroup.NOTIFICATIONS,
};

/** The group whose dialog decides about a permission, or null when no dialog does. */
export function groupOf(name: string, sdk: SdkInt): PermissionGroup | null {
  if (protectionLevel(name, sdk) !== 'dangerous') return null;
  if (name === ACCESS_MEDIA_LOCATION && sdk < TIRAMISU) return permissionGroup.STORAGE;
  return (Object.hasOwn(GROUP_OF, name) ? GROUP_OF[name] : undefined) ?? null;
}

/** An app as the permission rules see it on a device of one level. */
export type PermissionApp = Readonly<{
  sdk: SdkInt;
  label: string;
  targetSdk: number;
  requested: RequestedPermissions;
  /** Whether the app-op LEGACY_STORAGE is allowed. */
  legacyStorage: boolean;
}>;

/** Looks at a manifest as a device of this level does. */
export function permissionApp(manifest: AndroidManifest, sdk: SdkInt): PermissionApp {
  return {
    sdk,
    label: manifest.label,
    targetSdk: manifest.targetSdk,
    requested: requestedPermissions(manifest, sdk),
    legacyStorage: manifest.requestLegacyExternalStorage ?? manifest.targetSdk < VERSION_CODES.Q,
  };
}

/** The permissions of a group that the app requests: the group "of the app". */
export function groupPermissions(app: PermissionApp, group: PermissionGroup): readonly string[] {
  return app.requested.known.filter((name) => groupOf(name, app.sdk) === group);
}

/** The requested names and what they bring along (one level of splits), as far as the app's manifest has them. */
export function affectedPermissions(app: PermissionApp, names: readonly string[]): readonly string[] {
  const affected = new Set([...names, ...names.flatMap((name) => splitPermissions(name, app.targetSdk))]);
  const groups = new Set([...affected].map((name) => groupOf(name, app.sdk)));
  // An app from before Android 8 is granted whole groups.
  if (app.targetSdk < 26) for (const group of groups) if (group) addAll(affected, groupPermissions(app, group));
  return [...affected].filter((name) => app.requested.known.includes(name));
}

/** Who offers a new selection of photos: the app itself, the system in compatibility mode, or there is no such choice. */
export type SelectedPhotosControl = 'app' | 'system' | 'none';

/** Decides who controls partial access to photos, by target and manifest. */
export function selectedPhotosControl(app: PermissionApp): SelectedPhotosControl {
  const { known } = app.requested;
  if (!isPhotoPickerApp(app) || !known.includes(READ_MEDIA_VISUAL_USER_SELECTED)) return 'none';
  if (!declaresUserSelected(app)) return 'system';
  return known.includes(READ_MEDIA_IMAGES) || known.includes(READ_MEDIA_VIDEO) ? 'app' : 'none';
}

/** Whether the photo dialog offers limited access to this app at all. */
export function isPhotoPickerApp(app: PermissionApp): boolean {
  const declared = app.targetSdk >= TIRAMISU && declaresUserSelected(app);
  return app.sdk >= UPSIDE_DOWN_CAKE && (app.targetSdk >= UPSIDE_DOWN_CAKE || declared);
}

/** Whether READ_MEDIA_VISUAL_USER_SELECTED is in the manifest, and not there by a split only. */
export function declaresUserSelected(app: PermissionApp): boolean {
  return app.sdk >= UPSIDE_DOWN_CAKE && app.requested.explicit.includes(READ_MEDIA_VISUAL_USER_SELECTED);
}

/** The permissions of the photo group that limited access itself consists of. */
export function partialPermissions(app: PermissionApp): readonly string[] {
  const partial = [READ_MEDIA_VISUAL_USER_SELECTED, ...(declaresUserSelected(app) ? [ACCESS_MEDIA_LOCATION] : [])];
  return app.sdk >= UPSIDE_DOWN_CAKE ? partial.filter((name) => app.requested.known.includes(name)) : [];
}

function addAll(set: Set<string>, names: readonly string[]): void {
  for (const name of names) set.add(name);
}
