// Files of this computer that commands read and write, with a sentence for what goes wrong.
import { createWriteStream } from 'node:fs';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { StartError } from '../main/hosts/commandLine.ts';

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'is not there',
  EACCES: 'may not be read by you',
  EPERM: 'may not be read by you',
  EISDIR: 'is a folder',
  ENOTDIR: 'is not there',
};

/** The bytes of a file, or of stdin for `-`. @throws {StartError} */
export async function readBytes(path: string, stdin: Readable): Promise<Uint8Array> {
  if (path === '-') return buffer(stdin);
  return readFile(path).catch((error: unknown) => {
    throw unreadable(path, error);
  });
}

export async function readText(path: string, stdin: Readable): Promise<string> {
  return new TextDecoder().decode(await readBytes(path, stdin));
}

/** A file from its beginning, or stdin for `-`; it is open when this answers. @throws {StartError} */
export async function openForReading(path: string, stdin: Readable): Promise<Readable> {
  if (path === '-') return stdin;
  const failed = (error: unknown) => {
    throw unreadable(path, error);
  };
  const file = await open(path).catch(failed);
  if (!(await file.stat()).isDirectory()) return file.createReadStream();
  await file.close();
  return failed({ code: 'EISDIR' });
}

/** The path of a file that can be read. @throws {StartError} */
export async function readableFile(path: string): Promise<string> {
  const content = await openForReading(path, Readable.from([]));
  content.destroy();
  return path;
}

/** The same bytes, each part told as it passes. */
export function counted(content: Readable, tell: (bytes: number) => void): Readable {
  async function* parts(): AsyncGenerator<Uint8Array> {
    for await (const part of content as AsyncIterable<Uint8Array>) {
      tell(part.byteLength);
      yield part;
    }
  }
  return Readable.from(parts(), { objectMode: false });
}

/** Writes a file as a whole or not at all: what was there before stays until the last byte is here. */
export async function writeWhole(path: string, content: Readable): Promise<void> {
  const draft = `${path}.part`;
  try {
    await pipeline(content, createWriteStream(draft));
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'EACCES' || codeOf(error) === 'EISDIR')
      throw new StartError(
        `${path} cannot be written (${codeOf(error)}): is its folder there, and may you write in it?`,
      );
    throw error;
  }
}

function unreadable(path: string, error: unknown): StartError {
  const code = codeOf(error);
  return new StartError(`${path} ${WHY[code] ?? `cannot be read (${code})`}.`);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
}
