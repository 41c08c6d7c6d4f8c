// Mirrors android.content.ContentResolver on the app's side.
import type { ContentProviderOperation, ContentProviderResult } from '../contract/android/contentProviderOperation.ts';
import type { Bundle, ContentValues, Projection } from '../contract/android/cursor.ts';
import { isThrowableName, Throwable, type UserAction } from '../contract/android/errors.ts';
import { EXTRA_SIZE, type OpenMode } from '../contract/android/files.ts';
import { EXTRA_HONORED_ARGS, QUERY_ARG } from '../contract/android/mediaStore.ts';
import { type Uri, uriParts } from '../contract/android/uri.ts';
import type { UriPermission } from '../contract/android/uriPermission.ts';
import type { AppApi } from '../contract/rpc/appApi.ts';
import { cancellable } from './cancellable.ts';
import { Cursor, type RegisterObserver } from './cursor.ts';
import { throwIfCanceled } from './deviceAddress.ts';
import { ParcelFileDescriptor } from './parcelFileDescriptor.ts';
import { socketFetch } from './socketFetch.ts';

/** Where the host serves the bytes this app may read, and what admits the app there. */
export type ContentEndpoint = Readonly<{ base: string; token?: string }>;

/** Width and height wanted, pixels. */
export type Size = Readonly<{ width: number; height: number }>;

/** onChange(selfChange, uris, flags): the URIs of one notice, and NOTIFY_INSERT (4), NOTIFY_UPDATE (8) or NOTIFY_DELETE (16). */
export type ContentObserver = (uris: readonly Uri[], flags: number) => void;

/** query(): a Bundle and a CancellationSignal, or the older selection, selectionArgs and sortOrder. */
type QueryRest =
  | readonly [queryArgs?: Bundle | null, cancellationSignal?: AbortSignal]
  | readonly [selection: string | null, selectionArgs: readonly string[] | null, sortOrder: string | null];

/** update() and delete(): a Bundle, or the older where and selectionArgs. */
type Where =
  | readonly [extras?: Bundle | null]
  | readonly [where: string | null, selectionArgs: readonly string[] | null];

/** An app's road to the providers. Every method may reject with a Throwable: Android's class, Android's words. */
export class ContentResolver {
  static readonly SCHEME_CONTENT = 'content';
  static readonly EXTRA_SIZE = EXTRA_SIZE;
  static readonly EXTRA_HONORED_ARGS = EXTRA_HONORED_ARGS;
  static readonly QUERY_ARG_SQL_SELECTION = QUERY_ARG.SQL_SELECTION;
  static readonly QUERY_ARG_SQL_SELECTION_ARGS = QUERY_ARG.SQL_SELECTION_ARGS;
  static readonly QUERY_ARG_SQL_SORT_ORDER = QUERY_ARG.SQL_SORT_ORDER;
  static readonly QUERY_ARG_SQL_GROUP_BY = QUERY_ARG.SQL_GROUP_BY;
  static readonly QUERY_ARG_SQL_HAVING = QUERY_ARG.SQL_HAVING;
  static readonly QUERY_ARG_SQL_LIMIT = QUERY_ARG.SQL_LIMIT;
  static readonly QUERY_ARG_GROUP_COLUMNS = QUERY_ARG.GROUP_COLUMNS;
  static readonly QUERY_ARG_SORT_COLUMNS = QUERY_ARG.SORT_COLUMNS;
  static readonly QUERY_ARG_SORT_DIRECTION = QUERY_ARG.SORT_DIRECTION;
  static readonly QUERY_ARG_SORT_COLLATION = QUERY_ARG.SORT_COLLATION;
  static readonly QUERY_ARG_SORT_LOCALE = QUERY_ARG.SORT_LOCALE;
  static readonly QUERY_ARG_LIMIT = QUERY_ARG.LIMIT;
  static readonly QUERY_ARG_OFFSET = QUERY_ARG.OFFSET;
  static readonly QUERY_SORT_DIRECTION_ASCENDING = 0;
  static readonly QUERY_SORT_DIRECTION_DESCENDING = 1;
  static readonly NOTIFY_INSERT = 4;
  static readonly NOTIFY_UPDATE = 8;
  static readonly NOTIFY_DELETE = 16;
  readonly #api: AppApi;
  readonly #endpoint: ContentEndpoint;
  readonly #observers = new Map<number, ContentObserver>();

