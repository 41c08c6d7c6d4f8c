// Mirrors DocumentsProvider's Transport in the provider's own process: requests in, one reply to each.
import { type CursorValue, cursorValue, type Row } from '../contract/android/cursor.ts';
import type { DocumentsCursor, DocumentsProvider } from '../contract/android/documentsProvider.ts';
import { Throwable } from '../contract/android/errors.ts';
import type { FileChannel } from '../contract/android/files.ts';
import {
  PART_ROWS,
  type ProviderReply,
  type ProviderRequest,
  type WireChannel,
  type WireCursor,
} from '../contract/rpc/documentsProviderWire.ts';

export type ProviderServerOptions = Readonly<{
  /** The provider behind an authority. */
  provider(authority: string): DocumentsProvider;
  reply(id: number, reply: ProviderReply): void;
  /** How rows travel, where that is not as they are. */
  pack?(rows: readonly Row[]): Uint8Array;
}>;

type Call = Extract<ProviderRequest, { kind: 'call' }>;
type Method = (...args: readonly unknown[]) => unknown;
type OpenCursor = Readonly<{ columns: readonly string[]; rows: readonly Row[] }>;

const QUERIES = new Set([
  ...['queryRoots', 'queryDocument', 'queryChildDocuments', 'queryRecentDocuments', 'querySearchDocuments'],
]);
const OPENINGS = new Set(['openDocument', 'openDocumentThumbnail', 'openTypedDocument']);
const CANCELLABLE = new Set([...OPENINGS, 'queryRecentDocuments', 'refresh']);
/** What is asked of a provider; anything else that its object has is none of the device's business. */
const METHODS = new Set([
  ...[...QUERIES, ...OPENINGS, 'refresh', 'isChildDocument', 'getDocumentType', 'createDocument', 'renameDocument'],
  ...['deleteDocument', 'copyDocument', 'moveDocument', 'removeDocument', 'findDocumentPath', 'ejectRoot', 'call'],
  ...['getDocumentStreamTypes', 'getDocumentMetadata', 'createWebLinkIntent', 'signIn'],
]);

export class ProviderServer {
  readonly #options: ProviderServerOptions;
  readonly #cursors = new Map<number, OpenCursor>();
  readonly #channels = new Map<number, FileChannel>();
  readonly #cancels = new Map<number, AbortController>();
  #last = 0;

  constructor(options: ProviderServerOptions) {
    this.#options = options;
  }

  /** Answers by `reply`, whatever happens. */
  async receive(request: ProviderRequest): Promise<void> {
    if (request.kind === 'cancel') {
      this.#cancels.get(request.id)?.abort();
      return;
    }
    const { reply } = this.#options;
    try {
      reply(request.id, await this.#answer(request));
    } catch (error) {
      reply(request.id, { error: wireError(error) });
    } finally {
      this.#cancels.delete(request.id);
    }
  }

  async #answer({ id, authority, method, args }: Call): Promise<ProviderReply> {
    const [kind, operation] = method.split('.');
    if (kind === 'cursor') return { result: this.#ofCursor(operation, args) };
    if (kind === 'channel') return { result: await this.#ofChannel(operation, args) };
    const provider = this.#options.provider(authority);
    const own: unknown = METHODS.has(method) ? Reflect.get(provider, method) : undefined;
    if (typeof own !== 'function') return { missing: true };
    const result: unknown = await (own as Method).apply(provider, [...args, ...this.#signal(id, method)]);
    if (QUERIES.has(method)) return { result: this.#opened(result as DocumentsCursor | null) };
    if (OPENINGS.has(method)) return { result: this.#channel(result as FileChannel | null) };
    return { result: result ?? null };
  }

  #signal(id: number, method: string): readonly AbortSignal[] {
    if (!CANCELLABLE.has(method)) return [];
    const controller = new AbortController();
    this.#cancels.set(id, controller);
    return [controller.signal];
  }

  #opened(cursor: DocumentsCursor | null): WireCursor | null {
    if (cursor === null || cursor === undefined) return null;
    const { columns, rows, extras, notificationUri } = cursor;
    if (!Array.isArray(columns) || !Array.isArray(rows)) throw new Error('A cursor has columns and rows.');
    const id = rows.length > PART_ROWS ? ++this.#last : null;
    if (id !== null) this.#cursors.set(id, { columns, rows });
    const base = { columns: columns.map(String), count: rows.length, cursor: id };
    const more = { ...(extras && { extras }), ...(notificationUri && { notificationUri }) };
    return { ...base, ...more, rows: this.#part({ columns, rows }, 0) };
  }

  #part({ columns, rows }: OpenCursor, start: number): readonly Row[] | Uint8Array {
    const part = rows.slice(start, start + PART_ROWS).map((row) => matrixRow(row, columns.length));
    return this.#options.pack?.(part) ?? part;
  }

  #ofCursor(operation: string | undefined, [id, start]: readonly unknown[]): unknown {
    const cursor = this.#cursors.get(Number(id));
    if (operation === 'close') this.#cursors.delete(Number(id));
    if (operation !== 'rows' || cursor === undefined) return null;
    const from = Number(start);
    if (from + PART_ROWS >= cursor.rows.length) this.#cursors.delete(Number(id));
    return this.#part(cursor, from);
  }

  #channel(channel: FileChannel | null): WireChannel | null {
    if (channel === null || channel === undefined) return null;
    if (typeof channel.read !== 'function' || typeof channel.close !== 'function')
      throw new Error('What was opened is no FileChannel: it has no read() or no close().');
    const id = ++this.#last;
    this.#channels.set(id, channel);
    const { size, mimeType, extras } = channel;
    const canTruncate = channel.truncate !== undefined;
    return { channel: id, size: size ?? null, canTruncate, ...(mimeType && { mimeType }), ...(extras && { extras }) };
  }

  async #ofChannel(operation: string | undefined, [id, ...args]: readonly unknown[]): Promise<unknown> {
    const channel = this.#channels.get(Number(id));
    if (channel === undefined) throw new Throwable('IOException', `${operation} failed: EBADF (Bad file descriptor)`);
    if (operation === 'read') return channel.read(Number(args[0]), Number(args[1]));
    if (operation === 'write') await channel.write(Number(args[0]), args[1] as Uint8Array);
    if (operation === 'truncate') await channel.truncate?.(Number(args[0]));
    if (operation !== 'close') return null;
    this.#channels.delete(Number(id));
    await channel.close(typeof args[0] === 'string' ? new Error(args[0]) : undefined);
    return null;
  }
}

/** MatrixCursor.addRow. @throws {Throwable} IllegalArgumentException for a row of another length */
function matrixRow(row: unknown, length: number): readonly CursorValue[] {
  if (!Array.isArray(row))
    throw new Throwable('IllegalArgumentException', 'A row is an array of values, one per column.');
  if (row.length !== length) {
    const message = `columnNames.length = ${length}, columnValues.length = ${row.length}`;
    throw new Throwable('IllegalArgumentException', message);
  }
  return row.map(cursorValue);
}

function wireError(thrown: unknown): Extract<ProviderReply, { error: unknown }>['error'] {
  if (!(thrown instanceof Error)) return { name: 'Error', message: String(thrown) };
  const { name, message, stack } = thrown;
  return { name, message, ...(stack !== undefined && { stack }) };
}
