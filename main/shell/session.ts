// Mirrors mksh's shell(): a command line, a script, or lines typed at a terminal.

import { ExitWithWords } from './language/expand.ts';
import { ExitFlow, LoopFlow, ReturnFlow } from './language/flow.ts';
import { Interpreter } from './language/interpreter.ts';
import { parse } from './language/parse.ts';
import { say } from './language/say.ts';
import type { ShellHost, Streams } from './language/shellCore.ts';
import type { ShellState } from './language/shellState.ts';
import { type Script, ShellSyntaxError } from './language/syntax.ts';
import { BrokenPipe, Interrupted } from './streams.ts';

/** 128 and SIGINT. */
const INTERRUPTED = 130;
const BROKEN_PIPE = 141;

/** Longest command line, or script, characters. */
const MAX_SCRIPT = 1_048_576;

type Session = Readonly<{
  host: ShellHost;
  state: ShellState;
  streams: Streams;
  signal: AbortSignal;
  onInterrupt: ((listener: () => void) => Disposable) | null;
}>;

/** Runs a script to its end. @returns its status */
export async function runScript(session: Session, text: string): Promise<number> {
  const script = await parsed(session, text);
  return script === null ? 1 : runParsed(session, script, (status) => status);
}

/** Reads a script from stdin as it comes, line by line; at a terminal it asks for each. @returns the last status */
export async function runLines(session: Session): Promise<number> {
  const { state, streams, onInterrupt } = session;
  const isAsked = onInterrupt !== null;
  let text = '';
  for (let isOver = false; !isOver && !session.signal.aborted; ) {
    if (isAsked) await streams.stderr.write(Buffer.from(promptOf(state, text === '')));
    const line = await lineOf(session);
    if (line === 'interrupted') {
      text = '';
      continue;
    }
    isOver = line === null;
    if (line !== null) text += `${line}\n`;
    const script = isOver || text.length > MAX_SCRIPT ? await parsed(session, text) : complete(text);
    if (script === 'more') continue;
    if (script === 'bad') await parsed(session, text);
    else if (script !== null) {
      const status = await runParsed(session, script, (exit) => {
        isOver = true;
        return exit;
      });
      state.status = status;
    }
    text = '';
  }
  return state.status;
}

async function lineOf({ streams, onInterrupt }: Session): Promise<string | null | 'interrupted'> {
  using _interrupts = onInterrupt?.(() => streams.stdin.interrupt());
  try {
    return (await streams.stdin.readLine())?.text ?? null;
  } catch (error) {
    if (error instanceof Interrupted) return 'interrupted';
    throw error;
  }
}

function promptOf(state: ShellState, isFirst: boolean): string {
  return isFirst
    ? `${state.get('HOSTNAME') ?? 'localhost'}:${state.cwd} ${state.get('PS1') ?? '$ '}`
    : (state.get('PS2') ?? '> ');
}

/** The script, that it goes on in the next line, or that it never will be one. */
function complete(text: string): Script | 'more' | 'bad' {
  if (/(?:^|[^\\])(?:\\\\)*\\\n$/.test(text) || hasOpenHereDocument(text)) return 'more';
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error;
    return /unexpected EOF|no closing quote/.test(error.message) ? 'more' : 'bad';
  }
}

function hasOpenHereDocument(text: string): boolean {
  return [...text.matchAll(/<<-?\s*(['"]?)([A-Za-z_]\w*)\1/g)].some(
    ([, , delimiter = '']) =>
      !new RegExp(`^\\t*${delimiter}$`, 'm').test(text.replace(/<<-?\s*['"]?[A-Za-z_]\w*['"]?/g, '')),
  );
}

async function parsed({ streams }: Session, text: string): Promise<Script | null> {
  try {
    if (text.length > MAX_SCRIPT) throw new ShellSyntaxError('the command line is longer than 1 MiB');
    return parse(text);
  } catch (error) {
    if (!(error instanceof ShellSyntaxError)) throw error;
    await say(streams.stderr, error.message);
    return null;
  }
}

/** @param exited what becomes of the status of an `exit` */
async function runParsed(session: Session, script: Script, exited: (status: number) => number): Promise<number> {
  const { host, state, streams, onInterrupt } = session;
  const own = new AbortController();
  using _interrupts = onInterrupt?.(() => {
    own.abort();
    streams.stdin.interrupt();
  });
  const signal = AbortSignal.any([session.signal, own.signal]);
  const guarded = { ...streams, stdout: until(streams.stdout, signal), stderr: until(streams.stderr, signal) };
  const shell = new Interpreter(host, state, signal);
  try {
    const status = await shell.run(script, guarded);
    await shell.idle();
    return signal.aborted ? INTERRUPTED : status;
  } catch (error) {
    if (error instanceof ExitWithWords) await say(streams.stderr, error.words);
    if (error instanceof ExitFlow) return exited(error.status);
    if (error instanceof Interrupted || signal.aborted) return INTERRUPTED;
    if (error instanceof BrokenPipe) return BROKEN_PIPE;
    // A `return` or `break` that is in nothing has no effect.
    if (error instanceof ReturnFlow) return error.status;
    if (error instanceof LoopFlow) return 0;
    throw error;
  }
}

/** Who writes when it is over ends. */
function until(output: Streams['stdout'], signal: AbortSignal): Streams['stdout'] {
  return {
    write: async (bytes) => {
      if (signal.aborted) throw new Interrupted();
      await output.write(bytes);
    },
  };
}