  constructor(api: AppApi, endpoint: ContentEndpoint) {
    this.#api = api;
    this.#endpoint = endpoint;
  }

  /**
   * query(uri, projection, queryArgs, cancellationSignal), or
   * query(uri, projection, selection, selectionArgs, sortOrder).
   * @returns null where Android does
   */
  async query(uri: Uri, projection: Projection, ...rest: QueryRest): Promise<Cursor | null> {
    if (rest.length === 3) return this.query(uri, projection, sqlBundle(...rest));
    const [queryArgs = null, signal] = rest as readonly [Bundle | null | undefined, AbortSignal | undefined];
    const first = await cancellable(this.#api.query, signal)(uri, projection, queryArgs);
    const observe: RegisterObserver = (...args) => this.registerContentObserver(...args);
    return first === null ? null : new Cursor(first, this.#api, observe);
  }

  /** The older query() with names for what it takes. */
  querySql(
    uri: Uri,
    projection: Projection,
    sql: Readonly<{ selection?: string; selectionArgs?: readonly string[]; sortOrder?: string }>,
  ): Promise<Cursor | null> {
    const { selection = null, selectionArgs = null, sortOrder = null } = sql;
    return this.query(uri, projection, selection, selectionArgs, sortOrder);
  }

  /** insert(uri, values, extras). @returns null where Android does */
  insert(uri: Uri, values: ContentValues | null, extras: Bundle | null = null): Promise<Uri | null> {
    return this.#api.insert(uri, values, extras);
  }

  /** All or nothing. @returns how many rows were given */
  async bulkInsert(uri: Uri, values: readonly ContentValues[]): Promise<number> {
    const inserts = values.map((row) => ({ type: 'insert' as const, uri, values: row }));
    return (await this.applyBatch(authorityOf(uri), inserts)).length;
  }

  /** update(uri, values, extras), or update(uri, values, where, selectionArgs). @returns number of rows */
  update(uri: Uri, values: ContentValues | null, ...where: Where): Promise<number> {
    return this.#api.update(uri, values, whereBundle(where));
  }

  /** delete(uri, extras), or delete(uri, where, selectionArgs). @returns number of rows */
  delete(uri: Uri, ...where: Where): Promise<number> {
    return this.#api.delete(uri, whereBundle(where));
  }

  /** One result per operation. @throws {Throwable} OperationApplicationException, when nothing was done */
  applyBatch(
    authority: string,
    operations: readonly ContentProviderOperation[],
  ): Promise<readonly ContentProviderResult[]> {
    return this.#api.applyBatch(authority, operations);
  }

  /** A URI that finds its item on another device too; null when the item has nothing to be found by. */
  canonicalize(uri: Uri): Promise<Uri | null> {
    return this.#api.canonicalize(uri);
  }

  /** The URI of the item that is here; null when none or several match. */
  uncanonicalize(uri: Uri): Promise<Uri | null> {
    return this.#api.uncanonicalize(uri);
  }

  getType(uri: Uri): Promise<string | null> {
    return this.#api.getType(uri);
  }

  call(authority: string, method: string, arg: string | null, extras: Bundle | null): Promise<Bundle | null> {
    return this.#api.call(authority, method, arg, extras);
  }

  /**
   * openFileDescriptor(uri, mode, cancellationSignal).
   * @throws {Throwable} FileNotFoundException, SecurityException, RecoverableSecurityException with its userAction
   */
  async openFileDescriptor(uri: Uri, mode: OpenMode, signal?: AbortSignal): Promise<ParcelFileDescriptor> {
    const wire = await cancellable(this.#api.openFileDescriptor, signal)(uri, mode);
    return new ParcelFileDescriptor(wire, this.#api);
  }

  /**
   * A stream into an item, a part at a time. Closing resolves when the item was scanned; aborting closes it too.
   * From Android 10 on "w" leaves what the file has beyond what is written; "wt" truncates.
   * @throws {Throwable} as openFileDescriptor() does
   */
  async openOutputStream(uri: Uri, mode: OpenMode = 'w'): Promise<WritableStream<Uint8Array>> {
    return (await this.openFileDescriptor(uri, mode)).createOutputStream();
  }

  /**
   * The bytes of an item as a stream: as many at a time as are read, however large it is.
   * @param signal ends the opening, and the stream, with an OperationCanceledException
   * @throws {Throwable} FileNotFoundException, SecurityException; whoever reads gets an IOException for what breaks off
   */
  async openInputStream(uri: Uri, signal?: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    throwIfCanceled(signal);
    const response = await this.#fetch(this.#address('open', { uri }), signal);
    if (response.body === null) return new ReadableStream({ start: (controller) => controller.close() });
    return failingAsAndroid(response.body, signal);
  }

  /** The thumbnail as JPEG. @throws {Throwable} FileNotFoundException, SecurityException */
  async loadThumbnail(uri: Uri, size: Size, signal?: AbortSignal): Promise<Blob> {
    return (await this.#fetch(this.thumbnailUrl(uri, size), signal)).blob();
  }

  /** Types that openTypedAssetFileDescriptor can make of an item, such as the exports of a virtual document; null for none. */
  getStreamTypes(uri: Uri, mimeTypeFilter: string): Promise<readonly string[] | null> {
    return this.#api.getStreamTypes(uri, mimeTypeFilter);
  }

  /**
   * openTypedAssetFileDescriptor(uri, mimeType, opts, cancellationSignal): the item itself when it is of the type, or what
   * its provider makes of it; a thumbnail when `opts` has EXTRA_SIZE.
   * @throws {Throwable} FileNotFoundException, SecurityException, OperationCanceledException
   */
  async openTypedAssetFileDescriptor(
    uri: Uri,
    mimeType: string,
    opts: Bundle | null,
    signal?: AbortSignal,
  ): Promise<ParcelFileDescriptor> {
    const wire = await cancellable(this.#api.openTypedAssetFileDescriptor, signal)(uri, mimeType, opts);
    return new ParcelFileDescriptor(wire, this.#api);
  }

  /** The bytes of openTypedAssetFileDescriptor as a stream. @throws {Throwable} as that does */
  async openTypedAssetFile(uri: Uri, mimeType: string, opts: Bundle | null): Promise<ReadableStream<Uint8Array>> {
    const size = opts?.[ContentResolver.EXTRA_SIZE] as Size | undefined;
    if (size !== undefined && mimeType.startsWith('image/')) return (await this.loadThumbnail(uri, size)).stream();
    return (await this.openTypedAssetFileDescriptor(uri, mimeType, opts)).createInputStream();
  }

  /** Has the provider fetch anew what it answers for the URI. @returns whether it did something about it */
  refresh(uri: Uri, extras: Bundle | null = null, signal?: AbortSignal): Promise<boolean> {
    return cancellable(this.#api.refresh, signal)(uri, extras);
  }

  /** Tells the observers of a URI that it has changed; NOTIFY_* flags. @throws {Throwable} SecurityException */
  notifyChange(uri: Uri, flags = 0): Promise<void> {
    return this.#api.notifyChange(uri, flags);
  }

  /** What the app says it was written for; DocumentsContract answers older ones in another way. */
  getTargetSdkVersion(): Promise<number> {
    return this.#api.getTargetSdkVersion();
  }

  /** Where a page of the device's own host finds a thumbnail: the src of an img. */
  thumbnailUrl(uri: Uri, { width, height }: Size): string {
    return this.#address('thumbnail', { uri, width: String(width), height: String(height) });
  }

  /**
   * The same where a square shows the middle of it: what would not be seen need not be there. For the photo picker;
   * apps get the whole picture.
   * @param side of the square, pixels
   */
  squareThumbnailUrl(uri: Uri, side: number): string {
    return this.#address('thumbnail', { uri, width: String(side), height: String(side), square: '' });
  }

  /** Where a page of the device's own host finds an item's bytes. */
  contentUrl(uri: Uri): string {
    return this.#address('open', { uri });
  }

  /**
   * Keeps what a result offered over a reboot.
   * @param modeFlags FLAG_GRANT_READ_URI_PERMISSION, FLAG_GRANT_WRITE_URI_PERMISSION or both; not Intent.getFlags() as it is
   * @throws {Throwable} SecurityException for what was not offered, IllegalArgumentException for any other flag
   */
  takePersistableUriPermission(uri: Uri, modeFlags: number): Promise<void> {
    return this.#api.takePersistableUriPermission(uri, modeFlags);
  }

  /** @throws {Throwable} SecurityException for a URI that was never granted, IllegalArgumentException for any other flag */
  releasePersistableUriPermission(uri: Uri, modeFlags: number): Promise<void> {
    return this.#api.releasePersistableUriPermission(uri, modeFlags);
  }

  /** What was granted to this app and taken. */
  getPersistedUriPermissions(): Promise<readonly UriPermission[]> {
    return this.#api.getPersistedUriPermissions();
  }

  /** What other apps have taken of this app's providers. */
  getOutgoingPersistedUriPermissions(): Promise<readonly UriPermission[]> {
    return this.#api.getOutgoingPersistedUriPermissions();
  }

  /** Calls `observer` for each change; the function it answers unregisters. */
  async registerContentObserver(
    uri: Uri,
    notifyForDescendants: boolean,
    observer: ContentObserver,
  ): Promise<() => void> {
    const id = await this.#api.registerContentObserver(uri, notifyForDescendants);
    this.#observers.set(id, observer);
    return () => {
      this.#observers.delete(id);
      // A connection that closed meanwhile has no observer left either.
      this.#api.unregisterContentObserver(id).catch(() => undefined);
    };
  }

  /** Hands a `change` event of the connection to its observer. */
  dispatchChange(id: number, uris: readonly Uri[], flags: number): void {
    this.#observers.get(id)?.(uris, flags);
  }

  #address(what: 'open' | 'thumbnail', parameters: Readonly<Record<string, string>>): string {
    return `${this.#endpoint.base}/${what}?${new URLSearchParams(parameters)}`;
  }

  async #fetch(address: string, signal?: AbortSignal): Promise<Response> {
    const headers: Record<string, string> = {};
    if (this.#endpoint.token !== undefined) headers.authorization = `Bearer ${this.#endpoint.token}`;
    const asked = socketFetch(address, headers, signal) ?? fetch(address, { headers, signal: signal ?? null });
    const response = await asked.catch((cause: unknown) => {
      throwIfCanceled(signal);
      throw new Throwable('DeadObjectException', 'The device closed the connection.', { cause });
    });
    if (response.ok) return response;
    throw await thrownBy(response);
  }
}

/** What breaks off in the middle is an IOException for whoever reads. */
function failingAsAndroid(body: ReadableStream<Uint8Array>, signal?: AbortSignal): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  return new ReadableStream(
    {
      pull: async (controller) => {
        const part = await reader.read().catch((cause: unknown) => {
          throwIfCanceled(signal);
          throw new Throwable('IOException', 'read failed: EIO (I/O error)', { cause });
        });
        if (part.done) controller.close();
        else controller.enqueue(part.value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

async function thrownBy(response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === 'object' && body !== null && 'name' in body && 'message' in body) {
    const name = String(body.name);
    const { userAction } = body as { userAction?: UserAction };
    if (isThrowableName(name)) return new Throwable(name, String(body.message), userAction ? { userAction } : {});
  }
  return new Error(`The device answered ${response.status} ${response.statusText}.`);
}

function authorityOf(uri: Uri): string {
  return uriParts(uri).authority;
}

function whereBundle(where: Where): Bundle | null {
  return where.length === 2 ? sqlBundle(where[0], where[1], null) : (where[0] ?? null);
}

/** ContentResolver.createSqlQueryBundle: only what is there. */
function sqlBundle(
  selection: string | null,
  selectionArgs: readonly string[] | null,
  sortOrder: string | null,
): Bundle {
  return {
    ...(selection === null ? {} : { [QUERY_ARG.SQL_SELECTION]: selection }),
    ...(selectionArgs === null ? {} : { [QUERY_ARG.SQL_SELECTION_ARGS]: selectionArgs }),
    ...(sortOrder === null ? {} : { [QUERY_ARG.SQL_SORT_ORDER]: sortOrder }),
  };
}
