// Mirrors the sending half of adbd's file_sync_service.cpp: a file that is pulled.
import type { OpenFile } from '../device/deviceFiles.ts';
import { errnoOf } from '../device/errno.ts';
import type { PullBuffer } from './pullBuffers.ts';
import { brotli } from './syncCompression.ts';
import { failFrame, frame, SYNC_DATA_MAX, SYNC_FLAG } from './syncProtocol.ts';
import type { SyncSession } from './syncSession.ts';

/** Bytes that are compressed at a time. */
const CHUNK = 4 * SYNC_DATA_MAX;

/** @returns whether there may be another request */
export async function receiveFile(session: SyncSession, path: string, flags: number): Promise<boolean> {
  const { files, replies } = session;
  if (flags !== SYNC_FLAG.NONE && flags !== SYNC_FLAG.BROTLI) return fail(session, `unknown flags: ${flags | 0}`);
  await replies.settled();
  let file: OpenFile;
  try {
    file = await files.openForReading(path);
  } catch (error) {
    const { name, words } = errnoOf(error);
    // A directory can be opened, and not read.
    return fail(session, `${name === 'EISDIR' ? 'read' : 'open'} failed: ${words}`);
  }
  try {
    await (flags === SYNC_FLAG.BROTLI ? copyCompressed(session, file) : copy(session, file));
    return true;
  } catch (error) {
    return await fail(session, `read failed: ${errnoOf(error).words}`);
  } finally {
    await file.close();
  }
}

async function fail({ replies }: SyncSession, reason: string): Promise<boolean> {
  await replies.answer(failFrame(reason));
  return false;
}

/** The end goes out together with the last bytes: two small packets in a row would cost the other side 40 ms. */
async function copy({ stream, buffers }: SyncSession, file: OpenFile): Promise<void> {
  let held: Readonly<{ buffer: PullBuffer; length: number }> | null = null;
  while (!stream.signal.aborted) {
    const buffer = await buffers.take();
    const length = await file.readv(buffer.rooms);
    if (length === 0) break;
    await held?.buffer.send(held.length);
    held = { buffer, length };
  }
  const done = frame('DONE', 0);
  await (held === null ? stream.write(done) : held.buffer.send(held.length, done));
}

/** What comes out of the coder has memory of its own. */
async function copyCompressed({ stream }: SyncSession, file: OpenFile): Promise<void> {
  let held: readonly Uint8Array[] = [];
  const coder = brotli('compress', async (bytes) => {
    if (held.length > 0) await stream.write(...held);
    held = dataFrames(bytes);
  });
  try {
    for (;;) {
      const bytes = await file.read(CHUNK);
      if (bytes.length === 0 || stream.signal.aborted) break;
      await coder.write(bytes);
    }
    await coder.end();
  } finally {
    coder.discard();
  }
  await stream.write(...held, frame('DONE', 0));
}

function dataFrames(bytes: Uint8Array): readonly Uint8Array[] {
  const frames: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; start += SYNC_DATA_MAX) {
    const part = bytes.subarray(start, start + SYNC_DATA_MAX);
    frames.push(frame('DATA', part.length), part);
  }
  return frames;
}
