// Bytes of an item or a document: reading, writing, exports.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { OpenMode } from '../../contract/android/files.ts';
import { plainBytes } from '../content.ts';
import { defineStep } from '../stepDefinition.ts';
import { toUri } from '../uris.ts';
import { content, uri } from '../words.ts';

const read = defineStep({
  verb: 'app.read',
  about:
    'ContentResolver.openInputStream, to its end. The result has the `size` in bytes, the `kind` that the first bytes tell (jpeg, png, heic, mp4, pdf, …), the `text`, and with `compare` whether the bytes are the `same`, `zeroed` in places, or `different`.',
  args: z.strictObject({
    uri,
    compare: z.string().optional().describe('A file of the library, by its path, to compare the bytes with.'),
    as: z
      .string()
      .optional()
      .describe('A MIME type: openTypedAssetFileDescriptor, such as the export of a virtual document.'),
  }),
  run: async (run, { uri: spec, compare, as }, app) => {
    const { contentResolver } = await run.app(app);
    const where = await toUri(spec, () => run.app(app));
    const stream =
      as === undefined
        ? await contentResolver.openInputStream(where)
        : await contentResolver.openTypedAssetFile(where, as, null);
    const bytes = Buffer.from(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer());
    const original = compare === undefined ? null : await readFile(join(run.folder, compare));
    return {
      ...{ size: bytes.length, kind: kindOf(bytes), text: bytes.subarray(0, 4_096).toString('utf8') },
      ...(original === null ? {} : { compared: compared(original, bytes) }),
    };
  },
});

const write = defineStep({
  verb: 'app.write',
  about: 'ContentResolver.openOutputStream(uri, mode), the bytes, and close. "w" leaves what was there beyond them.',
  args: z.strictObject({
    uri,
    mode: z.string().optional().describe('w, wt, wa, rw or rwt; w without it.'),
    ...content.shape,
  }),
  run: async (run, { uri: spec, mode = 'w', ...said }, app) => {
    const { contentResolver } = await run.app(app);
    const bytes = (await plainBytes(said, run.directory)) ?? new Uint8Array();
    const stream = await contentResolver.openOutputStream(await toUri(spec, () => run.app(app)), mode as OpenMode);
    const writer = stream.getWriter();
    await writer.write(bytes);
    await writer.close();
    return { size: bytes.length };
  },
});

const streamTypes = defineStep({
  verb: 'app.getStreamTypes',
  about: 'ContentResolver.getStreamTypes: MIME types that the item can be had as; null for none.',
  args: z.strictObject({ uri, filter: z.string().optional().describe('*/* without it.') }),
  run: async (run, { uri: spec, filter = '*/*' }, app) =>
    (await run.app(app)).contentResolver.getStreamTypes(await toUri(spec, () => run.app(app)), filter),
});

export const BYTE_STEPS = [read, write, streamTypes];

const SIGNATURES: readonly (readonly [at: number, text: string, kind: string])[] = [
  [0, '\xff\xd8\xff', 'jpeg'],
  [0, '\x89PNG', 'png'],
  [0, 'GIF8', 'gif'],
  [0, '%PDF', 'pdf'],
  [8, 'WEBP', 'webp'],
  [4, 'ftyphei', 'heic'],
  [4, 'ftypmif1', 'heic'],
  [4, 'ftypavif', 'avif'],
  [4, 'ftyp', 'mp4'],
];

function kindOf(bytes: Buffer): string {
  const found = SIGNATURES.find(([at, text]) => bytes.toString('latin1', at, at + text.length) === text);
  return found?.[2] ?? 'other';
}

/** `zeroed`: as long, and zero wherever it is not the same. */
function compared(original: Buffer, bytes: Buffer): 'same' | 'zeroed' | 'different' {
  if (bytes.equals(original)) return 'same';
  if (bytes.length !== original.length) return 'different';
  return bytes.every((byte, index) => byte === 0 || byte === original[index]) ? 'zeroed' : 'different';
}
