// The bytes of an opened file as the body of a Response: one range of them when asked, as players of video do.
import { open } from 'node:fs/promises';
import { Throwable } from '../../contract/android/errors.ts';
import { ChannelAccess } from '../content/channelAccess.ts';
import type { ChannelFile, LocalFile, OpenedFile } from '../content/contentProvider.ts';
import type { FileGuard } from '../device/volumeAccess.ts';
import { partResponse } from './fileParts.ts';

/** Bytes of a channel that wait for the reader, at most. */
const PART = 65_536;

type Range = Readonly<{ start: number; end: number; asked: boolean }>;

/** @throws {Throwable} FileNotFoundException for a file that is gone, or a directory */
export async function bytesOf(file: OpenedFile, request: Request): Promise<Response> {
  return 'channel' in file ? channelBytes(file, request) : localBytes(file, request);
}

async function localBytes(file: LocalFile, request: Request): Promise<Response> {
  const { path, mimeType, redactedRanges = [], guard } = file;
  const handle = await open(path).catch((error: unknown) => {
    throw new Throwable('FileNotFoundException', 'open failed: ENOENT (No such file or directory)', { cause: error });
  });
  const stats = await handle.stat().finally(() => handle.close());
  if (stats.isDirectory()) throw new Throwable('FileNotFoundException', 'open failed: EISDIR (Is a directory)');
  const [first, last] = file.part ?? [0, stats.size];
  const size = Math.max(0, Math.min(last, stats.size) - first);
  const range = rangeOf(request, size);
  if (range === null) return outOfRange(size);
  const { start, end } = range;
  const headers = headersOf(mimeType, range, size);
  headers.set('content-length', String(Math.max(0, end - start + 1)));
  const status = range.asked ? 206 : 200;
  if (size === 0 || request.method === 'HEAD') return new Response(null, { status, headers });
  return partResponse({ path, start: first + start, end: first + end, guard, redactedRanges }, { status, headers });
}

/** A provider's bytes, read no faster than they are taken. How many come is known at their end: a provider may be wrong. */
async function channelBytes(file: ChannelFile, request: Request): Promise<Response> {
  const access = new ChannelAccess(file.channel, 'r');
  const size = access.statSize;
  const end = async (error?: Error) => {
    await access.close(error).catch(() => undefined);
    await file.closed?.();
  };
  const range = size < 0 ? { start: 0, end: Number.POSITIVE_INFINITY, asked: false } : rangeOf(request, size);
  const mimeType = file.channel.mimeType ?? file.mimeType;
  if (range === null || request.method === 'HEAD') {
    await end();
    return range === null ? outOfRange(size) : new Response(null, { headers: headersOf(mimeType, range, size) });
  }
  const headers = headersOf(mimeType, range, size);
  if (range.asked) headers.set('content-length', String(range.end - range.start + 1));
  const most = range.asked ? range.end : Number.POSITIVE_INFINITY;
  const body = channelStream(access, { start: range.start, end: most }, { guard: file.guard, end });
  request.signal.addEventListener('abort', () => void end(new Error('The reader has left.')), { once: true });
  return new Response(body, { status: range.asked ? 206 : 200, headers });
}

function channelStream(
  access: ChannelAccess,
  range: Readonly<{ start: number; end: number }>,
  { guard, end }: Readonly<{ guard: FileGuard | undefined; end(error?: Error): Promise<void> }>,
): ReadableStream<Uint8Array<ArrayBuffer>> {
  let position = range.start;
  return new ReadableStream(
    {
      pull: async (controller) => {
        try {
          guard?.read();
          const length = Math.min(PART, range.end + 1 - position);
          const part = length > 0 ? await access.read(position, length) : new Uint8Array();
          position += part.length;
          if (part.length > 0) return controller.enqueue(new Uint8Array(part));
          await end();
          controller.close();
        } catch (error) {
          await end(error instanceof Error ? error : new Error(String(error)));
          controller.error(error);
        }
      },
      cancel: () => end(new Error('The reader has left.')),
    },
    { highWaterMark: 0 },
  );
}

/** The range a request asks for, or everything; null for one that begins behind the end. */
function rangeOf(request: Request, size: number): Range | null {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.get('range') ?? '');
  const start = Number(range?.[1] ?? 0);
  if (range !== null && start >= size) return null;
  return { start, end: Math.min(range?.[2] ? Number(range[2]) : size - 1, size - 1), asked: range !== null };
}

function headersOf(mimeType: string, { start, end, asked }: Range, size: number): Headers {
  const headers = new Headers({ 'content-type': headerText(mimeType), 'cache-control': 'no-store' });
  if (size >= 0) headers.set('accept-ranges', 'bytes');
  if (asked) headers.set('content-range', `bytes ${start}-${end}/${size}`);
  return headers;
}

/** A type is whatever its provider says; a header takes one line of ASCII. */
function headerText(mimeType: string): string {
  return /^[\x21-\x7e][\x20-\x7e]*$/.test(mimeType) ? mimeType : 'application/octet-stream';
}

function outOfRange(size: number): Response {
  return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } });
}
