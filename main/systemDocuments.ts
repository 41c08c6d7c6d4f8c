// The documents providers that every device has, built and published beside the rest of the system.
import { DOWNLOADS_AUTHORITY, EXTERNAL_STORAGE_AUTHORITY } from '../contract/android/documentsContract.ts';
import { Throwable } from '../contract/android/errors.ts';
import type { AndroidManifest } from '../contract/android/manifest.ts';
import type { Processes } from './activity/processes.ts';
import type { CallerServices } from './activity/systemCaller.ts';
import { SystemCaller } from './activity/systemCaller.ts';
import type { ContentObservers } from './content/observers.ts';
import { type PendingIntents, signInIntent } from './content/pendingIntents.ts';
import type { DeviceClock } from './device/clock.ts';
import type { Device } from './device/device.ts';
import type { Store } from './device/jsonFile.ts';
import type { Volumes } from './device/volumes.ts';
import type { Logcat } from './log/logcat.ts';
import { type PackageManager, SYSTEM_PACKAGES } from './packages/packageManager.ts';
import { CLOUD_AUTHORITY } from './providers/documents/cloud/cloudProvider.ts';
import { MockCloud } from './providers/documents/cloud/mockCloud.ts';
import { type DocumentsModule, systemProviderInfo } from './providers/documents/documentsModule.ts';
import { DownloadStorageProvider } from './providers/documents/downloads/downloadStorageProvider.ts';
import { ExternalStorageProvider } from './providers/documents/externalStorage/externalStorageProvider.ts';
import { mediaStoreFiles } from './providers/documents/externalStorage/mediaStoreFiles.ts';
import { storagePlatform } from './providers/documents/externalStorage/treeRules.ts';
import { MediaDocumentsProvider } from './providers/documents/mediaDocuments/mediaDocumentsProvider.ts';
import type { SpawnProvider } from './providers/documents/process/pluginProcess.ts';
import { Plugins } from './providers/documents/process/plugins.ts';
import { RemoteProviders } from './providers/documents/process/remoteProviders.ts';
import type { MediaModule } from './providers/media/mediaModule.ts';
import type { UriGrantsManager } from './uri/uriGrantsManager.ts';

export type SystemDocumentsServices = CallerServices &
  Readonly<{
    /** Folder of everything the device keeps. */
    home: string;
    clock: DeviceClock;
    device: Device;
    observers: ContentObservers;
    pendingIntents: PendingIntents;
    documents: DocumentsModule;
    volumes: Volumes;
    uriGrants: UriGrantsManager;
    media: MediaModule;
    /** Takes a volume out in order. @throws {Error} for one that is not mounted or built in */
    unmount(volumeId: string): Promise<void>;
    /** Where a service keeps its state, by the name of its file. */
    stored(name: string): Store;
  }>;

/** @returns the cloud, which a tester controls */
export function publishSystemProviders(system: SystemDocumentsServices): MockCloud {
  const { documents, observers, device, media } = system;
  const storage = newExternalStorage(system);
  documents.publish(storage);
  documents.publish(
    new MediaDocumentsProvider({
      resolver: new SystemCaller(system, SYSTEM_PACKAGES.photoPicker),
      ...{ observers, services: documents.services, packageName: SYSTEM_PACKAGES.photoPicker },
      sdk: () => device.profile.sdk,
      readExif: (realPath) => media.exif(realPath),
    }),
  );
  documents.publish(newDownloads(system, storage));
  const cloud = newCloud(system);
  documents.publish(cloud.provider);
  return cloud;
}

function newExternalStorage(system: SystemDocumentsServices): ExternalStorageProvider {
  const { documents, volumes, device, uriGrants, media, stored } = system;
  const packageName = SYSTEM_PACKAGES.externalStorage;
  const name = 'com.android.externalstorage.ExternalStorageProvider';
  return new ExternalStorageProvider({
    info: systemProviderInfo({ authority: EXTERNAL_STORAGE_AUTHORITY, packageName, name }),
    ...{ volumes, services: documents.services, store: stored('interrupted.json') },
    platform: () => storagePlatform(device.profile.sdk),
    revokeUriPermission: (uri) => uriGrants.revokeAll([uri]),
    media: mediaStoreFiles(new SystemCaller(system, SYSTEM_PACKAGES.photoPicker)),
    readExif: (realPath) => media.exif(realPath),
    unmount: (id) => system.unmount(id),
    bootCount: () => device.bootCount,
  });
}

function newDownloads(system: SystemDocumentsServices, storage: ExternalStorageProvider): DownloadStorageProvider {
  const { documents, observers, volumes, device, stored } = system;
  const packageName = SYSTEM_PACKAGES.downloads;
  const name = 'com.android.providers.downloads.DownloadStorageProvider';
  return new DownloadStorageProvider({
    info: systemProviderInfo({ authority: DOWNLOADS_AUTHORITY, packageName, name }),
    ...{ volumes, storage, observers, services: documents.services, store: stored('downloads.json') },
    resolver: new SystemCaller(system, SYSTEM_PACKAGES.photoPicker),
    platform: () => storagePlatform(device.profile.sdk),
  });
}

function newCloud({ home, clock, documents, pendingIntents, stored }: SystemDocumentsServices): MockCloud {
  const packageName = SYSTEM_PACKAGES.cloud;
  return new MockCloud({
    ...{ home, clock, packageName, services: documents.services },
    store: stored('cloud.json'),
    authenticationRequired(account) {
      const intent = signInIntent(CLOUD_AUTHORITY, account);
      const actionIntent = pendingIntents.create({ creatorPackage: packageName, request: 'sign in', intent });
      const message = `${account} has to sign in again`;
      const userAction = { userMessage: message, title: 'Sign in', actionIntent };
      return new Throwable('AuthenticationRequiredException', message, { userAction });
    },
  });
}

export type CustomProvidersServices = Readonly<{
  clock: DeviceClock;
  documents: DocumentsModule;
  logcat: Logcat;
  packages: PackageManager;
  pendingIntents: PendingIntents;
  processes: Processes;
  stored(name: string): Store;
  spawnProvider: SpawnProvider | null;
  install(manifest: AndroidManifest): void;
  uninstall(packageName: string): void;
  kill(packageName: string, reason: string): void;
}>;

/** Providers of people's own: modules that are loaded, and programs that connect. */
export type CustomProviders = Readonly<{ plugins: Plugins; remotes: RemoteProviders }>;

export function newCustomProviders(system: CustomProvidersServices): CustomProviders {
  const { pendingIntents, processes, stored } = system;
  const signInAction = (creatorPackage: string, authority: string, message: string) => {
    const request = { creatorPackage, request: `sign in to ${authority}`, intent: signInIntent(authority) };
    return { userMessage: message, title: 'Sign in', actionIntent: pendingIntents.create(request) };
  };
  const plugins = new Plugins({
    ...{ ...system, signInAction, store: stored('plugins.json') },
    ensureProcess: (packageName) => processes.ensure(packageName),
  });
  processes.onChange((packageName, state) => {
    if (state === 'STOPPED') plugins.processEnded(packageName);
  });
  plugins.boot();
  return { plugins, remotes: new RemoteProviders({ ...system, signInAction }) };
}
