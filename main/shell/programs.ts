// Mirrors exec(): a program by its name, with its streams, and what becomes of what it throws.
import { errnoOf } from '../device/errno.ts';
import { type CommandIo, type Commands, ProgramError } from './command.ts';
import { isFileError } from './files/fileServices.ts';
import type { Program, Shell, Streams } from './language/shellCore.ts';
import { UsageError } from './options.ts';
import { Interrupted, type Output } from './streams.ts';

/** The programs of a table, over the services they need. */
export function programsOf<Services>(
  commands: Commands<Services>,
  services: Services,
): (name: string) => Program | null {
  return (name) => {
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command === undefined) return null;
    return async (args, { shell, streams }) => {
      const io = ioOf(shell, streams);
      try {
        return await command(args, io, services);
      } catch (error) {
        if (shell.signal.aborted) throw new Interrupted();
        const message = messageOf(name, error);
        if (message === null) throw error;
        await io.error(`${name}: ${message}\n`);
        return 1;
      }
    };
  };
}

/** Null for what is no message of a program's: the end of a pipe or of the shell, or a fault of ours. */
function messageOf(name: string, error: unknown): string | null {
  if (error instanceof UsageError) return `${error.message} (see "${name} --help")`;
  if (error instanceof ProgramError) return error.message;
  return isFileError(error) ? errnoOf(error).words : null;
}

/** A program that only writes never waits for anything: without pauses nothing else on the device would get a turn. */
async function written(shell: Shell, stdout: Output, bytes: Uint8Array): Promise<void> {
  const pause = shell.pause();
  if (pause !== null) await pause;
  await stdout.write(bytes);
}

function ioOf(shell: Shell, streams: Streams): CommandIo {
  const stdout = { write: (bytes: Uint8Array) => written(shell, streams.stdout, bytes) };
  return {
    ...{ ...streams, stdout },
    print: (text) => (text === '' ? Promise.resolve() : stdout.write(Buffer.from(text))),
    error: (text) => streams.stderr.write(Buffer.from(text)),
    path: (argument) => shell.path(argument),
    environment: shell.state.environment(),
    signal: shell.signal,
    run: (words, own = {}) => shell.execute(words, { ...streams, ...own }),
  };
}
