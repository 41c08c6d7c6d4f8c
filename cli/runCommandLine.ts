// From arguments to an exit code.
import { existsSync } from 'node:fs';
import { CommanderError, InvalidArgumentError } from 'commander';
import { EXIT } from '../main/hosts/commandLine.ts';
import { Cli, type CliOptions } from './cli.ts';
import { type Failure, failureOf } from './failure.ts';
import { createProgram } from './program.ts';

/**
 * Runs one command to its end.
 * @returns the exit code
 * @throws what is a fault of the program, with its trace
 */
export async function runCommandLine(options: CliOptions): Promise<number> {
  const { environment, streams } = options;
  const names = createProgram(new Cli(options)).commands.map((command) => command.name());
  const args = withCommand(options.args, names, existsSync);
  const cli = new Cli({ args, environment, streams });
  try {
    await createProgram(cli).parseAsync([...args], { from: 'user' });
    return cli.exitCode;
  } catch (error) {
    if (error instanceof CommanderError && isTold(error)) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const failure = failureOf(error);
    const isJson = args.slice(0, endOf(args)).includes('--json');
    streams.stderr.write(`${isJson ? JSON.stringify({ error: failure }) : sentenceOf(failure)}\n`);
    return failure.exitCode;
  }
}

/** `scopebox`, `scopebox FOLDER` and `scopebox --api 36` are starts; a word that is neither command nor folder is a mistake. */
export function withCommand(
  args: readonly string[],
  names: readonly string[],
  exists: (path: string) => boolean,
): readonly string[] {
  const [first] = args;
  if (first === undefined) return ['start'];
  if (['-h', '--help', '-V', '--version', 'help'].includes(first) || names.includes(first)) return args;
  return first.startsWith('-') || /[/\\]/.test(first) || exists(first) ? ['start', ...args] : args;
}

/** Commander has written about it already: help, the version, or what is wrong with the arguments. */
function isTold(error: CommanderError): boolean {
  return !(error instanceof InvalidArgumentError);
}

function endOf(args: readonly string[]): number {
  const end = args.indexOf('--');
  return end < 0 ? args.length : end;
}

function sentenceOf({ name, message }: Failure): string {
  return `scopebox: ${name === null ? '' : `${name}: `}${message}`;
}
