// Runners for the volumes as documents, and for the groups that they share with other providers.
import { posix } from 'node:path';
import { buildRootsUri, Document, getDocumentId, MIME_TYPE_DIR } from '../../../contract/android/documentsContract.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import { buildValidFatFilename, trimFilename } from '../../../main/content/fatFilename.ts';
import { methodOf } from '../../../main/providers/documents/documentsDefaults.ts';
import * as downloads from '../../../main/providers/documents/downloads/downloadRows.ts';
import {
  DOWNLOADS_ROOT_FLAGS,
  DOWNLOADS_ROOT_ID,
  downloadIdentOf,
} from '../../../main/providers/documents/downloads/ids.ts';
import { exifMetadata, treeMetadata } from '../../../main/providers/documents/externalStorage/documentMetadata.ts';
import { buildUniqueName, typeOfDocument } from '../../../main/providers/documents/externalStorage/documentNames.ts';
import {
  DEFAULT_DOCUMENT_PROJECTION,
  lastModifiedOf,
} from '../../../main/providers/documents/externalStorage/documentRow.ts';
import {
  documentFlags,
  flagsOf,
  isExifType,
  rootFlags,
} from '../../../main/providers/documents/externalStorage/storageFlags.ts';
import { docIdForPath, pathFromDocId, rootIdOf } from '../../../main/providers/documents/externalStorage/storageIds.ts';
import { DEFAULT_ROOT_PROJECTION } from '../../../main/providers/documents/externalStorage/storageRoots.ts';
import { isHidden, storagePlatform } from '../../../main/providers/documents/externalStorage/treeRules.ts';
import * as mediaRows from '../../../main/providers/documents/mediaDocuments/documentRows.ts';
import { identOf } from '../../../main/providers/documents/mediaDocuments/ids.ts';
import {
  bucketFlags,
  kindOfBucket,
  kindOfItem,
  kindOfRoot,
  rootFlags as mediaRootFlags,
} from '../../../main/providers/documents/mediaDocuments/kinds.ts';
import { metadataTag } from '../../../main/providers/documents/mediaDocuments/metadata.ts';
import { resolveMimeType } from '../../../main/providers/media/scan/mimeUtils.ts';
import { buildUniqueFile } from '../../../main/providers/media/write/uniqueFile.ts';
import { isBlockedFromTree } from '../../../renderer/documentsui/directoryState.ts';
import { restrictsStorageAccess } from '../../../renderer/documentsui/initialLocation.ts';
import { withStorage } from '../../providers/documents/storageFolder.ts';
import type { Groups } from '../groups.ts';

const CALL = {
  caller: { uid: 10_001, pid: 1, packageName: 'com.example.client', userId: 0, targetSdk: 36 },
  signal: new AbortController().signal,
};

/** Above every level that anything began with. */
const CURRENT = 36;

function taken(existing: readonly string[]): (name: string) => boolean {
  const names = new Set(existing.map((name) => name.toLowerCase()));
  return (name) => names.has(name.toLowerCase());
}

type TreeBlock = Readonly<{
  api: number;
  targetSdk: number;
  securityPatched: boolean;
  rootKind: 'primary' | 'sd' | 'usb';
  writable: boolean;
  docId: string;
}>;

function treeBlock({ api, targetSdk, securityPatched, rootKind, writable, docId }: TreeBlock): unknown {
  const platform = storagePlatform(api, securityPatched);
  const place = { path: pathFromDocId(platform, docId), isUsb: rootKind === 'usb', writable };
  const flags = documentFlags(platform, MIME_TYPE_DIR, place);
  const isBlocked = isBlockedFromTree('OPEN_TREE', { flags }, restrictsStorageAccess({ sdk: api, targetSdk }));
  return {
    blocksFlag: (flags & Document.FLAG_DIR_BLOCKS_OPEN_DOCUMENT_TREE) !== 0,
    listedByParent: !isHidden(platform, place),
    useFolderButtonEnabled: !isBlocked,
  };
}

