// A folder that a page asks the desktop host to open: a page may have dropped anything, or say anything.
import { isAbsolute } from 'node:path';
import { folderProblem } from '../device/mountRules.ts';

/** Longest path that is looked at, characters: no system has longer ones. */
const MAX_PATH = 32_768;
/** As much of a wrong one is told. */
const TOLD = 200;

/** The folder; or why it cannot be opened, in one sentence, before the device that runs is stopped for it. */
export function askedFolder(asked: unknown): Readonly<{ folder: string } | { problem: string }> {
  if (typeof asked !== 'string' || asked.length > MAX_PATH || asked.includes('\0') || !isAbsolute(asked))
    return { problem: `“${told(asked)}” is not the whole path of a folder, so the device stays where it is.` };
  try {
    const problem = folderProblem(asked);
    return problem === null ? { folder: asked } : { problem };
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? error.code : error;
    return { problem: `The folder ${told(asked)} cannot be opened (${String(reason)}); name another one.` };
  }
}

function told(asked: unknown): string {
  const text = typeof asked === 'string' ? asked : typeof asked;
  return text.length > TOLD ? `${text.slice(0, TOLD)}…` : text;
}
