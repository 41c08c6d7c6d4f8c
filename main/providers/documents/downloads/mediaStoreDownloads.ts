// Mirrors MediaStoreDownloadsHelper and DownloadStorageProvider.includeDownloadsFromMediaStore.
import type { Bundle, CursorValue } from '../../../../contract/android/cursor.ts';
import { QUERY_ARG_EXCLUDE_MEDIA } from '../../../../contract/android/documentsContract.ts';
import {
  downloadsContentUri,
  filesContentUri,
  MEDIA_TYPE,
  QUERY_ARG,
  VOLUME_EXTERNAL,
} from '../../../../contract/android/mediaStore.ts';
import { type Uri, withAppendedId } from '../../../../contract/android/uri.ts';
import { Slices } from '../../../device/realTime.ts';
import { buildSearchSelection, type Selection, searchedFor } from '../mediaDocuments/searchSelection.ts';
import type { SystemResolver } from '../systemResolver.ts';

/** A row of MediaStore.Downloads. */
export type MediaStoreDownload = Readonly<{
  id: number;
  displayName: string;
  mimeType: string | null;
  isDirectory: boolean;
  /** Bytes; null when MediaStore does not know. */
  size: number | null;
  /** Milliseconds since 1970 UTC. */
  lastModified: number;
  /** On the device. */
  path: string;
}>;

const COLUMNS = ['_id', '_display_name', 'mime_type', 'format', '_size', 'date_modified', '_data'];
/** MtpConstants.FORMAT_ASSOCIATION: a directory. */
const FORMAT_ASSOCIATION = 0x3001;
/** Rows that are read at a time. */
const WINDOW = 1_000;

const { IMAGE, AUDIO, VIDEO, DOCUMENT } = MEDIA_TYPE;

/** What MediaDocumentsProvider shows among recent files already. */
const SHOWN_AS_MEDIA = `media_type IN (${[IMAGE, VIDEO, DOCUMENT].join(',')})`;
const MEDIA = `media_type IN (${[IMAGE, AUDIO, VIDEO, DOCUMENT].join(',')})`;

const DOWNLOADS: Uri = downloadsContentUri(VOLUME_EXTERNAL);

/** Only here the columns tell what is a directory. */
const FILES: Uri = filesContentUri(VOLUME_EXTERNAL);

const DIRECTORY = 'Download/';

export class MediaStoreDownloads {
  readonly #resolver: SystemResolver;

  constructor(resolver: SystemResolver) {
    this.#resolver = resolver;
  }

  /** The collection's notices are of it and of what is below. */
  static readonly collection = DOWNLOADS;

  uriOf(id: number): Uri {
    return withAppendedId(DOWNLOADS, id);
  }

  async find(id: number, signal: AbortSignal): Promise<MediaStoreDownload | null> {
    const [found] = await this.#rows({ selection: '_id=?', args: [String(id)] }, {}, signal);
    return found ?? null;
  }

  /** What is directly in a directory. @param relativePath with a slash at its end: Download/ */
  childrenOf(relativePath: string, signal: AbortSignal): Promise<readonly MediaStoreDownload[]> {
    return this.#rows({ selection: 'relative_path=? COLLATE NOCASE', args: [relativePath] }, {}, signal);
  }

  /** The newest that are no images, videos or documents. */
  recent(limit: number, signal: AbortSignal): Promise<readonly MediaStoreDownload[]> {
    const selection = `mime_type IS NOT NULL AND NOT ${SHOWN_AS_MEDIA}`;
    const order = { [QUERY_ARG.SQL_SORT_ORDER]: 'date_modified DESC', [QUERY_ARG.LIMIT]: limit };
    return this.#rows({ selection, args: [] }, order, signal);
  }

  search(queryArgs: Bundle, signal: AbortSignal): Promise<readonly MediaStoreDownload[]> {
    const columns = {
      ...{ displayName: '_display_name', mimeType: 'mime_type', lastModified: 'date_modified', size: '_size' },
    };
    const asked = buildSearchSelection(searchedFor(queryArgs), columns);
    const withoutMedia = queryArgs[QUERY_ARG_EXCLUDE_MEDIA] === true ? `NOT ${MEDIA}` : '';
    const clauses = ['relative_path LIKE ?', asked.selection, withoutMedia].filter((clause) => clause !== '');
    const where = { selection: clauses.join(' AND '), args: [`${DIRECTORY}%`, ...asked.args] };
    return this.#rows(where, { [QUERY_ARG.SQL_SORT_ORDER]: 'date_modified DESC' }, signal);
  }

  /** Which of these files MediaDocumentsProvider shows among recent files. */
  async shownAsMedia(paths: readonly string[], signal: AbortSignal): Promise<ReadonlySet<string>> {
    if (paths.length === 0) return new Set();
    const selection = `${SHOWN_AS_MEDIA} AND _data IN (${paths.map(() => '?').join(',')})`;
    return new Set((await this.#rows({ selection, args: paths }, {}, signal)).map(({ path }) => path));
  }

  async #rows(where: Selection, more: Bundle, signal: AbortSignal): Promise<readonly MediaStoreDownload[]> {
    const queryArgs = {
      [QUERY_ARG.SQL_SELECTION]: `is_download=1 AND (${where.selection})`,
      [QUERY_ARG.SQL_SELECTION_ARGS]: where.args,
      ...more,
    };
    const result = await this.#resolver.query(FILES, queryArgs, COLUMNS, signal);
    const found: MediaStoreDownload[] = [];
    const slices = new Slices();
    while (result !== null && found.length < result.count) {
      const rows = result.window(found.length, WINDOW);
      if (rows.length === 0) break;
      found.push(...rows.map(downloadOf));
      await slices.breathe();
    }
    return found;
  }
}

function downloadOf(row: readonly CursorValue[]): MediaStoreDownload {
  const [id = 0, displayName = null, mimeType = null, format = null, size = null, modified = null, path = null] = row;
  return {
    ...{ id: Number(id), displayName: String(displayName ?? ''), path: String(path ?? '') },
    ...{ mimeType: mimeType === null ? null : String(mimeType), isDirectory: format === FORMAT_ASSOCIATION },
    ...{ size: size === null ? null : Number(size), lastModified: Number(modified) * 1_000 },
  };
}
