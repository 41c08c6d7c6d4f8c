// Mirrors MediaDocumentsProvider's tables: its roots, what is below each, and where MediaStore has it.
import { VERSION_CODES } from '../../../../contract/android/build.ts';
import { Document, Root } from '../../../../contract/android/documentsContract.ts';
import {
  audioContentUri,
  filesContentUri,
  imagesContentUri,
  MEDIA_TYPE,
  VOLUME_EXTERNAL,
  videoContentUri,
} from '../../../../contract/android/mediaStore.ts';
import type { Uri } from '../../../../contract/android/uri.ts';

/** What MediaStore has of one kind, and the documents it is shown as. */
export type MediaKind = Readonly<{
  rootId: string;
  title: string;
  /** Type of one item's id: image. */
  item: string;
  /** Type of a bucket's id; null for audio, which has artists and albums. */
  bucket: string | null;
  collection: Uri;
  /** What of the collection belongs here; empty for all of it. */
  selection: string;
  mimeTypes: readonly string[];
  /** The type that stands for all of them. */
  wildcard: string;
  rootFlags: number;
  itemFlags: number;
  /** Column the item's name is in. */
  nameColumn: '_display_name' | 'title';
  since: number;
}>;

const { FLAG_LOCAL_ONLY, FLAG_SUPPORTS_RECENTS, FLAG_SUPPORTS_SEARCH } = Root;
const { FLAG_SUPPORTS_THUMBNAIL, FLAG_SUPPORTS_DELETE, FLAG_SUPPORTS_METADATA } = Document;
const SEARCHED = FLAG_LOCAL_ONLY | FLAG_SUPPORTS_SEARCH;
const VISUAL = FLAG_SUPPORTS_THUMBNAIL | FLAG_SUPPORTS_DELETE | FLAG_SUPPORTS_METADATA;

export const IMAGES: MediaKind = {
  ...{ rootId: 'images_root', title: 'Images', item: 'image', bucket: 'images_bucket' },
  ...{ collection: imagesContentUri(VOLUME_EXTERNAL), selection: '', nameColumn: '_display_name', since: 1 },
  ...{ mimeTypes: ['image/*'], wildcard: 'image/*' },
  ...{ rootFlags: SEARCHED | FLAG_SUPPORTS_RECENTS, itemFlags: VISUAL },
};

export const VIDEOS: MediaKind = {
  ...{ rootId: 'videos_root', title: 'Videos', item: 'video', bucket: 'videos_bucket' },
  ...{ collection: videoContentUri(VOLUME_EXTERNAL), selection: '', nameColumn: '_display_name', since: 1 },
  ...{ mimeTypes: ['video/*', 'application/vnd.ms-asf'], wildcard: 'video/*' },
  ...{ rootFlags: SEARCHED | FLAG_SUPPORTS_RECENTS, itemFlags: VISUAL },
};

export const AUDIO: MediaKind = {
  ...{ rootId: 'audio_root', title: 'Audio', item: 'audio', bucket: null },
  ...{ collection: audioContentUri(VOLUME_EXTERNAL), selection: '', nameColumn: 'title', since: 1 },
  ...{ mimeTypes: ['audio/*', 'application/ogg', 'application/x-flac'], wildcard: 'audio/*' },
  ...{ rootFlags: SEARCHED, itemFlags: FLAG_SUPPORTS_DELETE | FLAG_SUPPORTS_METADATA },
};

export const DOCUMENTS: MediaKind = {
  ...{ rootId: 'documents_root', title: 'Documents', item: 'document', bucket: 'documents_bucket' },
  ...{ collection: filesContentUri(VOLUME_EXTERNAL), selection: `media_type = ${MEDIA_TYPE.DOCUMENT}` },
  ...{ nameColumn: '_display_name', mimeTypes: ['*/*'], wildcard: '*/*', since: VERSION_CODES.R },
  ...{ rootFlags: SEARCHED | FLAG_SUPPORTS_RECENTS, itemFlags: FLAG_SUPPORTS_DELETE },
};

/** In the order queryRoots answers them. */
export const MEDIA_KINDS: readonly MediaKind[] = [IMAGES, VIDEOS, AUDIO, DOCUMENTS];

/** The kind with this root, on a device of this level; null for another root. */
export function kindOfRoot(rootId: string, sdk: number): MediaKind | null {
  return MEDIA_KINDS.find((kind) => kind.rootId === rootId && kind.since <= sdk) ?? null;
}

export function kindOfItem(type: string, sdk: number): MediaKind | null {
  return MEDIA_KINDS.find((kind) => kind.item === type && kind.since <= sdk) ?? null;
}

export function kindOfBucket(type: string, sdk: number): MediaKind | null {
  return MEDIA_KINDS.find((kind) => kind.bucket === type && kind.since <= sdk) ?? null;
}

/** Root.COLUMN_FLAGS: an empty root says so. */
export function rootFlags(kind: MediaKind, isEmpty: boolean): number {
  return kind.rootFlags | (isEmpty ? Root.FLAG_EMPTY : 0);
}

/** Flags of a directory: only what has pictures in it has one. */
export function bucketFlags(kind: MediaKind): number {
  const { FLAG_DIR_PREFERS_GRID, FLAG_DIR_PREFERS_LAST_MODIFIED } = Document;
  const thumbnail = kind.itemFlags & FLAG_SUPPORTS_THUMBNAIL;
  return FLAG_DIR_PREFERS_GRID | FLAG_DIR_PREFERS_LAST_MODIFIED | thumbnail;
}
