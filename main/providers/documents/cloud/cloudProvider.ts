// A documents provider as an app of a cloud writes one: pages that are loading, sizes nobody knows, uploads after closing.
import type { Bundle, Projection } from '../../../../contract/android/cursor.ts';
import {
  buildChildDocumentsUri,
  buildDocumentUri,
  buildSearchDocumentsUri,
  type DocumentPath,
  EXTRA_ERROR,
  EXTRA_INFO,
  EXTRA_LOADING,
  PROVIDER_INTERFACE,
  QUERY_ARG_DISPLAY_NAME,
  QUERY_ARG_MIME_TYPES,
} from '../../../../contract/android/documentsContract.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import type { OpenMode } from '../../../../contract/android/files.ts';
import { EXTRA_HONORED_ARGS } from '../../../../contract/android/mediaStore.ts';
import { mimeTypeMatches } from '../../../../contract/android/mimeTypeFilter.ts';
import { type Uri, uriParts } from '../../../../contract/android/uri.ts';
import type { CloudFault } from '../../../../contract/rpc/documentsApi.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import type { OpenedFile, ProviderInfo, ResultSet } from '../../../content/contentProvider.ts';
import type { Clock } from '../../../device/clock.ts';
import { NO_CONNECTION } from '../../../device/cloudNetwork.ts';
import type {
  DeviceDocumentsProvider,
  DocumentMove,
  NewDocument,
  ProviderServices,
} from '../deviceDocumentsProvider.ts';
import { matrixCursor, type NamedRow } from '../matrixCursor.ts';
import { MEDIA_RECENTS, recentsLimit } from '../recentsLimit.ts';
import { type Asked, CLOUD_ERROR, type CloudCallServices, CloudCalls } from './cloudCalls.ts';
import { CloudFiles } from './cloudFiles.ts';
import { DEFAULT_DOCUMENT_PROJECTION, DEFAULT_ROOT_PROJECTION, documentRow, rootRow } from './cloudRows.ts';
import { type CloudDocument, isDirectory } from './cloudStore.ts';
import type { CloudUploads } from './cloudUploads.ts';

export const CLOUD_AUTHORITY = 'com.example.cloud.documents';

/** Rows of a page, until a tester says otherwise. */
const PAGE_SIZE = 500;

export type CloudProviderServices = CloudCallServices &
  Readonly<{
    uploads: CloudUploads;
    clock: Clock;
    services: ProviderServices;
    packageName: string;
    signIn(account: string): void;
  }>;

export class CloudProvider implements DeviceDocumentsProvider {
  readonly info: ProviderInfo;
  pageSize = PAGE_SIZE;
  readonly #services: CloudProviderServices;
  /** How many rows of a directory have been loaded; all of them once nobody has to wait any more. */
  readonly #loaded = new Map<string, number>();
  /** Directories whose next page is on its way. */
  readonly #loading = new Set<string>();
  readonly #calls: CloudCalls;
  readonly #files: CloudFiles;

  constructor(services: CloudProviderServices) {
    this.#services = services;
    this.#calls = new CloudCalls(services);
    this.#files = new CloudFiles(services);
    this.info = {
      ...{ authority: CLOUD_AUTHORITY, packageName: services.packageName, exported: true, grantUriPermissions: true },
      ...{ permission: 'android.permission.MANAGE_DOCUMENTS', intentActions: [PROVIDER_INTERFACE] },
      name: 'com.example.cloud.CloudDocumentsProvider',
    };
  }

