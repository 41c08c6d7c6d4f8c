// Mirrors the receiving half of adbd's file_sync_service.cpp: a file that is pushed.
import type { NewFile } from '../device/deviceFiles.ts';
import { errnoOf } from '../device/errno.ts';
import type { StreamReader } from './streamReader.ts';
import { brotli, type Coder, CompressionError, plain } from './syncCompression.ts';
import { failFrame, frame, readFrame, SYNC_DATA_MAX, SYNC_FLAG } from './syncProtocol.ts';
import type { SyncSession } from './syncSession.ts';
import { WriteBehind } from './writeBehind.ts';

const S_IFMT = 0o170000;
const S_IFLNK = 0o120000;

type SendRequest = Readonly<{ path: string; mode: number; flags: number }>;

/** What is told as FAIL; whatever else comes of the file is read and thrown away. */
class SendFailure extends Error {}

/** @returns whether there may be another request */
export async function sendFile(session: SyncSession, request: SendRequest): Promise<boolean> {
  const { replies } = session;
  const compression = request.flags & ~SYNC_FLAG.DRY_RUN;
  const target = new SendTarget(session, request);
  const data = new SentData(session.reader);
  try {
    if (compression !== SYNC_FLAG.NONE && compression !== SYNC_FLAG.BROTLI)
      throw new SendFailure(`unknown flags: ${request.flags | 0}`);
    await target.begin(compression === SYNC_FLAG.BROTLI);
    for (let piece = await data.next(); piece !== null; piece = await data.next()) await target.write(piece);
    if (data.mtime === null) return false;
    const { indexed } = await target.place(data.mtime);
    await replies.answerAfter(indexed, frame('OKAY', 0));
    return true;
  } catch (error) {
    if (!(error instanceof SendFailure)) throw error;
    await replies.answer(failFrame(error.message));
    await data.skip();
    return false;
  } finally {
    await target.discard();
  }
}

/** The bytes of a file as they come, until DONE. */
class SentData {
  /** What DONE brought, seconds since 1970 UTC; null until then, and for good when the other side went away before. */
  mtime: number | null = null;
  readonly #reader: StreamReader;
  #missing = 0;
  #isOver = false;

  constructor(reader: StreamReader) {
    this.#reader = reader;
  }

  /** @returns null after the last piece. @throws {SendFailure} for what is no DATA: nothing that follows can be understood */
  async next(): Promise<Buffer | null> {
    while (this.#missing === 0 && !this.#isOver) await this.#header();
    if (this.#isOver) return null;
    const piece = await this.#reader.readSome(this.#missing);
    this.#missing -= piece?.length ?? 0;
    this.#isOver = piece === null;
    return piece;
  }

  /** Reads what is left, and forgets it: the other side does not stop because of a failure. */
  async skip(): Promise<void> {
    try {
      while ((await this.next()) !== null);
    } catch (error) {
      if (!(error instanceof SendFailure)) throw error;
    }
  }

  async #header(): Promise<void> {
    const header = await this.#reader.read(8);
    const { id, value } = header === null ? { id: '', value: 0 } : readFrame(header);
    this.#isOver = id !== 'DATA' || value > SYNC_DATA_MAX;
    if (header === null) return;
    if (id === 'DONE') this.mtime = value;
    else if (id !== 'DATA') throw new SendFailure('invalid data message');
    else if (value > SYNC_DATA_MAX) throw new SendFailure('oversize data message');
    else this.#missing = value;
  }
}

/** The file that comes to be, or nothing in a dry run. */
class SendTarget {
  readonly #session: SyncSession;
  readonly #request: SendRequest;
  #file: NewFile | null = null;
  #coder: Coder = plain(async () => {});
  #behind: WriteBehind | null = null;

  constructor(session: SyncSession, request: SendRequest) {
    this.#session = session;
    this.#request = request;
  }

  /** @throws {SendFailure} */
  async begin(isCompressed: boolean): Promise<void> {
    const { path, mode, flags } = this.#request;
    if ((mode & S_IFMT) === S_IFLNK) throw new SendFailure('symlink failed: Operation not permitted');
    if ((flags & SYNC_FLAG.DRY_RUN) !== 0) return;
    const file = await this.#session.files.prepareFile(path).catch((error: unknown) => {
      throw new SendFailure(`${this.#step(path)}: ${errnoOf(error).words}`);
    });
    this.#file = file;
    const behind = new WriteBehind((pieces) => file.write(...pieces));
    this.#behind = behind;
    const out = (bytes: Uint8Array) => behind.write(bytes);
    this.#coder = isCompressed ? brotli('decompress', out) : plain(out);
  }

  /** @throws {SendFailure} */
  write(bytes: Buffer): Promise<void> {
    return writing(() => this.#coder.write(bytes));
  }

  /** @param mtime seconds since 1970. @returns what resolves when the file has its row. @throws {SendFailure} */
  async place(mtime: number): Promise<Readonly<{ indexed: Promise<void> }>> {
    await writing(() => this.#coder.end());
    await writing(async () => this.#behind?.end());
    const placed = await writing(async () => this.#file?.place(mtime * 1_000));
    return placed ?? { indexed: Promise.resolve() };
  }

  async discard(): Promise<void> {
    this.#coder.discard();
    await this.#behind?.idle();
    await this.#file?.discard();
  }

  /** Directories above the file are made before it is. */
  #step(path: string): string {
    const parent = path.replace(/\/*[^/]*$/, '');
    try {
      if (!path.endsWith('/')) this.#session.files.stat(parent === '' ? '/' : parent);
      return "couldn't create file";
    } catch (error) {
      return errnoOf(error).name === 'ENOENT' ? 'secure_mkdirs() failed' : "couldn't create file";
    }
  }
}

async function writing<Result>(run: () => Promise<Result>): Promise<Result> {
  try {
    return await run();
  } catch (error) {
    const isCompression = error instanceof CompressionError;
    throw new SendFailure(isCompression ? 'decompress failed' : `write failed: ${errnoOf(error).words}`);
  }
}