const nameGroups: Groups = {
  unique_name: {
    run: ({ mimeType, displayName, existing }: { mimeType: string; displayName: string; existing: string[] }) =>
      buildUniqueName(mimeType, displayName, taken(existing)),
  },
  rename_name: {
    run: ({ newName, existing }: { newName: string; existing: string[] }) =>
      buildUniqueName(null, buildValidFatFilename(newName), taken(existing)),
  },
  mediastore_name: {
    run: ({ directory, displayName, existing }: { directory: string; displayName: string; existing: string[] }) => {
      const isTaken = taken(existing);
      const above = `/storage/emulated/0/${directory}`;
      const type = resolveMimeType(displayName);
      return posix.basename(buildUniqueFile(above, type, displayName, (path) => isTaken(posix.basename(path))));
    },
  },
  fat_name: { run: ({ name }: { name: string | null }) => buildValidFatFilename(name) },
  trim_name: { run: ({ name, maxBytes }: { name: string; maxBytes: number }) => trimFilename(name, maxBytes) },
  storage_mime: {
    run: ({ docId, isDirectory }: { docId: string; isDirectory: boolean }) => typeOfDocument(docId, isDirectory),
  },
  storage_last_modified: {
    run: ({ fileLastModifiedMs }: { fileLastModifiedMs: number }) => lastModifiedOf(fileLastModifiedMs),
  },
  tree_block: { run: treeBlock },
};

type Operation = Readonly<{
  op: string;
  parentIsDirectory?: boolean;
  targetExists?: boolean;
  docId?: string;
  exists?: boolean;
  displayName?: string;
  mimeType?: string;
}>;

/** What none of the methods below does, the base class answers. */
async function operate({ op, docId = 'primary:a.txt', exists = true, ...input }: Operation): Promise<unknown> {
  const own = exists ? [pathOf(docId)] : [];
  const target = input.targetExists === true ? [`target/${posix.basename(pathOf(docId))}`] : ['target/'];
  return withStorage({ files: ['file', ...target, ...own] }, async ({ provider }) => {
    switch (op) {
      case 'createDocument': {
        const parentDocumentId = input.parentIsDirectory === false ? 'primary:file' : 'primary:target';
        const { mimeType = 'text/plain', displayName = 'new' } = input;
        return provider.createDocument(CALL, { parentDocumentId, mimeType, displayName });
      }
      case 'renameDocument':
        return provider.renameDocument(CALL, docId, input.displayName ?? 'new.txt');
      case 'moveDocument': {
        const parents = { sourceParentDocumentId: 'primary:', targetParentDocumentId: 'primary:target' };
        return provider.moveDocument(CALL, { sourceDocumentId: docId, ...parents });
      }
      case 'deleteDocument':
        return provider.deleteDocument(CALL, docId);
      case 'getDocumentMetadata':
        return provider.getDocumentMetadata(CALL, docId);
      case 'findDocumentPath':
        return provider.findDocumentPath(CALL, null, docId);
      case 'ejectRoot':
        return provider.ejectRoot(CALL, 'unknown');
      default:
        return methodOf(provider, op as 'copyDocument');
    }
  });
}

function pathOf(documentId: string): string {
  return documentId.slice(documentId.indexOf(':') + 1);
}

type StorageError = Readonly<{ op: 'query' | 'open'; uri: string; exists?: boolean; isDirectory?: boolean }>;

async function storageError({ op, uri: text, exists = true, isDirectory = false }: StorageError): Promise<unknown> {
  const uri = parseUri(text);
  const path = pathOf(getDocumentId(uri));
  const files = exists && path !== '' ? [isDirectory ? `${path}/` : path] : [];
  return withStorage({ files }, async ({ adapter }) => {
    if (op === 'open') return adapter.openFile(CALL, uri, 'r');
    const result = await adapter.query(CALL, uri, ['document_id'], {});
    return { cursor: result === null ? null : result.window(0, result.count).map(([id]) => id) };
  });
}

const operationGroups: Groups = {
  storage_operation: { run: operate },
  storage_error: { run: storageError },
};

type Provider = 'storage' | 'media' | 'downloads';
type Shared<Input> = Readonly<Partial<Record<Provider, (input: Input) => unknown>>>;

/** A group whose cases name their provider. */
function byProvider<Input extends object>(runners: Shared<Input>): Groups[string] {
  return {
    run: (input: Input & Readonly<{ provider: Provider }>) => {
      const runner = runners[input.provider];
      if (runner === undefined) throw new Error(`Nobody answers for ${input.provider}.`);
      return runner(input);
    },
  };
}

type RootInput = Readonly<{ kind: string; uuid?: string; writable?: boolean; empty?: boolean }>;

function storageRoot({ kind, uuid = 'primary', writable = true }: RootInput): unknown {
  const flags = rootFlags({ kind: kind as 'primary', writable });
  const rootId = kind === 'home' ? kind : uuid;
  return { rootId, documentId: `${rootId}:`, flags };
}

function mediaRoot({ kind, empty = false }: RootInput): unknown {
  const found = kindOfRoot(kind, CURRENT);
  if (found === null) return null;
  const { rootId, mimeTypes } = found;
  return { rootId, documentId: rootId, flags: mediaRootFlags(found, empty), mimeTypes: mimeTypes.join('\n') };
}

