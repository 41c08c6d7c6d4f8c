// MediaDocumentsProvider over rows in memory: MediaStore's own queries, no device around them.
import type { BinderCall } from '../../../main/content/binderCall.ts';
import { ContentObservers } from '../../../main/content/observers.ts';
import { MediaDocumentsProvider } from '../../../main/providers/documents/mediaDocuments/mediaDocumentsProvider.ts';
import type { SystemResolver } from '../../../main/providers/documents/systemResolver.ts';
import { queryResult } from '../../../main/providers/media/db/queryResult.ts';
import { builtQuery, type ProbeRow, probeDatabase } from '../media/mediaProbe.ts';

const SELF = {
  package: 'com.android.providers.media.module',
  deviceSdk: 34,
  targetSdk: 36,
  granted: ['READ_MEDIA_IMAGES', 'READ_MEDIA_VIDEO', 'READ_MEDIA_AUDIO', 'MANAGE_EXTERNAL_STORAGE'],
  legacyStorageAppOp: true,
};

export const CALL: BinderCall = {
  caller: { uid: 10_001, pid: 1, packageName: 'com.android.documentsui', userId: 0, targetSdk: 36 },
  signal: new AbortController().signal,
};

export type MediaDocumentsProbe = Disposable &
  Readonly<{
    provider: MediaDocumentsProvider;
    observers: ContentObservers;
    /** URIs that were opened, deleted or asked for a thumbnail, with the verb before them. */
    asked: string[];
    notified: string[];
    revoked: string[];
  }>;

export function mediaDocumentsProbe(rows: readonly ProbeRow[], sdk = 34): MediaDocumentsProbe {
  const database = probeDatabase(rows);
  const asked: string[] = [];
  const file = { path: '/dev/null', mimeType: 'image/jpeg' };
  const resolver: SystemResolver = {
    query: async (uri, extras, projection = null) =>
      queryResult(database, builtQuery({ caller: SELF, uri, extras, projection })),
    delete: async (uri) => asked.push(`delete ${uri}`),
    openFile: async (uri, mode) => {
      asked.push(`${mode} ${uri}`);
      return file;
    },
    openThumbnail: async (uri) => {
      asked.push(`thumbnail ${uri}`);
      return file;
    },
  };
  const observers = new ContentObservers();
  const notified: string[] = [];
  const revoked: string[] = [];
  const services = {
    notifyChange: (uri: string) => void notified.push(uri),
    revokeDocumentPermission: (_authority: string, documentId: string) => void revoked.push(documentId),
  };
  const provider = new MediaDocumentsProvider({
    ...{ resolver, observers, services, sdk: () => sdk, packageName: SELF.package },
    readExif: async () => ({ ImageWidth: '640', Make: 'A camera' }),
  });
  return { provider, observers, asked, notified, revoked, [Symbol.dispose]: () => database[Symbol.dispose]() };
}
