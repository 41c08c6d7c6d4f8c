// Bytes: what an app opens, and the device's own file system as adb pull and push have it. Never held as a whole.
import { z } from 'zod';
import { Throwable } from '../../../contract/android/errors.ts';
import { OPEN_MODES } from '../../../contract/android/files.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import type { AppApi } from '../../../contract/rpc/appApi.ts';
import { errnoOf } from '../../device/errno.ts';
import { openContent } from '../site.ts';
import { ofApp } from './appOperations.ts';
import type { DeviceCalls } from './deviceCalls.ts';
import { type Operation, operation, wholeNumber } from './operation.ts';
import { Problem } from './problem.ts';

/** Bytes written at once: as much as one call may bring. */
const PART = 1_048_576;

const URI = 'content://media/external/images/media/42';
const uri = z.string().describe('A content URI.');
const side = wholeNumber(1, 4_096).default(512);
const written = z.strictObject({ bytesWritten: z.number().describe('Bytes.') });
const devicePath = z.strictObject({ path: z.string().min(1).max(4_096).describe('Such as /sdcard/Pictures/a.jpg.') });

export const fileOperations: readonly Operation[] = [
  operation({
    ...{ id: 'openInputStream', method: 'GET', path: '/apps/{packageName}/content/file', tag: 'Files', opensTo: 'app' },
    summary: 'Bytes of what a URI names, or a range of them.',
    description: 'Takes Range. With `mimeType` as openTypedAssetFileDescriptor: another form of the document.',
    params: ofApp,
    query: z.strictObject({ uri, mimeType: z.string().max(255).optional().describe('Such as application/pdf.') }),
    answer: 'bytes',
    example: { query: { uri: URI } },
    run: ({ path, query, device, request }) => {
      const { system } = device;
      const what =
        query.mimeType === undefined
          ? ({ kind: 'open' } as const)
          : ({ kind: 'typed', mimeType: query.mimeType } as const);
      return openContent(
        system,
        { packageName: installed(device, path.packageName), uri: parseUri(query.uri), what },
        request,
      );
    },
  }),
  operation({
    ...{
      id: 'loadThumbnail',
      method: 'GET',
      path: '/apps/{packageName}/content/thumbnail',
      tag: 'Files',
      opensTo: 'app',
    },
    summary: 'ContentResolver.loadThumbnail, as a JPEG or PNG.',
    params: ofApp,
    query: z.strictObject({ uri, width: side.describe('Pixels.'), height: side.describe('Pixels.') }),
    answer: 'bytes',
    example: { query: { uri: URI, width: 96, height: 96 } },
    run: ({ path, query: { uri: given, width, height }, device, request }) => {
      const what = { kind: 'thumbnail', size: { width, height } } as const;
      const packageName = installed(device, path.packageName);
      return openContent(device.system, { packageName, uri: parseUri(given), what }, request);
    },
  }),
  operation({
    ...{
      id: 'openOutputStream',
      method: 'PUT',
      path: '/apps/{packageName}/content/file',
      tag: 'Files',
      opensTo: 'app',
    },
    summary: 'Writes the body into what a URI names; answers when that is closed and scanned.',
    description:
      'A connection that is cut in the middle leaves what was written until then, as a process that dies does.',
    params: ofApp,
    query: z.strictObject({
      uri,
      mode: z
        .enum(OPEN_MODES.filter((mode) => mode !== 'r'))
        .default('wt')
        .describe('As openFileDescriptor: wt truncates first, w does not, wa appends.'),
      offset: wholeNumber(0, Number.MAX_SAFE_INTEGER).default(0).describe('Where the body begins in the file, bytes.'),
    }),
    ...{ body: 'bytes', answer: written },
    example: { query: { uri: URI }, answer: { bytesWritten: 2_480_113 } },
    run: ({ path, query: { uri: given, mode, offset }, device, bytes }) =>
      device.asApp(path.packageName, async (app) => {
        const { fd } = await app.openFileDescriptor(parseUri(given), mode);
        const bytesWritten = await writeAll(bytes, (position, part) => app.writeFile(fd, offset + position, part));
        await app.closeFile(fd);
        return { bytesWritten };
      }),
  }),
  operation({
    ...{ id: 'pull', method: 'GET', path: '/device/file', tag: 'Files', summary: 'adb pull: a file of the device.' },
    ...{ query: devicePath, answer: 'bytes', example: { query: { path: '/sdcard/Pictures/a.jpg' } } },
    run: ({ query, device }) => pull(device, query.path),
  }),
  operation({
    ...{ id: 'push', method: 'PUT', path: '/device/file', tag: 'Files' },
    summary: 'adb push: puts a file on the device; answers when MediaStore has its row.',
    query: devicePath.extend({
      modified: wholeNumber(0, 8.64e15).optional().describe('When it was modified, milliseconds since 1970 UTC.'),
    }),
    ...{ body: 'bytes', answer: written },
    example: { query: { path: '/sdcard/Pictures/a.jpg' }, answer: { bytesWritten: 2_480_113 } },
    run: ({ query, device, bytes }) => push(device, query, bytes),
  }),
];

