// What a killed program was doing in a user's own folder: finished, or taken back. Nothing is touched that is not noted.
import { renameSync, rmSync, unlinkSync } from 'node:fs';
import { isPlainIn, statsOrNull } from './layer.ts';
import type { OwnFolder } from './ownFolder.ts';
import { removeTree } from './removeTree.ts';
import { parentOf } from './volumePath.ts';
import { identityOf } from './whiteouts.ts';
import type { Note, OpenNote, WriteNotes } from './writeNotes.ts';

type Aside = Extract<Note, { kind: 'deleting' }>;

/** Nothing happens while the folder may be another one. Resolves when what was being deleted is gone, too; everything else is done at once. */
export async function finishWrites(folder: OwnFolder, notes: WriteNotes): Promise<void> {
  const deleting: Promise<void>[] = [];
  if (!folder.isThere()) return;
  for (const { note, end } of notes.left()) {
    if (note?.kind !== 'deleting') {
      if (note !== null) finish(folder, note);
      end();
    } else if (isOurs(folder, note)) {
      // What cannot be deleted is at its place again, and nobody waits for an answer any more.
      deleting.push(removeAside(folder, note, { end }).catch(() => {}));
    } else end();
  }
  await Promise.all(deleting);
}

/**
 * Deletes a directory that was put aside. What cannot be deleted of it comes back to its place.
 * @throws {Error} with a `code`
 */
export async function removeAside(folder: OwnFolder, { temporary, from }: Aside, note: OpenNote): Promise<void> {
  const aside = folder.real(temporary);
  try {
    await removeTree(aside);
  } catch (error) {
    if (folder.isThere() && statsOrNull(folder.real(from)) === null) {
      renameSync(aside, folder.real(from));
      note.end();
    }
    throw error;
  }
  if (folder.isThere()) note.end();
}

function finish(folder: OwnFolder, note: Exclude<Note, Aside>): void {
  if (note.kind === 'preparing') {
    if (isPlain(folder, note.temporary)) rmSync(folder.real(note.temporary), { recursive: true, force: true });
  } else if (note.kind === 'making') {
    const made = isPlain(folder, note.outermost) ? statsOrNull(folder.real(note.outermost)) : null;
    if (made?.ino === note.ino) folder.unmake(note.outermost, note.innermost);
  } else {
    const [source, copy] = [statsOrNull(folder.real(note.from)), statsOrNull(folder.real(note.to))];
    const isCopied = isPlain(folder, note.to) && copy?.ino === note.ino;
    if (isCopied && isPlain(folder, note.from) && source !== null && identityOf(source) === note.identity)
      unlinkSync(folder.real(note.from));
  }
}

function isOurs(folder: OwnFolder, { temporary, ino }: Aside): boolean {
  return isPlain(folder, temporary) && statsOrNull(folder.real(temporary))?.ino === ino;
}

/** Nobody has put a link above it that leads elsewhere. */
function isPlain(folder: OwnFolder, path: string): boolean {
  return isPlainIn(folder.real(''), parentOf(path));
}
