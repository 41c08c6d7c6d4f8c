// Mirrors mksh's exec.c: runs a script.
import { Slices } from '../../device/realTime.ts';
import { BrokenPipe, Capture, Input, Interrupted, Pipe } from '../streams.ts';
import { ExitWithWords, expandPattern, expandText, expandWords } from './expand.ts';
import { CommandError, ExitFlow, LoopFlow, ReturnFlow } from './flow.ts';
import { absolute, glob } from './glob.ts';
import { matches } from './pattern.ts';
import { redirect } from './redirections.ts';
import { say } from './say.ts';
import type { ExpansionHost, Redirected, Shell, ShellHost, Streams } from './shellCore.ts';
import type { ShellState } from './shellState.ts';
import { execute, runSimple } from './simpleCommand.ts';
import { type AndOr, type Command, type Pipeline, type Redirection, type Script, ShellSyntaxError } from './syntax.ts';
import { test } from './testExpression.ts';

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
      glob: (pattern) => glob(this.host.files, this.state.cwd, pattern),
      substitute: async (script) => {
        const stdout = new Capture(MAX_SUBSTITUTION);
        this.state.status = await this.#fork(script, { ...streams, stdout });
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
    if (this.signal.aborted) throw new Interrupted();
    if (this.#family.slices.isOver) await this.#family.slices.breathe();
    const state = this.state;
    try {
      if (command.kind === 'simple') state.status = await runSimple(this, command, streams);
      else if (command.redirections.length === 0) state.status = await this.#compound(command, streams);
      else {
        const { streams: own, close } = await this.redirected(command.redirections, streams);
        let isWhole = false;
        try {
          state.status = await this.#compound(command, own);
          isWhole = true;
        } catch (error) {
          isWhole = error instanceof ExitFlow || error instanceof LoopFlow || error instanceof ReturnFlow;
          throw error;
        } finally {
          await close(isWhole);
        }
      }
    } catch (error) {
      if (!(error instanceof CommandError || error instanceof ShellSyntaxError)) throw error;
      await say(streams.stderr, error.message);
      state.status = error instanceof CommandError ? error.status : 1;
    }
    return state.status;
  }

  /** Runs a script in a shell of its own. @returns its status */
  async #fork(script: Script, streams: Streams): Promise<number> {
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
    const job = this.#fork(script, { ...streams, stdin: Input.empty() })
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
      } else await this.#asCondition(() => this.#pipeline(pipeline, streams));
    }
  }

  #failed(): void {
    if (this.state.options.errexit && this.state.status !== 0 && this.#conditions === 0)
      throw new ExitFlow(this.state.status);
  }

  async #asCondition<T>(run: () => Promise<T>): Promise<T> {
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
        return await this.#fork(script, own);
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

  async #compound(command: Exclude<Command, { kind: 'simple' }>, streams: Streams): Promise<number> {
    switch (command.kind) {
      case 'group':
        return this.run(command.body, streams);
      case 'subshell':
        return this.#fork(command.body, streams);
      case 'function':
        this.state.functions.set(command.name, command.body);
        return 0;
      case 'if':
        for (const { condition, body } of command.branches)
          if ((await this.#asCondition(() => this.run(condition, streams))) === 0) return this.run(body, streams);
        return command.otherwise === null ? 0 : this.run(command.otherwise, streams);
      case 'while':
        return this.#while(command, streams);
      case 'for':
        return this.#for(command, streams);
      case 'case':
        return this.#case(command, streams);
      case 'condition': {
        const words = [];
        for (const word of command.words) words.push(await expandPattern(this.expansion(streams), word));
        const isSet = (name: string) => this.state.get(name) !== null;
        const { files, hasTerminal } = this.host;
        const answer = test(words, { files, hasTerminal, isSet, path: (text) => this.path(text), isExtended: true });
        return answer ? 0 : 1;
      }
    }
  }

  async #while(command: Extract<Command, { kind: 'while' }>, streams: Streams): Promise<number> {
    let status = 0;
    for (;;) {
      const condition = await this.#asCondition(() => this.#inLoop(() => this.run(command.condition, streams)));
      if (condition === 'break' || (condition !== 'continue' && (condition === 0) === command.until)) return status;
      const turn = await this.#inLoop(() => this.run(command.body, streams));
      if (turn === 'break') return 0;
      status = turn === 'continue' ? 0 : turn;
    }
  }

  async #for({ name, words, body }: Extract<Command, { kind: 'for' }>, streams: Streams): Promise<number> {
    const values = words === null ? this.state.positional : await expandWords(this.expansion(streams), words);
    let status = 0;
    for (const value of values) {
      this.state.variables.set(name, value);
      const turn = await this.#inLoop(() => this.run(body, streams));
      if (turn === 'break') return 0;
      status = turn === 'continue' ? 0 : turn;
    }
    return status;
  }

  async #inLoop(run: () => Promise<number>): Promise<number | 'break' | 'continue'> {
    try {
      return await run();
    } catch (error) {
      if (!(error instanceof LoopFlow)) throw error;
      if (error.count > 1) throw new LoopFlow(error.kind, error.count - 1);
      return error.kind;
    }
  }

  async #case({ word, branches }: Extract<Command, { kind: 'case' }>, streams: Streams): Promise<number> {
    const expansion = this.expansion(streams);
    const text = await expandText(expansion, word);
    for (const { patterns, body } of branches)
      for (const pattern of patterns)
        if (matches(await expandPattern(expansion, pattern), text)) {
          this.state.status = 0;
          return this.run(body, streams);
        }
    return 0;
  }
}
