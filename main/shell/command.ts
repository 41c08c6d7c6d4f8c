// Mirrors a program's main(): what a command is given, and what it answers.
import type { Input, Output } from './streams.ts';

export type CommandIo = Readonly<{
  stdin: Input;
  stdout: Output;
  stderr: Output;
  /** Writes a text to stdout. */
  print(text: string): Promise<void>;
  /** Writes a text to stderr. */
  error(text: string): Promise<void>;
  /** What an argument names: absolute, with its slash at the end. */
  path(argument: string): string;
  environment: ReadonlyMap<string, string>;
  /** Aborted when the command has to end. */
  signal: AbortSignal;
  /** Runs another command by its words. @returns its exit status */
  run(words: readonly string[], streams?: Readonly<{ stdin?: Input }>): Promise<number>;
}>;

/** @returns the exit status */
export type Command<Services> = (args: readonly string[], io: CommandIo, services: Services) => Promise<number>;

export type Commands<Services> = Readonly<Record<string, Command<Services>>>;

/** What ends a program with status 1; its message goes behind the program's name. */
export class ProgramError extends Error {}
