// Bytes of any size into a file of the device, a part at a time.
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Tester } from '../sdk/tester.ts';

/** Most that one call carries, bytes: half of what a shell command may be given. */
const PART = 4 * 1_048_576;

/** A file of this computer as `adb push` puts it there, with its date. @throws {Error} */
export async function pushLocal(
  tester: Tester,
  path: string,
  { file, tell }: Readonly<{ file: string; tell: (bytes: number) => void }>,
): Promise<number> {
  const { size, mtime } = await stat(file);
  if (size > PART) return pushFile(tester, path, { content: createReadStream(file), tell });
  await tester.push(path, await readFile(file), mtime);
  return size;
}

/** @param content.tell told how many bytes have arrived @returns how many it were @throws {Error} with the words of the device's shell */
export async function pushFile(
  { api }: Tester,
  path: string,
  { content, tell }: Readonly<{ content: Readable; tell: (bytes: number) => void }>,
): Promise<number> {
  let written = 0;
  const append = async (parts: readonly Uint8Array[], isFirst: boolean) => {
    const command = `cat ${isFirst ? '>' : '>>'} ${quoted(path)}`;
    const bytes = Buffer.concat(parts);
    const { exitCode, stderr } = await api.shell(['sh', '-c', command], new Uint8Array(bytes));
    if (exitCode !== 0) throw new Error(`${path} was not written: ${stderr.trim()}`);
    written += bytes.byteLength;
    tell(written);
  };
  let isFirst = true;
  let waiting: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content as AsyncIterable<Uint8Array>) {
    for (let start = 0; start < chunk.byteLength; start += PART) {
      const part = chunk.subarray(start, start + PART);
      if (size + part.byteLength > PART) {
        await append(waiting, isFirst);
        [isFirst, waiting, size] = [false, [], 0];
      }
      waiting.push(part);
      size += part.byteLength;
    }
  }
  if (isFirst || size > 0) await append(waiting, isFirst);
  return written;
}

/** One word for the device's shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
