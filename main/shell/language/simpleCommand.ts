// Mirrors mksh's comexec(): assignments, functions, builtins and programs.
import { BrokenPipe } from '../streams.ts';
import { BUILTINS } from './builtins.ts';
import { expandText, expandWords } from './expand.ts';
import { CommandError, ExitFlow, LoopFlow, ReturnFlow } from './flow.ts';
import { say } from './say.ts';
import type { Shell, Streams } from './shellCore.ts';
import type { Assignment, Command } from './syntax.ts';

const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;

type Simple = Extract<Command, { kind: 'simple' }>;

/** Where programs lie on a device; nothing else is run by its path. */
const DIRECTORIES =
  /^(?:\/system\/bin\/|\/system\/xbin\/|\/vendor\/bin\/|\/apex\/com\.android\.mediaprovider\/bin\/)(?=[^/]+$)/;

/** @throws {CommandError} */
export async function runSimple(shell: Shell, command: Simple, streams: Streams): Promise<number> {
  const { state } = shell;
  if (command.assignments.length > 0 || command.words.length === 0) state.status = 0;
  const words = await expandWords(shell.expansion(streams), command.words);
  const { streams: own, close } = await shell.redirected(command.redirections, streams);
  let isWhole = false;
  try {
    if (words.length === 0) {
      await assign(shell, command.assignments, streams);
      isWhole = true;
      return state.status;
    }
    if (state.options.xtrace) await own.stderr.write(Buffer.from(`+ ${words.join(' ')}\n`));
    const status = await withAssignments(shell, command.assignments, streams, () => executed(shell, words, own));
    isWhole = true;
    return status;
  } catch (error) {
    isWhole = error instanceof ExitFlow || error instanceof LoopFlow || error instanceof ReturnFlow;
    if (!(error instanceof BrokenPipe) || isOfShell(shell, words[0] ?? '')) throw error;
    return 141;
  } finally {
    await close(isWhole && !shell.signal.aborted);
  }
}

/** SIGPIPE ends whoever writes: a program alone, but for what the shell does itself the shell. */
function isOfShell({ state }: Shell, name: string): boolean {
  return name === 'echo' || state.functions.has(name) || Object.hasOwn(BUILTINS, name);
}

/** What is wrong is said where the command's own redirections lead. */
async function executed(shell: Shell, words: readonly string[], streams: Streams): Promise<number> {
  try {
    return await execute(shell, words, streams);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    await say(streams.stderr, error.message);
    return error.status;
  }
}

/** Runs what words say. @throws {CommandError} where nothing has the name */
export async function execute(shell: Shell, words: readonly string[], streams: Streams): Promise<number> {
  const [name = '', ...args] = words;
  const { state, host } = shell;
  const body = state.functions.get(name);
  if (body !== undefined) return callFunction(shell, { body, args }, streams);
  const builtin = Object.hasOwn(BUILTINS, name) ? BUILTINS[name] : undefined;
  if (builtin !== undefined) return builtin(shell, args, streams);
  const program = host.program(name.replace(DIRECTORIES, ''));
  if (program !== null) return program(args, { shell, streams });
  if (name.includes('/') && exists(shell, name))
    throw new CommandError(`${name}: can't execute: Permission denied`, NOT_EXECUTABLE);
  throw new CommandError(`${name}: inaccessible or not found`, NOT_FOUND);
}

/** Functions in each other go as deep as subshells. */
async function callFunction(
  shell: Shell,
  { body, args }: Readonly<{ body: Command; args: readonly string[] }>,
  streams: Streams,
): Promise<number> {
  const { state } = shell;
  const before = state.positional;
  state.positional = args;
  try {
    return await shell.inCall(() => shell.command(body, streams));
  } catch (error) {
    if (error instanceof ReturnFlow) return error.status;
    throw error;
  } finally {
    state.positional = before;
  }
}

async function assign(shell: Shell, assignments: readonly Assignment[], streams: Streams): Promise<void> {
  for (const { name, value, appends } of assignments) {
    const text = await expandText(shell.expansion(streams), value);
    shell.state.variables.set(name, appends ? `${shell.state.get(name) ?? ''}${text}` : text);
  }
}

/** What stands before a command is set for that command alone. */
async function withAssignments(
  shell: Shell,
  assignments: readonly Assignment[],
  streams: Streams,
  run: () => Promise<number>,
): Promise<number> {
  if (assignments.length === 0) return run();
  const { variables, exported } = shell.state;
  const before = assignments.map(({ name }) => [name, variables.get(name), exported.has(name)] as const);
  await assign(shell, assignments, streams);
  for (const { name } of assignments) exported.add(name);
  try {
    return await run();
  } finally {
    for (const [name, value, wasExported] of before) {
      if (value === undefined) variables.delete(name);
      else variables.set(name, value);
      if (!wasExported) exported.delete(name);
    }
  }
}

function exists(shell: Shell, name: string): boolean {
  try {
    shell.host.files.stat(shell.path(name));
    return true;
  } catch {
    return false;
  }
}
