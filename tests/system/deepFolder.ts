// Folders below folders, far beyond the longest path: node deepFolder.ts make|tell FOLDER DEPTH NAME
// Only a process that goes down step by step can make them, or look at them.
import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const [, , what, folder = '', depth = '0', level = 'd'] = process.argv;
/** A file is in the folder of every level that can be divided by this. */
const FILE_EVERY = 50;
const hash = createHash('sha256');

function tell(name: string): void {
  const { mode, size, ino, mtimeNs, ctimeNs } = lstatSync(name, { bigint: true });
  hash.update(`${name} ${mode} ${size} ${ino} ${mtimeNs} ${ctimeNs}\n`);
}

process.chdir(folder);
for (let n = 1; n <= Number(depth); n++) {
  if (what === 'make') mkdirSync(level);
  process.chdir(level);
  const hasFile = n % FILE_EVERY === 0;
  if (what === 'make' && hasFile) writeFileSync('level.txt', String(n));
  if (what !== 'tell') continue;
  tell('.');
  if (!hasFile) continue;
  tell('level.txt');
  hash.update(readFileSync('level.txt'));
}
if (what === 'tell') process.stdout.write(hash.digest('hex'));
