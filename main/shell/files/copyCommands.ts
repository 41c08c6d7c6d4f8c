// Mirrors toybox's cp.c, which is mv as well.
import { posix } from 'node:path';
import { errnoOf } from '../../device/errno.ts';
import type { CommandIo } from '../command.ts';
import { type Options, parseOptions, UsageError } from '../options.ts';
import { copyFile, makeDirectory, removeTree, rename, statOrNull } from './fileChanges.ts';
import { type FileCommand, type FileServices, isFileError } from './fileServices.ts';
import { isDirectory } from './fileText.ts';

type Transfer = Readonly<{ from: string; to: string }>;

type Job = Readonly<{ io: CommandIo; services: FileServices; options: Options }>;

export const copy: FileCommand = (args, io, services) =>
  transfer('cp', { io, services, options: parseOptions(args, 'rRafpnvidt:') }, async (job, each) => {
    const { options } = job;
    const isRecursive = options.has('r') || options.has('R') || options.has('a');
    if (isDirectory(services.files.stat(io.path(each.from))) && !isRecursive)
      throw new TransferError(`Skipped dir '${each.from}'`);
    await copyTree(job, each);
  });

export const move: FileCommand = (args, io, services) =>
  transfer('mv', { io, services, options: parseOptions(args, 'finvt:') }, async ({ services: { files } }, each) => {
    const [from, to] = [io.path(each.from), io.path(each.to)];
    try {
      await rename(files, from, to);
    } catch (error) {
      if (errnoOf(error).name !== 'EXDEV') throw error;
      await copyTree({ io, services, options: parseOptions(['-p'], 'pv') }, each);
      await removeTree(files, from);
    }
  });

/** What is wrong with one of them, in words that name it. */
class TransferError extends Error {}

async function transfer(name: string, job: Job, run: (job: Job, each: Transfer) => Promise<void>): Promise<number> {
  const { io, services, options } = job;
  const given = options.value('t');
  const sources = given === null ? options.rest.slice(0, -1) : options.rest;
  const target = given ?? options.rest.at(-1);
  if (target === undefined || sources.length === 0) throw new UsageError(`Needs ${given === null ? 2 : 1} arguments`);
  const found = statOrNull(services.files, io.path(target));
  const intoDirectory = found !== null && isDirectory(found);
  if (sources.length > 1 && !intoDirectory) {
    await io.error(`${name}: '${target}' not directory\n`);
    return 1;
  }
  let status = 0;
  for (const from of sources) {
    const to = intoDirectory ? `${target.replace(/\/+$/, '')}/${posix.basename(from)}` : target;
    if (options.has('n') && statOrNull(services.files, io.path(to)) !== null) continue;
    try {
      if (io.path(from) === io.path(to)) throw new TransferError(`'${from}' is '${to}'`);
      await run(job, { from, to });
      if (options.has('v')) await io.print(`${name} '${from}' -> '${to}'\n`);
    } catch (error) {
      status = 1;
      if (error instanceof TransferError) await io.error(`${name}: ${error.message}\n`);
      else if (isFileError(error)) {
        const isSourceThere = statOrNull(services.files, io.path(from)) !== null;
        await io.error(`${name}: bad '${isSourceThere ? to : from}': ${errnoOf(error).words}\n`);
      } else throw error;
    }
  }
  return status;
}

async function copyTree(job: Job, { from, to }: Transfer): Promise<void> {
  const { io, services, options } = job;
  const { files, clock } = services;
  const [source, target] = [io.path(from), io.path(to)];
  const stat = files.stat(source);
  if (!isDirectory(stat)) {
    const keeps = options.has('p') || options.has('a');
    files.stat(posix.dirname(target));
    return copyFile(files, source, target, keeps ? stat.mtimeMs : clock.currentTimeMillis());
  }
  if (`${target}/`.startsWith(`${source.replace(/\/+$/, '')}/`)) throw new TransferError(`'${to}' is inside '${from}'`);
  await makeDirectory(files, target, true);
  for (const { name } of await files.readdir(source))
    await copyTree(job, { from: `${from}/${name}`, to: `${to}/${name}` });
}
