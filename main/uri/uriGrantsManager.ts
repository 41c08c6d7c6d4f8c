// Mirrors UriGrantsManagerService: which packages may read or write which content URIs, for what reason and how long.
import { VERSION_CODES } from '../../contract/android/build.ts';
import { Throwable } from '../../contract/android/errors.ts';
import {
  FLAG_GRANT_PERSISTABLE_URI_PERMISSION,
  FLAG_GRANT_PREFIX_URI_PERMISSION,
  FLAG_GRANT_READ_URI_PERMISSION,
  FLAG_GRANT_WRITE_URI_PERMISSION,
} from '../../contract/android/intent.ts';
import { type Uri, uriParts } from '../../contract/android/uri.ts';
import type { UriPermission } from '../../contract/android/uriPermission.ts';
import type { Clock } from '../device/clock.ts';
import type { Store } from '../device/jsonFile.ts';
import { Listeners } from '../device/listeners.ts';
import { type GrantableProvider, type GrantCaller, grantProblem, holdsPermissions } from './grantRules.ts';
import { isPathPrefixMatch, pathKey, pathKeys, withoutUserId } from './grantUri.ts';
import { PersistedGrants } from './persistedGrants.ts';
import {
  ACCESS_MODES,
  effectiveModes,
  granted,
  isOffered,
  newGrant,
  released,
  revoked,
  STRENGTH,
  strength,
  taken,
  type UriGrant,
  withoutOwner,
} from './uriPermission.ts';

/** What a URI is granted with. */
const GRANT_FLAGS = ACCESS_MODES | FLAG_GRANT_PERSISTABLE_URI_PERMISSION | FLAG_GRANT_PREFIX_URI_PERMISSION;

/** Downloads.Impl.AUTHORITY: a force-stop leaves its grants alone. */
const DOWNLOAD_MANAGER_AUTHORITY = 'downloads';

export type UriGrantsOptions = Readonly<{
  clock: Pick<Clock, 'currentTimeMillis'>;
  store: Store;
  sdk(): number;
  /** The provider an authority resolves to, its process running or not; null for none. */
  providerOf(authority: string): GrantableProvider | null;
  isInstalled(packageName: string): boolean;
  hasPermission(packageName: string, permission: string): boolean;
}>;

/** What is handed out: `owner` is the activity that receives it, null for Context.grantUriPermission. */
export type NewGrant = Readonly<{
  to: string;
  uri: Uri;
  modeFlags: number;
  owner: string | null;
  /** Which call or result it comes from, in words. */
  why: string;
}>;

/** MAX_PERSISTED_URI_GRANTS of a level. */
export function maxPersistedUriGrants(sdk: number): number {
  return sdk >= VERSION_CODES.R ? 512 : 128;
}

export class UriGrantsManager {
  readonly #options: UriGrantsOptions;
  readonly #file: PersistedGrants;
  /** By receiving package: its records, by prefix and URI. */
  readonly #grants = new Map<string, Map<string, UriGrant>>();
  readonly #listeners = new Listeners<[]>();

  constructor(options: UriGrantsOptions) {
    this.#options = options;
    this.#file = new PersistedGrants(options.store);
  }

