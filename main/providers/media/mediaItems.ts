// Mirrors MediaProvider's by-id operations: enforceCallingPermission, openFileAndEnforcePathPermissions, openTypedAssetFile.
import { Throwable, type ThrowableName } from '../../../contract/android/errors.ts';
import type { OpenMode } from '../../../contract/android/files.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type { ByteRange } from '../../content/byteRanges.ts';
import type { LocalFile, ThumbnailSize } from '../../content/contentProvider.ts';
import type { FileGuard } from '../../device/volumeAccess.ts';
import type { Logcat } from '../../log/logcat.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import type { Redaction } from './redaction.ts';
import type { Match } from './uriMatcher.ts';
import type { ItemAccess } from './write/itemAccess.ts';

/** Version of the schema that MediaStore.getVersion and content://media/…/version tell. */
export const SCHEMA_VERSION = 1506;

/** What opening an item needs to know of its row. */
export type ItemRow = Readonly<{
  _id: number;
  _data: string;
  mime_type: string | null;
  media_type: number;
  orientation: number | null;
  date_modified: number | null;
  is_pending: number;
  owner_package_name: string | null;
}>;

export type MediaItemsServices = Readonly<{
  database: MediaDatabase;
  access: ItemAccess;
  logcat: Logcat;
  /** Where a device path lies on this computer; null when the file is gone. */
  realPath(devicePath: string): string | null;
  /** What stands between an app and the bytes of a device path. */
  guard(devicePath: string): FileGuard | undefined;
  openForWriting(call: BinderCall, match: Match, mode: OpenMode): Promise<LocalFile>;
  redaction: Redaction;
  /** A thumbnail as a JPEG file. */
  thumbnail(row: ItemRow, size: ThumbnailSize): Promise<string>;
}>;

const COLUMNS = '_id, _data, mime_type, media_type, orientation, date_modified, is_pending, owner_package_name';

export class MediaItems {
  readonly #services: MediaItemsServices;

  constructor(services: MediaItemsServices) {
    this.#services = services;
  }

  /** The row an id URI addresses, whoever asks; null when there is none in that collection. */
  find(match: Match): ItemRow | null {
    const found = this.#services.access.find(match);
    return found === null ? null : this.byId(found._id);
  }

  byId(id: number): ItemRow | null {
    return this.#services.database.get<ItemRow>(`SELECT ${COLUMNS} FROM files WHERE _id = ?`, id);
  }

  /**
   * The row, when the caller may read it.
   * @param missing what is thrown when it may not know of the row, with `No item at <uri>`
   */
  readableOrThrow(call: BinderCall, match: Match, missing: ThrowableName): ItemRow {
    const row = this.find(match);
    if (row === null || !this.#mayRead(call, match)) throw new Throwable(missing, `No item at ${match.uri}`);
    return row;
  }

  /**
   * enforceCallingPermission, for reading.
   * @throws {Throwable} SecurityException, for an item that is not there too
   */
  enforceRead(call: BinderCall, match: Match): ItemRow {
    const row = this.find(match);
    if (row !== null && this.#mayRead(call, match)) return row;
    throw new Throwable('SecurityException', `${call.caller.packageName} has no access to ${match.uri}`);
  }

  /** openFile(uri, mode). @throws {Throwable} FileNotFoundException, SecurityException, IllegalStateException */
  async open(call: BinderCall, match: Match, mode: OpenMode): Promise<LocalFile> {
    if (mode !== 'r') return this.#services.openForWriting(call, match, mode);
    const readable = this.#services.access.enforce(call, match, 'openFile:r');
    const row = readable === null ? null : this.byId(readable._id);
    if (row === null) throw new Throwable('FileNotFoundException', `No item at ${match.uri}`);
    const path = this.#services.realPath(row._data);
    return this.bytes(row, match.uri, await this.#services.redaction.rangesFor(call, match.uri, row, path));
  }

  /** loadThumbnail(uri, size). @throws {Throwable} FileNotFoundException, SecurityException */
  async thumbnail(call: BinderCall, match: Match, size: ThumbnailSize): Promise<LocalFile> {
    return this.thumbnailOf(this.#openable(call, match), size);
  }

  /** A picked item's own file, once the caller was let through; without its location when that is so decided. */
  async picked(row: ItemRow, uri: Uri, redacted: boolean): Promise<LocalFile> {
    const { redaction, realPath } = this.#services;
    return this.bytes(row, uri, redacted ? await redaction.ranges(row._data, realPath(row._data)) : []);
  }

  /** The item's own file, once the caller was let through; `redactedRanges` are zeros to it. */
  bytes(row: ItemRow, uri: Uri, redactedRanges: readonly ByteRange[]): LocalFile {
    const path = this.#services.realPath(row._data);
    if (path === null)
      throw new Throwable('FileNotFoundException', `${row._data}: open failed: ENOENT (No such file or directory)`);
    this.#services.logcat.log('D', 'MediaProvider', `open ${uri}`);
    const guard = this.#services.guard(row._data);
    const mimeType = row.mime_type ?? 'application/octet-stream';
    return { path, mimeType, redactedRanges, ...(guard !== undefined && { guard }) };
  }

  async thumbnailOf(row: ItemRow, size: ThumbnailSize): Promise<LocalFile> {
    return { path: await this.#services.thumbnail(row, size), mimeType: 'image/jpeg' };
  }

  #openable(call: BinderCall, match: Match): ItemRow {
    const row = this.find(match);
    if (row === null) throw new Throwable('FileNotFoundException', `No item at ${match.uri}`);
    if (this.#mayRead(call, match)) return row;
    throw new Throwable('SecurityException', `${call.caller.packageName} has no access to ${match.uri}`);
  }

  #mayRead(call: BinderCall, match: Match): boolean {
    return this.#services.access.mayAccess(call, match, false);
  }
}
