// Mirrors urigrants.xml: the grants that were taken, in a file that is right whenever the program ends.
import type { Store } from '../device/jsonFile.ts';
import { type GrantKey, persistedGrant, type UriGrant } from './uriPermission.ts';

/** What Android's binary XML can hold, UTF-8 bytes: what is longer works until the device reboots. */
const MAX_URI_BYTES = 65_535;
const MAX_PACKAGE_NAME_BYTES = 255;

type SavedGrant = GrantKey & Readonly<{ modeFlags: number; createdTime: number }>;

/** A grant's name among those of its device. */
export function grantName({ targetPackage, prefix, uri }: Pick<GrantKey, 'targetPackage' | 'prefix' | 'uri'>): string {
  return `${targetPackage} ${prefix ? 'prefix' : 'exact'} ${uri}`;
}

/** One entry per grant: each change is written at once, the others stay as they are. */
export class PersistedGrants {
  readonly #store: Store;
  #saved = new Map<string, SavedGrant>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** readGrantedUriPermissions. @param isValid whether there still are who gave it and who took it; the others are dropped */
  load(isValid: (key: GrantKey) => boolean): readonly UriGrant[] {
    const loaded = this.#store.load();
    const found = isRecord(loaded) && isRecord(loaded.grants) ? Object.entries(loaded.grants) : [];
    const grants = found.flatMap(([, each]) => (isSavedGrant(each) ? [each] : []));
    this.#saved = new Map(grants.map((grant) => [grantName(grant), grant]));
    // What somebody else put into the file under another name could never be taken out by its own.
    if (found.some(([name]) => !this.#saved.has(name))) this.#store.save({ grants: Object.fromEntries(this.#saved) });
    for (const grant of grants) if (!isValid(grant)) this.#put(grantName(grant), undefined);
    const byAge = [...this.#saved.values()].sort((a, b) => a.createdTime - b.createdTime);
    return byAge.map(({ modeFlags, createdTime, ...key }) => persistedGrant(key, modeFlags, createdTime));
  }

  /** Called with every record that may have changed. */
  put(grant: UriGrant): void {
    const { targetPackage, sourcePackage, uri, prefix, persistedModes, persistedCreateTime } = grant;
    const name = grantName(grant);
    if (persistedModes === 0 || persistedCreateTime === null || !fits(grant)) {
      if (this.#saved.has(name)) this.#put(name, undefined);
      return;
    }
    const before = this.#saved.get(name);
    if (before?.modeFlags === persistedModes && before.createdTime === persistedCreateTime) return;
    const saved = { targetPackage, sourcePackage, uri, prefix };
    this.#put(name, { ...saved, modeFlags: persistedModes, createdTime: persistedCreateTime });
  }

  #put(name: string, grant: SavedGrant | undefined): void {
    if (grant === undefined) this.#saved.delete(name);
    else this.#saved.set(name, grant);
    if (this.#store.put !== undefined) this.#store.put(['grants', name], grant);
    else this.#store.save({ grants: Object.fromEntries(this.#saved) });
  }
}

function fits({ uri, targetPackage, sourcePackage }: GrantKey): boolean {
  const isShort = (name: string) => Buffer.byteLength(name) <= MAX_PACKAGE_NAME_BYTES;
  return Buffer.byteLength(uri) <= MAX_URI_BYTES && isShort(targetPackage) && isShort(sourcePackage);
}

function isSavedGrant(value: unknown): value is SavedGrant {
  if (!isRecord(value)) return false;
  const { targetPackage, sourcePackage, uri, prefix, modeFlags, createdTime } = value;
  return (
    [targetPackage, sourcePackage, uri].every((each) => typeof each === 'string' && each !== '') &&
    typeof prefix === 'boolean' &&
    (modeFlags === 1 || modeFlags === 2 || modeFlags === 3) &&
    typeof createdTime === 'number'
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
