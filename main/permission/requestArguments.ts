// Mirrors Activity.requestPermissions and PackageManager.buildRequestPermissionsIntent.
import { Throwable } from '../../contract/android/errors.ts';

/** @throws {Throwable} IllegalArgumentException for a negative code; the first thing Android looks at. */
export function checkRequestCode(requestCode: number): void {
  if (requestCode < 0) throw new Throwable('IllegalArgumentException', 'requestCode should be >= 0');
}

/**
 * Comes after the check for a pending request: a second call gets its empty answer whatever it asks for.
 * @throws {Throwable} IllegalArgumentException when nothing is asked for
 */
export function checkRequestedNames(names: readonly (string | null)[] | null): void {
  if (names === null || names.length === 0) {
    throw new Throwable('IllegalArgumentException', 'permission cannot be null or empty');
  }
}
