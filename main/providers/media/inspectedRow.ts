// A row of files as the tester's panel shows it: which rows a list has, what a row is called, what its file says.
import type {
  InspectedCollection,
  MediaFact,
  MediaRow,
  MediaRowsRequest,
  Verdict,
} from '../../../contract/rpc/inspection.ts';
import type { ExtractKind, MediaFacts } from '../../../contract/rpc/mediaExtractor.ts';
import type { SqlValue } from './db/mediaDatabase.ts';
import { extractKindOf, FORMAT_ASSOCIATION } from './scan/scanItem.ts';
import { MIME_KINDS } from './visibilityReasons.ts';

/** What the list reads of a row, besides the parts of its verdict. */
export type InspectedRow = Readonly<Record<string, SqlValue>> &
  Readonly<{
    _id: number;
    _data: string;
    _display_name: string | null;
    mime_type: string | null;
    media_type: number;
    format: number | null;
    owner_package_name: string | null;
    volume_name: string | null;
    inferred_date: number | null;
    is_pending: number;
    is_trashed: number;
    is_favorite: number;
    date_expires: number | null;
  }>;

/** The columns of an InspectedRow. */
export const INSPECTED_COLUMNS =
  '_id, _data, _display_name, mime_type, media_type, format, owner_package_name, volume_name, inferred_date, ' +
  'is_pending, is_trashed, is_favorite, date_expires';

/** What follows the volume in the URI of a collection. */
export const COLLECTION_PATHS: Readonly<Record<InspectedCollection, readonly string[]>> = {
  images: ['images', 'media'],
  video: ['video', 'media'],
  audio: ['audio', 'media'],
  downloads: ['downloads'],
  files: ['file'],
};

/** The rows a list is about: a search goes through all of them. */
export function scopeOf({
  collection,
  search,
}: MediaRowsRequest): Readonly<{ where: string; args: readonly string[] }> {
  // LIKE ends at a NUL, and takes % and _ for more than they are.
  if (search !== '') return { where: 'instr(lower(_display_name), lower(?)) > 0', args: [search] };
  if (collection === 'files') return { where: '1', args: [] };
  const listed = `EXISTS (SELECT 1 FROM ${collection} AS listed WHERE listed._id = files._id)`;
  const kind = MIME_KINDS[collection];
  return kind === null ? { where: listed, args: [] } : { where: `(${listed} OR mime_type LIKE ?)`, args: [`${kind}%`] };
}

/** A row and its verdict, for the list. @param problem what is held against its file */
export function mediaRow(row: InspectedRow, verdict: Verdict, problem: string | null): MediaRow {
  return {
    ...verdict,
    problem,
    id: row._id,
    displayName: row._display_name,
    data: row._data,
    mimeType: row.mime_type,
    mediaType: row.media_type,
    isDirectory: row.format === FORMAT_ASSOCIATION,
    owner: row.owner_package_name,
    date: row.inferred_date ?? 0,
    isPending: row.is_pending === 1,
    isTrashed: row.is_trashed === 1,
    isFavorite: row.is_favorite === 1,
  };
}

/** How the file of a row is opened, or null when it never is. */
export function kindOf({ _data, format }: InspectedRow): ExtractKind | null {
  const isDirectory = format === FORMAT_ASSOCIATION;
  return extractKindOf({ path: _data, realPath: '', isDirectory, hidden: false, size: 0, mtimeMs: 0 });
}

/** The path of the collection that a gallery finds the row in. */
export function pathOf({ media_type }: InspectedRow): readonly string[] {
  if (media_type === 1) return COLLECTION_PATHS.images;
  if (media_type === 2) return COLLECTION_PATHS.audio;
  return media_type === 3 ? COLLECTION_PATHS.video : COLLECTION_PATHS.files;
}

/** What the media process read, as names and texts. */
export function factsOf(media: MediaFacts): readonly MediaFact[] {
  const told = (group: MediaFact['group'], values: object): readonly MediaFact[] =>
    Object.entries(values).flatMap(([name, value]) =>
      value === null || value === undefined ? [] : [{ group, name, value: String(value) }],
    );
  const { format, documentId, instanceId, originalDocumentId, packet } = media.xmp ?? {};
  const xmp = { format, documentId, instanceId, originalDocumentId, packet: packet && `${packet.length} bytes` };
  const decoder = { size: media.bounds?.join(' × '), animation: media.animation };
  return [
    ...told('EXIF', media.exif),
    ...told('XMP', xmp),
    ...told('Container', media.retriever ?? {}),
    ...told('Decoder', decoder),
  ];
}
