// providers: for authors of documents providers.
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { builtFolder } from '../../main/hosts/builtFolder.ts';
import { EXIT } from '../../main/hosts/commandLine.ts';
import { reportOf } from '../../sdk/providerCheck/checkProvider.ts';
import type { Cli, Run } from '../cli.ts';
import { outputOptions, withExamples } from '../define.ts';
import { readDuration } from '../readArguments.ts';
import type { OutputOptions } from '../terminal.ts';

type CheckOptions = OutputOptions & Readonly<{ patience: number }>;

export function addProviderCommands(program: Command, cli: Cli): void {
  program.commandsGroup('Checks:');
  const providers = program.command('providers').description('for authors of documents providers');
  const command = providers
    .command('check')
    .description('what of a documents provider breaks for users; 1 when something does, 3 when it does not run')
    .argument('<folder>', 'with the manifest and the module (docs/providers.md)')
    .option('--patience <duration>', 'how long a notice may be on its way', readDuration, 5_000);
  outputOptions(command).action(cli.action<CheckOptions>((run, folder: string) => check(run, folder)));
  const example = ['scopebox providers check ./mycloud', 'Every check, and what is wrong below it'] as const;
  withExamples(command, example);
  withExamples(providers, example);
}

async function check({ options, output }: Run<CheckOptions>, folder: string): Promise<number> {
  const { checkProviderFolder } = await import('../checkProviderFolder.ts');
  const at = (entry: string) => join(builtFolder(), entry);
  const entries = { extractor: at('mediaextractor.js'), provider: at('provider.js'), library: at('scopebox.js') };
  const results = await output.whileTelling(
    () => 'Checking …',
    () => checkProviderFolder(resolve(folder), options.patience, entries),
  );
  output.result(results, reportOf(results));
  return results.some(({ outcome }) => outcome === 'failed') ? EXIT.failed : EXIT.ok;
}
