// Mirrors DocumentsProvider as a ContentProvider: dispatch, tree checks and grants in front of a provider's own methods.
import type { Bundle, Projection } from '../../../contract/android/cursor.ts';
import { buildDocumentUri, buildTreeDocumentUri } from '../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import type { OpenMode } from '../../../contract/android/files.ts';
import { EXTRA_SIZE } from '../../../contract/android/files.ts';
import {
  FLAG_GRANT_PERSISTABLE_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
} from '../../../contract/android/intent.ts';
import { EXTRA_HONORED_ARGS } from '../../../contract/android/mediaStore.ts';
import { compareMimeTypes } from '../../../contract/android/mimeTypeFilter.ts';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type {
  ContentProvider,
  OpenedFile,
  ProviderInfo,
  ResultSet,
  ThumbnailSize,
} from '../../content/contentProvider.ts';
import type { Access } from '../../content/enforce.ts';
import { thumbnailSizeOf } from '../../content/extraSize.ts';
import { clientCursor } from './cursorValues.ts';
import type { DeviceDocumentsProvider } from './deviceDocumentsProvider.ts';
import { callDocuments, isChildDocument, isForeignMethod } from './documentsCalls.ts';
import { documentTypeOf, methodOf, streamTypesOf } from './documentsDefaults.ts';
import {
  dispatchDocument,
  dispatchEdit,
  dispatchQuery,
  dispatchType,
  isTreeDocument,
  type QueryDispatch,
  treeCheck,
} from './documentsUriMatcher.ts';
import { guardedProvider } from './guardedProvider.ts';

/** What a documents provider needs of UriGrantsManager. Modes are FLAG_GRANT_*_URI_PERMISSION. */
export type DocumentGrants = Readonly<{
  /** Context.grantUriPermission by the provider itself. */
  grantUriPermission(
    grant: Readonly<{ sourcePackage: string; targetPackage: string; uri: Uri; modeFlags: number }>,
  ): void;
  /** READ, WRITE and PERSISTABLE, as far as the package has them on the URI. */
  modesOf(packageName: string, uri: Uri): number;
  /** Every mode of everybody on the URI and what is below it. */
  revokeDocument(uri: Uri): void;
}>;

export type DocumentsAdapterServices = Readonly<{
  grants: DocumentGrants;
  sdk(): number;
  /** The framework's check of one URI. @throws {Throwable} SecurityException */
  enforce(access: Access, call: BinderCall, uri: Uri): void;
  hasPermission(packageName: string, permission: string): boolean;
  /** Told of what a provider throws that is no exception of Android's. */
  onBug(method: string, error: unknown): void;
}>;

const MANAGE_DOCUMENTS = 'android.permission.MANAGE_DOCUMENTS';
const GRANTED_MODES =
  FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_WRITE_URI_PERMISSION | FLAG_GRANT_PERSISTABLE_URI_PERMISSION;

export class DocumentsAdapter implements ContentProvider {
  readonly #provider: DeviceDocumentsProvider;
  readonly #services: DocumentsAdapterServices;

  constructor(provider: DeviceDocumentsProvider, services: DocumentsAdapterServices) {
    this.#provider = guardedProvider(provider, services.onBug);
    this.#services = services;
  }

  get info(): ProviderInfo {
    return this.#provider.info;
  }