function installed({ system }: DeviceCalls, packageName: string): string {
  if (system.packages.find(packageName) === null) throw new Problem('not-found', `${packageName} is not installed.`);
  return packageName;
}

type Write = (position: number, bytes: Uint8Array) => ReturnType<AppApi['writeFile']>;

/** @returns how many there were */
async function writeAll(bytes: AsyncIterable<Uint8Array>, write: Write): Promise<number> {
  let position = 0;
  for await (const part of inParts(bytes)) {
    await write(position, part);
    position += part.length;
  }
  return position;
}

/** What comes in pieces of a socket's size, in as large ones as a write takes: each write has its price. */
async function* inParts(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let part = new Uint8Array(PART);
  let filled = 0;
  for await (const piece of bytes) {
    for (let start = 0; start < piece.length; ) {
      const taken = piece.subarray(start, start + PART - filled);
      part.set(taken, filled);
      start += taken.length;
      filled += taken.length;
      if (filled < PART) continue;
      yield part;
      // A provider may keep what it was given.
      part = new Uint8Array(PART);
      filled = 0;
    }
  }
  if (filled > 0) yield part.slice(0, filled);
}

async function pull({ system, signal }: DeviceCalls, path: string): Promise<Response> {
  const finish = system.journal.open('tester', 'pull', [path]);
  try {
    const file = await system.files.openForReading(path);
    finish({});
    signal.addEventListener('abort', () => void file.close(), { once: true });
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: async (controller) => {
        const part = await file.read(PART);
        if (part.length > 0) return controller.enqueue(new Uint8Array(part));
        await file.close();
        controller.close();
      },
      cancel: () => file.close(),
    });
    return new Response(body, { headers: { 'content-type': 'application/octet-stream' } });
  } catch (error) {
    throw told(finish, path, error);
  }
}

type PushQuery = Readonly<{ path: string; modified?: number | undefined }>;

async function push(
  { system }: DeviceCalls,
  { path, modified }: PushQuery,
  bytes: AsyncIterable<Uint8Array>,
): Promise<object> {
  const finish = system.journal.open('tester', 'push', [path]);
  try {
    const file = await system.files.prepareFile(path);
    try {
      const bytesWritten = await writeAll(bytes, (_, part) => file.write(part));
      const { indexed } = await file.place(modified ?? system.clock.currentTimeMillis());
      await indexed;
      finish({ result: { bytesWritten } });
      return { bytesWritten };
    } finally {
      await file.discard();
    }
  } catch (error) {
    throw told(finish, path, error);
  }
}

/** What the file system says, as an exception of Android would: a path of the device, and Linux's words. */
function told(finish: (outcome: Readonly<{ thrown: Error }>) => void, path: string, error: unknown): Throwable {
  const { name, words } = errnoOf(error);
  const isPlace = name === 'ENOENT' || name === 'ENOTDIR' || name === 'EISDIR';
  const thrown =
    name === 'EACCES' || name === 'EPERM' || name === 'EROFS'
      ? new Throwable('SecurityException', `${path}: ${name} (${words})`, { cause: error })
      : new Throwable(isPlace ? 'FileNotFoundException' : 'IOException', `${path}: ${name} (${words})`, {
          cause: error,
        });
  finish({ thrown });
  return thrown;
}
