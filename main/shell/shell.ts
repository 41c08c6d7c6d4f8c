// Mirrors adb shell: a command by its name, what it prints, and its exit code.
import type { ShellResult } from '../../contract/rpc/deviceApi.ts';
import { contentCommand, type ShellIo, type ShellServices } from './contentCommand.ts';
import { mediaProviderCommand } from './mediaProviderCommand.ts';

const COMMANDS: Readonly<
  Record<string, (services: ShellServices, args: readonly string[], io: ShellIo) => Promise<number>>
> = {
  content: contentCommand,
  media_provider: mediaProviderCommand,
};

/** Exit code of a shell that finds no such command. */
const NOT_FOUND = 127;

/** Runs a command with its arguments. Nothing is expanded: there is no shell language here. */
export async function shell(services: ShellServices, args: readonly string[], io: ShellIo): Promise<number> {
  const [name = '', ...rest] = args;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command !== undefined) return command(services, rest, io);
  io.stderr(`/system/bin/sh: ${name}: inaccessible or not found\n`);
  return NOT_FOUND;
}

/**
 * Runs a command and keeps what it prints.
 * @param limit most bytes of output that are kept; the rest is counted off and lost
 */
export async function shellResult(
  services: ShellServices,
  args: readonly string[],
  { stdin, limit }: Readonly<{ stdin: Uint8Array; limit: number }>,
): Promise<ShellResult> {
  const chunks: Uint8Array[] = [];
  let kept = 0;
  let truncated = false;
  let stderr = '';
  const exitCode = await shell(services, args, {
    stdin: once(stdin),
    stdout: (bytes) => {
      const part = bytes.subarray(0, limit - kept);
      truncated ||= part.length < bytes.length;
      kept += part.length;
      if (part.length > 0) chunks.push(new Uint8Array(part));
    },
    stderr: (text) => {
      truncated ||= stderr.length + text.length > limit;
      stderr = (stderr + text).slice(0, limit);
    },
  });
  return { exitCode, stdout: joined(chunks, kept), stderr, truncated };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.length > 0) yield bytes;
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let position = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, position);
    position += chunk.length;
  }
  return bytes;
}
