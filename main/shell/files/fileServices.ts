// What the file tools need of the device.
import type { Clock } from '../../device/clock.ts';
import type { DeviceFiles } from '../../device/deviceFiles.ts';
import { errnoOf } from '../../device/errno.ts';
import { type Command, type CommandIo, ProgramError } from '../command.ts';
import { chunks } from '../language/redirections.ts';
import { Input } from '../streams.ts';

export type FileServices = Readonly<{ files: DeviceFiles; clock: Clock }>;

export type FileCommand = Command<FileServices>;

/** Runs `run` for each argument; what fails is told as `NAME: ARGUMENT: No such file or directory`. @returns 0, or 1 */
export async function forEach(
  { name, args, quotes = false }: Readonly<{ name: string; args: readonly string[]; quotes?: boolean }>,
  io: CommandIo,
  run: (argument: string) => Promise<void> | void,
): Promise<number> {
  let status = 0;
  for (const argument of args) {
    try {
      await run(argument);
    } catch (error) {
      if (!isFileError(error)) throw error;
      status = 1;
      await io.error(`${name}: ${quotes ? `'${argument}'` : argument}: ${errnoOf(error).words}\n`);
    }
  }
  return status;
}

/** Whether it is one of the file system's. */
export function isFileError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error;
}

/** Reads what each argument names: `-`, or no argument at all, is the standard input. @returns 0, or 1 */
export async function forEachInput(
  name: string,
  args: readonly string[],
  { io, files }: Readonly<{ io: CommandIo; files: DeviceFiles }>,
  run: (input: Input, argument: string) => Promise<void>,
): Promise<number> {
  return forEach({ name, args: args.length === 0 ? ['-'] : args }, io, async (argument) => {
    if (argument === '-') return run(io.stdin, argument);
    if (argument === '/dev/null') return run(Input.empty(), argument);
    const file = await files.openForReading(io.path(argument));
    try {
      await run(new Input(chunks(file)), argument);
    } finally {
      await file.close();
    }
  });
}

/** Most that a command keeps of its input, bytes: more would take the memory of the whole device. */
export const MAX_KEPT = 128 * 1_048_576;

/** What an allocation that fails says. */
export const NO_MEMORY = 'Out of memory';

/** Pieces that are joined at once: a million of a few bytes each would take a hundred times what is in them. */
const JOINED = 4_096;

/** Every byte of an input. @throws {ProgramError} for more than MAX_KEPT */
export async function allOf(input: Input): Promise<Buffer> {
  const whole: Uint8Array[] = [];
  let pieces: Uint8Array[] = [];
  let size = 0;
  for await (const bytes of input) {
    size += bytes.length;
    if (size > MAX_KEPT) throw new ProgramError(NO_MEMORY);
    pieces.push(bytes);
    if (pieces.length < JOINED) continue;
    whole.push(Buffer.concat(pieces));
    pieces = [];
  }
  return Buffer.concat([...whole, ...pieces]);
}

/** The lines of an input, without their ends. */
export async function* linesOf(input: Input): AsyncGenerator<string> {
  for (let line = await input.readLine(); line !== null; line = await input.readLine()) yield line.text;
}