  async query(call: BinderCall, uri: Uri, projection: Projection, queryArgs: Bundle | null): Promise<ResultSet | null> {
    const dispatch = dispatchQuery(this.#own(uri));
    return nullWhenMissing(async () => {
      if ('enforceTree' in dispatch) await this.#enforceTree(call, uri);
      return clientCursor(await this.#queried(call, dispatch, projection, queryArgs));
    });
  }

  async getType(call: BinderCall, uri: Uri): Promise<string | null> {
    const dispatch = dispatchType(this.#own(uri));
    if (dispatch === null || typeof dispatch === 'string') return dispatch;
    // getTypeAnonymous: from Android 14 on who may not read it learns nothing.
    if (this.#services.sdk() >= 34 && !this.#mayRead(call, uri)) return null;
    return nullWhenMissing(async () => {
      await this.#enforceTree(call, uri);
      return this.#typeOf(call, dispatch.args.documentId);
    });
  }

  async getStreamTypes(call: BinderCall, uri: Uri, mimeTypeFilter: string): Promise<readonly string[] | null> {
    const { args } = dispatchDocument('getDocumentStreamTypes', uri);
    await this.#enforceTree(call, uri);
    return nullWhenMissing(async () => {
      const own = await this.#provider.getDocumentStreamTypes?.(call, args.documentId, mimeTypeFilter);
      if (own !== undefined) return Array.isArray(own) ? own.map(String) : null;
      const result = await this.#provider.queryDocument(call, args.documentId, null);
      return streamTypesOf(clientCursor(result), mimeTypeFilter);
    });
  }

  async call(call: BinderCall, method: string, arg: string | null, extras: Bundle | null): Promise<Bundle | null> {
    if (isForeignMethod(method)) return (await this.#provider.call?.(call, method, arg, extras)) ?? null;
    const { enforce, hasPermission } = this.#services;
    const services = {
      provider: this.#provider,
      enforce,
      enforceManageDocuments: ({ caller: { packageName, uid } }: BinderCall) => {
        if (hasPermission(packageName, MANAGE_DOCUMENTS)) return;
        throw new Throwable('SecurityException', `uid ${uid} does not have ${MANAGE_DOCUMENTS}.`);
      },
      enforceTree: (who: BinderCall, uri: Uri) => this.#enforceTree(who, uri),
      extendGrant: (who: BinderCall, from: Uri, to: Uri) => this.#extendGrant(who, from, to),
      revokeDocument: (documentId: string) => this.revokeDocumentPermission(documentId),
    };
    return callDocuments(services, call, method, extras);
  }

  /** A document below a tree as the document alone, which the caller is given as far as it has it through the tree. */
  async canonicalize(call: BinderCall, uri: Uri): Promise<Uri | null> {
    if (!isTreeDocument(uri)) return null;
    await this.#enforceTree(call, uri);
    const narrow = buildDocumentUri(this.info.authority, dispatchDocument('openDocument', uri).args.documentId);
    this.#extendGrant(call, uri, narrow);
    return narrow;
  }

  async uncanonicalize(_call: BinderCall, uri: Uri): Promise<Uri | null> {
    return uri;
  }

  async insert(): Promise<never> {
    return dispatchEdit('Insert');
  }

  async update(): Promise<never> {
    return dispatchEdit('Update');
  }

  async delete(): Promise<never> {
    return dispatchEdit('Delete');
  }

  /** ContentProvider.applyBatch hands each operation to one of the three above. */
  async applyBatch(
    _call: BinderCall,
    operations: Parameters<ContentProvider['applyBatch']>[1],
  ): ReturnType<ContentProvider['applyBatch']> {
    const [first] = operations;
    if (first === undefined) return [];
    return dispatchEdit(first.type === 'insert' ? 'Insert' : first.type === 'delete' ? 'Delete' : 'Update');
  }

  async openFile(call: BinderCall, uri: Uri, mode: OpenMode): Promise<OpenedFile> {
    const { args } = dispatchDocument('openDocument', uri);
    await this.#enforceTree(call, uri);
    return this.#open(call, () => this.#provider.openDocument(call, args.documentId, mode));
  }

  openThumbnail(call: BinderCall, uri: Uri, size: ThumbnailSize): Promise<OpenedFile> {
    return this.openTypedAssetFile(call, uri, 'image/*', { [EXTRA_SIZE]: size });
  }

  async openTypedAssetFile(
    call: BinderCall,
    uri: Uri,
    mimeTypeFilter: string,
    opts: Bundle | null,
  ): Promise<OpenedFile> {
    const { documentId } = dispatchDocument('openTypedDocument', uri).args;
    await this.#enforceTree(call, uri);
    const way = typedOpen(mimeTypeFilter, opts, async () => this.#typeOf(call, documentId));
    const { handler, size } = await way;
    if (handler === 'openDocument') return this.#open(call, () => this.#provider.openDocument(call, documentId, 'r'));
    if (size !== null) {
      const thumbnail = methodOf(this.#provider, 'openDocumentThumbnail');
      return this.#open(call, () => thumbnail(call, documentId, size));
    }
    const typed = methodOf(this.#provider, 'openTypedDocument');
    return this.#open(call, () => typed(call, documentId, mimeTypeFilter, opts));
  }

  async refresh(call: BinderCall, uri: Uri, extras: Bundle | null): Promise<boolean> {
    return (await this.#provider.refresh?.(call, uri, extras)) === true;
  }

  /** DocumentsProvider.revokeDocumentPermission: the document's and its tree's URI, for everybody. */
  revokeDocumentPermission(documentId: string): void {
    const { authority } = this.info;
    this.#services.grants.revokeDocument(buildDocumentUri(authority, documentId));
    this.#services.grants.revokeDocument(buildTreeDocumentUri(authority, documentId));
  }

  #queried(
    call: BinderCall,
    dispatch: QueryDispatch,
    projection: Projection,
    queryArgs: Bundle | null,
  ): Promise<ResultSet | null> {
    const provider = this.#provider;
    const args = queryArgs ?? {};
    switch (dispatch.handler) {
      case 'queryRoots':
        return provider.queryRoots(call, projection);
      case 'queryDocument':
        return provider.queryDocument(call, dispatch.args.documentId, projection);
      case 'queryChildDocuments':
        return provider.queryChildDocuments(call, dispatch.args.parentDocumentId, projection, args);
      case 'queryChildDocumentsForManage':
        return methodOf(provider, dispatch.handler)(call, dispatch.args.parentDocumentId, projection, args);
      case 'queryRecentDocuments':
        return this.#recent(call, dispatch.args.rootId, projection, args);
      case 'querySearchDocuments':
        if (queryArgs === null) throw new Throwable('NullPointerException', 'queryArgs can not be null');
        return methodOf(provider, dispatch.handler)(call, dispatch.args.rootId, projection, args);
    }
  }

  /** The base class says that no argument was honoured; a provider of ours that says nothing is of that form. */
  async #recent(call: BinderCall, rootId: string, projection: Projection, args: Bundle): Promise<ResultSet | null> {
    const result = await methodOf(this.#provider, 'queryRecentDocuments')(call, rootId, projection, args);
    if (result === null || result.extras?.[EXTRA_HONORED_ARGS] !== undefined) return result;
    return { ...result, extras: { ...result.extras, [EXTRA_HONORED_ARGS]: [] } };
  }

  async #typeOf(call: BinderCall, documentId: string): Promise<string | null> {
    const own = await this.#provider.getDocumentType?.(call, documentId);
    if (own !== undefined) return own === null ? null : String(own);
    return documentTypeOf(clientCursor(await this.#provider.queryDocument(call, documentId, null)));
  }

  /** A client that has left while the provider opened gets nothing, and what was opened is closed. */
  async #open(call: BinderCall, open: () => Promise<OpenedFile>): Promise<OpenedFile> {
    const opened = await open();
    if (opened === null || typeof opened !== 'object') {
      throw new Throwable('FileNotFoundException', 'The provider answered no descriptor.');
    }
    if (!call.signal.aborted) return opened;
    const canceled = new Throwable('OperationCanceledException', 'The operation was cancelled.');
    if ('channel' in opened) await opened.channel.close(canceled).catch(() => undefined);
    await opened.closed?.();
    throw canceled;
  }

  /** @throws {Throwable} SecurityException when the document of a tree's URI is not below the tree's */
  async #enforceTree(call: BinderCall, uri: Uri): Promise<void> {
    const { enforceTree } = treeCheck(uri);
    if (enforceTree === undefined) return;
    const { treeId, documentId } = enforceTree;
    if (treeId === documentId || (await isChildDocument(this.#provider, call, treeId, documentId))) return;
    throw new Throwable('SecurityException', `Document ${documentId} is not a descendant of ${treeId}`);
  }

  /** getCallingOrSelfUriPermissionModeFlags, and grantUriPermission of them. */
  #extendGrant({ caller: { packageName } }: BinderCall, from: Uri, to: Uri): void {
    const { grants } = this.#services;
    const modeFlags = grants.modesOf(packageName, from) & GRANTED_MODES;
    if ((modeFlags & ~FLAG_GRANT_PERSISTABLE_URI_PERMISSION) === 0) return;
    const { packageName: sourcePackage } = this.info;
    grants.grantUriPermission({ sourcePackage, targetPackage: packageName, uri: to, modeFlags });
  }

  #mayRead(call: BinderCall, uri: Uri): boolean {
    try {
      this.#services.enforce('reading', call, uri);
      return true;
    } catch (error) {
      if (error instanceof Throwable && error.name === 'SecurityException') return false;
      throw error;
    }
  }

  /** UriMatcher was built for one authority: another one's URI matches nothing. */
  #own(uri: Uri): Uri {
    if (uriParts(uri).authority === this.info.authority) return uri;
    throw new Throwable('UnsupportedOperationException', `Unsupported Uri ${uri}`);
  }
}

/** DocumentsProvider.openTypedAssetFileImpl: which method opens it. `typeOf` is only asked where Android asks. */
export async function typedOpen(
  mimeTypeFilter: string,
  opts: Bundle | null,
  typeOf: () => Promise<string | null>,
): Promise<
  Readonly<{ handler: 'openDocument' | 'openDocumentThumbnail' | 'openTypedDocument'; size: ThumbnailSize | null }>
> {
  const size = thumbnailSizeOf(opts);
  if (size !== null) return { handler: 'openDocumentThumbnail', size };
  if (mimeTypeFilter === '*/*') return { handler: 'openDocument', size };
  const type = await nullWhenMissing(typeOf);
  const isOfType = type !== null && compareMimeTypes(type, mimeTypeFilter);
  return { handler: isOfType ? 'openDocument' : 'openTypedDocument', size };
}

/** A query and a question for the type swallow FileNotFoundException; opening does not. */
async function nullWhenMissing<Result>(run: () => Promise<Result | null>): Promise<Result | null> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof Throwable && error.name === 'FileNotFoundException') return null;
    throw error;
  }
}
