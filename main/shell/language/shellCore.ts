// Mirrors what mksh's parts know of each other: a shell that runs scripts, its world, and its streams.
import type { DeviceFiles } from '../../device/deviceFiles.ts';
import type { Input, Output } from '../streams.ts';
import type { PatternPart } from './pattern.ts';
import type { ShellState } from './shellState.ts';
import type { Command, Redirection, Script } from './syntax.ts';

/** The streams of a command. */
export type Streams = Readonly<{ stdin: Input; stdout: Output; stderr: Output }>;

/** The streams after all redirections, and what is to be done when the command is over. */
export type Redirected = Readonly<{
  streams: Streams;
  /** @param isWhole whether the command came to its end: only then its files take their places */
  close(isWhole: boolean): Promise<void>;
}>;

/** What a shell needs of the world. */
export type ShellHost = Readonly<{
  files: DeviceFiles;
  /** Wall clock, milliseconds since 1970 UTC. */
  now(): number;
  hasTerminal: boolean;
  /** The program of a name, ready to be called; null where there is none. */
  program(name: string): Program | null;
}>;

export type Program = (
  args: readonly string[],
  context: Readonly<{ shell: Shell; streams: Streams }>,
) => Promise<number>;

/** What an expansion may have to do. */
export type ExpansionHost = Readonly<{
  state: ShellState;
  /** Runs a script and answers what it prints, without the line ends at its end. */
  substitute(script: Script): Promise<string>;
  /** The paths that fit, in order. */
  glob(pattern: readonly PatternPart[]): Promise<readonly string[]>;
}>;

export interface Shell {
  readonly host: ShellHost;
  readonly state: ShellState;
  readonly signal: AbortSignal;
  /** A shell of its own with all that this one knows. @throws {CommandError} where too many are in each other */
  subshell(): Shell;
  /** Runs a script. @throws {ExitFlow} @throws {Interrupted} */
  run(script: Script, streams: Streams): Promise<number>;
  /** Runs a script to its end, whatever ends it. @returns its status. @throws {Interrupted} */
  runWhole(script: Script, streams: Streams): Promise<number>;
  /** Runs a script in a shell of its own. @returns its status */
  fork(script: Script, streams: Streams): Promise<number>;
  /** Runs what may fail without a failure of the script. */
  asCondition<T>(run: () => Promise<T>): Promise<T>;
  /** Runs the words of a command that are expanded. @throws {CommandError} where nothing has the name */
  execute(words: readonly string[], streams: Streams): Promise<number>;
  /** One command with its redirections; sets and answers its status. */
  command(command: Command, streams: Streams): Promise<number>;
  /** Runs a function's body. @throws {CommandError} where too many are in each other */
  inCall<T>(run: () => Promise<T>): Promise<T>;
  /** Lets the device do something else, where this turn has lasted long enough; null where it has not. @throws {Interrupted} */
  pause(): Promise<void> | null;
  /** Resolves when everything in the background is over. */
  wait(): Promise<void>;
  /** What an argument names: absolute, with its slash at the end. */
  path(argument: string): string;
  expansion(streams: Streams): ExpansionHost;
  /** The streams with redirections applied. @throws {CommandError} */
  redirected(redirections: readonly Redirection[], streams: Streams): Promise<Redirected>;
}
