// Mirrors mksh's exec.c: runs a script.
import { Slices } from '../../device/realTime.ts';
import { BrokenPipe, Capture, Input, Interrupted, Pipe } from '../streams.ts';
import { compound } from './compound.ts';
import { ExitWithWords, expandText } from './expand.ts';
import { CommandError, ExitFlow, LoopFlow, ReturnFlow } from './flow.ts';
import { absolute, glob } from './glob.ts';
import { redirect } from './redirections.ts';
import { say } from './say.ts';
import type { ExpansionHost, Redirected, Shell, ShellHost, Streams } from './shellCore.ts';
import type { ShellState } from './shellState.ts';
import { execute, runSimple } from './simpleCommand.ts';
import { type AndOr, type Command, type Pipeline, type Redirection, type Script, ShellSyntaxError } from './syntax.ts';

/** SIGPIPE and SIGINT, as a status tells them. */
const BROKEN_PIPE = 141;

/** Most that a `$(…)` may print, bytes. */
const MAX_SUBSTITUTION = 4 * 1_048_576;

/** Deepest that functions and substitutions may call each other. */
const MAX_CALLS = 100;

/** Shells of their own that one command line may have at once, as a phone has so many processes. */
const MAX_RUNNING = 500;

/** What mksh says when fork() fails. */
const NO_PROCESS = "can't fork - try again";

/** What all shells of one command line share. */
type Family = { running: number; readonly slices: Slices; readonly jobs: Set<Promise<unknown>> };

export class Interpreter implements Shell {
  readonly host: ShellHost;
  readonly state: ShellState;
  readonly signal: AbortSignal;
  readonly #family: Family;
  readonly #jobs = new Set<Promise<unknown>>();
  #depth: number;
  /** Above 0 where a status that is not 0 is no failure: in a condition. */
  #conditions = 0;

  /** @param parent the shell it is a part of */
  constructor(host: ShellHost, state: ShellState, signal: AbortSignal, parent: Interpreter | null = null) {
    this.host = host;
    this.state = state;
    this.signal = signal;
    this.#depth = parent === null ? 0 : parent.#depth + 1;
    this.#family = parent === null ? { running: 0, slices: new Slices(), jobs: new Set() } : parent.#family;
  }

