// How commands are put together: the options they share, and examples in their help.
import { type Command, Option } from 'commander';

export type Example = Readonly<{ command: string; what: string }>;

const EXAMPLES = new WeakMap<Command, readonly Example[]>();

/** Puts examples below the help of a command: the line, and what it does. */
export function withExamples(command: Command, ...lines: readonly (readonly [line: string, what: string])[]): Command {
  const examples = lines.map(([line, what]) => ({ command: line, what }));
  EXAMPLES.set(command, examples);
  const text = examples.map((example) => `  ${example.what}\n    $ ${example.command}`).join('\n');
  return command.addHelpText('after', `\nExamples:\n${text}`);
}

export function examplesOf(command: Command): readonly Example[] {
  return EXAMPLES.get(command) ?? [];
}

/** What every command can be told about its output. */
export function outputOptions(command: Command): Command {
  return command
    .optionsGroup('Output:')
    .option('--json', 'one document of JSON on stdout; with --watch one line of JSON each time')
    .option('-q, --quiet', 'only what was asked for: no remarks, no progress')
    .addHelpOption(new Option('-h, --help', 'this help').helpGroup('Output:'));
}

/** And, for one about a device that runs, which one. */
export function deviceOptions(command: Command): Command {
  command
    .optionsGroup('Which device (default: SCOPEBOX_URL and SCOPEBOX_TOKEN, else the only one that runs):')
    .option('--device <address>', 'its address, or the port alone')
    .option('--home <dir>', 'the one that runs on this home');
  return outputOptions(command);
}

/** `--timeout`, for what waits for a dialog; milliseconds when it is read. */
export function timeoutOption(read: (text: string) => number): Option {
  return new Option('--timeout <duration>', 'how long to wait for it, such as 30s')
    .argParser(read)
    .default(10_000, '10s');
}

/** For an option that can be given again. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}
