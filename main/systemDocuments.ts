// The documents providers that every device has, built and published beside the rest of the system.
import { Throwable } from '../contract/android/errors.ts';
import type { CallerServices } from './activity/systemCaller.ts';
import { SystemCaller } from './activity/systemCaller.ts';
import type { ContentObservers } from './content/observers.ts';
import { type PendingIntents, signInIntent } from './content/pendingIntents.ts';
import type { DeviceClock } from './device/clock.ts';
import type { Device } from './device/device.ts';
import type { Store } from './device/jsonFile.ts';
import { SYSTEM_PACKAGES } from './packages/packageManager.ts';
import { CLOUD_AUTHORITY } from './providers/documents/cloud/cloudProvider.ts';
import { MockCloud } from './providers/documents/cloud/mockCloud.ts';
import type { DocumentsModule } from './providers/documents/documentsModule.ts';
import { MediaDocumentsProvider } from './providers/documents/mediaDocuments/mediaDocumentsProvider.ts';

export type SystemDocumentsServices = CallerServices &
  Readonly<{
    /** Folder of everything the device keeps. */
    home: string;
    clock: DeviceClock;
    device: Device;
    observers: ContentObservers;
    pendingIntents: PendingIntents;
    documents: DocumentsModule;
    /** Where a service keeps its state, by the name of its file. */
    stored(name: string): Store;
  }>;

/** @returns the cloud, which a tester controls */
export function publishSystemProviders(system: SystemDocumentsServices): MockCloud {
  const { documents, observers, device } = system;
  const mediaDocuments = new MediaDocumentsProvider({
    resolver: new SystemCaller(system, SYSTEM_PACKAGES.photoPicker),
    ...{ observers, services: documents.services, packageName: SYSTEM_PACKAGES.photoPicker },
    sdk: () => device.profile.sdk,
  });
  documents.publish(mediaDocuments);
  const cloud = newCloud(system);
  documents.publish(cloud.provider);
  return cloud;
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
