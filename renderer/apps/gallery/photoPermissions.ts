// The developer guide's choice of permissions, "Grant partial access to photos and videos".
import { VERSION_CODES } from '../../../contract/android/build.ts';
import { type AndroidManifest, permission } from '../../../contract/android/manifest.ts';

const { READ_EXTERNAL_STORAGE, READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED } = permission;

/** What to ask for on a device of this level: of what the guide names, only what the manifest declares. */
export function permissionsToRequest(sdk: number, manifest: AndroidManifest): readonly string[] {
  const declared = new Set(manifest.usesPermissions.map(({ name }) => name));
  const wanted = permissionsOf(sdk).filter((name) => declared.has(name));
  // An app from before Android 13 knows only the storage permission, on every device.
  return wanted.length > 0 ? wanted : [READ_EXTERNAL_STORAGE].filter((name) => declared.has(name));
}

/** Permissions whose state decides what the app sees. */
export function permissionsToShow(sdk: number, manifest: AndroidManifest): readonly string[] {
  const requested = permissionsToRequest(sdk, manifest);
  const hasSelection = sdk >= VERSION_CODES.UPSIDE_DOWN_CAKE && requested.length > 0;
  // Android adds this one by itself to an app that does not declare it.
  return [...new Set([...requested, ...(hasSelection ? [READ_MEDIA_VISUAL_USER_SELECTED] : [])])];
}

function permissionsOf(sdk: number): readonly string[] {
  if (sdk < VERSION_CODES.TIRAMISU) return [READ_EXTERNAL_STORAGE];
  const media = [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO];
  return sdk < VERSION_CODES.UPSIDE_DOWN_CAKE ? media : [...media, READ_MEDIA_VISUAL_USER_SELECTED];
}
