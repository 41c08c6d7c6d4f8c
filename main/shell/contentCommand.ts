// Mirrors com.android.commands.content.Content: the `content` command of adb shell.
import type { Bundle } from '../../contract/android/cursor.ts';
import { Throwable } from '../../contract/android/errors.ts';
import type { OpenMode } from '../../contract/android/files.ts';
import { QUERY_ARG } from '../../contract/android/mediaStore.ts';
import { type Uri, uriParts } from '../../contract/android/uri.ts';
import type { BinderCall } from '../content/binderCall.ts';
import type { ContentResolver } from '../content/contentResolver.ts';
import { FileDescriptors } from '../content/fileDescriptors.ts';
import type { Command, CommandIo } from './command.ts';
import { type ContentCommand, parseContentCommand } from './contentArguments.ts';
import { asThrowable, bundleText, NO_RESULT, rowText, throwableText } from './shellText.ts';

/** The providers as com.android.shell reaches them. */
export type ContentServices = Readonly<{ resolver: ContentResolver; call: BinderCall }>;

/** Rows and bytes that are read at a time. */
const ROWS = 500;
const CHUNK = 262_144;

const USAGE = `usage: adb shell content [subcommand] [options]

Every subcommand takes --uri <URI> [--user <USER_ID>].

  insert   --bind <BINDING> [--bind <BINDING>...] [--extra <BINDING>...]
  update   --bind <BINDING> [--bind <BINDING>...] [--where <WHERE>] [--extra <BINDING>...]
  delete   [--where <WHERE>] [--extra <BINDING>...]
  query    [--projection <NAME>[:<NAME>...]] [--where <WHERE>] [--sort <ORDER>] [--extra <BINDING>...]
  call     --method <METHOD> [--arg <ARG>] [--extra <BINDING>...]
  read     prints the content
  write    takes the content from the standard input
  gettype

  <BINDING> is <NAME>:<TYPE>:<VALUE>, a colon or backslash of its own written with a backslash before it;
  <TYPE> is s string, b boolean, i integer, l long, f float, d double or n null.
`;

/**
 * Runs `content` with the arguments after that word.
 * @returns the exit code, 0 in every case: the command prints what went wrong and says no more
 */
export const contentCommand: Command<ContentServices> = async (args, io, services) => {
  const print = (text: string) => io.print(`${text}\n`);
  const command = parsed(args);
  if (command instanceof Throwable) {
    await print(USAGE);
    await print(`[ERROR] ${command.message}`);
    return 0;
  }
  const { authority } = uriParts(command.uri);
  try {
    if (command.userId !== 0 || !services.resolver.serves(authority)) {
      throw new Throwable('IllegalStateException', `Could not find provider: ${authority}`);
    }
    await execute(services, command, { ...io, print });
  } catch (error) {
    await io.error(`Error while accessing provider:${authority}\n${throwableText(asThrowable(error))}\n`);
  }
  return 0;
};

function parsed(args: readonly string[]): ContentCommand | Throwable {
  try {
    return parseContentCommand(args);
  } catch (error) {
    return asThrowable(error);
  }
}

type Printer = Pick<CommandIo, 'stdin' | 'stdout' | 'print'>;

async function execute({ resolver, call }: ContentServices, command: ContentCommand, io: Printer): Promise<void> {
  const { uri } = command;
  switch (command.name) {
    case 'insert':
      await resolver.insert(call, uri, command.values, command.extras);
      return;
    case 'update':
      await resolver.update(call, uri, command.values, sqlExtras(command));
      return;
    case 'delete':
      await resolver.delete(call, uri, sqlExtras(command));
      return;
    case 'query':
      return query({ resolver, call }, command, io);
    case 'call': {
      const { method, arg, extras } = command;
      const answer = await resolver.call(call, uriParts(uri).authority, { method, arg, extras });
      return io.print(`Result: ${bundleText(answer)}`);
    }
    case 'gettype':
      return io.print(`Result: ${await resolver.getType(call, uri)}`);
    case 'read':
      return copy({ resolver, call }, { uri, mode: 'r' }, (files, fd) => readAll(files, fd, io));
    case 'write':
      return copy({ resolver, call }, { uri, mode: 'w' }, (files, fd) => writeAll(files, fd, io));
  }
}

async function query(
  { resolver, call }: ContentServices,
  command: Extract<ContentCommand, { name: 'query' }>,
  io: Printer,
): Promise<void> {
  const result = await resolver.query(call, command.uri, command.projection, sqlExtras(command));
  if (result === null || result.count === 0) return io.print(NO_RESULT);
  for (let start = 0; start < result.count; start += ROWS) {
    const rows = result.window(start, ROWS);
    for (const [index, row] of rows.entries()) await io.print(rowText(start + index, result.columns, row));
    call.signal.throwIfAborted();
  }
}

function sqlExtras({ where, sort, extras }: Readonly<{ where: string | null; sort?: string | null; extras: Bundle }>) {
  return {
    ...extras,
    ...(where === null ? {} : { [QUERY_ARG.SQL_SELECTION]: where }),
    ...((sort ?? null) === null ? {} : { [QUERY_ARG.SQL_SORT_ORDER]: sort }),
  };
}

async function copy(
  { resolver, call }: ContentServices,
  { uri, mode }: Readonly<{ uri: Uri; mode: OpenMode }>,
  run: (files: FileDescriptors, fd: number) => Promise<void>,
): Promise<void> {
  const files = new FileDescriptors();
  const { fd } = await files.open(await resolver.openFile(call, uri, mode), mode);
  try {
    await run(files, fd);
  } catch (error) {
    await files.close(fd, error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
  await files.close(fd);
}

async function readAll(files: FileDescriptors, fd: number, io: Printer): Promise<void> {
  for (let position = 0; ; ) {
    const bytes = await files.read(fd, position, CHUNK);
    if (bytes.length === 0) return;
    position += bytes.length;
    await io.stdout.write(bytes);
  }
}

async function writeAll(files: FileDescriptors, fd: number, io: Printer): Promise<void> {
  let position = 0;
  for await (const bytes of io.stdin) {
    await files.write(fd, position, bytes);
    position += bytes.length;
  }
}
