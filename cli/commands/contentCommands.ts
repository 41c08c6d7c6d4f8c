// query, insert, update, delete: what a ContentResolver does, as an app or as adb shell.
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { Argument, type Command, InvalidArgumentError } from 'commander';
import type { Bundle, ContentValues } from '../../contract/android/cursor.ts';
import { MATCH, QUERY_ARG } from '../../contract/android/mediaStore.ts';
import type { Uri } from '../../contract/android/uri.ts';
import { EXIT, StartError } from '../../main/hosts/commandLine.ts';
import type { Context } from '../../sdk/context.ts';
import { asPackage } from '../asPackage.ts';
import type { Cli, DeviceRun } from '../cli.ts';
import { type CliRow, readRows } from '../cursorRows.ts';
import { collect, deviceOptions, withExamples } from '../define.ts';
import { openForReading, readText } from '../files.ts';
import { COLLECTIONS, isCollection, readCount, readList, readUri, readValues } from '../readArguments.ts';
import { printable } from '../table.ts';
import type { OutputOptions } from '../terminal.ts';
import { copyInto } from './byteCommands.ts';

type AsOptions = OutputOptions & Readonly<{ as?: string }>;
type WhereOptions = AsOptions & Readonly<{ where?: string; arg?: readonly string[] }>;
type QueryOptions = WhereOptions &
  Readonly<{
    columns?: readonly string[];
    sort?: string;
    limit?: number;
    include?: readonly string[];
    count?: boolean;
    watch?: boolean;
  }>;

/** What tells items of media apart; every column is asked for by --columns '*'. */
const MEDIA_COLUMNS = ['_id', '_display_name', 'relative_path', 'mime_type', '_size', 'owner_package_name'];

const WHERE = ['--where <sql>', 'selection, with ? for each --arg'] as const;
const ARG = ['--arg <value>', 'value for a ? of --where; can be given again', collect] as const;
const AS = ['--as <package>', 'as this app; without it as adb shell, which sees everything'] as const;
const TARGET = `${Object.keys(COLLECTIONS).join(', ')}, a content:// URI, or an _id`;

export function addContentCommands(program: Command, cli: Cli): void {
  program.commandsGroup('Content, as an app or as adb shell:');
  addQuery(program, cli);
  addInsert(program, cli);
  addUpdate(program, cli);
  addDelete(program, cli);
}

function addQuery(program: Command, cli: Cli): void {
  const command = program
    .command('query')
    .description('rows of a collection, as ContentResolver.query answers them')
    .addArgument(new Argument('[target]', TARGET).argParser(readUri).default(readUri('images'), 'images'))
    .option(...AS)
    .option('--columns <names>', "comma separated, or '*' for all", readList)
    .option(...WHERE)
    .option(...ARG)
    .option('--sort <order>', 'such as "date_added DESC"')
    .option('--limit <n>', 'at most so many rows', readCount)
    .option('--include <what>', 'pending and trashed items too: pending,trashed', readList)
    .option('--count', 'only how many there are')
    .option('--watch', 'again after each change, until Ctrl-C');
  deviceOptions(command).action(cli.onDevice<QueryOptions>((run, target: Uri) => query(run, target)));
  withExamples(
    command,
    ['scopebox query images', 'Every image'],
    ['scopebox query images --as com.example.gallery', 'Those that one app sees'],
    [
      'scopebox query video --where "duration > ?" --arg 10000 --sort "_size DESC" --limit 5',
      'The five largest of the long ones',
    ],
    ['scopebox query images --json | jq ".[]._display_name"', 'For scripts'],
  );
}

async function query(run: DeviceRun<QueryOptions>, uri: Uri): Promise<void> {
  await using app = await asPackage(run);
  const { watch = false } = run.options;
  if (!watch) return await showRows(run, app.context, uri);
  for (;;) {
    const changed = Promise.withResolvers<void>();
    const end = await app.context.contentResolver.registerContentObserver(uri, true, () => changed.resolve());
    await showRows(run, app.context, uri);
    await Promise.race([changed.promise, app.context.closed.then(deviceIsGone)]);
    end();
  }
}

function deviceIsGone(): never {
  throw new StartError('The device ended the connection.');
}

async function showRows({ options, output }: DeviceRun<QueryOptions>, { contentResolver }: Context, uri: Uri) {
  const columns = options.columns ?? (uri.startsWith('content://media/external/') ? MEDIA_COLUMNS : ['*']);
  const projection = options.count === true ? null : columns.includes('*') ? null : columns;
  await using cursor = await contentResolver.query(uri, projection, queryArgs(options));
  if (cursor === null) throw new StartError(`Nothing answers for ${uri}: query() is null, as on Android.`, EXIT.failed);
  if (options.count === true) {
    output.result({ count: cursor.getCount() }, String(cursor.getCount()));
    return;
  }
  const rows = await readRows(cursor);
  if (options.watch === true) {
    output.event(
      rows,
      `${rows.length} rows: ${rows.map((row) => printable(String(row._display_name ?? row._id))).join(', ')}`,
    );
    return;
  }
  const shown = cursor.getColumnNames().map((name) => ({
    title: name,
    value: (row: CliRow) => printable(String(row[name] ?? '-')),
    right: rows.length > 0 && rows.every((row) => row[name] === null || typeof row[name] === 'number'),
  }));
  output.rows(rows, shown, 'No rows.');
}

