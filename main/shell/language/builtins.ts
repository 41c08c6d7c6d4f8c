// Mirrors mksh's c_*() functions: what changes the shell itself.

import { errnoOf } from '../../device/errno.ts';
import { CommandError, ExitFlow, LoopFlow, ReturnFlow } from './flow.ts';
import { parse } from './parse.ts';
import { readBuiltin } from './readBuiltin.ts';
import { chunks } from './redirections.ts';
import type { Shell, Streams } from './shellCore.ts';
import type { ShellOptions } from './shellState.ts';
import { test } from './testExpression.ts';

type Builtin = (shell: Shell, args: readonly string[], streams: Streams) => Promise<number>;

export const BUILTINS: Readonly<Record<string, Builtin>> = {
  ':': async () => 0,
  true: async () => 0,
  false: async () => 1,
  cd,
  pwd: async ({ state }, _, { stdout }) => print(stdout, `${state.cwd}\n`),
  export: async (shell, args) => declare(shell, args, true),
  local: async (shell, args) => declare(shell, args, false),
  typeset: async (shell, args) => declare(shell, args, false),
  readonly: async (shell, args) => declare(shell, args, false),
  unset: async ({ state }, args) => {
    for (const name of args) {
      state.variables.delete(name);
      state.functions.delete(name);
    }
    return 0;
  },
  set,
  shift: async ({ state }, [count = '1']) => {
    if (Number(count) > state.positional.length) throw new CommandError('shift: nothing to shift');
    state.positional = state.positional.slice(Number(count));
    return 0;
  },
  exit: async ({ state }, [status]) => {
    throw new ExitFlow(statusOf('exit', status, state.status));
  },
  return: async ({ state }, [status]) => {
    throw new ReturnFlow(statusOf('return', status, state.status));
  },
  break: async (_, [count = '1']) => {
    throw new LoopFlow('break', Number(count));
  },
  continue: async (_, [count = '1']) => {
    throw new LoopFlow('continue', Number(count));
  },
  eval: async (shell, args, streams) => shell.inCall(() => shell.run(parse(args.join(' ')), streams)),
  '.': source,
  source,
  exec: async (shell, args, streams) => {
    if (args.length === 0) return 0;
    throw new ExitFlow(await shell.execute(args, streams));
  },
  command: async (shell, args, streams) => {
    if (args[0] === '-v') return whence(shell, args.slice(1), streams);
    return args.length === 0 ? 0 : shell.execute(args, streams);
  },
  type: whence,
  which: whence,
  wait: async (shell) => {
    await shell.wait();
    return 0;
  },
  read: readBuiltin,
  test: async (shell, args) => (ask(shell, args) ? 0 : 1),
  '[': async (shell, args) => {
    if (args.at(-1) !== ']') throw new CommandError("[: missing ']'", 2);
    return ask(shell, args.slice(0, -1)) ? 0 : 1;
  },
};

function ask(shell: Shell, args: readonly string[]): boolean {
  const { files, hasTerminal } = shell.host;
  const words = args.map((text) => [{ text, quoted: false }]);
  const isSet = (name: string) => shell.state.get(name) !== null;
  return test(words, { files, hasTerminal, isSet, path: (text) => shell.path(text), isExtended: false });
}

async function cd({ state, host }: Shell, args: readonly string[], { stdout }: Streams): Promise<number> {
  const asked = args[0] ?? state.get('HOME') ?? '/';
  const target = asked === '-' ? (state.get('OLDPWD') ?? state.cwd) : asked;
  const names = (target.startsWith('/') ? target : `${state.cwd}/${target}`).split('/');
  const walked: string[] = [];
  for (const name of names) {
    if (name === '..') walked.pop();
    else if (name !== '' && name !== '.') walked.push(name);
  }
  const path = `/${walked.join('/')}`;
  try {
    host.files.stat(`${path}/`);
  } catch (error) {
    throw new CommandError(`cd: ${target}: ${errnoOf(error).words}`, 2);
  }
  state.variables.set('OLDPWD', state.cwd);
  state.cwd = path;
  return asked === '-' ? print(stdout, `${path}\n`) : 0;
}

function declare({ state }: Shell, args: readonly string[], exports: boolean): number {
  for (const arg of args) {
    if (arg.startsWith('-')) continue;
    const [, name, value] = /^([A-Za-z_]\w*)(?:=(.*))?$/s.exec(arg) ?? [];
    if (name === undefined) throw new CommandError(`${arg}: not an identifier`);
    if (value !== undefined) state.variables.set(name, value);
    if (exports) state.exported.add(name);
  }
  return 0;
}

const OPTIONS: Readonly<Record<string, keyof ShellOptions>> = { e: 'errexit', u: 'nounset', f: 'noglob', x: 'xtrace' };

async function set({ state }: Shell, args: readonly string[], { stdout }: Streams): Promise<number> {
  if (args.length === 0) {
    const lines = [...state.variables]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${value}\n`);
    return print(stdout, lines.join(''));
  }
  for (const [index, arg] of args.entries()) {
    if (arg === '--' || !/^[-+]./.test(arg)) {
      state.positional = args.slice(arg === '--' ? index + 1 : index);
      return 0;
    }
    for (const letter of arg.slice(1)) {
      const option = Object.hasOwn(OPTIONS, letter) ? OPTIONS[letter] : undefined;
      if (option === undefined) throw new CommandError(`set: ${arg}: unknown option`);
      state.options[option] = arg.startsWith('-');
    }
  }
  return 0;
}

function statusOf(name: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  if (!/^[-+]?\d+$/.test(text)) throw new CommandError(`${name}: ${text}: bad number`);
  return Number(text) & 0xff;
}

async function source(shell: Shell, args: readonly string[], streams: Streams): Promise<number> {
  const [name] = args;
  if (name === undefined) throw new CommandError('.: missing argument');
  return shell.inCall(async () => shell.run(parse(await textOf(shell, name)), streams));
}

/** A script's text. @throws {CommandError} */
export async function textOf(shell: Shell, name: string): Promise<string> {
  const file = await shell.host.files.openForReading(shell.path(name)).catch((error: unknown) => {
    throw new CommandError(`${name}: ${errnoOf(error).words}`, 127);
  });
  try {
    const all = [];
    for await (const bytes of chunks(file)) all.push(bytes);
    return Buffer.concat(all).toString('utf8');
  } finally {
    await file.close();
  }
}

async function whence(shell: Shell, names: readonly string[], { stdout }: Streams): Promise<number> {
  let status = 0;
  for (const name of names) {
    const isOwn = shell.state.functions.has(name) || Object.hasOwn(BUILTINS, name);
    if (isOwn) await print(stdout, `${name}\n`);
    else if (shell.host.program(name) !== null) await print(stdout, `/system/bin/${name}\n`);
    else status = 1;
  }
  return status;
}

async function print(stdout: Streams['stdout'], text: string): Promise<number> {
  await stdout.write(Buffer.from(text));
  return 0;
}
