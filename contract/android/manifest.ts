// Mirrors what AndroidManifest.xml says of an app, and android.Manifest.permission.

const PERMISSION = 'android.permission.';

/** Permissions this device knows, by constant name; the value is what crosses every boundary. */
export const permission = {
  READ_EXTERNAL_STORAGE: `${PERMISSION}READ_EXTERNAL_STORAGE`,
  WRITE_EXTERNAL_STORAGE: `${PERMISSION}WRITE_EXTERNAL_STORAGE`,
  ACCESS_MEDIA_LOCATION: `${PERMISSION}ACCESS_MEDIA_LOCATION`,
  READ_MEDIA_IMAGES: `${PERMISSION}READ_MEDIA_IMAGES`,
  READ_MEDIA_VIDEO: `${PERMISSION}READ_MEDIA_VIDEO`,
  READ_MEDIA_AUDIO: `${PERMISSION}READ_MEDIA_AUDIO`,
  READ_MEDIA_VISUAL_USER_SELECTED: `${PERMISSION}READ_MEDIA_VISUAL_USER_SELECTED`,
  MANAGE_EXTERNAL_STORAGE: `${PERMISSION}MANAGE_EXTERNAL_STORAGE`,
  MANAGE_MEDIA: `${PERMISSION}MANAGE_MEDIA`,
  MANAGE_DOCUMENTS: `${PERMISSION}MANAGE_DOCUMENTS`,
} as const;

export const PERMISSION_GRANTED = 0;
export const PERMISSION_DENIED = -1;
export type PermissionResult = typeof PERMISSION_GRANTED | typeof PERMISSION_DENIED;

export type UsesPermission = Readonly<{ name: string; maxSdkVersion?: number }>;

/** The manifest of a simulated app, as `fixtures/apps/*.json` and DeviceApi.install take it. */
export type AndroidManifest = Readonly<{
  packageName: string;
  /** The app's name as dialogs show it. */
  label: string;
  targetSdk: number;
  usesPermissions: readonly UsesPermission[];
  requestLegacyExternalStorage?: boolean;
}>;
