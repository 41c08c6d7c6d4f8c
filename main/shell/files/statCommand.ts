// Mirrors toybox's stat.c, readlink.c and realpath.c.

import type { FileStat } from '../../device/deviceFiles.ts';
import { walkDevicePath } from '../../device/devicePath.ts';
import { parseOptions } from '../options.ts';
import { type FileCommand, forEach } from './fileServices.ts';
import { blocksOf, isDirectory, isLink, modeText, secondText, userName, zoneText } from './fileText.ts';

/** What a file is called in a format, and in full. */
type Subject = Readonly<{ name: string; target: string | null; stat: FileStat }>;

export const stat: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(args, 'Lftc:');
  const format = options.value('c');
  return forEach({ name: 'stat', args: options.rest, quotes: true }, io, async (name) => {
    const path = io.path(name);
    const found = options.has('L') ? files.stat(path) : files.lstat(path);
    const target = isLink(found) ? files.readlink(path) : null;
    const subject = { name, target, stat: found };
    await io.print(format === null ? wholeText(subject) : `${formatted(format, subject)}\n`);
  });
};

export const readlink: FileCommand = async (args, io, { files }) => {
  const options = parseOptions(args, 'fenqz');
  let status = 0;
  for (const name of options.rest) {
    try {
      const path =
        options.has('f') || options.has('e') ? walkDevicePath(io.path(name), true).path : files.readlink(io.path(name));
      await io.print(`${path}${options.has('n') ? '' : '\n'}`);
    } catch {
      status = 1;
    }
  }
  return status;
};

export const realpath: FileCommand = (args, io, { files }) =>
  forEach({ name: 'realpath', args }, io, async (name) => {
    files.stat(io.path(name));
    await io.print(`${walkDevicePath(io.path(name), true).path}\n`);
  });

/** The text of a format. Unknown letters stand for themselves. */
export function formatted(format: string, subject: Subject): string {
  return format.replace(/%(.)/gs, (all, letter: string) => fieldOf(letter, subject) ?? all);
}

function fieldOf(letter: string, { name, target, stat }: Subject): string | null {
  const { mode, mtimeMs } = stat;
  const seconds = Math.floor(mtimeMs / 1_000);
  switch (letter) {
    case 'n':
      return name;
    case 'N':
      return target === null ? name : `${name} -> ${target}`;
    case 's':
      return String(stat.size);
    case 'a':
      return (mode & 0o7777).toString(8);
    case 'A':
      return modeText(mode);
    case 'f':
      return mode.toString(16);
    case 'F':
      return typeName(stat);
    case 'u':
      return String(stat.uid);
    case 'U':
      return userName(stat.uid);
    case 'g':
      return String(stat.gid);
    case 'G':
      return userName(stat.gid);
    case 'h':
      return String(stat.nlink);
    case 'i':
      return String(stat.ino);
    case 'd':
      return String(stat.dev);
    case 'b':
      return String(blocksOf(stat));
    case 'B':
      return '512';
    case 'o':
      return '4096';
    case 'X':
    case 'Y':
    case 'Z':
      return String(seconds);
    case 'x':
    case 'y':
    case 'z':
      return timeText(mtimeMs);
    case '%':
      return '%';
    default:
      return null;
  }
}

function typeName(stat: FileStat): string {
  if (isDirectory(stat)) return 'directory';
  if (isLink(stat)) return 'symbolic link';
  return stat.size === 0 ? 'regular empty file' : 'regular file';
}

function timeText(milliseconds: number): string {
  const fraction = String(Math.floor(milliseconds % 1_000)).padStart(3, '0');
  return `${secondText(milliseconds)}.${fraction}000000 ${zoneText(milliseconds)}`;
}

const WHOLE = `  File: %N
  Size: %s\t Blocks: %b\t IO Blocks: 512\t%F
Device: %dh\t Inode: %i\t Links: %h
Access: (%a/%A)\tUid: (%u/%U)\tGid: (%g/%G)
Access: %x
Modify: %y
Change: %z
`;

function wholeText(subject: Subject): string {
  return formatted(WHOLE, subject);
}