  /**
   * A boot: only what was taken is there, as far as both sides of it still are. Call when the device knows its packages
   * and providers.
   */
  boot(): void {
    this.#grants.clear();
    const { providerOf, isInstalled } = this.#options;
    const kept = this.#file.load(
      ({ uri, sourcePackage, targetPackage }) =>
        isInstalled(targetPackage) && providerOf(uriParts(uri).authority)?.packageName === sourcePackage,
    );
    for (const grant of kept) this.#records(grant.targetPackage).set(recordKey(grant.uri, grant.prefix), grant);
    this.#listeners.call();
  }

  /** grantUriPermissionUnchecked, for who may. A URI that nobody serves, or flags without a mode, grant nothing. */
  grant({ to, uri: asked, modeFlags, owner, why }: NewGrant): void {
    const uri = withoutUserId(asked);
    const provider = this.#options.providerOf(uriParts(uri).authority);
    if (provider === null || (modeFlags & ACCESS_MODES) === 0) return;
    const prefix = (modeFlags & FLAG_GRANT_PREFIX_URI_PERMISSION) !== 0;
    const before =
      this.#find(to, uri, prefix) ?? newGrant({ targetPackage: to, sourcePackage: provider.packageName, uri, prefix });
    this.#set(granted(before, { modeFlags, owner, why }));
  }

  /**
   * checkGrantUriPermission: what somebody hands out who must hold it first.
   * @returns whether there is anything to grant
   * @throws {Throwable} SecurityException in Android's words
   */
  checkGrant(caller: GrantCaller, { to, uri: asked, modeFlags }: Pick<NewGrant, 'to' | 'uri' | 'modeFlags'>): boolean {
    const uri = withoutUserId(asked);
    const { scheme, authority } = uriParts(uri);
    const { providerOf, hasPermission, isInstalled } = this.#options;
    const provider = providerOf(authority);
    const isAccess = scheme === 'content' && (modeFlags & ACCESS_MODES) !== 0;
    if (!isAccess || caller.uid < 10_000 || provider === null || !isInstalled(to)) return false;
    const isBasic = (modeFlags & (FLAG_GRANT_PERSISTABLE_URI_PERMISSION | FLAG_GRANT_PREFIX_URI_PERMISSION)) === 0;
    if (isBasic && holdsPermissions(provider, to, hasPermission)) return false;
    const mayGrant =
      holdsPermissions(provider, caller.packageName, hasPermission) || this.check(caller.packageName, uri, modeFlags);
    const problem = grantProblem(provider, { caller, uri, modeFlags, mayGrant });
    if (problem !== null) throw new Throwable('SecurityException', problem);
    return true;
  }

  /** Checks all, then grants all. @throws {Throwable} SecurityException, when nothing was granted */
  grantFrom(caller: GrantCaller, grants: readonly NewGrant[]): void {
    for (const grant of grants.filter((each) => this.checkGrant(caller, each))) this.grant(grant);
  }

  /**
   * Context.grantUriPermission, which takes no other flags than an intent does for its URIs.
   * @throws {Throwable} IllegalArgumentException for another flag; SecurityException, when nothing was granted
   */
  grantUriPermission(caller: GrantCaller, { to, uri, modeFlags }: Pick<NewGrant, 'to' | 'uri' | 'modeFlags'>): void {
    requireModes(modeFlags, GRANT_FLAGS);
    const why = `Context.grantUriPermission by ${caller.packageName}`;
    this.grantFrom(caller, [{ to, uri, modeFlags, owner: null, why }]);
  }

  /** checkUriPermission: one record must give everything that is asked. @param modeFlags with PERSISTABLE, for good */
  check(packageName: string, asked: Uri, modeFlags: number): boolean {
    const records = this.#grants.get(packageName);
    if (records === undefined) return false;
    const uri = withoutUserId(asked);
    const isPersistable = (modeFlags & FLAG_GRANT_PERSISTABLE_URI_PERMISSION) !== 0;
    const enough = isPersistable ? STRENGTH.PERSISTABLE : STRENGTH.OWNED;
    const exact = records.get(recordKey(uri, (modeFlags & FLAG_GRANT_PREFIX_URI_PERMISSION) !== 0));
    if (exact !== undefined && strength(exact, modeFlags) >= enough) return true;
    let above: ReadonlySet<string> | null = null;
    for (const grant of records.values()) {
      if (!grant.prefix || strength(grant, modeFlags) < enough) continue;
      above ??= new Set(pathKeys(uri));
      if (above.has(pathKey(grant.uri))) return true;
    }
    return false;
  }

  /** checkAuthorityGrants: whether the package was granted anything of an authority. */
  hasGrantOf(packageName: string, authority: string): boolean {
    const records = this.#grants.get(packageName)?.values() ?? [];
    for (const { uri } of records) if (uriParts(uri).authority === authority) return true;
    return false;
  }

  mayRead(packageName: string, uri: Uri): boolean {
    return this.check(packageName, uri, FLAG_GRANT_READ_URI_PERMISSION);
  }

  mayWrite(packageName: string, uri: Uri): boolean {
    return this.check(packageName, uri, FLAG_GRANT_WRITE_URI_PERMISSION);
  }

  /** DocumentsProvider.getCallingOrSelfUriPermissionModeFlags: what a provider copies to the new URI of a document. */
  modeFlags(packageName: string, uri: Uri): number {
    const persistable = FLAG_GRANT_READ_URI_PERMISSION | FLAG_GRANT_PERSISTABLE_URI_PERMISSION;
    return (
      (this.mayRead(packageName, uri) ? FLAG_GRANT_READ_URI_PERMISSION : 0) |
      (this.mayWrite(packageName, uri) ? FLAG_GRANT_WRITE_URI_PERMISSION : 0) |
      (this.check(packageName, uri, persistable) ? FLAG_GRANT_PERSISTABLE_URI_PERMISSION : 0)
    );
  }

  /** ContentResolver.takePersistableUriPermission. @throws {Throwable} SecurityException, IllegalArgumentException */
  take({ packageName, uid }: GrantCaller, asked: Uri, modeFlags: number): void {
    requireModes(modeFlags);
    const uri = withoutUserId(asked);
    const offered = this.#both(packageName, uri).filter((grant) => isOffered(grant, modeFlags));
    if (offered.length === 0) {
      throw new Throwable('SecurityException', `No persistable permission grants found for UID ${uid} and Uri ${uri}`);
    }
    const now = this.#options.clock.currentTimeMillis();
    for (const grant of offered) {
      // To the end of the records, which is what tells two takes of one millisecond apart.
      this.#records(packageName).delete(recordKey(uri, grant.prefix));
      this.#set(taken(grant, modeFlags, now));
    }
    this.#prune(packageName);
  }

  /** ContentResolver.releasePersistableUriPermission. @throws {Throwable} SecurityException, IllegalArgumentException */
  release({ packageName, uid }: GrantCaller, asked: Uri, modeFlags: number): void {
    requireModes(modeFlags);
    const uri = withoutUserId(asked);
    const found = this.#both(packageName, uri);
    if (found.length === 0) {
      throw new Throwable('SecurityException', `No permission grants found for UID ${uid} and Uri ${uri}`);
    }
    for (const grant of found) this.#set(released(grant, modeFlags));
  }

  /**
   * Context.revokeUriPermission: for everybody when the caller holds the provider's permissions, else what the caller was
   * given itself. Everything below the URI is meant too. @param toPackage null for every package
   */
  revoke({ packageName }: GrantCaller, asked: Uri, modeFlags: number, toPackage: string | null): void {
    const uri = withoutUserId(asked);
    const provider = this.#options.providerOf(uriParts(uri).authority);
    if (provider === null || (modeFlags & ACCESS_MODES) === 0) return;
    const mayForAll = holdsPermissions(provider, packageName, this.#options.hasPermission);
    for (const grant of this.list()) {
      const isMeant =
        (mayForAll || grant.targetPackage === packageName) &&
        (toPackage ?? grant.targetPackage) === grant.targetPackage;
      if (!isMeant || !isPathPrefixMatch(grant.uri, uri)) continue;
      const flags = modeFlags | FLAG_GRANT_PERSISTABLE_URI_PERMISSION;
      this.#set(revoked(grant, flags, mayForAll && toPackage === null));
    }
  }

  /** What a provider takes back from everybody, because it is not there any more: the URIs and all below them. */
  revokeAll(uris: readonly Uri[]): void {
    if (this.#grants.size === 0) return;
    const gone = new Set(uris.map((uri) => pathKey(withoutUserId(uri))));
    for (const grant of this.list()) {
      if (pathKeys(grant.uri).some((key) => gone.has(key))) this.#set(revoked(grant, ~0, true));
    }
  }

  /** The activity is finished or destroyed. */
  ownerEnded(owner: string): void {
    for (const grant of this.list()) this.#set(withoutOwner(grant, owner));
  }

  /**
   * removeUriPermissionsForPackage: a force-stop (`persistable` false), cleared data or an uninstall, of who gave or who
   * received.
   */
  removePackage(packageName: string, persistable: boolean): void {
    for (const grant of this.list()) {
      if (grant.targetPackage !== packageName && grant.sourcePackage !== packageName) continue;
      if (!persistable && uriParts(grant.uri).authority === DOWNLOAD_MANAGER_AUTHORITY) continue;
      this.#set(revoked(grant, persistable ? ~0 : ACCESS_MODES, true));
    }
  }

  /** clearGrantedUriPermissions: "Clear access" of the app's page in Settings. */
  clearAccess(packageName: string): void {
    for (const grant of [...(this.#grants.get(packageName)?.values() ?? [])]) this.#set(revoked(grant, ~0, true));
  }

  /** ContentResolver.getPersistedUriPermissions */
  persisted(packageName: string): readonly UriPermission[] {
    return this.list().flatMap((grant) => (grant.targetPackage === packageName ? uriPermission(grant) : []));
  }

  /** ContentResolver.getOutgoingPersistedUriPermissions */
  outgoing(packageName: string): readonly UriPermission[] {
    return this.list().flatMap((grant) => (grant.sourcePackage === packageName ? uriPermission(grant) : []));
  }

  /** Every record, those of one package together. */
  list(): readonly UriGrant[] {
    return [...this.#grants.values()].flatMap((records) => [...records.values()]);
  }

  /** Called after anything was granted, taken, released or revoked. */
  onChange(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }

  /** maybePrunePersistedUriGrants: what was taken longest ago is released. */
  #prune(packageName: string): void {
    const records = this.#grants.get(packageName);
    const max = maxPersistedUriGrants(this.#options.sdk());
    if (records === undefined || records.size < max) return;
    const persisted = [...records.values()].filter(({ persistedModes }) => persistedModes !== 0);
    // Of the same millisecond, the one that was taken first comes first: the records are in that order.
    const byAge = persisted.sort((a, b) => (a.persistedCreateTime ?? 0) - (b.persistedCreateTime ?? 0));
    for (const grant of byAge.slice(0, Math.max(0, persisted.length - max))) this.#set(released(grant, ~0));
  }

  #both(packageName: string, uri: Uri): readonly UriGrant[] {
    return [false, true].flatMap((prefix) => this.#find(packageName, uri, prefix) ?? []);
  }

  #find(packageName: string, uri: Uri, prefix: boolean): UriGrant | null {
    return this.#grants.get(packageName)?.get(recordKey(uri, prefix)) ?? null;
  }

  #records(packageName: string): Map<string, UriGrant> {
    const records = this.#grants.get(packageName) ?? new Map<string, UriGrant>();
    this.#grants.set(packageName, records);
    return records;
  }

  /** Takes over a record as it is now; one that gives nothing any more is dropped. */
  #set(grant: UriGrant): void {
    const key = recordKey(grant.uri, grant.prefix);
    const records = this.#records(grant.targetPackage);
    const before = records.get(key);
    if (before === grant) return;
    if (effectiveModes(grant) === 0) records.delete(key);
    else records.set(key, grant);
    if (records.size === 0) this.#grants.delete(grant.targetPackage);
    this.#file.put(grant);
    this.#listeners.call();
  }
}

function recordKey(uri: Uri, prefix: boolean): string {
  return `${prefix ? 'prefix' : 'exact'} ${uri}`;
}

function uriPermission({ uri, persistedModes, persistedCreateTime }: UriGrant): readonly UriPermission[] {
  if (persistedModes === 0 || persistedCreateTime === null) return [];
  return [{ uri, modeFlags: persistedModes, persistedTime: persistedCreateTime }];
}

/** Preconditions.checkFlagsArgument. The usual cause is Intent.getFlags() without a mask. */
function requireModes(modeFlags: number, allowed: number = ACCESS_MODES): void {
  if ((modeFlags & ~allowed) === 0) return;
  const hex = (flags: number) => `0x${(flags >>> 0).toString(16)}`;
  throw new Throwable(
    'IllegalArgumentException',
    `Requested flags ${hex(modeFlags)}, but only ${hex(allowed)} are allowed`,
  );
}
