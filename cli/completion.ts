// Completion scripts for four shells, made of the command tree: nothing is started while somebody types.
import type { CommandNode, OptionNode } from './commandTree.ts';

export const COMPLETION_SHELLS = ['bash', 'zsh', 'fish', 'pwsh'] as const;
export type CompletionShell = (typeof COMPLETION_SHELLS)[number];

/** A command with the words that can come next. */
type Entry = Readonly<{ path: readonly string[]; node: CommandNode }>;

/** @param tree of the whole program */
export function completionScript(shell: CompletionShell, tree: CommandNode): string {
  const entries = entriesOf(tree, []);
  const make = { bash: bashScript, zsh: zshScript, fish: fishScript, pwsh: pwshScript };
  return make[shell](tree.name, entries);
}

function entriesOf(node: CommandNode, path: readonly string[]): readonly Entry[] {
  return [{ path, node }, ...node.commands.flatMap((child) => entriesOf(child, [...path, child.name]))];
}

/** Options whose value is the next word. */
function takesValue({ value }: OptionNode): boolean {
  return value === 'required';
}

/** Whether the next word may be a file: of a command that takes one, or a folder to start on. */
function takesFiles({ path, node }: Entry): boolean {
  return path.length === 0 || node.arguments.some(({ choices }) => choices.length === 0);
}

function words({ node }: Entry): readonly string[] {
  const choices = node.arguments.flatMap((argument) => argument.choices);
  const options = node.options.flatMap(({ long }) => (long === null ? [] : [long]));
  return [...node.commands.map(({ name }) => name), ...choices, ...options];
}

/** The lines of a case over paths: which command the words so far lead to. */
function bashScript(name: string, entries: readonly Entry[]): string {
  const key = ({ path }: Entry) => `'${path.join(' ')}'`;
  const nested = entries.filter(({ node }) => node.commands.length > 0);
  const valued = unique(entries.flatMap(({ node }) => node.options.filter(takesValue).flatMap(namesOf)));
  const chosen = entries.flatMap((entry) =>
    entry.node.options
      .filter(({ choices }) => choices.length > 0)
      .map(({ long, choices }) => `    ${key(entry).slice(0, -1)}|${long}') choices='${choices.join(' ')}' ;;`),
  );
  return `# bash completion of ${name}: put it into a file that your ~/.bashrc reads, or: source <(${name} completion bash)
_${name}() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path='' word words='' choices='' files='' i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    [[ $word == -- ]] && { COMPREPLY=($(compgen -f -- "$cur")); return; }
    case "$path" in
${nested.map((entry) => `    ${key(entry)}) case "$word" in ${entry.node.commands.map((child) => child.name).join('|')}) path="\${path:+$path }$word" ;; esac ;;`).join('\n')}
    esac
  done
  case "$path|$prev" in
${chosen.length === 0 ? "    '') ;;" : chosen.join('\n')}
  esac
  if [[ -n $choices ]]; then COMPREPLY=($(compgen -W "$choices" -- "$cur")); return; fi
  case "$prev" in
    ${valued.join('|')}) COMPREPLY=($(compgen -f -- "$cur")); return ;;
  esac
  case "$path" in
${entries.map((entry) => `    ${key(entry)}) words='${words(entry).join(' ')}'${takesFiles(entry) ? ' files=1' : ''} ;;`).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
  [[ -n $files && $cur != -* ]] && COMPREPLY+=($(compgen -f -- "$cur"))
  return 0
}
complete -o filenames -F _${name} ${name}
`;
}