type FlagsInput = Readonly<{ api: number; mime: string; writable: boolean; blocked?: boolean; kind: string }>;

function mediaFlags({ kind }: FlagsInput): number | null {
  const bucket = kindOfBucket(kind, CURRENT);
  const root = kindOfRoot(kind, CURRENT);
  if (root !== null) return Number(mediaRows.rootDocument(root)[Document.COLUMN_FLAGS] ?? 0);
  return bucket === null ? (kindOfItem(kind, CURRENT)?.itemFlags ?? null) : bucketFlags(bucket);
}

type ProjectionInput = Readonly<{ table: 'document' | 'root'; projection: readonly string[] | null }>;

const sharedGroups: Groups = {
  builtin_root: byProvider<RootInput>({
    storage: storageRoot,
    media: mediaRoot,
    downloads: () => ({ rootId: DOWNLOADS_ROOT_ID, documentId: DOWNLOADS_ROOT_ID, flags: DOWNLOADS_ROOT_FLAGS }),
  }),
  builtin_document_flags: byProvider<FlagsInput>({
    storage: ({ api, mime, writable, blocked = false }) =>
      flagsOf(storagePlatform(api), { mimeType: mime, writable, blocked }),
    media: mediaFlags,
    downloads: ({ api = CURRENT, mime, kind }) =>
      kind === 'root' ? Number(downloads.ROOT_DOCUMENT[Document.COLUMN_FLAGS]) : downloads.downloadFlags(api, mime),
  }),
  projection: byProvider<ProjectionInput>({
    storage: ({ table, projection }) =>
      projection ?? (table === 'root' ? DEFAULT_ROOT_PROJECTION : DEFAULT_DOCUMENT_PROJECTION),
    media: ({ table, projection }) =>
      projection ?? (table === 'root' ? mediaRows.DEFAULT_ROOT_PROJECTION : mediaRows.DEFAULT_DOCUMENT_PROJECTION),
    downloads: ({ table, projection }) =>
      projection ?? (table === 'root' ? downloads.DEFAULT_ROOT_PROJECTION : downloads.DEFAULT_DOCUMENT_PROJECTION),
  }),
  metadata: byProvider<Readonly<{ mimeType: string; files?: readonly number[]; docId: string }>>({
    storage: ({ mimeType, files = [] }) => {
      if (mimeType === MIME_TYPE_DIR) return treeMetadata(files);
      return isExifType(mimeType) ? exifMetadata({}) : null;
    },
    media: ({ docId }) => {
      const kind = kindOfItem(identOf(docId).type, CURRENT);
      const tag = kind === null ? null : metadataTag(kind);
      return tag === null ? null : { 'android:documentMetadataTypes': [tag] };
    },
  }),
};

type NotificationInput = Readonly<{
  event?: string;
  authority: string;
  provider: Provider;
  query: string;
  docId: string;
}>;

async function notificationUri({ event, authority, docId }: NotificationInput): Promise<unknown> {
  if (event === 'rootsChanged') return buildRootsUri(authority);
  return withStorage({ files: [`${pathOf(docId)}/`] }, async ({ provider }) => {
    const result = await provider.queryChildDocuments(CALL, docId, null);
    return result.notificationUri;
  });
}

type IdInput = Readonly<{ fn: string; docId: string; path: string; api: number }>;

const idFunctions: Readonly<Record<string, (input: IdInput) => unknown>> = {
  storagePath: ({ docId, api }) => ({ root: rootIdOf(docId), path: pathFromDocId(storagePlatform(api), docId) }),
  storageDocId: ({ path, api }) => {
    const card = /^\/storage\/([^/]+)/.exec(path)?.[1] ?? '';
    const roots = [
      { rootId: 'primary', path: '/storage/emulated/0' },
      ...(card === 'emulated' ? [] : [{ rootId: card, path: `/storage/${card}` }]),
      ...(api <= 29 ? [{ rootId: 'home', path: '/storage/emulated/0/Documents' }] : []),
    ];
    return docIdForPath(roots, path);
  },
  mediaIdent: ({ docId }) => identOf(docId),
  downloadsKind: ({ docId }) => downloadIdentOf(docId),
};

export const externalStorageGroups: Groups = {
  ...nameGroups,
  ...operationGroups,
  ...sharedGroups,
  notification_uri: { run: notificationUri },
  doc_id: { run: (input: IdInput) => idFunctions[input.fn]?.(input) },
};
