// read, write: bytes in and out of the device, of any size.
import { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import type { Uri } from '../../contract/android/uri.ts';
import { EXIT, StartError } from '../../main/hosts/commandLine.ts';
import type { ContentResolver } from '../../sdk/contentResolver.ts';
import { asPackage } from '../asPackage.ts';
import type { Cli, DeviceRun } from '../cli.ts';
import { deviceOptions, withExamples } from '../define.ts';
import { counted, openForReading, writeWhole } from '../files.ts';
import { isCollection, readUri } from '../readArguments.ts';
import { megabytes, type Output, type OutputOptions } from '../terminal.ts';

type ReadOptions = OutputOptions & Readonly<{ as?: string; output?: string }>;
type WriteOptions = OutputOptions & Readonly<{ as?: string }>;

const ITEM = 'a content:// URI, or an _id';
const AS = ['--as <package>', 'as this app; without it as adb shell, which may do everything'] as const;

export function addByteCommands(program: Command, cli: Cli): void {
  addRead(program, cli);
  addWrite(program, cli);
}

function addRead(program: Command, cli: Cli): void {
  const command = program
    .command('read')
    .description("an item's bytes, as openInputStream gives them")
    .argument('<item>', ITEM, readUri)
    .option('-o, --output <file>', 'write them to a file, as a whole or not at all (default: stdout)')
    .option(...AS);
  deviceOptions(command).action(cli.onDevice<ReadOptions>((run, uri: Uri) => read(run, uri)));
  withExamples(
    command,
    ['scopebox read 31 --output photo.jpg', 'A file of what is on the device'],
    ['scopebox read 31 --as com.example.gallery | exiftool -', 'What an app gets: without the place, perhaps'],
  );
}

async function read(run: DeviceRun<ReadOptions>, uri: Uri): Promise<void> {
  const { options, output, cli } = run;
  const { stdout } = cli.streams;
  refuseCollection(uri);
  if (options.output === undefined && options.json === true)
    throw new StartError('Bytes and JSON do not fit on one stdout: name a file with --output.', EXIT.usage);
  if (options.output === undefined && stdout.isTTY)
    throw new StartError('A terminal cannot show bytes: name a file with --output, or pipe them on.', EXIT.usage);
  await using app = await asPackage(run);
  const stream = await app.context.contentResolver.openInputStream(uri);
  let bytes = 0;
  const content = counted(Readable.fromWeb(stream as Parameters<typeof Readable.fromWeb>[0]), (more) => {
    bytes += more;
  });
  if (options.output === undefined) {
    await pipeline(content, stdout, { end: false });
    return;
  }
  const file = options.output;
  await output.whileTelling(
    () => `${file}: ${megabytes(bytes)}`,
    () => writeWhole(file, content),
  );
  output.done({ uri, output: options.output, bytes }, `${options.output}: ${bytes} bytes.`);
}

function addWrite(program: Command, cli: Cli): void {
  const command = program
    .command('write')
    .description("replace an item's bytes, as openOutputStream takes them")
    .argument('<item>', ITEM, readUri)
    .argument('[file]', 'where the bytes are; - or nothing for stdin', '-')
    .option(...AS);
  deviceOptions(command).action(
    cli.onDevice<WriteOptions>(async (run, uri: Uri, file: string) => {
      refuseCollection(uri);
      const content = await openForReading(file, run.cli.streams.stdin);
      await using app = await asPackage(run);
      const bytes = await copyInto(app.context.contentResolver, uri, { content, output: run.output });
      run.output.done({ uri, bytes }, `${uri}: ${bytes} bytes.`);
    }),
  );
  withExamples(
    command,
    ['scopebox write 31 edited.jpg --as com.example.gallery', 'As an app'],
    ['convert photo.jpg -rotate 90 jpg:- | scopebox write 31', 'From another program'],
  );
}

function refuseCollection(uri: Uri): void {
  if (isCollection(uri)) throw new StartError(`${uri} is a collection: name one item of it.`, EXIT.usage);
}

/** @returns how many bytes it were */
export async function copyInto(
  contentResolver: ContentResolver,
  uri: Uri,
  { content, output }: Readonly<{ content: Readable; output: Output }>,
): Promise<number> {
  const stream = await contentResolver.openOutputStream(uri, 'wt');
  let bytes = 0;
  const parts = counted(content, (more) => {
    bytes += more;
  });
  await output.whileTelling(
    () => `${uri}: ${megabytes(bytes)}`,
    () => pipeline(parts, Writable.fromWeb(stream as Parameters<typeof Writable.fromWeb>[0])),
  );
  return bytes;
}
