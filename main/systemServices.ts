// Services of the device that need more than one other to be built.

import { AUTHORITY } from '../contract/android/mediaStore.ts';
import type { Processes } from './activity/processes.ts';
import { type CallerServices, callAs } from './activity/systemCaller.ts';
import type { ProviderInfo } from './content/contentProvider.ts';
import type { DeviceClock } from './device/clock.ts';
import type { Device } from './device/device.ts';
import { DeviceFiles } from './device/deviceFiles.ts';
import type { Store } from './device/jsonFile.ts';
import type { Volumes } from './device/volumes.ts';
import { type PackageManager, SYSTEM_PACKAGES } from './packages/packageManager.ts';
import type { PermissionManager } from './permission/permissionManager.ts';
import { UnusedApps } from './permission/unusedApps.ts';
import { DocumentsModule, type DocumentsModuleOptions } from './providers/documents/documentsModule.ts';
import { UriGrantsManager } from './uri/uriGrantsManager.ts';

type Shared = Readonly<{ clock: DeviceClock; device: Device; packages: PackageManager }>;

type HasPermission = (packageName: string, name: string) => boolean;

export function newUriGrants(
  services: Shared &
    Readonly<{ hasPermission: HasPermission; store: Store; providerOf: (authority: string) => ProviderInfo | null }>,
): UriGrantsManager {
  const { device, packages, clock, hasPermission, store, providerOf } = services;
  return new UriGrantsManager({
    ...{ clock, hasPermission, store, providerOf },
    sdk: () => device.profile.sdk,
    isInstalled: (packageName) => packages.find(packageName) !== null,
  });
}

export function newUnusedApps(
  services: Shared &
    Readonly<{
      permissions: PermissionManager;
      processes: Processes;
      store: Store;
      kill: (packageName: string, reason: string) => void;
    }>,
): UnusedApps {
  const { clock, device, packages, permissions, processes, store, kill } = services;
  return new UnusedApps({
    ...{ ...store, clock, permissions, kill },
    sdk: () => device.profile.sdk,
    manifests: () => packages.list().flatMap(({ manifest, system }) => (system ? [] : [manifest])),
    isInFront: (packageName) => processes.state(packageName) === 'FOREGROUND',
  });
}

/** The file system as adb shell sees it; what changes there has its row at once, as it has on Android through FUSE. */
export function newDeviceFiles(
  services: Omit<CallerServices, 'journal'> & Readonly<{ home: string; volumes: Volumes }>,
): DeviceFiles {
  const { home, volumes, packages, resolver } = services;
  const provider = SYSTEM_PACKAGES.photoPicker;
  const scanFile = async (path: string) => {
    const call = callAs(services, provider, new AbortController().signal);
    await resolver.call(call, AUTHORITY, { method: 'scan_file', arg: path, extras: {} });
  };
  const mediaUid = () => packages.find(provider)?.uid ?? 0;
  return new DeviceFiles({ home, volumes, mediaUid, scanFile, defaultDirectories: DEFAULT_DIRECTORIES });
}

/** FileUtils.DEFAULT_FOLDER_NAMES, and the folder of the apps' own files. */
const DEFAULT_DIRECTORIES = [
  'Alarms',
  'Android',
  'Audiobooks',
  'DCIM',
  'Documents',
  'Download',
  'Movies',
  'Music',
  'Notifications',
  'Pictures',
  'Podcasts',
  'Recordings',
  'Ringtones',
];

/** The documents providers' home; a document that gets another URI keeps whoever could reach it. */
export function newDocuments(
  services: Omit<DocumentsModuleOptions, 'grants'> & Readonly<{ uriGrants: UriGrantsManager }>,
): DocumentsModule {
  const { uriGrants } = services;
  return new DocumentsModule({
    ...services,
    grants: {
      grantUriPermission: ({ targetPackage, uri, modeFlags }) => {
        const why = 'the provider, for the new URI of a document it had';
        uriGrants.grant({ to: targetPackage, uri, modeFlags, owner: null, why });
      },
      modesOf: (packageName, uri) => uriGrants.modeFlags(packageName, uri),
      revokeDocument: (uri) => uriGrants.revokeAll([uri]),
    },
  });
}
