// Mirrors MediaProvider's LocalCallingIdentity: who calls, and what that opens.
import { permission } from '../../../contract/android/manifest.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type { Device } from '../../device/device.ts';
import { type PackageManager, SYSTEM_PACKAGES } from '../../packages/packageManager.ts';
import { type AppOps, isExternalStorageManager } from '../../permission/appOps.ts';
import { permissionApp } from '../../permission/permissionApp.ts';
import type { PermissionManager } from '../../permission/permissionManager.ts';
import { isGrantedWithAppOp } from '../../permission/permissionState.ts';
import type { UriGrantsManager } from '../../uri/uriGrantsManager.ts';
import { type MediaAccess, type MediaCaller, mediaAccess } from './mediaAccess.ts';

const ASKED = [
  permission.READ_EXTERNAL_STORAGE,
  permission.WRITE_EXTERNAL_STORAGE,
  permission.READ_MEDIA_IMAGES,
  permission.READ_MEDIA_VIDEO,
  permission.READ_MEDIA_AUDIO,
  permission.READ_MEDIA_VISUAL_USER_SELECTED,
  permission.ACCESS_MEDIA_LOCATION,
];

export type CallerServices = Readonly<{
  device: Device;
  packages: PackageManager;
  permissions: PermissionManager;
  appOps: AppOps;
  uriGrants: UriGrantsManager;
}>;

/** Whether the caller is the provider's own package: its photo picker, its own parts. */
export function isSelf({ caller }: BinderCall): boolean {
  return caller.packageName === SYSTEM_PACKAGES.photoPicker;
}

/** Whether adb shell calls, which may do everything. */
export function isShell({ caller }: BinderCall): boolean {
  return caller.packageName === SYSTEM_PACKAGES.shell;
}

const FULL_ACCESS = new Set<string>([SYSTEM_PACKAGES.photoPicker, SYSTEM_PACKAGES.shell]);

/** What a package holds at this moment: its levels, its permissions with their app-ops, its legacy flag. */
export function mediaCallerOf(services: CallerServices, packageName: string): MediaCaller {
  const { device, packages, permissions, appOps } = services;
  const manifest = packages.find(packageName)?.manifest;
  const { sdk } = device.profile;
  const targetSdk = manifest?.targetSdk ?? sdk;
  const modes = appOps.modes(packageName);
  // Where no mode was ever set nothing is allowed, and what the app requests need not be worked out.
  const isSet = manifest !== undefined && Object.keys(modes).length > 0;
  const special = isSet ? { ...permissionApp(manifest, sdk), modes } : null;
  const states = permissions.states(packageName);
  const manager = special !== null && isExternalStorageManager(special);
  return {
    deviceSdk: sdk,
    targetSdk,
    granted: new Set([
      ...ASKED.filter((name) => isGrantedWithAppOp(states, name)),
      ...(manager ? [permission.MANAGE_EXTERNAL_STORAGE] : []),
    ]),
    // The app-op that requestLegacyExternalStorage sets: always below Q, by the flag at Q, never later.
    legacyStorageAppOp: targetSdk < 29 || (targetSdk === 29 && manifest?.requestLegacyExternalStorage === true),
  };
}

/** checkCallingPermissionGlobal: the provider itself and the shell pass wherever a manager does. */
export function hasFullAccess(packageName: string): boolean {
  return FULL_ACCESS.has(packageName);
}

/** What a package may do to rows it does not own, by its permissions at this moment. */
export function accessOf(services: CallerServices, packageName: string): MediaAccess {
  const access = mediaAccess(mediaCallerOf(services, packageName));
  return hasFullAccess(packageName) ? { ...access, manager: true } : access;
}
