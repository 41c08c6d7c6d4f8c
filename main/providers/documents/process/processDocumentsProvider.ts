// Mirrors ContentProviderProxy for documents: a provider whose code runs in a process of its own.
import type { Bundle, Projection } from '../../../../contract/android/cursor.ts';
import type { DocumentPath } from '../../../../contract/android/documentsContract.ts';
import type { Point } from '../../../../contract/android/documentsProvider.ts';
import { Throwable, type UserAction } from '../../../../contract/android/errors.ts';
import type { OpenMode } from '../../../../contract/android/files.ts';
import type { Uri } from '../../../../contract/android/uri.ts';
import { PART_ROWS } from '../../../../contract/rpc/documentsProviderWire.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import type { OpenedFile, ProviderInfo, ResultSet } from '../../../content/contentProvider.ts';
import { throwIfCanceled } from '../../../content/contentResolver.ts';
import type { DeviceDocumentsProvider, DocumentMove, NewDocument, ProcessStatus } from '../deviceDocumentsProvider.ts';
import { notSupported, type OptionalMethod } from '../documentsDefaults.ts';
import { PackedRows } from './packedRows.ts';
import { ProcessChannel } from './processChannel.ts';
import type { ProviderCalls } from './providerCalls.ts';
import { checkedChannel, checkedCursor, checkedRows } from './wireResults.ts';

/** The process behind a provider. */
export interface ProviderProcess {
  /** The way in, the process started where it can be. @throws {Throwable} DeadObjectException when it does not run */
  calls(): Promise<ProviderCalls>;
  status(): ProcessStatus;
  /** What somebody has to do who must sign in. */
  signInAction(message: string): UserAction;
}

type Args = readonly unknown[];

/** Every method of it is there; a provider that has not implemented one is answered for as by the base class. */
export class ProcessDocumentsProvider implements DeviceDocumentsProvider {
  readonly info: ProviderInfo;
  readonly #process: ProviderProcess;

  constructor(info: ProviderInfo, process: ProviderProcess) {
    this.info = info;
    this.#process = process;
  }

  processStatus(): ProcessStatus {
    return this.#process.status();
  }

  async queryRoots(call: BinderCall, projection: Projection): Promise<ResultSet | null> {
    return this.#query(call, 'queryRoots', [projection]);
  }

  async queryDocument(call: BinderCall, documentId: string, projection: Projection): Promise<ResultSet | null> {
    return this.#query(call, 'queryDocument', [documentId, projection]);
  }

  async queryChildDocuments(call: BinderCall, ...args: [string, Projection, Bundle]): Promise<ResultSet | null> {
    return this.#query(call, 'queryChildDocuments', args);
  }

  async queryRecentDocuments(call: BinderCall, ...args: [string, Projection, Bundle]): Promise<ResultSet | null> {
    return this.#query(call, 'queryRecentDocuments', args);
  }

  async querySearchDocuments(call: BinderCall, ...args: [string, Projection, Bundle]): Promise<ResultSet | null> {
    return this.#query(call, 'querySearchDocuments', args);
  }

  async openDocument(call: BinderCall, documentId: string, mode: OpenMode): Promise<OpenedFile> {
    return this.#open(call, 'openDocument', [documentId, mode]);
  }

  async openDocumentThumbnail(call: BinderCall, documentId: string, sizeHint: Point): Promise<OpenedFile> {
    return this.#open(call, 'openDocumentThumbnail', [documentId, sizeHint]);
  }

  async openTypedDocument(call: BinderCall, ...args: [string, string, Bundle | null]): Promise<OpenedFile> {
    return this.#open(call, 'openTypedDocument', args);
  }