function zshScript(name: string, entries: readonly Entry[]): string {
  const nested = entries.filter(({ node }) => node.commands.length > 0);
  const key = ({ path }: Entry) => `'${path.join(' ')}'`;
  const described = (text: string, description: string) =>
    `'${zshQuoted(text.replaceAll(':', '\\:'))}:${zshQuoted(description)}'`;
  const listed = ({ node }: Entry) =>
    [
      ...node.commands.map((child) => described(child.name, child.description)),
      ...node.arguments.flatMap((argument) =>
        argument.choices.map((choice) => described(choice, argument.description)),
      ),
      ...node.options.flatMap(({ long, description }) => (long === null ? [] : [described(long, description)])),
    ].join(' ');
  return `#compdef ${name}
# zsh completion of ${name}: put it as _${name} into a folder of your $fpath, or: source <(${name} completion zsh)
_${name}() {
  local -a found
  local cmdpath='' files='' word i
  for ((i = 2; i < CURRENT; i++)); do
    word=\${words[i]}
    [[ $word == -- ]] && { _files; return }
    case "$cmdpath" in
${nested.map((entry) => `    ${key(entry)}) case "$word" in ${entry.node.commands.map((child) => child.name).join('|')}) cmdpath="\${cmdpath:+$cmdpath }$word" ;; esac ;;`).join('\n')}
    esac
  done
  case "$cmdpath" in
${entries.map((entry) => `    ${key(entry)}) found=(${listed(entry)})${takesFiles(entry) ? ' files=1' : ''} ;;`).join('\n')}
  esac
  _describe '${name}' found
  [[ -n $files ]] && _files
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _${name} "$@"; else compdef _${name} ${name}; fi
`;
}

function zshQuoted(text: string): string {
  return text.replaceAll("'", "'\\''");
}

function fishScript(name: string, entries: readonly Entry[]): string {
  const lines = entries.flatMap((entry) => {
    const { path, node } = entry;
    const children = node.commands.map((child) => child.name).join(' ');
    // Fish looks at every word of the line: each level is asked for by all of its words.
    const here = [
      ...path.map((word) => `__fish_seen_subcommand_from ${word}`),
      ...(children === '' ? [] : [`not __fish_seen_subcommand_from ${children}`]),
    ].join('; and ');
    const condition = here === '' ? '' : ` -n '${here}'`;
    return [
      ...node.commands.map(
        (child) => `complete -c ${name} -f${condition} -a ${child.name} -d ${fishText(child.description)}`,
      ),
      ...node.options.map((option) => fishOption(name, condition, option)),
    ];
  });
  return `# fish completion of ${name}: ${name} completion fish > ~/.config/fish/completions/${name}.fish\n${lines.join('\n')}\n`;
}

function fishOption(name: string, condition: string, { long, short, description, value, choices }: OptionNode): string {
  const names = [long === null ? '' : ` -l ${long.slice(2)}`, short === null ? '' : ` -s ${short.slice(1)}`].join('');
  const takes = value === 'required' ? ' -r' : '';
  const listed = choices.length === 0 ? '' : ` -f -a '${choices.join(' ')}'`;
  return `complete -c ${name}${condition}${names}${takes}${listed} -d ${fishText(description)}`;
}

function fishText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function pwshScript(name: string, entries: readonly Entry[]): string {
  const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
  const table = entries.map((entry) => {
    const { path, node } = entry;
    const known = [
      ...node.commands.map((child) => [child.name, child.description] as const),
      ...node.options.flatMap(({ long, description }) => (long === null ? [] : [[long, description] as const])),
    ];
    const pairs = known.map(([word, description]) => `@(${quoted(word)}, ${quoted(description)})`);
    return `    ${quoted(path.join(' '))} = @(${pairs.join(', ')})`;
  });
  return `# PowerShell completion of ${name}: add it to $PROFILE, or: ${name} completion pwsh | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName ${name} -ScriptBlock {
  param($wordToComplete, $commandAst, $cursorPosition)
  $known = @{
${table.join('\n')}
  }
  $path = ''
  foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
    if ($element.Extent.EndOffset -ge $cursorPosition) { break }
    $next = "$path $($element.Extent.Text)".Trim()
    if ($known.ContainsKey($next)) { $path = $next }
  }
  $known[$path] | Where-Object { $_[0] -like "$wordToComplete*" } | ForEach-Object {
    [System.Management.Automation.CompletionResult]::new($_[0], $_[0], 'ParameterValue', $_[1])
  }
}
`;
}

function namesOf({ long, short }: OptionNode): readonly string[] {
  return [long, short].filter((each) => each !== null);
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}
