// Mirrors mksh's iosetup(): where a command reads and writes.
import type { DeviceFiles, NewFile, OpenFile } from '../../device/deviceFiles.ts';
import { errnoOf } from '../../device/errno.ts';
import { Input, NOTHING, type Output } from '../streams.ts';
import { CommandError } from './flow.ts';
import type { Redirected, Streams } from './shellCore.ts';

/** A redirection whose words are expanded. */
export type OpenRedirection = Readonly<{
  fd: number;
  operator: 'read' | 'write' | 'append' | 'duplicate' | 'here';
  target: string;
}>;

type Host = Readonly<{ files: DeviceFiles; now(): number; path(argument: string): string }>;

const CHUNK = 262_144;

/** @throws {CommandError} in mksh's words; what was opened before is closed */
export async function redirect(host: Host, from: Streams, all: readonly OpenRedirection[]): Promise<Redirected> {
  const opened: ((isWhole: boolean) => Promise<void>)[] = [];
  const close = async (isWhole: boolean) => {
    for (const each of opened.splice(0)) await each(isWhole);
  };
  let streams = from;
  try {
    for (const each of all) streams = await applied(host, streams, each, opened);
  } catch (error) {
    await close(false);
    throw error;
  }
  return { streams, close };
}

async function applied(
  host: Host,
  streams: Streams,
  { fd, operator, target }: OpenRedirection,
  opened: ((isWhole: boolean) => Promise<void>)[],
): Promise<Streams> {
  switch (operator) {
    case 'here':
      return { ...streams, stdin: Input.of(Buffer.from(target)) };
    case 'duplicate':
      return duplicated(streams, fd, target);
    case 'read': {
      if (target === '/dev/null') return { ...streams, stdin: Input.empty() };
      const file = await host.files.openForReading(host.path(target)).catch((error: unknown) => {
        throw new CommandError(`can't open ${target}: ${errnoOf(error).words}`);
      });
      opened.push(() => file.close());
      return { ...streams, stdin: new Input(chunks(file)) };
    }
    default: {
      const output = await openOutput(host, target, operator === 'append', opened);
      return written(streams, fd, output);
    }
  }
}

function duplicated(streams: Streams, fd: number, target: string): Streams {
  if (target === '-') return fd === 0 ? { ...streams, stdin: Input.empty() } : written(streams, fd, NOTHING);
  if (target === '1') return written(streams, fd, streams.stdout);
  if (target === '2') return written(streams, fd, streams.stderr);
  if (target === '0') return streams;
  throw new CommandError(`${target}: bad file descriptor`);
}

function written(streams: Streams, fd: number, output: Output): Streams {
  if (fd === -1) return { ...streams, stdout: output, stderr: output };
  if (fd === 1) return { ...streams, stdout: output };
  return fd === 2 ? { ...streams, stderr: output } : streams;
}

async function openOutput(
  host: Host,
  target: string,
  appends: boolean,
  opened: ((isWhole: boolean) => Promise<void>)[],
): Promise<Output> {
  if (target === '/dev/null') return NOTHING;
  const path = host.path(target);
  let file: NewFile;
  try {
    file = await host.files.prepareFile(path);
    if (appends) await copyInto(host.files, path, file);
  } catch (error) {
    throw new CommandError(`can't create ${target}: ${errnoOf(error).words}`);
  }
  opened.push(async (isWhole) => {
    try {
      if (isWhole) await (await file.place(host.now())).indexed;
    } finally {
      await file.discard();
    }
  });
  return { write: (bytes) => file.write(bytes) };
}

async function copyInto(files: DeviceFiles, path: string, target: NewFile): Promise<void> {
  let before: OpenFile;
  try {
    before = await files.openForReading(path);
  } catch (error) {
    await failedToRead(error, target);
    return;
  }
  try {
    for await (const bytes of chunks(before)) await target.write(bytes);
  } finally {
    await before.close();
  }
}

/** What is not there has nothing before what is appended. */
async function failedToRead(error: unknown, target: NewFile): Promise<void> {
  if (errnoOf(error).name === 'ENOENT') return;
  await target.discard();
  throw error;
}

/** A file from its start to its end. */
export async function* chunks(file: OpenFile): AsyncGenerator<Uint8Array> {
  for (;;) {
    const bytes = await file.read(CHUNK);
    if (bytes.length === 0) return;
    yield bytes;
  }
}
