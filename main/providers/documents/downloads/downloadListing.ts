// Mirrors what DownloadStorageProvider makes rows of: completed downloads, MediaStore's, and the files themselves.
import { posix } from 'node:path';
import type { Bundle } from '../../../../contract/android/cursor.ts';
import { QUERY_ARG_EXCLUDE_MEDIA } from '../../../../contract/android/documentsContract.ts';
import { matchSearchQueryArguments } from '../../../../contract/android/documentsSearch.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import type { NamedRow } from '../matrixCursor.ts';
import type { CompletedDownload, CompletedDownloads } from './completedDownloads.ts';
import { DOWNLOADS_PATH, type DownloadFiles } from './downloadFiles.ts';
import { downloadRow, ROOT_DOCUMENT } from './downloadRows.ts';
import { type DownloadIdent, downloadIdentOf } from './ids.ts';
import type { MediaStoreDownload, MediaStoreDownloads } from './mediaStoreDownloads.ts';

/** A row that is made when its window is read. */
export type LazyRow = () => NamedRow;

type Sources = Readonly<{ files: DownloadFiles; media: MediaStoreDownloads; completed: CompletedDownloads }>;

export class DownloadListing {
  readonly #files: DownloadFiles;
  readonly #media: MediaStoreDownloads;
  readonly #completed: CompletedDownloads;

  constructor({ files, media, completed }: Sources) {
    this.#files = files;
    this.#media = media;
    this.#completed = completed;
  }

  /** What is in a directory; `path` is where `ident` leads. A file has nothing in it. */
  async below(ident: DownloadIdent, path: string, signal: AbortSignal): Promise<readonly LazyRow[]> {
    if (ident.kind === 'root') return this.#all(signal);
    if (ident.kind !== 'mediaStoreDirectory')
      return (await this.#files.list(path)).map((each) => () => this.#files.row(each));
    const relativePath = `${posix.relative(posix.dirname(DOWNLOADS_PATH), path)}/`;
    return (await this.#media.childrenOf(relativePath, signal)).map(this.#ofMedia);
  }

  /** The newest that MediaDocumentsProvider does not show as recent. */
  async recent(limit: number, signal: AbortSignal): Promise<readonly LazyRow[]> {
    const completed = this.#existing();
    const paths = completed.map(({ path }) => path);
    const shown = await this.#media.shownAsMedia(paths, signal);
    const own = completed.filter(({ path }) => !shown.has(path)).map(this.#ofCompleted);
    const media = await this.#media.recent(limit + paths.length, signal);
    const others = media.filter(({ path, isDirectory }) => !isDirectory && !paths.includes(path)).map(this.#ofMedia);
    return [...own, ...others].slice(0, limit);
  }

  async search(queryArgs: Bundle, signal: AbortSignal): Promise<readonly LazyRow[]> {
    const isWanted = (mimeType: string | null) => queryArgs[QUERY_ARG_EXCLUDE_MEDIA] !== true || !isMedia(mimeType);
    const completed = this.#existing().filter((download) => {
      const { displayName, mimeType, lastModified, size } = this.#factsOf(download);
      const document = { displayName, mimeType, lastModified, size: size ?? 0 };
      return isWanted(mimeType) && matchSearchQueryArguments(queryArgs, document);
    });
    const media = await this.#media.search(queryArgs, signal);
    const raw = (await this.#files.search(queryArgs, signal)).filter((path) =>
      isWanted(String(this.#files.row(path).mime_type)),
    );
    return this.#merged(completed, media, raw);
  }

  /** The directory of downloads: what DownloadManager knows, then MediaStore, then the file system. */
  async #all(signal: AbortSignal): Promise<readonly LazyRow[]> {
    const media = await this.#media.childrenOf(`${posix.basename(DOWNLOADS_PATH)}/`, signal);
    const raw = await this.#files.list(DOWNLOADS_PATH);
    const listed = new Set(raw);
    return this.#merged(
      this.#existing(),
      media.filter(({ path }) => listed.has(path)),
      raw,
    );
  }

  /** Each file once. */
  #merged(
    completed: readonly CompletedDownload[],
    media: readonly MediaStoreDownload[],
    raw: readonly string[],
  ): readonly LazyRow[] {
    const known = new Set(this.#existing().map(({ path }) => path));
    const others = media.filter(({ path }) => !known.has(path));
    for (const { path } of media) known.add(path);
    const files = raw.filter((path) => !known.has(path)).map((path) => () => this.#files.row(path));
    return [...completed.map(this.#ofCompleted), ...others.map(this.#ofMedia), ...files];
  }

  /** The newest first; a file that somebody took away is no download any more. */
  #existing(): readonly CompletedDownload[] {
    return this.#completed.list().filter(({ path }) => this.#files.find(path) !== null);
  }

  async rowsOf(documentId: string, signal: AbortSignal): Promise<readonly LazyRow[]> {
    const ident = downloadIdentOf(documentId);
    if (ident.kind === 'root') return [() => ROOT_DOCUMENT];
    if (ident.kind === 'downloadManager')
      return this.#existing().flatMap((each) => (each.id === ident.id ? [this.#ofCompleted(each)] : []));
    if (ident.kind !== 'raw') {
      const found = await this.#media.find(ident.id, signal);
      return found === null ? [] : [this.#ofMedia(found)];
    }
    const { path } = ident;
    if (this.#files.find(path) === null)
      throw new Throwable('FileNotFoundException', `Missing file for ${documentId} at ${path}`);
    return [() => this.#files.row(path)];
  }

  readonly #ofCompleted =
    (download: CompletedDownload): LazyRow =>
    () =>
      downloadRow(this.#files.sdk, this.#factsOf(download));

  readonly #ofMedia =
    ({ id, ...facts }: MediaStoreDownload): LazyRow =>
    () =>
      downloadRow(this.#files.sdk, { ...facts, documentId: `${facts.isDirectory ? 'msd' : 'msf'}:${id}` });

  #factsOf({ id, path, mimeType }: CompletedDownload) {
    const entry = this.#files.find(path)?.entry;
    const facts = { size: entry?.size ?? 0, lastModified: entry?.mtimeMs ?? 0, isDirectory: false };
    return { ...facts, documentId: String(id), displayName: posix.basename(path), mimeType };
  }

  /** DownloadStorageProvider.getFileForDocId @throws {Throwable} FileNotFoundException */
  async pathOf(ident: DownloadIdent, signal: AbortSignal): Promise<string> {
    if (ident.kind === 'root') return DOWNLOADS_PATH;
    // Canonical: dots lead out of no directory that somebody was given.
    if (ident.kind === 'raw') return posix.normalize(ident.path);
    const found =
      ident.kind === 'downloadManager' ? this.#completed.find(ident.id) : await this.#media.find(ident.id, signal);
    if (found === null) throw noFile();
    return found.path;
  }
}

function isMedia(mimeType: string | null): boolean {
  return /^(?:image|audio|video)\//.test(mimeType ?? '');
}

export function noFile(): Throwable {
  return new Throwable('FileNotFoundException', 'File has no filepath. Could not be found.');
}
