// Mirrors ContentResolver: the one road from a caller to a provider. Route, enforce, hand over.
import type {
  ContentProviderOperation,
  ContentProviderResult,
} from '../../contract/android/contentProviderOperation.ts';
import type { Bundle, ContentValues, Projection } from '../../contract/android/cursor.ts';
import { Throwable } from '../../contract/android/errors.ts';
import type { OpenMode } from '../../contract/android/files.ts';
import { type Uri, uriParts } from '../../contract/android/uri.ts';
import { withoutUserId } from '../uri/grantUri.ts';
import type { BinderCall } from './binderCall.ts';
import type { ContentProvider, OpenedFile, ProviderInfo, ResultSet, ThumbnailSize } from './contentProvider.ts';
import { type Access, type Checks, enforceAccess, openingProblem } from './enforce.ts';
import { accessOfMode } from './openMode.ts';

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

  /** Its process is gone for good: nobody serves the authority any more. */
  withdraw(authority: string): void {
    this.#providers.delete(authority);
  }

  /** Whether a provider is published under this authority. */
  serves(authority: string): boolean {
    return this.#providers.has(authority);
  }

  /** What is known of the provider that serves an authority; null when nobody does. */
  providerInfo(authority: string): ProviderInfo | null {
    return this.#providers.get(authority)?.info ?? null;
  }

  /** @returns null where Android does: no such provider, or a provider that answers null */
  async query(call: BinderCall, uri: Uri, projection: Projection, queryArgs: Bundle | null): Promise<ResultSet | null> {
    throwIfCanceled(call);
    const own = withoutUserId(uri);
    const provider = this.#reachable('reading', call, own);
    return provider === null ? null : provider.query(call, own, projection, queryArgs);
  }

  async getType(call: BinderCall, uri: Uri): Promise<string | null> {
    // Android lets everybody ask a type; the provider decides what it tells whom.
    const own = withoutUserId(uri);
    return this.#providerOf(own)?.getType(call, own) ?? null;
  }

  /** @throws {Throwable} IllegalArgumentException for an authority that nobody serves, SecurityException as openingProblem() */
  async call(call: BinderCall, authority: string, { method, arg, extras }: ProviderMethod): Promise<Bundle | null> {
    const provider = this.#providers.get(authority.replace(/^0@/, ''));
    if (provider === undefined) throw new Throwable('IllegalArgumentException', `Unknown authority ${authority}`);
    this.#enforceOpening(call, provider.info);
    return provider.call(call, method, arg, extras);
  }

  async canonicalize(call: BinderCall, uri: Uri): Promise<Uri | null> {
    const own = withoutUserId(uri);
    return this.#reachable('reading', call, own)?.canonicalize(call, own) ?? null;
  }

  async uncanonicalize(call: BinderCall, uri: Uri): Promise<Uri | null> {
    const own = withoutUserId(uri);
    return this.#reachable('reading', call, own)?.uncanonicalize(call, own) ?? null;
  }

  /** @throws {Throwable} IllegalArgumentException `Unknown URL …` for a URI that nobody serves, and what the provider throws */
  async insert(call: BinderCall, uri: Uri, values: ContentValues, extras: Bundle | null): Promise<Uri | null> {
    const own = withoutUserId(uri);
    return this.#writable(call, own).insert(call, own, values, extras);
  }

  /** @returns number of rows. @throws {Throwable} as insert() does */
  async update(call: BinderCall, uri: Uri, values: ContentValues, extras: Bundle | null): Promise<number> {
    const own = withoutUserId(uri);
    return this.#writable(call, own).update(call, own, values, extras);
  }

  /** @returns number of rows. @throws {Throwable} as insert() does */
  async delete(call: BinderCall, uri: Uri, extras: Bundle | null): Promise<number> {
    const own = withoutUserId(uri);
    return this.#writable(call, own).delete(call, own, extras);
  }

  /** @throws {Throwable} IllegalArgumentException for an authority that nobody serves, OperationApplicationException */
  async applyBatch(
    call: BinderCall,
    authority: string,
    operations: readonly ContentProviderOperation[],
  ): Promise<readonly ContentProviderResult[]> {
    const provider = this.#providers.get(authority);
    if (provider === undefined) throw new Throwable('IllegalArgumentException', `Unknown authority ${authority}`);
    const own = operations.map((operation) => ({ ...operation, uri: withoutUserId(operation.uri) }));
    for (const { uri, type } of own) {
      enforceAccess(type === 'assert' ? 'reading' : 'writing', call, { provider: provider.info, uri }, this.#checks);
    }
    return provider.applyBatch(call, own);
  }

  /** openFileDescriptor(uri, mode). @throws {Throwable} FileNotFoundException, SecurityException */
  async openFile(call: BinderCall, uri: Uri, mode: OpenMode): Promise<OpenedFile> {
    const own = withoutUserId(uri);
    return this.#openable(accessOfMode(mode), call, own).openFile(call, own, mode);
  }

  /** loadThumbnail(uri, size). @throws {Throwable} FileNotFoundException, SecurityException */
  async openThumbnail(call: BinderCall, uri: Uri, size: ThumbnailSize): Promise<OpenedFile> {
    const own = withoutUserId(uri);
    return this.#openable('reading', call, own).openThumbnail(call, own, size);
  }

  /** @returns null also for a URI that nobody serves. @throws {Throwable} SecurityException for who is not given the provider */
  async getStreamTypes(call: BinderCall, uri: Uri, mimeTypeFilter: string): Promise<readonly string[] | null> {
    const own = withoutUserId(uri);
    const provider = this.#providerOf(own);
    if (provider === null) return null;
    this.#enforceOpening(call, provider.info);
    return provider.getStreamTypes(call, own, mimeTypeFilter);
  }

  /** openTypedAssetFileDescriptor(uri, mimeType, opts). @throws {Throwable} FileNotFoundException, SecurityException */
  async openTypedAssetFile(call: BinderCall, uri: Uri, mimeType: string, opts: Bundle | null): Promise<OpenedFile> {
    const own = withoutUserId(uri);
    return this.#openable('reading', call, own).openTypedAssetFile(call, own, mimeType, opts);
  }

  /** @throws {Throwable} SecurityException; IllegalArgumentException for a URI that nobody serves */
  async refresh(call: BinderCall, uri: Uri, extras: Bundle | null): Promise<boolean> {
    throwIfCanceled(call);
    const own = withoutUserId(uri);
    return (await this.#reachable('reading', call, own)?.refresh(call, own, extras)) ?? false;
  }

  /**
   * The check of one URI that came in a provider's own call: ContentProvider.enforceReadPermissionInner and its twin.
   * Whatever authority the URI names, it is that provider's own rules that count. @throws {Throwable} SecurityException
   */
  enforce(access: Access, call: BinderCall, { provider, uri }: Readonly<{ provider: ProviderInfo; uri: Uri }>): void {
    enforceAccess(access, call, { provider, uri: withoutUserId(uri) }, this.#checks);
  }

  /** What keeps a caller from a provider as a whole, in Android's words; null for who has any way to it. */
  openingProblem(call: BinderCall, provider: ProviderInfo): string | null {
    return openingProblem(call, provider, this.#checks);
  }

  #enforceOpening(call: BinderCall, provider: ProviderInfo): void {
    const problem = this.openingProblem(call, provider);
    if (problem !== null) throw new Throwable('SecurityException', problem);
  }

  #openable(access: Access, call: BinderCall, uri: Uri): ContentProvider {
    throwIfCanceled(call);
    const provider = this.#reachable(access, call, uri);
    if (provider === null) throw new Throwable('FileNotFoundException', `No content provider: ${uri}`);
    return provider;
  }

  #writable(call: BinderCall, uri: Uri): ContentProvider {
    throwIfCanceled(call);
    const provider = this.#reachable('writing', call, uri);
    if (provider === null) throw new Throwable('IllegalArgumentException', `Unknown URL ${uri}`);
    return provider;
  }

  #reachable(access: Access, call: BinderCall, uri: Uri): ContentProvider | null {
    const provider = this.#providerOf(uri);
    if (provider !== null) enforceAccess(access, call, { provider: provider.info, uri }, this.#checks);
    return provider;
  }

  #providerOf(uri: Uri): ContentProvider | null {
    const { scheme, authority } = uriParts(uri);
    if (scheme !== 'content') return null;
    return this.#providers.get(authority) ?? null;
  }
}

/** CancellationSignal.throwIfCanceled(). @throws {Throwable} OperationCanceledException */
export function throwIfCanceled({ signal }: BinderCall): void {
  if (signal.aborted) throw new Throwable('OperationCanceledException', 'The operation was cancelled.');
}
