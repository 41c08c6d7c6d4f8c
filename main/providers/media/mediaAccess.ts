// Mirrors MediaProvider LocalCallingIdentity and PermissionUtils: what a caller holds.
import { VERSION_CODES } from '../../../contract/android/build.ts';
import { permission } from '../../../contract/android/manifest.ts';

export type MediaCaller = Readonly<{
  deviceSdk: number;
  targetSdk: number;
  /** Full names of the permissions that are granted and whose app-op allows. */
  granted: ReadonlySet<string>;
  /** App-op LEGACY_STORAGE. */
  legacyStorageAppOp: boolean;
}>;

/** What the caller may do to rows it does not own. */
export type MediaAccess = Readonly<{
  readImages: boolean;
  readVideo: boolean;
  readAudio: boolean;
  writeImages: boolean;
  writeVideo: boolean;
  writeAudio: boolean;
  /** Sees the items selected for it, and none of the other images and videos of others. */
  userSelectedMode: boolean;
  legacyRead: boolean;
  legacyWrite: boolean;
  /** MANAGE_EXTERNAL_STORAGE: everything, without a clause. */
  manager: boolean;
}>;

/** PermissionUtils.checkPermissionRead*: the permission that opens each kind of media for this app on this device. */
export function readPermissions(
  deviceSdk: number,
  targetSdk: number,
): Readonly<{ images: string; video: string; audio: string }> {
  if (deviceSdk >= VERSION_CODES.TIRAMISU && targetSdk >= VERSION_CODES.TIRAMISU) {
    return {
      images: permission.READ_MEDIA_IMAGES,
      video: permission.READ_MEDIA_VIDEO,
      audio: permission.READ_MEDIA_AUDIO,
    };
  }
  const old = permission.READ_EXTERNAL_STORAGE;
  return { images: old, video: old, audio: old };
}

/** Works out what a caller holds, from its levels and its permissions. */
export function mediaAccess(caller: MediaCaller): MediaAccess {
  const { deviceSdk, targetSdk, granted } = caller;
  const names = readPermissions(deviceSdk, targetSdk);
  const legacy = caller.legacyStorageAppOp && targetSdk < VERSION_CODES.VANILLA_ICE_CREAM;
  const legacyRead = legacy && granted.has(permission.READ_EXTERNAL_STORAGE);
  const legacyWrite = legacy && granted.has(permission.WRITE_EXTERNAL_STORAGE);
  const images = granted.has(names.images);
  const video = granted.has(names.video);
  return {
    readImages: images || legacyWrite,
    readVideo: video || legacyWrite,
    readAudio: granted.has(names.audio) || legacyWrite,
    writeImages: legacyWrite,
    writeVideo: legacyWrite,
    writeAudio: legacyWrite,
    userSelectedMode:
      deviceSdk >= VERSION_CODES.UPSIDE_DOWN_CAKE &&
      targetSdk >= VERSION_CODES.TIRAMISU &&
      granted.has(permission.READ_MEDIA_VISUAL_USER_SELECTED) &&
      !images &&
      !video,
    legacyRead,
    legacyWrite,
    manager: deviceSdk >= VERSION_CODES.R && granted.has(permission.MANAGE_EXTERNAL_STORAGE),
  };
}

/** What of the manifest decides about the original location. */
export type LocationRequest = Readonly<{
  requestsMediaLocation: boolean;
  /** READ_MEDIA_VISUAL_USER_SELECTED came by the split, the app does not ask for it itself. */
  userSelectedIsImplicit: boolean;
}>;

/**
 * Whether EXIF location is taken out of items the caller does not own.
 * On API 34 and up an app in compatibility mode that asks for ACCESS_MEDIA_LOCATION counts as holding it.
 */
export function isLocationRedacted(caller: MediaCaller, request: LocationRequest): boolean {
  const { deviceSdk, targetSdk, granted } = caller;
  if (granted.has(permission.ACCESS_MEDIA_LOCATION) || mediaAccess(caller).manager) return false;
  const compatible =
    deviceSdk >= VERSION_CODES.UPSIDE_DOWN_CAKE &&
    targetSdk >= VERSION_CODES.TIRAMISU &&
    request.requestsMediaLocation &&
    request.userSelectedIsImplicit &&
    granted.has(permission.READ_MEDIA_VISUAL_USER_SELECTED);
  return !compatible;
}