function queryArgs({ where, arg, sort, limit, include = [] }: QueryOptions): Bundle {
  const unknown = include.find((each) => each !== 'pending' && each !== 'trashed');
  if (unknown !== undefined) throw new InvalidArgumentError(`--include takes pending and trashed, not “${unknown}”.`);
  return {
    ...whereBundle({ where, arg }),
    ...(sort !== undefined && { [QUERY_ARG.SQL_SORT_ORDER]: sort }),
    ...(limit !== undefined && { [QUERY_ARG.LIMIT]: limit }),
    ...(include.includes('pending') && { [QUERY_ARG.MATCH_PENDING]: MATCH.INCLUDE }),
    ...(include.includes('trashed') && { [QUERY_ARG.MATCH_TRASHED]: MATCH.INCLUDE }),
  };
}

function whereBundle({
  where,
  arg,
}: Readonly<{ where?: string | undefined; arg?: readonly string[] | undefined }>): Bundle {
  if (where === undefined && arg !== undefined)
    throw new StartError('--arg is a value for a ? of --where, which is missing.', EXIT.usage);
  return {
    ...(where !== undefined && { [QUERY_ARG.SQL_SELECTION]: where }),
    ...(arg !== undefined && { [QUERY_ARG.SQL_SELECTION_ARGS]: arg }),
  };
}

function addInsert(program: Command, cli: Cli): void {
  const command = program
    .command('insert')
    .description('insert a row, and the bytes of a file with it')
    .argument('<target>', TARGET, readUri)
    .argument('[column=value...]', 'values; - reads a JSON object from stdin')
    .option('--file <path>', 'bytes of the new item, - for stdin: inserted as pending, written, published')
    .option(...AS);
  deviceOptions(command).action(
    cli.onDevice<AsOptions & Readonly<{ file?: string }>>((run, target: Uri, values: readonly string[]) =>
      insert(run, target, values),
    ),
  );
  withExamples(
    command,
    [
      'scopebox insert images --file sunset.jpg relative_path=Pictures/Trip/ --as com.example.gallery',
      'A photo of an app',
    ],
    ['echo \'{"_display_name":"a.jpg"}\' | scopebox insert images -', 'Values from a program'],
  );
}

async function insert(
  run: DeviceRun<AsOptions & Readonly<{ file?: string }>>,
  target: Uri,
  assignments: readonly string[],
): Promise<void> {
  const { file } = run.options;
  const { stdin } = run.cli.streams;
  const given = await valuesOf(assignments, stdin);
  const content = file === undefined ? null : await openForReading(file, stdin);
  const named = file === undefined || file === '-' ? {} : { _display_name: basename(file) };
  const values = { ...named, ...given, ...(content !== null && { is_pending: 1 }) };
  await using app = await asPackage(run);
  const { contentResolver } = app.context;
  const uri = await contentResolver.insert(target, values);
  if (uri === null)
    throw new StartError(`Nothing was inserted: insert() into ${target} is null, as on Android.`, EXIT.failed);
  if (content !== null) {
    try {
      await copyInto(contentResolver, uri, { content, output: run.output });
    } catch (error) {
      // An item whose bytes did not arrive would stay pending for a week.
      await contentResolver.delete(uri).catch(() => undefined);
      throw error;
    }
    await contentResolver.update(uri, { is_pending: given.is_pending ?? 0 });
  }
  run.output.result({ uri }, uri);
}

async function valuesOf(assignments: readonly string[], stdin: Readable): Promise<ContentValues> {
  if (!assignments.includes('-')) return readValues(assignments);
  const text = await readText('-', stdin);
  const values = parsed(text);
  if (typeof values !== 'object' || values === null || Array.isArray(values))
    throw new StartError('stdin has to bring one JSON object, such as {"_display_name":"a.jpg"}.', EXIT.usage);
  return { ...(values as ContentValues), ...readValues(assignments.filter((each) => each !== '-')) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new StartError(`stdin is no JSON: ${error instanceof Error ? error.message : String(error)}.`, EXIT.usage);
  }
}

function addUpdate(program: Command, cli: Cli): void {
  const command = program
    .command('update')
    .description('change values of rows; answers how many')
    .argument('<target>', TARGET, readUri)
    .argument('<column=value...>', 'values; - reads a JSON object from stdin')
    .option(...WHERE)
    .option(...ARG)
    .option(...AS);
  deviceOptions(command).action(
    cli.onDevice<WhereOptions>(async (run, target: Uri, assignments: readonly string[]) => {
      const values = await valuesOf(assignments, run.cli.streams.stdin);
      await using app = await asPackage(run);
      tellCount(run, await app.context.contentResolver.update(target, values, whereBundle(run.options)), 'changed');
    }),
  );
  withExamples(
    command,
    ['scopebox update 31 is_favorite=1', 'One item'],
    ['scopebox update 31 _display_name=beach.jpg --as com.example.gallery', 'As an app: it may need permission'],
  );
}

function addDelete(program: Command, cli: Cli): void {
  const command = program
    .command('delete')
    .description('delete rows with their files; answers how many')
    .argument('<target>', TARGET, readUri)
    .option(...WHERE)
    .option(...ARG)
    .option('--all', 'everything in the collection')
    .option(...AS);
  deviceOptions(command).action(
    cli.onDevice<WhereOptions & Readonly<{ all?: boolean }>>(async (run, target: Uri) => {
      const { where, all = false } = run.options;
      if (isCollection(target) && where === undefined && !all)
        throw new StartError(`This would delete everything in ${target}: say which by --where, or --all.`, EXIT.usage);
      await using app = await asPackage(run);
      tellCount(run, await app.context.contentResolver.delete(target, whereBundle(run.options)), 'deleted');
    }),
  );
  withExamples(
    command,
    ['scopebox delete 31', 'One item'],
    ['scopebox delete images --where "owner_package_name = ?" --arg com.example.gallery', 'What an app has made'],
  );
}

function tellCount({ output }: DeviceRun<OutputOptions>, count: number, what: string): void {
  output.result({ count }, `${count} ${count === 1 ? 'row' : 'rows'} ${what}.`);
}
