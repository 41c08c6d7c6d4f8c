// Mirrors ContentResolver: the one road from a caller to a provider. Route, enforce, hand over.
import type { Bundle, Projection } from '../../contract/android/cursor.ts';
import { Throwable } from '../../contract/android/errors.ts';
import { type Uri, uriParts } from '../../contract/android/uri.ts';
import type { BinderCall } from './binderCall.ts';
import type { ContentProvider, ReadableFile, ResultSet, ThumbnailSize } from './contentProvider.ts';
import { type Checks, enforceRead } from './enforce.ts';

/** One of a provider's own methods, as ContentResolver.call names it. */
export type ProviderMethod = Readonly<{ method: string; arg: string | null; extras: Bundle | null }>;

export class ContentResolver {
  readonly #providers = new Map<string, ContentProvider>();
  readonly #checks: Checks;

  constructor(checks: Checks) {
    this.#checks = checks;
  }

  /** Makes a provider reachable under its authority. */
  publish(provider: ContentProvider): void {
    this.#providers.set(provider.info.authority, provider);
  }

  /** @returns null where Android does: no such provider, or a provider that answers null */
  async query(call: BinderCall, uri: Uri, projection: Projection, queryArgs: Bundle | null): Promise<ResultSet | null> {
    call.signal.throwIfAborted();
    const provider = this.#readable(call, uri);
    return provider === null ? null : provider.query(call, uri, projection, queryArgs);
  }

  async getType(call: BinderCall, uri: Uri): Promise<string | null> {
    // Android lets everybody ask a type; the provider decides what it tells whom.
    return this.#providerOf(uri)?.getType(call, uri) ?? null;
  }

  /** @throws {Throwable} IllegalArgumentException for an authority that nobody serves */
  async call(call: BinderCall, authority: string, { method, arg, extras }: ProviderMethod): Promise<Bundle | null> {
    const provider = this.#providers.get(authority);
    if (provider === undefined) throw new Throwable('IllegalArgumentException', `Unknown authority ${authority}`);
    return provider.call(call, method, arg, extras);
  }

  /** openFileDescriptor(uri, "r"). @throws {Throwable} FileNotFoundException, SecurityException */
  async openFile(call: BinderCall, uri: Uri): Promise<ReadableFile> {
    return this.#openable(call, uri).openFile(call, uri);
  }

  /** loadThumbnail(uri, size). @throws {Throwable} FileNotFoundException, SecurityException */
  async openThumbnail(call: BinderCall, uri: Uri, size: ThumbnailSize): Promise<ReadableFile> {
    return this.#openable(call, uri).openThumbnail(call, uri, size);
  }

  #openable(call: BinderCall, uri: Uri): ContentProvider {
    const provider = this.#readable(call, uri);
    if (provider === null) throw new Throwable('FileNotFoundException', `No content provider: ${uri}`);
    return provider;
  }

  #readable(call: BinderCall, uri: Uri): ContentProvider | null {
    const provider = this.#providerOf(uri);
    if (provider !== null) enforceRead(call, provider.info, uri, this.#checks);
    return provider;
  }

  #providerOf(uri: Uri): ContentProvider | null {
    const { scheme, authority } = uriParts(uri);
    if (scheme !== 'content') return null;
    // content://10@media/… addresses another user's provider; only user 0 is here.
    return this.#providers.get(authority.replace(/^\d+@/, '')) ?? null;
  }
}
