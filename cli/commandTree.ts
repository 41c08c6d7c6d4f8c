// The command line as data: for shell completion and for the pages of the documentation.
import type { Argument, Command, Option } from 'commander';
import { type Example, examplesOf } from './define.ts';

export type ArgumentNode = Readonly<{
  name: string;
  description: string;
  required: boolean;
  /** Takes every word that is left. */
  variadic: boolean;
  choices: readonly string[];
}>;

export type OptionNode = Readonly<{
  /** As help shows them: "-q, --quiet". */
  flags: string;
  long: string | null;
  short: string | null;
  description: string;
  /** Whether a value follows. */
  value: 'none' | 'optional' | 'required';
  choices: readonly string[];
  /** What it is when it is not given, in words; null for nothing. */
  default: string | null;
  /** The heading it stands below; empty for the first. */
  group: string;
}>;

export type CommandNode = Readonly<{
  name: string;
  /** From the program down: "scopebox apps install". */
  path: string;
  description: string;
  usage: string;
  group: string;
  arguments: readonly ArgumentNode[];
  options: readonly OptionNode[];
  examples: readonly Example[];
  commands: readonly CommandNode[];
}>;

/** A command with everything below it. */
export function commandTree(command: Command, above = ''): CommandNode {
  const path = above === '' ? command.name() : `${above} ${command.name()}`;
  return {
    name: command.name(),
    path,
    description: command.description(),
    usage: `${path} ${command.usage()}`.trim(),
    group: command.helpGroup().replace(/:$/, ''),
    arguments: command.registeredArguments.map(argumentNode),
    options: [...command.options.map(optionNode), HELP],
    examples: examplesOf(command),
    commands: command.commands.map((each) => commandTree(each, path)),
  };
}

const HELP: OptionNode = {
  ...{ flags: '-h, --help', long: '--help', short: '-h', description: 'this help', value: 'none' },
  ...{ choices: [], default: null, group: '' },
};

function argumentNode(argument: Argument): ArgumentNode {
  const { description, required, variadic, argChoices = [] } = argument;
  return { name: argument.name(), description, required, variadic, choices: argChoices };
}

function optionNode(option: Option): OptionNode {
  const { flags, long = null, short = null, description, required, optional, argChoices = [] } = option;
  const { defaultValue, defaultValueDescription, helpGroupHeading = '' } = option;
  const value = required ? 'required' : optional ? 'optional' : 'none';
  const known = defaultValueDescription ?? (defaultValue === undefined ? null : String(defaultValue));
  const group = helpGroupHeading.replace(/:$/, '');
  return { flags, long, short, description, value, choices: argChoices, default: known, group };
}
