// The names in a directory of the computer's, as text.
import { isUtf8 } from 'node:buffer';
import { type Dirent, opendirSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { isGone } from './layer.ts';
import { Slices } from './realTime.ts';

export type DirectoryNames = Readonly<{
  names: readonly string[];
  /** Names whose bytes are no UTF-8, with what is lost replaced: nothing can be asked for by them. */
  broken: readonly string[];
}>;

/** What stands in a text for bytes that are none. */
const REPLACEMENT = '\ufffd';

/**
 * The names in a directory, without a look at what they are of.
 * @throws {Error} with a `code`
 */
export async function namesIn(directory: string): Promise<DirectoryNames> {
  const names = await readdir(directory);
  if (!names.some(isDoubtful)) return { names, broken: [] };
  // Read again as bytes only here: a buffer for every name of a large library costs a fifth of the look at its files.
  const both = Object.groupBy(await readdir(directory, { encoding: 'buffer' }), (name) =>
    isUtf8(name) ? 'names' : 'broken',
  );
  const texts = (bytes: readonly Buffer[] = []) => bytes.map((name) => name.toString('utf8'));
  return { names: texts(both.names), broken: texts(both.broken) };
}

/** Whether a name, read as text, may stand for bytes that are none. */
export function isDoubtful(name: string): boolean {
  return name.includes(REPLACEMENT);
}

/** Names read in one call of the system. */
const AT_ONCE = 1_000;

/**
 * Looks through a directory on this computer in short turns; of one that is gone nothing is seen.
 * @param see answers 'enough' to end it
 * @throws {Error} with a `code` when it cannot be read
 */
export async function eachName(directory: string, see: (dirent: Dirent) => unknown): Promise<void> {
  const opened = openedOrNull(directory);
  if (opened === null) return;
  const slices = new Slices();
  try {
    for (let dirent = opened.readSync(); dirent !== null; dirent = opened.readSync()) {
      if (see(dirent) === 'enough') return;
      if (slices.isOver) await slices.breathe();
    }
  } finally {
    opened.closeSync();
  }
}

function openedOrNull(directory: string) {
  try {
    return opendirSync(directory, { bufferSize: AT_ONCE });
  } catch (error) {
    if (isGone(error)) return null;
    throw error;
  }
}