  async queryRoots(call: BinderCall, projection: Projection): Promise<ResultSet | null> {
    return this.#query(call, { operation: 'roots', document: null }, async () => {
      const { store } = this.#services;
      const rows = store.accounts().flatMap((account) => {
        const top = store.top(account.name);
        if (!account.signedIn || top === null) return [];
        return [rootRow(account, { topId: top.id, usedBytes: store.usedBytes(account.name) })];
      });
      return matrixCursor({ projection, defaults: DEFAULT_ROOT_PROJECTION }, rows);
    });
  }

  async queryDocument(call: BinderCall, documentId: string, projection: Projection): Promise<ResultSet | null> {
    const document = this.#calls.find(documentId);
    const asked: Asked = { operation: 'query', document };
    return this.#query(call, asked, async (fault) => this.#documents(projection, [this.#row(document, fault)]));
  }

  async queryChildDocuments(
    call: BinderCall,
    parentDocumentId: string,
    projection: Projection,
  ): Promise<ResultSet | null> {
    const parent = this.#calls.find(parentDocumentId);
    if (!isDirectory(parent)) return this.#documents(projection, []);
    return this.#query(call, { operation: 'children', document: parent }, async (fault) => {
      const all = this.#services.store.children(parent.id);
      const loaded = this.#loaded.get(parent.id) ?? Math.min(this.pageSize, all.length);
      this.#loaded.set(parent.id, loaded);
      const isLoading = loaded < all.length;
      if (isLoading) this.#loadMore(parent.id);
      const rows = all.slice(0, loaded).map((document) => this.#row(document, fault));
      const notificationUri = buildChildDocumentsUri(CLOUD_AUTHORITY, parent.id);
      return withExtras(this.#documents(projection, rows, notificationUri), isLoading ? { [EXTRA_LOADING]: true } : {});
    });
  }

  async querySearchDocuments(
    call: BinderCall,
    rootId: string,
    projection: Projection,
    queryArgs: Bundle,
  ): Promise<ResultSet | null> {
    this.#calls.signedIn(rootId);
    return this.#query(call, { operation: 'search', document: null }, async (fault) => {
      const name = textOf(queryArgs[QUERY_ARG_DISPLAY_NAME]).toLowerCase();
      const types = queryArgs[QUERY_ARG_MIME_TYPES];
      const filters = Array.isArray(types) ? types.filter((type) => typeof type === 'string') : null;
      const rows: NamedRow[] = [];
      for (const document of this.#services.store.documents(rootId)) {
        if (!document.displayName.toLowerCase().includes(name)) continue;
        if (filters !== null && !filters.some((filter) => mimeTypeMatches(document.mimeType, filter))) continue;
        rows.push(this.#row(document, fault));
      }
      const uri = buildSearchDocumentsUri(CLOUD_AUTHORITY, rootId, textOf(queryArgs[QUERY_ARG_DISPLAY_NAME]));
      const honored = [QUERY_ARG_DISPLAY_NAME, QUERY_ARG_MIME_TYPES].filter((key) => key in queryArgs);
      return withExtras(this.#documents(projection, rows, uri), { [EXTRA_HONORED_ARGS]: honored });
    });
  }

  async queryRecentDocuments(
    call: BinderCall,
    rootId: string,
    projection: Projection,
    queryArgs: Bundle,
  ): Promise<ResultSet | null> {
    this.#calls.signedIn(rootId);
    return this.#query(call, { operation: 'recent', document: null }, async (fault) => {
      const { limit, honoredArgs } = recentsLimit(queryArgs, MEDIA_RECENTS);
      const files = [...this.#services.store.documents(rootId)].filter((document) => !isDirectory(document));
      const newest = files.sort((a, b) => b.lastModified - a.lastModified).slice(0, limit);
      const found = this.#documents(
        projection,
        newest.map((document) => this.#row(document, fault)),
      );
      return honoredArgs === null ? found : withExtras(found, { [EXTRA_HONORED_ARGS]: honoredArgs });
    });
  }

  async isChildDocument(_call: BinderCall, parentDocumentId: string, documentId: string): Promise<boolean> {
    return this.#calls.pathTo(documentId).slice(0, -1).includes(parentDocumentId);
  }

  async findDocumentPath(
    _call: BinderCall,
    parentDocumentId: string | null,
    childDocumentId: string,
  ): Promise<DocumentPath> {
    const { account } = this.#calls.find(childDocumentId);
    const path = this.#calls.pathTo(childDocumentId);
    const from = parentDocumentId === null ? 0 : path.indexOf(parentDocumentId);
    if (from < 0)
      throw new Throwable('FileNotFoundException', `${childDocumentId} is not found under ${parentDocumentId}`);
    return { rootId: account, path: path.slice(from) };
  }

  async openDocument(call: BinderCall, documentId: string, mode: OpenMode): Promise<OpenedFile> {
    const document = this.#calls.find(documentId);
    if (isDirectory(document) || document.exports.length > 0)
      throw new Throwable('FileNotFoundException', `${document.displayName} has no bytes of its own.`);
    return this.#calls.run(call, { operation: 'open', document }, async () =>
      mode === 'r' ? this.#files.download(call, document) : this.#files.draft(call, document, mode),
    );
  }

  async getDocumentStreamTypes(
    _call: BinderCall,
    documentId: string,
    mimeTypeFilter: string,
  ): Promise<readonly string[] | null> {
    const document = this.#calls.find(documentId);
    const types = document.exports.length > 0 ? document.exports : [document.mimeType];
    const found = types.filter((type) => mimeTypeMatches(type, mimeTypeFilter));
    return found.length === 0 ? null : found;
  }

  async openTypedDocument(call: BinderCall, documentId: string, mimeTypeFilter: string): Promise<OpenedFile> {
    const document = this.#calls.find(documentId);
    return this.#calls.run(call, { operation: 'export', document }, () =>
      this.#files.exported(call, document, mimeTypeFilter),
    );
  }

  async openDocumentThumbnail(call: BinderCall, documentId: string): Promise<OpenedFile> {
    const document = this.#calls.find(documentId);
    if (!document.mimeType.startsWith('image/'))
      throw new Throwable('FileNotFoundException', `${document.displayName} has no thumbnail.`);
    return this.#calls.run(call, { operation: 'thumbnail', document }, () => this.#files.download(call, document));
  }

  async createDocument(call: BinderCall, { parentDocumentId, mimeType, displayName }: NewDocument): Promise<string> {
    const parent = this.#calls.find(parentDocumentId);
    if (!isDirectory(parent)) throw new Throwable('IllegalArgumentException', "Parent document isn't a directory");
    return this.#calls.run(call, { operation: 'create', document: parent }, async () => {
      const { store, clock } = this.#services;
      const blob = isMimeDirectory(mimeType) ? null : store.write('');
      const shared = { account: parent.account, parentId: parent.id, tellsSize: true, exports: [] };
      const lastModified = clock.currentTimeMillis();
      const created = store.add({ ...shared, displayName, mimeType, blob, lastModified });
      this.changed(created);
      return created.id;
    });
  }

  async renameDocument(call: BinderCall, documentId: string, displayName: string): Promise<null> {
    const document = this.#calls.changeable(documentId);
    return this.#calls.run(call, { operation: 'rename', document }, async () => {
      const renamed = this.#services.store.change(document.id, { displayName });
      if (renamed !== null) this.changed(renamed);
      return null;
    });
  }

  async deleteDocument(call: BinderCall, documentId: string): Promise<void> {
    const document = this.#calls.changeable(documentId);
    await this.#calls.run(call, { operation: 'delete', document }, async () => {
      for (const { id } of this.#services.store.remove(document.id)) {
        this.#services.services.revokeDocumentPermission(CLOUD_AUTHORITY, id);
        this.#loaded.delete(id);
      }
      this.changed(document);
    });
  }

  async copyDocument(call: BinderCall, sourceDocumentId: string, targetParentDocumentId: string): Promise<string> {
    const [source, target] = [this.#calls.changeable(sourceDocumentId), this.#calls.find(targetParentDocumentId)];
    if (source.blob === null || !isDirectory(target))
      throw new Throwable('UnsupportedOperationException', 'Copy not supported');
    return this.#calls.run(call, { operation: 'copy', document: source }, async () => {
      const { store, clock } = this.#services;
      const blob = source.blob === null ? null : store.finish(store.draftOf(source.blob));
      const lastModified = clock.currentTimeMillis();
      const copy = store.add({ ...source, account: target.account, parentId: target.id, blob, lastModified });
      this.changed(copy);
      return copy.id;
    });
  }

  async moveDocument(call: BinderCall, move: DocumentMove): Promise<string> {
    const [source, target] = [
      this.#calls.changeable(move.sourceDocumentId),
      this.#calls.find(move.targetParentDocumentId),
    ];
    if (source.account !== target.account || !isDirectory(target) || this.#calls.pathTo(target.id).includes(source.id))
      throw new Throwable('IllegalStateException', `Failed to move to ${target.displayName}`);
    return this.#calls.run(call, { operation: 'move', document: source }, async () => {
      const moved = this.#services.store.change(source.id, { parentId: target.id });
      this.changed(source);
      if (moved !== null) this.changed(moved);
      return source.id;
    });
  }

  /** Reads a directory again from its first page on. */
  async refresh(call: BinderCall, uri: Uri): Promise<boolean> {
    const documentId = uriParts(uri).segments.at(uriParts(uri).segments.at(-1) === 'children' ? -2 : -1) ?? '';
    const document = this.#calls.find(documentId);
    await this.#services.network.request(call.signal);
    this.#loaded.delete(document.id);
    this.#services.services.notifyChange(buildChildDocumentsUri(CLOUD_AUTHORITY, document.id));
    return true;
  }

  async signIn(account: string): Promise<void> {
    this.#services.signIn(account);
  }

  /** The session of an account is good again. */
  signedIn(account: string): void {
    this.#calls.renew(account);
  }

  /** A document is new, other or gone: whoever lists its directory hears of it. */
  changed({ id, parentId }: CloudDocument): void {
    const { services, store } = this.#services;
    if (parentId !== null) {
      const loaded = this.#loaded.get(parentId);
      if (loaded !== undefined) this.#loaded.set(parentId, Math.max(loaded, store.children(parentId).length));
      services.notifyChange(buildChildDocumentsUri(CLOUD_AUTHORITY, parentId));
    }
    services.notifyChange(buildDocumentUri(CLOUD_AUTHORITY, id));
  }

  /** A query: what goes wrong there is said in the cursor, or by having none. */
  async #query(
    call: BinderCall,
    asked: Asked,
    run: (fault: CloudFault | null) => Promise<ResultSet>,
  ): Promise<ResultSet | null> {
    let spoiled: CloudFault | null = null;
    const isRoots = asked.operation === 'roots';
    const result = await this.#calls
      .run(
        call,
        asked,
        async () => run(spoiled),
        (fault) => {
          spoiled = fault;
          return ['null-cursor', 'error-extra', 'wrong-size', 'wrong-mime'].includes(fault.kind);
        },
      )
      .catch((error: unknown) => {
        // A directory that was listed before is listed from what the device remembers.
        const isOffline = error instanceof Throwable && error.message === NO_CONNECTION;
        if (!isOffline || (!isRoots && asked.operation !== 'children' && asked.operation !== 'query')) throw error;
        return run(null).then((found) => (isRoots ? found : withExtras(found, { [EXTRA_INFO]: NO_CONNECTION })));
      });
    const fault = spoiled as CloudFault | null;
    if (fault?.kind === 'null-cursor') return null;
    if (fault?.kind !== 'error-extra') return result;
    return {
      ...matrixCursor({ projection: result.columns, defaults: [] }, []),
      extras: { [EXTRA_ERROR]: CLOUD_ERROR },
    };
  }

  #loadMore(parentId: string): void {
    if (this.#loading.has(parentId)) return;
    this.#loading.add(parentId);
    const { clock, network, services } = this.#services;
    clock.after(Math.max(1, network.speed.latencyMillis), () => {
      this.#loading.delete(parentId);
      this.#loaded.set(parentId, (this.#loaded.get(parentId) ?? 0) + this.pageSize);
      services.notifyChange(buildChildDocumentsUri(CLOUD_AUTHORITY, parentId));
    });
  }

  #row(document: CloudDocument, fault: CloudFault | null): NamedRow {
    const row = documentRow(document, this.#services.store.sizeOf(document));
    if (fault?.kind === 'wrong-size') return { ...row, _size: this.#services.store.sizeOf(document) * 2 + 1 };
    return fault?.kind === 'wrong-mime' && !isDirectory(document)
      ? { ...row, mime_type: 'application/octet-stream' }
      : row;
  }

  #documents(projection: Projection, rows: readonly NamedRow[], notificationUri?: Uri): ResultSet {
    return matrixCursor({ projection, defaults: DEFAULT_DOCUMENT_PROJECTION, notificationUri }, rows);
  }
}

function isMimeDirectory(mimeType: string): boolean {
  return mimeType === 'vnd.android.document/directory';
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function withExtras(result: ResultSet, extras: Bundle): ResultSet {
  return Object.keys(extras).length === 0 ? result : { ...result, extras: { ...result.extras, ...extras } };
}