  /** A shell of its own with all that this one knows. @throws {CommandError} where too many are in each other */
  subshell(): Interpreter {
    if (this.#depth >= MAX_CALLS) throw new CommandError('recursion too deep');
    return new Interpreter(this.host, this.state.copy(), this.signal, this);
  }

  /** Runs a function's body. @throws {CommandError} where too many are in each other */
  async inCall<T>(run: () => Promise<T>): Promise<T> {
    if (this.#depth >= MAX_CALLS) throw new CommandError('recursion too deep');
    this.#depth++;
    try {
      return await run();
    } finally {
      this.#depth--;
    }
  }

  /** Runs a script. @throws {ExitFlow} @throws {Interrupted} */
  async run(script: Script, streams: Streams): Promise<number> {
    for (const item of script) {
      if (item.background) this.#start(item, streams);
      else await this.#andOr(item, streams);
    }
    return this.state.status;
  }

  /** Runs a script to its end, whatever ends it. @returns its status. @throws {Interrupted} */
  async runWhole(script: Script, streams: Streams): Promise<number> {
    try {
      return await this.run(script, streams);
    } catch (error) {
      if (error instanceof ExitWithWords) await say(streams.stderr, error.words);
      if (error instanceof ExitFlow) return error.status;
      if (error instanceof ReturnFlow) return error.status;
      if (error instanceof LoopFlow) return 0;
      if (error instanceof BrokenPipe) return BROKEN_PIPE;
      throw error;
    }
  }

  pause(): Promise<void> | null {
    if (this.signal.aborted) throw new Interrupted();
    return this.#family.slices.isOver ? this.#family.slices.breathe() : null;
  }

  /** Resolves when everything in the background is over. */
  async wait(): Promise<void> {
    await Promise.all(this.#jobs);
  }

  /** Resolves when nothing that the command line has started runs any more: what is in the background holds its streams. */
  async idle(): Promise<void> {
    while (this.#family.jobs.size > 0) await Promise.all(this.#family.jobs);
  }

  path(argument: string): string {
    return absolute(this.state.cwd, argument);
  }

  expansion(streams: Streams): ExpansionHost {
    return {
      state: this.state,
      glob: (pattern) => glob(this.host.files, this.state.cwd, pattern, () => this.pause()),
      substitute: async (script) => {
        const stdout = new Capture(MAX_SUBSTITUTION);
        this.state.status = await this.fork(script, { ...streams, stdout });
        return stdout.text().replace(/\n+$/, '').replaceAll('\0', '');
      },
    };
  }

  /** The streams with redirections applied. @throws {CommandError} */
  async redirected(redirections: readonly Redirection[], streams: Streams): Promise<Redirected> {
    const all = [];
    for (const { fd, operator, target } of redirections)
      all.push({ fd, operator, target: await expandText(this.expansion(streams), target) });
    return redirect({ files: this.host.files, now: this.host.now, path: (text) => this.path(text) }, streams, all);
  }

  execute(words: readonly string[], streams: Streams): Promise<number> {
    return execute(this, words, streams);
  }

  /** One command with its redirections; sets and answers its status. */
  async command(command: Command, streams: Streams): Promise<number> {
    await this.pause();
    const state = this.state;
    try {
      if (command.kind === 'simple') state.status = await runSimple(this, command, streams);
      else if (command.redirections.length === 0) state.status = await compound(this, command, streams);
      else {
        const { streams: own, close } = await this.redirected(command.redirections, streams);
        let isWhole = false;
        try {
          state.status = await compound(this, command, own);
          isWhole = true;
        } catch (error) {
          isWhole = error instanceof ExitFlow || error instanceof LoopFlow || error instanceof ReturnFlow;
          throw error;
        } finally {
          await close(isWhole && !this.signal.aborted);
        }
      }
    } catch (error) {
      if (!(error instanceof CommandError || error instanceof ShellSyntaxError)) throw error;
      await say(streams.stderr, error.message);
      state.status = error instanceof CommandError ? error.status : 1;
    }
    return state.status;
  }

  async fork(script: Script, streams: Streams): Promise<number> {
    const family = this.#family;
    try {
      if (family.running >= MAX_RUNNING) throw new CommandError(NO_PROCESS);
      if (family.slices.isOver) await family.slices.breathe();
      const shell = this.subshell();
      family.running++;
      try {
        return await shell.runWhole(script, streams);
      } finally {
        family.running--;
      }
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      await say(streams.stderr, error.message);
      return error.status;
    }
  }

  #start(item: AndOr, streams: Streams): void {
    const script = [{ ...item, background: false }];
    // Whoever waits is told of nothing but the end.
    const job = this.fork(script, { ...streams, stdin: Input.empty() })
      .catch(() => undefined)
      .finally(() => {
        this.#jobs.delete(job);
        this.#family.jobs.delete(job);
      });
    this.#jobs.add(job);
    this.#family.jobs.add(job);
    this.state.status = 0;
  }

  async #andOr({ first, rest }: AndOr, streams: Streams): Promise<void> {
    const pipelines = [first, ...rest.map(({ pipeline }) => pipeline)];
    for (const [index, pipeline] of pipelines.entries()) {
      const operator = rest[index - 1]?.operator;
      if (operator !== undefined && (operator === '&&') !== (this.state.status === 0)) continue;
      const isLast = index === pipelines.length - 1;
      if (isLast && !pipeline.negated) {
        await this.#pipeline(pipeline, streams);
        this.#failed();
      } else await this.asCondition(() => this.#pipeline(pipeline, streams));
    }
  }

  #failed(): void {
    if (this.state.options.errexit && this.state.status !== 0 && this.#conditions === 0)
      throw new ExitFlow(this.state.status);
  }

  async asCondition<T>(run: () => Promise<T>): Promise<T> {
    this.#conditions++;
    try {
      return await run();
    } finally {
      this.#conditions--;
    }
  }

  async #pipeline({ negated, commands }: Pipeline, streams: Streams): Promise<void> {
    const [only] = commands;
    if (commands.length === 1 && only !== undefined) await this.command(only, streams);
    else this.state.status = await this.#piped(commands, streams);
    if (negated) this.state.status = this.state.status === 0 ? 1 : 0;
  }

  /** All at the same time, each in a shell of its own. @returns the status of the last */
  async #piped(commands: readonly Command[], streams: Streams): Promise<number> {
    if (commands.length > MAX_RUNNING) {
      await say(streams.stderr, NO_PROCESS);
      return 1;
    }
    const pipes = commands.slice(1).map(() => new Pipe());
    const running = commands.map(async (command, index) => {
      const [from, to] = [pipes[index - 1], pipes[index]];
      const own = { ...streams, stdin: from?.input ?? streams.stdin, stdout: to ?? streams.stdout };
      try {
        const script = [{ first: { negated: false, commands: [command] }, rest: [], background: false }];
        return await this.fork(script, own);
      } finally {
        from?.close();
        to?.end();
      }
    });
    const ended = await Promise.allSettled(running);
    const last = ended.at(-1);
    for (const each of ended) if (each.status === 'rejected') throw each.reason;
    return last?.status === 'fulfilled' ? last.value : 1;
  }
}