  async isChildDocument(call: BinderCall, parentDocumentId: string, documentId: string): Promise<boolean> {
    return (await this.#call(call, 'isChildDocument', [parentDocumentId, documentId])) === true;
  }

  async getDocumentType(call: BinderCall, documentId: string): Promise<string | null | undefined> {
    return (await this.#call(call, 'getDocumentType', [documentId])) as string | null | undefined;
  }

  async getDocumentStreamTypes(
    call: BinderCall,
    ...args: [documentId: string, mimeTypeFilter: string]
  ): Promise<readonly string[] | null | undefined> {
    return (await this.#call(call, 'getDocumentStreamTypes', args)) as readonly string[] | null | undefined;
  }

  async createDocument(call: BinderCall, { parentDocumentId, mimeType, displayName }: NewDocument): Promise<string> {
    return (await this.#required(call, 'createDocument', [parentDocumentId, mimeType, displayName])) as string;
  }

  async renameDocument(call: BinderCall, ...args: [documentId: string, displayName: string]): Promise<string | null> {
    return (await this.#required(call, 'renameDocument', args)) as string | null;
  }

  async deleteDocument(call: BinderCall, documentId: string): Promise<void> {
    await this.#required(call, 'deleteDocument', [documentId]);
  }

  async copyDocument(call: BinderCall, ...args: [sourceId: string, targetParentId: string]): Promise<string> {
    return (await this.#required(call, 'copyDocument', args)) as string;
  }

  async moveDocument(call: BinderCall, move: DocumentMove): Promise<string> {
    const { sourceDocumentId, sourceParentDocumentId, targetParentDocumentId } = move;
    const args = [sourceDocumentId, sourceParentDocumentId, targetParentDocumentId];
    return (await this.#required(call, 'moveDocument', args)) as string;
  }

  async removeDocument(call: BinderCall, ...args: [documentId: string, parentDocumentId: string]): Promise<void> {
    await this.#required(call, 'removeDocument', args);
  }

  async findDocumentPath(call: BinderCall, ...args: [parentId: string | null, childId: string]): Promise<DocumentPath> {
    return (await this.#required(call, 'findDocumentPath', args)) as DocumentPath;
  }

  async getDocumentMetadata(call: BinderCall, documentId: string): Promise<Bundle | null> {
    return (await this.#required(call, 'getDocumentMetadata', [documentId])) as Bundle | null;
  }

  async createWebLinkIntent(call: BinderCall, ...args: [documentId: string, options: Bundle | null]): Promise<Uri> {
    return (await this.#required(call, 'createWebLinkIntent', args)) as Uri;
  }

  async ejectRoot(call: BinderCall, rootId: string): Promise<void> {
    await this.#required(call, 'ejectRoot', [rootId]);
  }

  async refresh(call: BinderCall, uri: Uri, args: Bundle | null): Promise<boolean> {
    return (await this.#call(call, 'refresh', [uri, args])) === true;
  }

  async call(call: BinderCall, ...args: [string, string | null, Bundle | null]): Promise<Bundle | null> {
    return ((await this.#call(call, 'call', args)) ?? null) as Bundle | null;
  }

  async signIn(account: string): Promise<void> {
    const { authority } = this.info;
    const calls = await this.#process.calls();
    const answer = await calls.call({ authority, method: 'signIn', args: [account], isLimited: true });
    if (answer === undefined) throw new Error(`${authority} has no page to sign in on.`);
  }

  async #call(call: BinderCall, method: string, args: Args): Promise<unknown> {
    const { authority } = this.info;
    try {
      const calls = await this.#process.calls();
      return await calls.call({ authority, method, args, isLimited: true, signal: call.signal });
    } catch (error) {
      // A provider cannot make a PendingIntent of its own here: whoever must sign in is led to the page of this one.
      if (!(error instanceof Throwable) || error.name !== 'AuthenticationRequiredException') throw error;
      const userAction = this.#process.signInAction(error.message);
      throw new Throwable(error.name, error.message, { cause: error, userAction });
    }
  }

  async #required(call: BinderCall, method: OptionalMethod, args: Args): Promise<unknown> {
    const answer = await this.#call(call, method, args);
    if (answer === undefined) throw notSupported(method);
    return answer;
  }

  async #query(call: BinderCall, method: string, args: Args): Promise<ResultSet | null> {
    const answer = await this.#call(call, method, args);
    if (answer === undefined) throw missing(method);
    if (answer === null) return null;
    const { columns, count, cursor, extras, notificationUri, rows: first } = checkedCursor(method, answer);
    const rows = new PackedRows();
    rows.add(first);
    if (cursor !== null) await this.#fetch(call, rows, { cursor, count });
    const base = { columns, count, window: (start: number, length: number) => rows.window(start, length) };
    return { ...base, ...(extras && { extras }), ...(notificationUri && { notificationUri }) };
  }

  /** The rows behind the first ones, one part after another: others have their turn between two of them. */
  async #fetch(
    call: BinderCall,
    rows: PackedRows,
    { cursor, count }: Readonly<{ cursor: number; count: number }>,
  ): Promise<void> {
    for (let start = PART_ROWS; start < count; start += PART_ROWS) {
      if (call.signal.aborted) await this.#call(call, 'cursor.close', [cursor]);
      throwIfCanceled(call);
      rows.add(checkedRows(await this.#call(call, 'cursor.rows', [cursor, start])));
    }
  }

  async #open(call: BinderCall, method: string, args: Args): Promise<OpenedFile> {
    const answer = await this.#call(call, method, args);
    if (answer === undefined) throw missing(method);
    if (answer === null) throw new Throwable('FileNotFoundException', 'The provider answered no descriptor.');
    const opened = checkedChannel(method, answer);
    const channel = new ProcessChannel(await this.#process.calls(), this.info.authority, opened);
    return { channel, mimeType: opened.mimeType ?? 'application/octet-stream' };
  }
}

function missing(method: string): Error {
  const isOptional = method === 'openTypedDocument' || method === 'openDocumentThumbnail';
  if (isOptional || method === 'queryRecentDocuments' || method === 'querySearchDocuments') return notSupported(method);
  return new Error(`The provider has no ${method}, which every documents provider must have.`);
}
