// A device's home belongs to one running device at a time.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartError } from './commandLine.ts';
import { isRunning } from './processes.ts';

/** Thumbnails of private photos are as private as the photos. */
const ONLY_THE_OWNER = 0o700;

/**
 * Takes the home, or says who has it. A lock whose process is gone is taken over.
 * @throws {StartError} when another device runs on this home, or the home cannot be written
 * @returns gives the home back
 */
export function lockHome(home: string): Disposable {
  const path = join(home, 'device.pid');
  makeHome(home);
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const file = openSync(path, 'wx');
      writeSync(file, String(process.pid));
      closeSync(file);
      return { [Symbol.dispose]: () => rmSync(path, { force: true }) };
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw cannotWrite(home, error);
      const owner = Number(readFileSync(path, 'utf8'));
      if (isRunning(owner)) {
        throw new StartError(
          `A device already runs on ${home} (process ${owner}). Stop it, or give this one another home with --home.`,
        );
      }
      rmSync(path, { force: true });
    }
  }
  throw new StartError(`The home ${home} is being taken by another start at this moment; try again.`);
}

function makeHome(home: string): void {
  try {
    // One step after the other: asked for all of them at once below /proc, mkdir never comes back.
    for (const folder of missingFolders(home)) mkdirSync(folder, { mode: ONLY_THE_OWNER });
  } catch (error) {
    throw cannotWrite(home, error);
  }
}

/** The folders of a path that are not there yet, the topmost first. */
function missingFolders(path: string): readonly string[] {
  return existsSync(path) || dirname(path) === path ? [] : [...missingFolders(dirname(path)), path];
}

function cannotWrite(home: string, error: unknown): StartError {
  return new StartError(
    `The device's home ${home} cannot be written (${codeOf(error)}). Choose another one with --home.`,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
