// ExternalStorageProvider over a folder of its own, behind the adapter: no MediaStore, every caller is let through.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXTERNAL_STORAGE_AUTHORITY } from '../../../contract/android/documentsContract.ts';
import { Volumes } from '../../../main/device/volumes.ts';
import { DocumentsAdapter } from '../../../main/providers/documents/documentsAdapter.ts';
import { systemProviderInfo } from '../../../main/providers/documents/documentsModule.ts';
import { ExternalStorageProvider } from '../../../main/providers/documents/externalStorage/externalStorageProvider.ts';
import { storagePlatform } from '../../../main/providers/documents/externalStorage/treeRules.ts';
import { writeInto } from '../../testSystem.ts';

export type StorageFolder = Readonly<{ folder: string; provider: ExternalStorageProvider; adapter: DocumentsAdapter }>;

/** @param files below the primary volume, by path; a directory has a slash at its end */
export async function withStorage<Result>(
  { files, sdk = 36 }: Readonly<{ files: readonly string[]; sdk?: number }>,
  run: (storage: StorageFolder) => Promise<Result>,
): Promise<Result> {
  const root = mkdtempSync(join(tmpdir(), 'scopebox-storage-'));
  const folder = join(root, 'folder');
  mkdirSync(folder);
  for (const path of files)
    if (path.endsWith('/')) mkdirSync(join(folder, path), { recursive: true });
    else writeInto(join(folder, path), 'x');
  try {
    const volumes = new Volumes({ home: join(root, 'home') });
    const built = { id: 'primary', volumeName: 'external_primary', kind: 'primary', writeThrough: false } as const;
    const provider = new ExternalStorageProvider({
      info: systemProviderInfo({ authority: EXTERNAL_STORAGE_AUTHORITY, packageName: 'com.android.externalstorage' }),
      volumes,
      services: { notifyChange: () => undefined },
      revokeUriPermission: () => undefined,
      platform: () => storagePlatform(sdk),
      bootCount: () => 1,
      media: { scanFile: async () => undefined, openThumbnail: async () => null },
      readExif: async () => ({}),
      unmount: async () => undefined,
      store: { load: () => null, save: () => undefined },
    });
    volumes.mount({ ...built, description: 'Internal shared storage', folder });
    const adapter = new DocumentsAdapter(provider, {
      ...{ sdk: () => sdk, enforce: () => undefined, hasPermission: () => true, onBug: () => undefined },
      grants: { grantUriPermission: () => undefined, modesOf: () => 0, revokeDocument: () => undefined },
    });
    return await run({ folder, provider, adapter });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
