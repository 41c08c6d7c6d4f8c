// What is in a folder, told so exactly that two equal answers mean that nobody touched anything.
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

const SLASH = Buffer.from('/');

/**
 * One line for everything in a folder and the folder itself, by path: kind, size, inode, times and the hash of the bytes.
 * The time of the last change of the inode is among them, which no program can set back. Names need not be UTF-8.
 */
export function folderState(folder: string): readonly string[] {
  const lines: string[] = [];
  const pending = [Buffer.from(folder)];
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    const stats = lstatSync(path, { bigint: true });
    const { mode, size, ino, mtimeNs, ctimeNs } = stats;
    const bytes = stats.isFile() && size > 0n ? hashOf(path) : stats.isSymbolicLink() ? readlinkSync(path) : '';
    lines.push(`${path.toString('latin1')} ${mode} ${size} ${ino} ${mtimeNs} ${ctimeNs} ${bytes}`);
    if (!stats.isDirectory()) continue;
    for (const name of namesIn(path)) pending.push(Buffer.concat([path, SLASH, name]));
  }
  return lines.sort();
}

/** The same as one short text, for folders whose difference nobody could read. */
export function folderHash(folder: string): string {
  const hash = createHash('sha256');
  for (const line of folderState(folder)) hash.update(`${line}\n`);
  return hash.digest('hex');
}

function hashOf(path: Buffer): string {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return 'cannot be read';
  }
}

function namesIn(path: Buffer): readonly Buffer[] {
  try {
    return readdirSync(path, { encoding: 'buffer' });
  } catch {
    return [];
  }
}
