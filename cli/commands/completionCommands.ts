// completion: what a shell needs to complete our words.
import { Argument, type Command } from 'commander';
import type { Cli } from '../cli.ts';
import { commandTree } from '../commandTree.ts';
import { COMPLETION_SHELLS, type CompletionShell, completionScript } from '../completion.ts';
import { withExamples } from '../define.ts';

export function addCompletionCommands(program: Command, cli: Cli): void {
  program.commandsGroup('Checks:');
  const command = program
    .command('completion')
    .description('print a completion script for a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(COMPLETION_SHELLS))
    .action((shell: CompletionShell) => {
      cli.streams.stdout.write(completionScript(shell, commandTree(program)));
    });
  withExamples(
    command,
    ['source <(scopebox completion bash)', 'In ~/.bashrc'],
    ['scopebox completion zsh > ~/.zfunc/_scopebox', 'With ~/.zfunc in $fpath'],
    ['scopebox completion fish > ~/.config/fish/completions/scopebox.fish', 'For fish'],
    ['scopebox completion pwsh | Out-String | Invoke-Expression', 'In $PROFILE'],
  );
}
