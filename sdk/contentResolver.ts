// Mirrors android.content.ContentResolver on the app's side.
import type { Bundle, Projection } from '../contract/android/cursor.ts';
import { isThrowableName, Throwable } from '../contract/android/errors.ts';
import { QUERY_ARG } from '../contract/android/mediaStore.ts';
import type { Uri } from '../contract/android/uri.ts';
import type { AppApi } from '../contract/rpc/appApi.ts';
import { Cursor } from './cursor.ts';

/** Where the host serves the bytes this app may read, and what admits the app there. */
export type ContentEndpoint = Readonly<{ base: string; token?: string }>;

/** Width and height wanted, pixels. */
export type Size = Readonly<{ width: number; height: number }>;

/** onChange(selfChange, uris, flags): the URIs of one notice, and NOTIFY_INSERT (4), NOTIFY_UPDATE (8) or NOTIFY_DELETE (16). */
export type ContentObserver = (uris: readonly Uri[], flags: number) => void;

export class ContentResolver {
  readonly #api: AppApi;
  readonly #endpoint: ContentEndpoint;
  readonly #observers = new Map<number, ContentObserver>();

  constructor(api: AppApi, endpoint: ContentEndpoint) {
    this.#api = api;
    this.#endpoint = endpoint;
  }

  /**
   * query(uri, projection, queryArgs, cancellationSignal).
   * @returns null where Android does
   * @throws {Throwable} what the provider throws, name and message intact
   */
  async query(
    uri: Uri,
    projection: Projection,
    queryArgs: Bundle | null,
    signal?: AbortSignal,
  ): Promise<Cursor | null> {
    // The RPC client takes a last argument that is a signal for itself.
    const args = [uri, projection, queryArgs, ...(signal === undefined ? [] : [signal])] as unknown as Parameters<
      AppApi['query']
    >;
    const first = await this.#api.query(...args);
    return first === null ? null : new Cursor(first, this.#api);
  }

  /** query(uri, projection, selection, selectionArgs, sortOrder): the older form of the same. */
  querySql(
    uri: Uri,
    projection: Projection,
    sql: Readonly<{ selection?: string; selectionArgs?: readonly string[]; sortOrder?: string }>,
  ): Promise<Cursor | null> {
    const queryArgs: Record<string, unknown> = {};
    if (sql.selection !== undefined) queryArgs[QUERY_ARG.SQL_SELECTION] = sql.selection;
    if (sql.selectionArgs !== undefined) queryArgs[QUERY_ARG.SQL_SELECTION_ARGS] = sql.selectionArgs;
    if (sql.sortOrder !== undefined) queryArgs[QUERY_ARG.SQL_SORT_ORDER] = sql.sortOrder;
    return this.query(uri, projection, queryArgs);
  }

  getType(uri: Uri): Promise<string | null> {
    return this.#api.getType(uri);
  }

  call(authority: string, method: string, arg: string | null, extras: Bundle | null): Promise<Bundle | null> {
    return this.#api.call(authority, method, arg, extras);
  }

  /** The bytes of an item as a stream. @throws {Throwable} FileNotFoundException, SecurityException */
  async openInputStream(uri: Uri): Promise<ReadableStream<Uint8Array>> {
    const response = await this.#fetch(this.#address('open', { uri }));
    if (response.body === null) throw new Throwable('FileNotFoundException', `No content: ${uri}`);
    return response.body;
  }

  /** The thumbnail as JPEG. @throws {Throwable} FileNotFoundException, SecurityException */
  async loadThumbnail(uri: Uri, size: Size): Promise<Blob> {
    return (await this.#fetch(this.thumbnailUrl(uri, size))).blob();
  }

  /** Where a page of the device's own host finds a thumbnail: the src of an img. */
  thumbnailUrl(uri: Uri, { width, height }: Size): string {
    return this.#address('thumbnail', { uri, width: String(width), height: String(height) });
  }

  /** Where a page of the device's own host finds an item's bytes. */
  contentUrl(uri: Uri): string {
    return this.#address('open', { uri });
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

  async #fetch(address: string): Promise<Response> {
    const headers = this.#endpoint.token === undefined ? {} : { authorization: `Bearer ${this.#endpoint.token}` };
    const response = await fetch(address, { headers });
    if (response.ok) return response;
    throw await thrownBy(response);
  }
}

async function thrownBy(response: Response): Promise<Error> {
  const body: unknown = await response.json().catch(() => null);
  if (typeof body === 'object' && body !== null && 'name' in body && 'message' in body) {
    const name = String(body.name);
    if (isThrowableName(name)) return new Throwable(name, String(body.message));
  }
  return new Error(`The device answered ${response.status} ${response.statusText}.`);
}
