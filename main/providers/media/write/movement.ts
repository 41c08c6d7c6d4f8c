// Mirrors MediaProvider.updateInternal and isUpdateAllowedForOwnedPath: which way an update may move a file.
import { Throwable } from '../../../../contract/android/errors.ts';
import { extractPathOwnerPackageName, extractVolumeName } from '../scan/fileUtils.ts';

export type Mover = Readonly<{ callerPackage: string; isManager: boolean; isSystemGallery: boolean }>;

/**
 * Both are paths of the device.
 * @throws {Throwable} IllegalArgumentException for a move to another volume, or in or out of a package's own directory
 *   by someone else
 */
export function checkMovement(fromPath: string, toPath: string, mover: Mover): void {
  if (extractVolumeName(fromPath) !== extractVolumeName(toPath)) {
    throw new Throwable('IllegalArgumentException', `Changing volume from ${fromPath} to ${toPath} not allowed`);
  }
  const owners = [extractPathOwnerPackageName(fromPath), extractPathOwnerPackageName(toPath)] as const;
  if (owners[0] === owners[1] || mover.isManager || mover.isSystemGallery) return;
  if (owners.every((owner) => owner === null || owner === mover.callerPackage)) return;
  throw new Throwable('IllegalArgumentException', `Changing ownership from ${fromPath} to ${toPath} not allowed`);
}
