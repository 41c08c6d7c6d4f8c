// scenario: real bugs and rules of Android as files that run.
import { writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import type { SdkInt } from '../../contract/android/build.ts';
import { EXIT, StartError } from '../../main/hosts/commandLine.ts';
import { levels, wrongLevels } from '../../scenario/levels.ts';
import type { Scenario } from '../../scenario/readScenario.ts';
import type { ScenarioResult } from '../../scenario/runScenario.ts';
import type { Cli, Run } from '../cli.ts';
import { outputOptions, withExamples } from '../define.ts';
import { addPlay } from '../playCommand.ts';
import { readCount } from '../readArguments.ts';
import type { OutputOptions } from '../terminal.ts';

type RunOptions = OutputOptions & Readonly<{ api?: readonly SdkInt[]; junit?: string; devices?: number }>;

const NAMES = ['<scenario...>', 'ids such as S01, files, or all'] as const;

export function addScenarioCommands(program: Command, cli: Cli): void {
  program.commandsGroup('Checks:');
  const scenario = program.command('scenario').description('run scenario files: what an app, a user and the device do');
  addRun(scenario, cli);
  addPlay(scenario, cli);
  addList(scenario, cli);
  addCheck(scenario, cli);
  addExplain(scenario, cli);
  addSchema(scenario, cli);
  withExamples(
    scenario,
    ['scopebox scenario run all', 'All that come with the program, on the levels they are about'],
    ['scopebox scenario list', 'What there is'],
  );
}

function addRun(scenario: Command, cli: Cli): void {
  const command = scenario
    .command('run')
    .description('run scenarios on devices of their own; 1 when one fails')
    .argument(...NAMES)
    .option('--api <levels>', 'only on these levels: 34, 33..36, or 29,34', readLevels)
    .option('--junit <file>', "write JUnit's XML as well")
    .option('--devices <n>', 'how many devices at a time (default: 2)', readCount);
  outputOptions(command).action(cli.action<RunOptions>((run, names: readonly string[]) => runNamed(run, names)));
  withExamples(
    command,
    ['scopebox scenario run S01 S07 --api 34..36', 'Two of them from Android 14 on'],
    ['scopebox scenario run ./tests/*.yaml --junit report.xml', 'Your own, with a report for CI'],
  );
}

async function runNamed({ options, output }: Run<RunOptions>, names: readonly string[]): Promise<number> {
  const { api, junit, devices } = options;
  await readNamed(names);
  const { runScenarios } = await import('../../scenario/runScenarios.ts');
  const { junitXml, scenarioLines, summaryLine } = await import('../../scenario/reports.ts');
  const abort = new AbortController();
  process.once('SIGINT', () => abort.abort());
  const start = performance.now();
  const onResult = (result: ScenarioResult) => void (output.json || output.event(result, scenarioLines(result)));
  const results = await runScenarios(names, {
    ...{ onResult, signal: abort.signal },
    ...(api !== undefined && { api }),
    ...(devices !== undefined && { devices: Math.max(1, devices) }),
  }).catch((error: unknown) => {
    // A device that does not start is no assertion that failed.
    throw error instanceof Error && error.name === 'Error' ? new StartError(error.message) : error;
  });
  if (junit !== undefined) await writeReport(junit, junitXml(results));
  if (results.length === 0) throw new StartError('None of them is about these API levels.', EXIT.unsupported);
  output.result(results, summaryLine(results, performance.now() - start));
  if (abort.signal.aborted) return EXIT.interrupted;
  return results.some(({ status }) => status === 'failed') ? EXIT.failed : EXIT.ok;
}

/** @throws {StartError} for a name that is none; {ScenarioSyntaxError} for files with mistakes in them */
async function readNamed(names: readonly string[]): Promise<readonly Scenario[]> {
  const { readScenarios } = await import('../../scenario/scenarioFiles.ts');
  try {
    return await readScenarios(names);
  } catch (error) {
    throw error instanceof Error && error.name === 'Error' ? new StartError(error.message, EXIT.usage) : error;
  }
}

/** @throws {InvalidArgumentError} */
function readLevels(text: string): readonly SdkInt[] {
  const written = text.split(',').map((each) => each.trim());
  const wrong = wrongLevels(written);
  if (wrong !== null) throw new InvalidArgumentError(wrong);
  return levels(written);
}

async function writeReport(path: string, text: string): Promise<void> {
  await writeFile(path, text).catch((error: unknown) => {
    throw new StartError(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`);
  });
}

function addList(scenario: Command, cli: Cli): void {
  const command = scenario.command('list').description('scenarios that come with the program');
  outputOptions(command).action(
    cli.action<OutputOptions>(async ({ output }) => {
      const scenarios = await readNamed(['all']);
      output.rows(
        scenarios.map(({ id, title, apis, links }) => ({ id, title, apis, links })),
        [
          { title: 'ID', value: ({ id }) => id },
          { title: 'API', value: ({ apis }) => levelsOf(apis) },
          { title: 'TITLE', value: ({ title }) => title },
        ],
        'There are no scenarios.',
      );
    }),
  );
  withExamples(command, ['scopebox scenario list', 'Ids, levels, titles']);
}

/** “29–36”, “33, 35”. */
export function levelsOf(apis: readonly number[]): string {
  const [first, last] = [apis[0], apis.at(-1)];
  const isWhole = first !== undefined && last !== undefined && last - first === apis.length - 1 && apis.length > 2;
  return isWhole ? `${first}–${last}` : apis.join(', ');
}

function addCheck(scenario: Command, cli: Cli): void {
  const command = scenario
    .command('check')
    .description('read scenario files without running them; 1 when one has a mistake in it')
    .argument('<file...>', 'files, ids, or all');
  outputOptions(command).action(
    cli.action<OutputOptions>(async ({ output }, names: readonly string[]) => {
      const scenarios = await readNamed(names).catch((error: unknown) => {
        if (error instanceof Error && error.name === 'ScenarioSyntaxError')
          throw new StartError(error.message, EXIT.failed);
        throw error;
      });
      const checked = scenarios.map(({ id, title }) => ({ id, title }));
      output.done(checked, `${checked.length} ${checked.length === 1 ? 'scenario is' : 'scenarios are'} in order.`);
    }),
  );
  withExamples(command, ['scopebox scenario check ./tests/*.yaml', 'Mistakes are told with line and column']);
}

function addExplain(scenario: Command, cli: Cli): void {
  const command = scenario
    .command('explain')
    .description('what a scenario shows, and where that comes from')
    .argument('<scenario>', 'its id, or a file');
  outputOptions(command).action(
    cli.action<OutputOptions>(async ({ output }, name: string) => {
      const [found] = await readNamed([name]);
      if (found === undefined) return;
      const { id, title, explain, links, apis } = found;
      const text = [`${id}: ${title} (API ${levelsOf(apis)})`, '', explain.trim(), ...links.map((link) => `  ${link}`)];
      output.result({ id, title, explain, links, apis }, text.join('\n'));
    }),
  );
  withExamples(command, ['scopebox scenario explain S01', 'In words']);
}

function addSchema(scenario: Command, cli: Cli): void {
  const command = scenario.command('schema').description('the JSON Schema of scenario files, for editors');
  command.action(
    cli.action<OutputOptions>(async ({ cli }) => {
      const { scenarioJsonSchema } = await import('../../scenario/schema.ts');
      cli.streams.stdout.write(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
    }),
  );
  withExamples(command, ['scopebox scenario schema > scenario.schema.json', 'For $schema']);
}
