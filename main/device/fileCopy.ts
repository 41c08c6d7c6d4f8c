import { constants, type Stats } from 'node:fs';
import { chmod, copyFile, lstat, open, utimes } from 'node:fs/promises';
import { seconds } from './layer.ts';
import { failure } from './volumePath.ts';
import { type Identity, identityOf } from './whiteouts.ts';

/** How often a copy is begun again because what is copied has changed meanwhile. */
const ATTEMPTS = 3;

/**
 * Copies a file with its modification time, blocks shared where the file system can; the copy survives a power failure
 * and can be written. Only where blocks cannot be shared are bytes copied, and then the device goes on meanwhile.
 * @returns which file it was
 * @throws {Error} with a `code`; EBUSY when it was changed again and again
 */
export async function copyOf(source: string, target: string): Promise<Identity> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await lstat(source);
    await copyFile(source, target, constants.COPYFILE_FICLONE);
    await finish(target, before);
    const identity = identityOf(before);
    if (identityOf(await lstat(source)) === identity) return identity;
  }
  throw failure('EBUSY', `${source} is being written; try again when that has ended.`);
}

async function finish(target: string, { mode, mtimeMs }: Stats): Promise<void> {
  await chmod(target, (mode & 0o777) | 0o600);
  await utimes(target, seconds(mtimeMs), seconds(mtimeMs));
  const file = await open(target, 'r+');
  try {
    await file.datasync();
  } finally {
    await file.close();
  }
}
