// Mirrors MediaProvider's LocalCallingIdentity: who calls, and what that opens.
import { permission } from '../../../contract/android/manifest.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type { Device } from '../../device/device.ts';
import { type PackageManager, SYSTEM_PACKAGES } from '../../packages/packageManager.ts';
import type { PermissionManager } from '../../permission/permissionManager.ts';
import { type MediaAccess, mediaAccess } from './mediaAccess.ts';

const ASKED = [
  permission.READ_EXTERNAL_STORAGE,
  permission.WRITE_EXTERNAL_STORAGE,
  permission.READ_MEDIA_IMAGES,
  permission.READ_MEDIA_VIDEO,
  permission.READ_MEDIA_AUDIO,
  permission.READ_MEDIA_VISUAL_USER_SELECTED,
  permission.MANAGE_EXTERNAL_STORAGE,
];

export type CallerServices = Readonly<{
  device: Device;
  packages: PackageManager;
  permissions: PermissionManager;
}>;

/** Whether the caller is the provider's own package: its photo picker, its own parts. */
export function isSelf({ caller }: BinderCall): boolean {
  return caller.packageName === SYSTEM_PACKAGES.photoPicker;
}

/** What a package may do to rows it does not own, by its permissions at this moment. */
export function accessOf(services: CallerServices, packageName: string): MediaAccess {
  const { device, packages, permissions } = services;
  const manifest = packages.find(packageName)?.manifest;
  const targetSdk = manifest?.targetSdk ?? device.profile.sdk;
  return mediaAccess({
    deviceSdk: device.profile.sdk,
    targetSdk,
    granted: new Set(ASKED.filter((name) => permissions.isGrantedWithAppOp(packageName, name))),
    // The app-op that requestLegacyExternalStorage sets: always below Q, by the flag at Q, never later.
    legacyStorageAppOp: targetSdk < 29 || (targetSdk === 29 && manifest?.requestLegacyExternalStorage === true),
  });
}
