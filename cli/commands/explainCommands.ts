// explain, timeline: why an app sees what it sees, and what has happened.
import type { Command } from 'commander';
import { Option } from 'commander';
import type { JournalEntry } from '../../contract/rpc/deviceApi.ts';
import type { InspectedCollection, MediaRow, MediaRowDetail } from '../../contract/rpc/inspection.ts';
import { installed } from '../asPackage.ts';
import type { Cli, DeviceRun } from '../cli.ts';
import { deviceOptions, withExamples } from '../define.ts';
import { COLLECTIONS, readCount } from '../readArguments.ts';
import { printable, tableOf } from '../table.ts';
import type { OutputOptions } from '../terminal.ts';

type ExplainOptions = OutputOptions & Readonly<{ collection: InspectedCollection; all?: boolean }>;
type TimelineOptions = OutputOptions & Readonly<{ watch?: boolean }>;

export function addExplainCommands(program: Command, cli: Cli): void {
  program.commandsGroup('Why:');
  addExplain(program, cli);
  addTimeline(program, cli);
}

function addExplain(program: Command, cli: Cli): void {
  const command = program
    .command('explain')
    .description('which rows an app does not see, and why not; or everything about one row')
    .argument('<package>', 'name of an installed app')
    .argument('[id]', '_id of a row', readCount)
    .addOption(new Option('--collection <name>', 'which rows').choices(Object.keys(COLLECTIONS)).default('images'))
    .option('--all', 'rows that the app sees as well');
  deviceOptions(command).action(
    cli.onDevice<ExplainOptions>(async (run, packageName: string, id: number | undefined) => {
      await installed(run.device, packageName);
      return id === undefined ? explainAll(run, packageName) : explainOne(run, packageName, id);
    }),
  );
  withExamples(
    command,
    ['scopebox explain com.example.gallery', 'Every image that is hidden from the app'],
    ['scopebox explain com.example.gallery 31', 'One row: columns, reasons, grants'],
  );
}

async function explainAll(run: DeviceRun<ExplainOptions>, packageName: string): Promise<void> {
  const { collection, all = false } = run.options;
  const rows = await run.device.tester.explain(packageName, collection);
  const hidden = rows.filter(({ visible }) => !visible);
  run.output.rows(
    all ? rows : hidden,
    [
      { title: '_ID', value: ({ id }) => id, right: true },
      { title: 'NAME', value: ({ displayName }) => printable(displayName ?? '-') },
      { title: 'SEEN', value: ({ visible }) => (visible ? 'yes' : 'no') },
      { title: 'WHY', value: whyOf },
    ],
    'Nothing is hidden.',
  );
  run.output.note(`${packageName} sees ${rows.length - hidden.length} of ${rows.length} rows of ${collection}.`);
}

function whyOf({ reasons }: Pick<MediaRow, 'reasons'>): string {
  return reasons.map(({ text }) => text).join(' ');
}

async function explainOne(run: DeviceRun<ExplainOptions>, packageName: string, id: number): Promise<void> {
  const { collection } = run.options;
  const detail = await run.device.tester.api.mediaRow(id, { packageName, collection });
  run.output.result(detail, detailText(detail, packageName));
}

function detailText({ row, uri, file, columns, apps, problem, grants }: MediaRowDetail, packageName: string): string {
  const verdict = `${packageName} ${row.visible ? 'sees' : 'does not see'} ${uri}`;
  const known = columns.filter(({ value }) => value !== null);
  const table = tableOf(
    known,
    [
      { title: 'COLUMN', value: ({ name }) => name },
      { title: 'VALUE', value: ({ value }) => printable(value ?? '').slice(0, 60) },
      { title: 'FROM', value: ({ why }) => why },
    ],
    null,
  );
  const others = apps.map((app) => `  ${app.packageName}: ${app.visible ? 'yes' : 'no'}, ${whyOf(app)}`);
  return [
    verdict,
    ...row.reasons.map(({ code, text }) => `  ${code}: ${text}`),
    `File: ${file.path ?? 'gone'} (${file.layer})`,
    ...(problem === null ? [] : [`Problem: ${problem}`]),
    ...(grants.length === 0 ? [] : [`Selected for: ${grants.map((grant) => grant.packageName).join(', ')}`]),
    ...['', table, '', 'Who sees it:', ...others],
  ].join('\n');
}

function addTimeline(program: Command, cli: Cli): void {
  const command = program
    .command('timeline')
    .description('calls that crossed the boundaries of the device, oldest first')
    .option('--watch', 'and then as they come, until Ctrl-C');
  deviceOptions(command).action(cli.onDevice<TimelineOptions>(timeline));
  withExamples(
    command,
    ['scopebox timeline', 'What has happened so far'],
    ['scopebox timeline --watch --json', 'A line of JSON for each call and each answer'],
  );
}

async function timeline({ device, options, output }: DeviceRun<TimelineOptions>): Promise<void> {
  if (options.watch === true) {
    for await (const entries of await device.tester.api.journal(0))
      for (const entry of entries) output.event(entry, lineOf(entry));
    return;
  }
  const entries = await device.timeline();
  output.result(entries, entries.map(lineOf).join('\n'));
}

function lineOf({ at, actor, method, args, result, thrown, took }: JournalEntry): string {
  const outcome = thrown === null ? (result ?? '…') : `${thrown.name}: ${thrown.message}`;
  const time = took === null ? '' : ` (${Math.round(took)} ms)`;
  return printable(`${new Date(at).toISOString()} ${actor} ${method}(${args}) → ${outcome}${time}`);
}
