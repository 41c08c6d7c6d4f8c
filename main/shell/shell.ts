// Mirrors /system/bin/sh: the shell of adb, of the panel's console, and of whoever asks the tester's connection.
import type { ShellResult } from '../../contract/rpc/deviceApi.ts';
import { COMMANDS, type ShellServices } from './commands.ts';
import { textOf } from './language/builtins.ts';
import { CommandError } from './language/flow.ts';
import { Interpreter } from './language/interpreter.ts';
import { say } from './language/say.ts';
import type { Program, Shell, ShellHost, Streams } from './language/shellCore.ts';
import { ShellState } from './language/shellState.ts';
import { programsOf } from './programs.ts';
import { runLines, runScript } from './session.ts';
import type { ShellStreams } from './shellService.ts';
import { Capture, Input, Interrupted } from './streams.ts';

/**
 * Runs a command line; without one what stdin brings.
 * @returns the exit status
 */
export function openShell(services: ShellServices, command: string, given: ShellStreams): Promise<number> {
  const { signal, terminal, environment } = given;
  const session = {
    host: hostOf(services, terminal !== null),
    state: new ShellState(environment),
    streams: {
      stdin: new Input(untilGone(given.stdin, signal)),
      stdout: outputOf(given.stdout),
      stderr: outputOf(given.stderr),
    },
    ...{ signal, onInterrupt: terminal === null ? null : (listener: () => void) => terminal.onInterrupt(listener) },
  };
  return command === '' ? runLines(session) : runScript(session, command);
}

/** What stops because whoever sends is gone is no end: a command that took it for one would keep half a file as a whole one. */
async function* untilGone(source: AsyncIterable<Uint8Array>, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  yield* source;
  if (signal.aborted) throw new Interrupted();
}

/**
 * Runs one command by its words, of which nothing is expanded, and keeps what it prints.
 * @param limit most bytes of output that are kept; the rest is counted off and lost
 */
export async function shellResult(
  services: ShellServices,
  words: readonly string[],
  { stdin, limit, signal }: Readonly<{ stdin: Uint8Array; limit: number; signal: AbortSignal }>,
): Promise<ShellResult> {
  const [stdout, stderr] = [new Capture(limit), new Capture(limit)];
  const streams = { stdin: Input.of(stdin), stdout, stderr };
  const quoted = words.map((text) => [{ kind: 'text', text, quoted: true } as const]);
  const simple = { kind: 'simple', assignments: [], words: quoted, redirections: [] } as const;
  const script = [{ first: { negated: false, commands: [simple] }, rest: [], background: false }];
  const shell = new Interpreter(hostOf(services, false), new ShellState({ HOME: '/' }), signal);
  const exitCode = await shell.runWhole(script, streams);
  return { exitCode, stdout: stdout.bytes(), stderr: stderr.text(), truncated: stdout.isCut || stderr.isCut };
}

function hostOf(services: ShellServices, hasTerminal: boolean): ShellHost {
  const { files, clock } = services;
  const programs = programsOf(COMMANDS, services);
  return {
    ...{ files, hasTerminal, now: () => clock.currentTimeMillis() },
    program: (name) => (name === 'sh' ? sh : programs(name)),
  };
}

/** `sh -c TEXT [NAME ARGUMENT...]`, `sh FILE [ARGUMENT...]`, or what stdin brings. */
const sh: Program = async (args, { shell, streams }) => {
  const own = shell.subshell();
  return own.inCall(async () => {
    const isText = args[0] === '-c';
    const [first, ...rest] = isText ? args.slice(1) : args;
    if (first === undefined && isText) {
      await say(streams.stderr, '-c: requires argument');
      return 1;
    }
    const session = { host: own.host, state: own.state, streams, signal: own.signal, onInterrupt: null };
    if (first === undefined) return runLines(session);
    own.state.name = isText ? (rest[0] ?? own.state.name) : first;
    own.state.positional = isText ? rest.slice(1) : rest;
    const text = isText ? first : await scriptOf(own, first, streams);
    return text === null ? NOT_FOUND : runScript(session, text);
  });
};

const NOT_FOUND = 127;

async function scriptOf(shell: Shell, name: string, streams: Streams): Promise<string | null> {
  try {
    return await textOf(shell, name);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    await say(streams.stderr, error.message);
    return null;
  }
}

function outputOf(write: (bytes: Uint8Array) => Promise<void> | void): Streams['stdout'] {
  return { write: async (bytes) => write(bytes) };
}
