// Mirrors ParsingPackageUtils (uses-permission, split permissions) and data/etc/platform.xml.
import type { SdkInt } from '../../contract/android/build.ts';
import { VERSION_CODES } from '../../contract/android/build.ts';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { permission } from '../../contract/android/manifest.ts';

const {
  READ_EXTERNAL_STORAGE,
  WRITE_EXTERNAL_STORAGE,
  ACCESS_MEDIA_LOCATION,
  READ_MEDIA_IMAGES,
  READ_MEDIA_VIDEO,
  READ_MEDIA_AUDIO,
  READ_MEDIA_VISUAL_USER_SELECTED,
} = permission;
const { R, S, TIRAMISU, UPSIDE_DOWN_CAKE } = VERSION_CODES;

/** Who may hold a permission: the user decides, every app that asks, or a special screen and the system. */
export type ProtectionLevel = 'dangerous' | 'normal' | 'signature';

type PermissionInfo = Readonly<{ level: ProtectionLevel; since: number }>;

const info = (level: ProtectionLevel, since = 1): PermissionInfo => ({ level, since });

/** The permissions this device declares, by full name; a name outside of it is unknown here. */
const PLATFORM_PERMISSIONS: Readonly<Record<string, PermissionInfo>> = {
  [READ_EXTERNAL_STORAGE]: info('dangerous'),
  [WRITE_EXTERNAL_STORAGE]: info('dangerous'),
  [ACCESS_MEDIA_LOCATION]: info('dangerous', VERSION_CODES.Q),
  [READ_MEDIA_IMAGES]: info('dangerous', TIRAMISU),
  [READ_MEDIA_VIDEO]: info('dangerous', TIRAMISU),
  [READ_MEDIA_AUDIO]: info('dangerous', TIRAMISU),
  [READ_MEDIA_VISUAL_USER_SELECTED]: info('dangerous', UPSIDE_DOWN_CAKE),
  'android.permission.CAMERA': info('dangerous'),
  'android.permission.RECORD_AUDIO': info('dangerous'),
  'android.permission.READ_CONTACTS': info('dangerous'),
  'android.permission.WRITE_CONTACTS': info('dangerous'),
  'android.permission.POST_NOTIFICATIONS': info('dangerous', TIRAMISU),
  [permission.MANAGE_EXTERNAL_STORAGE]: info('signature', R),
  [permission.MANAGE_MEDIA]: info('signature', S),
  [permission.MANAGE_DOCUMENTS]: info('signature'),
  'android.permission.INTERNET': info('normal'),
  'android.permission.ACCESS_NETWORK_STATE': info('normal'),
  'android.permission.VIBRATE': info('normal'),
  'android.permission.WAKE_LOCK': info('normal'),
  'android.permission.FOREGROUND_SERVICE': info('normal', 28),
};

type Split = Readonly<{ source: string; adds: readonly string[]; targetBelow: number }>;

const ANY_TARGET = Number.POSITIVE_INFINITY;
const MEDIA = [READ_MEDIA_AUDIO, READ_MEDIA_VIDEO, READ_MEDIA_IMAGES];

/** In the order of platform.xml: an entry can build on what an earlier one added. */
const SPLIT_PERMISSIONS: readonly Split[] = [
  { source: WRITE_EXTERNAL_STORAGE, adds: [READ_EXTERNAL_STORAGE], targetBelow: ANY_TARGET },
  { source: READ_EXTERNAL_STORAGE, adds: [ACCESS_MEDIA_LOCATION], targetBelow: 29 },
  { source: WRITE_EXTERNAL_STORAGE, adds: [ACCESS_MEDIA_LOCATION], targetBelow: 29 },
  { source: READ_EXTERNAL_STORAGE, adds: MEDIA, targetBelow: 33 },
  { source: WRITE_EXTERNAL_STORAGE, adds: MEDIA, targetBelow: 33 },
  { source: READ_MEDIA_IMAGES, adds: [READ_MEDIA_VISUAL_USER_SELECTED], targetBelow: ANY_TARGET },
  { source: READ_MEDIA_VIDEO, adds: [READ_MEDIA_VISUAL_USER_SELECTED], targetBelow: ANY_TARGET },
  { source: ACCESS_MEDIA_LOCATION, adds: [READ_MEDIA_VISUAL_USER_SELECTED], targetBelow: ANY_TARGET },
];

/** What a manifest comes to on one device; every list holds full names, each once, in manifest order. */
export type RequestedPermissions = Readonly<{
  /** Named by the manifest and not cut off by maxSdkVersion; names unknown to the device included. */
  explicit: readonly string[];
  /** Added by a split, never by the manifest. */
  implicit: readonly string[];
  /** Explicit names this device does not have: inert. */
  unknown: readonly string[];
  /** Explicit and implicit names the device has. */
  known: readonly string[];
}>;

/** Which permissions an app really requests on a device of this level: PackageInfo.requestedPermissions, told apart. */
export function requestedPermissions(manifest: AndroidManifest, sdk: SdkInt): RequestedPermissions {
  const kept = manifest.usesPermissions.filter(
    ({ maxSdkVersion }) => maxSdkVersion === undefined || maxSdkVersion >= sdk,
  );
  const explicit = new Set(kept.map(({ name }) => name));
  const all = new Set(explicit);
  for (const split of SPLIT_PERMISSIONS) {
    if (!all.has(split.source) || manifest.targetSdk >= split.targetBelow) continue;
    for (const added of split.adds) if (protectionLevel(added, sdk) !== null) all.add(added);
  }
  return {
    explicit: [...explicit],
    implicit: [...all].filter((name) => !explicit.has(name)),
    unknown: [...explicit].filter((name) => protectionLevel(name, sdk) === null),
    known: [...all].filter((name) => protectionLevel(name, sdk) !== null),
  };
}

/** What one permission brings along when asked for: one level of splits, without asking the device's level. */
export function splitPermissions(name: string, targetSdk: number): readonly string[] {
  const splits = SPLIT_PERMISSIONS.filter(({ source, targetBelow }) => source === name && targetSdk < targetBelow);
  return splits.flatMap(({ adds }) => adds);
}

/** Whose state a permission takes over that an update adds to an app, whatever the app targets. */
export function splitSources(name: string): readonly string[] {
  return SPLIT_PERMISSIONS.filter(({ adds }) => adds.includes(name)).map(({ source }) => source);
}

/** The protection level of a permission on a device of this level, or null when the device does not have it. */
export function protectionLevel(name: string, sdk: SdkInt): ProtectionLevel | null {
  const found = Object.hasOwn(PLATFORM_PERMISSIONS, name) ? PLATFORM_PERMISSIONS[name] : undefined;
  return found !== undefined && found.since <= sdk ? found.level : null;
}
