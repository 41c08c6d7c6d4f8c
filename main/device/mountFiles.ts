// How a folder becomes a volume's files: under a layer of the device's own, or written through.
import { join } from 'node:path';
import { finishApply } from './applyChanges.ts';
import { statsOrNull } from './layer.ts';
import { PendingChangesError, pendingProblem } from './pendingChanges.ts';
import { UpperLayer } from './upperLayer.ts';
import type { MountedFiles } from './volumeAccess.ts';
import { VolumeFiles } from './volumeFiles.ts';
import { WriteNotes } from './writeNotes.ts';
import { WriteThroughFiles } from './writeThroughFiles.ts';

type Mount = Readonly<{
  id: string;
  folder: string;
  description: string;
  /** Whether changes go to the folder itself. */
  writeThrough: boolean;
  /** Why the folder may not be the one it should be, in one sentence; null when it is. */
  problem(): string | null;
  /** Why nothing may be put at a path below it: it is on a disk that was mounted in the folder, and is not now. */
  diskProblem(path: string): string | null;
}>;

/**
 * Why a folder cannot be written through as a volume of this device, in one sentence; null when it can.
 * @param isAway whether another folder may lie in its place
 */
export function writeThroughProblem(
  { id, folder, description }: Pick<Mount, 'id' | 'folder' | 'description'>,
  home: string,
  isAway = false,
) {
  const layers = { lower: folder, upper: join(home, 'volumes', id) };
  if (statsOrNull(layers.upper) === null) return null;
  const upper = new UpperLayer(layers);
  void upper.recover();
  return pendingProblem({ lower: folder, upper }, description, isAway);
}

/**
 * The files of a folder. What a killed program was doing is finished, or taken back.
 * @throws {PendingChangesError} in one sentence, when a folder that has changes above it would be written through
 * @throws {Error} with a `code` when the home cannot be written
 */
export function mountFiles(mount: Mount, home: string): MountedFiles {
  const { id, folder, description, writeThrough } = mount;
  const layers = { lower: folder, upper: join(home, 'volumes', id) };
  // Not among what a snapshot brings back: it tells of the folder as it is.
  const notes = join(home, 'writing', id);
  const problemAt = (path?: string) => mount.problem() ?? (path === undefined ? null : mount.diskProblem(path));
  if (!writeThrough) {
    // What was begun when the folder was written through is ended, whatever it is mounted as now.
    if (new WriteNotes(notes).left().length > 0) void new WriteThroughFiles(layers, notes, problemAt).recover();
    const files = new VolumeFiles(layers);
    // What is of no use any more can be deleted while the volume is in use.
    void files.recover();
    if (mount.problem() === null) tryToFinishApply(files);
    return files;
  }
  const isAway = mount.problem() !== null || mount.diskProblem('') !== null;
  const problem = writeThroughProblem({ id, folder, description }, home, isAway);
  if (problem !== null) throw new PendingChangesError(problem);
  const files = new WriteThroughFiles(layers, notes, problemAt);
  // It says at most that something is deleted which is not there anyway.
  files.layers.upper.clear();
  void files.recover();
  return files;
}

function tryToFinishApply({ layers }: MountedFiles): void {
  try {
    finishApply(layers);
  } catch {
    // A folder that cannot be written can be mounted all the same; the boot says what is left in it.
  }
}
