// Mirrors toybox's rm.c, mkdir.c, rmdir.c and touch.c.
import { posix } from 'node:path';
import { errnoOf } from '../../device/errno.ts';
import { type Commands, ProgramError } from '../command.ts';
import { parseOptions, UsageError } from '../options.ts';
import { copy, move } from './copyCommands.ts';
import { makeDirectory, removeDirectory, removeTree, statOrNull, touchFile } from './fileChanges.ts';
import { type FileCommand, type FileServices, forEach } from './fileServices.ts';
import { isDirectory } from './fileText.ts';

const rm: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(args, 'frRivd');
  const isRecursive = options.has('r') || options.has('R');
  if (options.rest.length === 0 && !options.has('f')) throw new UsageError('Needs 1 argument');
  return forEach({ name: 'rm', args: options.rest }, io, async (argument) => {
    if (/^(?:.*\/)?\.\.?\/*$/.test(argument)) throw new ProgramError(`bad path ${argument}`);
    const path = io.path(argument);
    const found = statOrNull(files, path);
    if (found === null && options.has('f')) return;
    // Told as rm tells it: a directory is one, whatever else may be wrong.
    if (found !== null && isDirectory(found) && !isRecursive)
      throw Object.assign(new Error(argument), { code: 'EISDIR' });
    await removeTree(files, path);
    if (options.has('v')) await io.print(`rm '${argument}'\n`);
  });
};

const mkdir: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(args, 'pvm:');
  if (options.rest.length === 0) throw new UsageError('Needs 1 argument');
  return forEach({ name: 'mkdir', args: options.rest, quotes: true }, io, async (argument) => {
    await makeDirectory(files, io.path(argument), options.has('p'));
    if (options.has('v')) await io.print(`mkdir: created directory '${argument}'\n`);
  });
};

const rmdir: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(args, 'p');
  return forEach({ name: 'rmdir', args: options.rest }, io, async (argument) => {
    await removeDirectory(files, io.path(argument));
    if (!options.has('p')) return;
    for (let above = posix.dirname(argument); above !== '.' && above !== '/'; above = posix.dirname(above))
      await removeDirectory(files, io.path(above));
  });
};

const touch: FileCommand = async (args, io, { files, clock }) => {
  const options = parseOptions(args, 'acmhd:t:r:');
  let time = clock.currentTimeMillis();
  try {
    const reference = options.value('r');
    if (reference !== null) time = files.stat(io.path(reference)).mtimeMs;
  } catch (error) {
    await io.error(`touch: ${options.value('r')}: ${errnoOf(error).words}\n`);
    return 1;
  }
  const [day, stamp] = [options.value('d'), options.value('t')];
  if (day !== null) time = timeOf(day);
  if (stamp !== null) time = stampTime(stamp, time);
  return forEach({ name: 'touch', args: options.rest, quotes: true }, io, async (argument) => {
    const path = io.path(argument);
    if (options.has('c') && statOrNull(files, path) === null) return;
    await touchFile(files, path, time);
  });
};

/** `YYYY-MM-DDThh:mm:ss[.fraction][Z]`, with a blank for the T, or `@` and seconds. @throws {ProgramError} */
export function timeOf(text: string): number {
  const seconds = /^@(\d+(?:\.\d+)?)$/.exec(text);
  if (seconds !== null) return Number(seconds[1]) * 1_000;
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?)?$/.exec(text);
  const time = match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2] ?? '00:00'}${match[3] ?? ''}`);
  if (Number.isNaN(time)) throw new ProgramError(`bad date '${text}'`);
  return time;
}

/** `[[CC]YY]MMDDhhmm[.ss]`, in the device's time zone. @throws {ProgramError} */
export function stampTime(text: string, now: number): number {
  const match = /^((?:\d\d)?\d\d)?(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d\d))?$/.exec(text);
  if (match === null) throw new ProgramError(`bad date '${text}'`);
  const [, year, month, day, hour, minute, second = '0'] = match;
  const current = new Date(now).getFullYear();
  const full =
    year === undefined ? current : year.length === 4 ? Number(year) : 100 * Math.floor(current / 100) + Number(year);
  return new Date(full, Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second)).getTime();
}

export const CHANGE_COMMANDS: Commands<FileServices> = { rm, mkdir, rmdir, touch, cp: copy, mv: move };
