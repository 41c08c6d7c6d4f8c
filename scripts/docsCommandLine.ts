// The page on the command line, from the commands themselves.
import type { CommandNode, OptionNode } from '../cli/commandTree.ts';

/** @param program the tree of `scopebox` itself */
export function commandLinePage(program: CommandNode): string {
  const groups = Map.groupBy(
    program.commands.filter(({ name }) => name !== 'help'),
    ({ group }) => group,
  );
  const about =
    `${program.description} \`scopebox COMMAND --help\` says what is here, too.\n\n` +
    'A command finds the device by `--device` or `--home`, by `SCOPEBOX_URL` and `SCOPEBOX_TOKEN`, or else takes the only ' +
    'one that runs. With `--json` it prints one document of JSON; what it says beside that goes to stderr. `NO_COLOR` is ' +
    'honoured.';
  const parts = [...groups].map(([group, commands]) => [`## ${group}`, ...commands.flatMap(sections)].join('\n\n'));
  return `${['# Command line', about, exitCodes(), ...parts].join('\n\n')}\n`;
}

function exitCodes(): string {
  return [
    '| exit code | what it means |\n| --- | --- |',
    '| 0 | done |',
    '| 1 | an assertion failed, or the device answered with an exception |',
    '| 2 | wrong usage |',
    '| 3 | the environment: no device, a port, a folder, the disk |',
    '| 4 | not supported by this Android level or version |',
    '| 130 | Ctrl-C |',
  ].join('\n');
}

/** A command and those below it, each a heading of its own. */
function sections(command: CommandNode): readonly string[] {
  const { path, description, usage, commands, examples } = command;
  const below = commands.filter(({ name }) => name !== 'help');
  if (below.length > 0) return [`### ${path}`, `${sentence(description)}`, ...below.flatMap(sections)];
  return [
    `### ${path}`,
    sentence(description),
    fenced('', usage),
    ...(examples.length === 0
      ? []
      : [fenced('sh', examples.map(({ what, command: line }) => `# ${what}\n${line}`).join('\n'))]),
    ...optionTable(command),
  ];
}

function optionTable({ arguments: words, options }: CommandNode): readonly string[] {
  const given = words
    .filter(({ description }) => description !== '')
    .map(({ name, description, choices }) => row(`<${name}>`, description, choices, null));
  const rows = options
    .filter(isItsOwn)
    .map(({ flags, description, choices, default: known }) => row(flags, description, choices, known));
  if (given.length + rows.length === 0) return [];
  return [['| | |\n| --- | --- |', ...given, ...rows].join('\n')];
}

/** Those that every command has are told once, at the top. */
function isItsOwn({ group, long }: OptionNode): boolean {
  return long !== '--help' && group !== 'Output' && !group.startsWith('Which device');
}

function row(flags: string, description: string, choices: readonly string[], known: string | null): string {
  const more = [
    ...(choices.length > 0 ? [`one of ${choices.map((each) => `\`${each}\``).join(', ')}`] : []),
    ...(known === null ? [] : [`default: ${known}`]),
  ];
  const about = more.length === 0 ? description : `${description} (${more.join('; ')})`;
  return `| \`${flags.replaceAll('|', '\\|')}\` | ${about.replaceAll('|', '\\|')} |`;
}

const sentence = (text: string) => `${text.slice(0, 1).toUpperCase()}${text.slice(1).replace(/\.$/, '')}.`;

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
