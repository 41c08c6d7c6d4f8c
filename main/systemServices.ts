// Services of the device that need more than one other to be built.

import type { Processes } from './activity/processes.ts';
import type { ProviderInfo } from './content/contentProvider.ts';
import type { DeviceClock } from './device/clock.ts';
import type { Device } from './device/device.ts';
import type { Store } from './device/jsonFile.ts';
import type { PackageManager } from './packages/packageManager.ts';
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
