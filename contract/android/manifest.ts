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
  MANAGE_CLOUD_MEDIA_PROVIDERS: 'com.android.providers.media.permission.MANAGE_CLOUD_MEDIA_PROVIDERS',
} as const;

export const PERMISSION_GRANTED = 0;
export const PERMISSION_DENIED = -1;
export type PermissionResult = typeof PERMISSION_GRANTED | typeof PERMISSION_DENIED;

export type UsesPermission = Readonly<{ name: string; maxSdkVersion?: number }>;

/** <provider>, with the actions of its intent filters. */
export type ProviderElement = Readonly<{
  authority: string;
  /** Simple class name, as error messages tell it; `.DocumentsProvider` without one. */
  name?: string;
  exported?: boolean;
  grantUriPermissions?: boolean;
  /** android:permission: for reading and for writing. */
  permission?: string;
  intentActions?: readonly string[];
}>;

/** <activity> that answers an intent of others, with the one intent filter it has. */
export type ActivityElement = Readonly<{
  name: string;
  label?: string;
  exported?: boolean;
  intentActions: readonly string[];
  categories?: readonly string[];
  mimeTypes?: readonly string[];
}>;

/** The manifest of a simulated app, as `fixtures/apps/*.json` and DeviceApi.install take it. */
export type AndroidManifest = Readonly<{
  packageName: string;
  /** The app's name as dialogs show it. */
  label: string;
  targetSdk: number;
  /** What `dumpsys package` tells; 24, 1 and 1.0 where nothing is said. */
  minSdk?: number;
  versionCode?: number;
  versionName?: string;
  usesPermissions: readonly UsesPermission[];
  requestLegacyExternalStorage?: boolean;
  providers?: readonly ProviderElement[];
  activities?: readonly ActivityElement[];
}>;
