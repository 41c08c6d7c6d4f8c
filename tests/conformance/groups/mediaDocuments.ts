// Runners for the documents of MediaStore.
import type { Bundle, CursorValue } from '../../../contract/android/cursor.ts';
import { getDocumentId } from '../../../contract/android/documentsContract.ts';
import type { OpenMode } from '../../../contract/android/files.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import type { ResultSet } from '../../../main/content/contentProvider.ts';
import { kindOfRoot } from '../../../main/providers/documents/mediaDocuments/kinds.ts';
import {
  buildSearchSelection,
  type SearchedColumns,
  type SearchedFor,
  searchedTypes,
} from '../../../main/providers/documents/mediaDocuments/searchSelection.ts';
import { DOWNLOADS_RECENTS, MEDIA_RECENTS, recentsLimit } from '../../../main/providers/documents/recentsLimit.ts';
import { CALL, mediaDocumentsProbe } from '../../providers/documents/mediaDocumentsProbe.ts';
import type { ProbeRow } from '../../providers/media/mediaProbe.ts';
import type { Groups } from '../groups.ts';

type Medium = Readonly<{
  id: number;
  type: 'image' | 'video' | 'audio' | 'document';
  bucketId?: number;
  bucket?: string;
  artistId?: number;
  artist?: string;
  albumId?: number;
  album?: string;
  dateModified?: number;
}>;

const MEDIA_TYPES = { image: 1, audio: 2, video: 3, document: 6 } as const;

const MIME_TYPES = { image: 'image/jpeg', audio: 'audio/mpeg', video: 'video/mp4', document: 'text/plain' } as const;

/** Columns of the vectors, by the rows' own names. */
const COLUMNS = {
  documentId: 'document_id',
  displayName: '_display_name',
  lastModified: 'last_modified',
  flags: 'flags',
  mimeType: 'mime_type',
  size: '_size',
} as const;

function rowOf({ id, type, ...medium }: Medium): ProbeRow {
  return {
    ...{ _id: id, media_type: MEDIA_TYPES[type], mime_type: MIME_TYPES[type] },
    ...{
      bucket_id: medium.bucketId === undefined ? null : String(medium.bucketId),
      bucket_display_name: medium.bucket ?? null,
    },
    ...{ artist_id: medium.artistId ?? null, artist: medium.artist ?? null },
    ...{ album_id: medium.albumId ?? null, album: medium.album ?? null },
    date_modified: medium.dateModified ?? 0,
  };
}

/** Documents as objects with those fields that have a value. */
function documentsOf({ columns, count, window }: ResultSet): readonly Record<string, CursorValue>[] {
  return window(0, count).map((row) => {
    const fields = Object.entries(COLUMNS).map(([key, column]) => [key, row[columns.indexOf(column)] ?? null]);
    return Object.fromEntries(fields.filter(([, value]) => value !== null));
  });
}

/** Whether each expected document is there with what is said of it, in order. */
function sameDocuments(actual: readonly Readonly<Record<string, unknown>>[], expected: typeof actual): boolean {
  return (
    actual.length === expected.length &&
    expected.every((document, index) =>
      Object.entries(document).every(([key, value]) => actual[index]?.[key] === value),
    )
  );
}

export const mediaDocumentsGroups: Groups = {
  media_search_sql: {
    run: ({ columns, ...asked }: SearchedFor & { columns: SearchedColumns }) => buildSearchSelection(asked, columns),
  },
  media_search_types: {
    run({ rootId, requestedMimeTypes }: { rootId: string; requestedMimeTypes: readonly string[] | null }) {
      const kind = kindOfRoot(rootId, 34);
      return kind === null ? null : searchedTypes(kind, requestedMimeTypes);
    },
  },
  media_structure: {
    async run({ parent, media }: { parent: string; media: readonly Medium[] }) {
      using probe = mediaDocumentsProbe(media.map((medium) => rowOf(medium)));
      return documentsOf(await probe.provider.queryChildDocuments(CALL, parent, null));
    },
    same: sameDocuments,
  },
  recents_limit: {
    run: ({ provider, queryArgs }: { provider: string; queryArgs: Bundle }) =>
      recentsLimit(queryArgs, provider === 'media' ? MEDIA_RECENTS : DOWNLOADS_RECENTS),
  },
  media_error: {
    async run({ op, ...of }: { op: string; uri?: string; docId?: string; rootId?: string; mode?: OpenMode }) {
      using probe = mediaDocumentsProbe([]);
      const { provider } = probe;
      const id = of.docId ?? (of.uri === undefined ? '' : getDocumentId(parseUri(of.uri)));
      if (op === 'query') return { cursor: documentsOf(await provider.queryDocument(CALL, id, null)) };
      if (op === 'open') return provider.openDocument(CALL, id, of.mode ?? 'r');
      if (op === 'delete') return provider.deleteDocument(CALL, id);
      if (op === 'queryRecentDocuments') return provider.queryRecentDocuments(CALL, of.rootId ?? '', null, {});
      if (op === 'querySearchDocuments') return provider.querySearchDocuments(CALL, of.rootId ?? '', null, {});
      if (op === 'openDocumentThumbnail') return provider.openDocumentThumbnail(CALL, id, { width: 96, height: 96 });
      if (op === 'getDocumentMetadata') return provider.getDocumentMetadata(CALL, id);
      throw new Error(`No runner for ${op}.`);
    },
  },
};
