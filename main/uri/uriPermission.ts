// Mirrors com.android.server.uri.UriPermission: one record of who may do what with a URI, and why.
import {
  FLAG_GRANT_PERSISTABLE_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
} from '../../contract/android/intent.ts';
import type { Uri } from '../../contract/android/uri.ts';

/** FLAG_GRANT_READ_URI_PERMISSION and FLAG_GRANT_WRITE_URI_PERMISSION: all that a set of modes is made of. */
export const ACCESS_MODES = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_WRITE_URI_PERMISSION;

/** How good a reason is: none, an activity's result, a grant without an owner, one that may be taken for good. */
export const STRENGTH = { NONE: 0, OWNED: 1, GLOBAL: 2, PERSISTABLE: 3 } as const;

/** Modes are of ACCESS_MODES. What may be done is what is owned, global or persisted. */
export type UriGrant = Readonly<{
  targetPackage: string;
  /** Whose provider it is, whoever handed the grant out. */
  sourcePackage: string;
  uri: Uri;
  /** Whether every URI below is meant too. */
  prefix: boolean;
  /** By activity: the modes it was given, for as long as there is the activity. */
  owners: ReadonlyMap<string, number>;
  globalModes: number;
  /** What was offered for good, whether it was taken or not. */
  persistableModes: number;
  persistedModes: number;
  /** When it was last taken, milliseconds since 1970 UTC; null when nothing is persisted. */
  persistedCreateTime: number | null;
  /** Which call or result it came from, in words. */
  why: string;
}>;

export type GrantKey = Pick<UriGrant, 'targetPackage' | 'sourcePackage' | 'uri' | 'prefix'>;

export function newGrant(key: GrantKey): UriGrant {
  const modes = { globalModes: 0, persistableModes: 0, persistedModes: 0 };
  return { ...key, ...modes, owners: new Map(), persistedCreateTime: null, why: '' };
}

/** initPersistedModes: what a reboot makes of a record that was persisted. */
export function persistedGrant(key: GrantKey, modeFlags: number, createdTime: number): UriGrant {
  const modes = modeFlags & ACCESS_MODES;
  const why = 'taken before the last boot';
  return {
    ...newGrant(key),
    ...{ persistableModes: modes, persistedModes: modes, persistedCreateTime: createdTime, why },
  };
}

export function ownedModes({ owners }: UriGrant): number {
  return [...owners.values()].reduce((all, modes) => all | modes, 0);
}

/** What the record gives; it is dropped when this is 0. That something could be persisted keeps no record. */
export function effectiveModes(grant: UriGrant): number {
  return ownedModes(grant) | grant.globalModes | grant.persistedModes;
}

/** @param owner the activity that receives it; null for Context.grantUriPermission */
export function granted(
  grant: UriGrant,
  { modeFlags, owner, why }: Readonly<{ modeFlags: number; owner: string | null; why: string }>,
): UriGrant {
  const modes = modeFlags & ACCESS_MODES;
  const isPersistable = (modeFlags & FLAG_GRANT_PERSISTABLE_URI_PERMISSION) !== 0;
  const persistableModes = grant.persistableModes | (isPersistable ? modes : 0);
  if (owner === null) return { ...grant, persistableModes, globalModes: grant.globalModes | modes, why };
  const owners = new Map(grant.owners).set(owner, (grant.owners.get(owner) ?? 0) | modes);
  return { ...grant, persistableModes, owners, why };
}

/** Whether takePersistableUriPermission may take these modes from this record. */
export function isOffered(grant: UriGrant, modes: number): boolean {
  return (modes & grant.persistableModes) === modes;
}

/** @param now milliseconds since 1970 UTC */
export function taken(grant: UriGrant, modes: number, now: number): UriGrant {
  const persistedModes = grant.persistedModes | modes;
  return { ...grant, persistedModes, persistedCreateTime: persistedModes === 0 ? null : now };
}

export function released(grant: UriGrant, modes: number): UriGrant {
  return withPersisted(grant, grant.persistedModes & ~modes);
}

/** @param modeFlags without FLAG_GRANT_PERSISTABLE_URI_PERMISSION, what is offered and persisted stays */
export function revoked(grant: UriGrant, modeFlags: number, includingOwners: boolean): UriGrant {
  const modes = modeFlags & ACCESS_MODES;
  const isPersistable = (modeFlags & FLAG_GRANT_PERSISTABLE_URI_PERMISSION) !== 0;
  const kept = { ...grant, globalModes: grant.globalModes & ~modes };
  const left = includingOwners ? { ...kept, owners: withoutModes(grant.owners, modes) } : kept;
  if (!isPersistable) return left;
  return withPersisted({ ...left, persistableModes: left.persistableModes & ~modes }, left.persistedModes & ~modes);
}

/** The activity is gone. */
export function withoutOwner(grant: UriGrant, owner: string): UriGrant {
  return grant.owners.has(owner)
    ? { ...grant, owners: new Map([...grant.owners].filter(([each]) => each !== owner)) }
    : grant;
}

/**
 * getStrength: the best reason for all of `modeFlags` at once. What is offered counts although it is not in effect any
 * more, as on Android: a record that is kept for another mode still gives this one.
 */
export function strength(grant: UriGrant, modeFlags: number): number {
  const modes = modeFlags & ACCESS_MODES;
  if ((grant.persistableModes & modes) === modes) return STRENGTH.PERSISTABLE;
  if ((grant.globalModes & modes) === modes) return STRENGTH.GLOBAL;
  return (ownedModes(grant) & modes) === modes ? STRENGTH.OWNED : STRENGTH.NONE;
}

function withPersisted(grant: UriGrant, persistedModes: number): UriGrant {
  return { ...grant, persistedModes, persistedCreateTime: persistedModes === 0 ? null : grant.persistedCreateTime };
}

function withoutModes(owners: UriGrant['owners'], modes: number): UriGrant['owners'] {
  const left = [...owners].map(([owner, held]) => [owner, held & ~modes] as const);
  return new Map(left.filter(([, held]) => held !== 0));
}
