// Mirrors MediaProvider.deleteOrExtendExpiredItems and FileUtils.getAbsoluteExtendedPath.
import { extractDisplayName, extractPathOwnerPackageName, PATTERN_EXPIRES_FILE } from '../scan/fileUtils.ts';
import { DEFAULT_DURATION_PENDING } from './dataFromValues.ts';

/** A pending or trashed item, as idle maintenance meets it. */
export type ExpiringItem = Readonly<{
  _data: string;
  /** Seconds since 1970 UTC; null for what does not expire. */
  date_expires: number | null;
}>;

/**
 * Whether idle maintenance may delete or rename the file of an item.
 * Differs from Android: in a folder that is written through, only what an app of this device made. All else was in the
 * folder before, or is a user's own that an app put in the trash: a clock that a tester moves must not delete it.
 */
export function mayExpire(
  { _data, owner_package_name }: Readonly<{ _data: string; owner_package_name: string | null }>,
  isWrittenThrough: boolean,
): boolean {
  if (!isWrittenThrough) return true;
  // Below Android/media the owner follows from the path alone, whoever put the file there.
  return owner_package_name !== null && extractPathOwnerPackageName(_data) === null;
}

/** What idle maintenance does with an item; `date_expires` and `_data` are the new values, the file moves along. */
export type IdleExpiry =
  | Readonly<{ action: 'none' | 'delete' }>
  | Readonly<{ action: 'extend'; date_expires: number; _data: string }>;

/**
 * The path of a pending or trashed file with another time in its name; null for any other file.
 * @param newExpiry seconds since 1970 UTC
 */
export function extendExpiryPath(path: string, newExpiry: number): string | null {
  const expires = PATTERN_EXPIRES_FILE.exec(extractDisplayName(path));
  return expires === null
    ? null
    : `${path.slice(0, path.lastIndexOf('/') + 1)}.${expires[1]}-${newExpiry}-${expires[3]}`;
}

/**
 * An item whose time has passed is deleted. One that is a week late gets another week: the device was off.
 * @param nowMs milliseconds since 1970 UTC
 */
export function idleExpiry({ _data, date_expires }: ExpiringItem, nowMs: number): IdleExpiry {
  if (date_expires === null || date_expires >= Math.floor(nowMs / 1000)) return { action: 'none' };
  if (date_expires > Math.floor((nowMs - DEFAULT_DURATION_PENDING) / 1000)) return { action: 'delete' };
  const newExpiry = Math.floor((nowMs + DEFAULT_DURATION_PENDING) / 1000);
  const path = extendExpiryPath(_data, newExpiry);
  return path === null ? { action: 'none' } : { action: 'extend', date_expires: newExpiry, _data: path };
}
