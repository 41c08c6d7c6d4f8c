// Mirrors toybox's df.c and du.c.
import type { Commands } from '../command.ts';
import { parseOptions } from '../options.ts';
import { type FileCommand, type FileServices, forEach } from './fileServices.ts';
import { blocksOf, humanSize, isDirectory } from './fileText.ts';
import { joined } from './ls.ts';

/** What a volume holds, bytes. */
export type VolumeSpace = Readonly<{ path: string; totalBytes: number; freeBytes: number }>;

type SpaceServices = FileServices & Readonly<{ volumeSpaces(): readonly VolumeSpace[] }>;

/** @returns 1 for what is on no volume */
const df = async (
  args: readonly string[],
  io: Parameters<FileCommand>[1],
  services: SpaceServices,
): Promise<number> => {
  const options = parseOptions(args, 'haikmPHt:');
  const all = services.volumeSpaces();
  const chosen: VolumeSpace[] = options.rest.length === 0 ? [...all] : [];
  const status = await forEach({ name: 'df', args: options.rest }, io, (argument) => {
    const { mount } = services.files.place(io.path(argument));
    const found = all.find(({ path }) => path === mount.path) ?? all[0];
    if (found !== undefined) chosen.push(found);
  });
  await io.print(`${dfLines(chosen, options.has('h')).join('\n')}\n`);
  return status;
};

/** A heading and a line for each volume. */
export function dfLines(volumes: readonly VolumeSpace[], human: boolean): readonly string[] {
  const size = (bytes: number) => (human ? humanSize(bytes) : String(Math.floor(bytes / 1_024)));
  const rows = volumes.map(({ path, totalBytes, freeBytes }) => {
    const used = totalBytes - freeBytes;
    const percent = totalBytes === 0 ? 0 : Math.ceil((100 * used) / totalBytes);
    return ['/dev/fuse', size(totalBytes), size(used), size(freeBytes), `${percent}%`, mountPoint(path)];
  });
  const table = [
    ['Filesystem', human ? 'Size' : '1K-blocks', 'Used', human ? 'Avail' : 'Available', 'Use%', 'Mounted on'],
    ...rows,
  ];
  const width = (column: number) => Math.max(...table.map((row) => row[column]?.length ?? 0));
  const widths = [0, 1, 2, 3, 4].map(width);
  return table.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : column === 5 ? cell : cell.padStart(widths[column] ?? 0),
      )
      .join(' '),
  );
}

/** All users' emulated storage is one. */
function mountPoint(path: string): string {
  return path === '/storage/emulated/0' ? '/storage/emulated' : path;
}

const du: FileCommand = async (args, io, services) => {
  const options = parseOptions(args, 'shakmcd:');
  const size = (blocks: number) => (options.has('h') ? humanSize(blocks * 512) : String(Math.ceil(blocks / 2)));
  const depth = options.has('s') ? 0 : Number(options.value('d') ?? Number.POSITIVE_INFINITY);
  const walk = async (path: string, level: number): Promise<number> => {
    const stat = services.files.stat(io.path(path));
    let blocks = blocksOf(stat);
    if (isDirectory(stat))
      for (const entry of await services.files.readdir(io.path(path)))
        blocks += await walk(joined(path, entry.name), level + 1);
    if (level <= depth && (isDirectory(stat) || options.has('a') || level === 0))
      await io.print(`${size(blocks)}\t${path}\n`);
    return blocks;
  };
  const paths = options.rest.length === 0 ? ['.'] : options.rest;
  return forEach({ name: 'du', args: paths }, io, async (path) => void (await walk(path, 0)));
};

export const SPACE_COMMANDS: Commands<SpaceServices> = { df, du };
