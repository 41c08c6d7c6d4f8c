// Mirrors toybox's ls.c.
import type { FileStat, NamedStat } from '../../device/deviceFiles.ts';
import type { CommandIo } from '../command.ts';
import { byBytes } from '../language/glob.ts';
import { type Options, parseOptions } from '../options.ts';
import { type FileCommand, type FileServices, forEach } from './fileServices.ts';
import { blocksOf, isDirectory, isLink, longLines } from './fileText.ts';

type Listing = Readonly<{ io: CommandIo; services: FileServices; options: Options }>;

/** Entry as it is printed, and where it is. */
type Entry = Readonly<{ name: string; path: string; stat: FileStat }>;

export const ls: FileCommand = async (args, io, services) => {
  const options = parseOptions(args, 'AadlR1hpFtSrniZgoL');
  const listing = { io, services, options };
  const paths = options.rest.length === 0 ? ['.'] : options.rest;
  const files: Entry[] = [];
  const directories: string[] = [];
  let status = await forEach({ name: 'ls', args: paths }, io, (argument) => {
    const path = io.path(argument);
    const stat = options.has('l') && !options.has('L') ? services.files.lstat(path) : services.files.stat(path);
    if (isDirectory(stat) && !options.has('d')) directories.push(argument);
    else files.push({ name: argument, path, stat });
  });
  await print(listing, files);
  let isFirst = files.length === 0;
  for (let index = 0; index < directories.length; index++) {
    const directory = directories[index] ?? '';
    const failed = await forEach({ name: 'ls', args: [directory] }, io, async () => {
      const entries = await entriesOf(listing, directory);
      const hasHeading = paths.length > 1 || options.has('R');
      if (hasHeading) await io.print(`${isFirst ? '' : '\n'}${directory}:\n`);
      if (options.has('l')) await io.print(`total ${totalOf(entries)}\n`);
      await print(listing, entries);
      isFirst = false;
      const below = entries.filter(({ name, stat }) => isDirectory(stat) && name !== '.' && name !== '..');
      if (options.has('R')) directories.splice(index + 1, 0, ...below.map(({ name }) => joined(directory, name)));
    });
    status = Math.max(status, failed);
  }
  return status;
};

async function entriesOf({ io, services, options }: Listing, directory: string): Promise<readonly Entry[]> {
  const at = `${io.path(directory)}/`;
  const found: readonly NamedStat[] = await services.files.readdir(at);
  const own = ['.', '..'].map((name) => ({ name, stat: services.files.stat(`${at}${name}`) }));
  const all = options.has('a') ? [...own, ...found] : found;
  const shown = all.filter(({ name }) => !name.startsWith('.') || options.has('a') || options.has('A'));
  return shown.map(({ name, stat }) => ({ name, stat, path: `${at}${name}` }));
}

async function print({ io, services, options }: Listing, entries: readonly Entry[]): Promise<void> {
  const sorted = [...entries].sort(order(options));
  if (options.has('r')) sorted.reverse();
  const named = sorted.map((entry) => ({ ...entry, name: entry.name + mark(options, entry.stat) }));
  const target = (entry: Entry) => (isLink(entry.stat) ? services.files.readlink(entry.path) : null);
  const lines = options.has('l')
    ? longLines(
        named.map((entry) => ({ ...entry, target: target(entry) })),
        options.has('h'),
      )
    : named.map(({ name }) => name);
  const inodes = options.has('i') ? sorted.map(({ stat }) => `${stat.ino} `) : [];
  if (lines.length > 0) await io.print(`${lines.map((line, index) => (inodes[index] ?? '') + line).join('\n')}\n`);
}

function order(options: Options): (a: Entry, b: Entry) => number {
  const byName = (a: Entry, b: Entry) => byBytes(a.name, b.name);
  if (options.has('t')) return (a, b) => b.stat.mtimeMs - a.stat.mtimeMs || byName(a, b);
  if (options.has('S')) return (a, b) => b.stat.size - a.stat.size || byName(a, b);
  return byName;
}

function mark(options: Options, stat: FileStat): string {
  if (isDirectory(stat)) return options.has('p') || options.has('F') ? '/' : '';
  return isLink(stat) && options.has('F') ? '@' : '';
}

/** Of 1 KiB. */
function totalOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { stat }) => sum + blocksOf(stat), 0) / 2;
}

export function joined(directory: string, name: string): string {
  return directory.endsWith('/') ? directory + name : `${directory}/${name}`;
}
