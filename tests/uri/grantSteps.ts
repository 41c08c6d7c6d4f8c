// Random grants of one device on a file: the same ones for the same seed.
import { parseUri, type Uri } from '../../contract/android/uri.ts';
import { JsonFile } from '../../main/device/jsonFile.ts';
import type { UriGrantsManager } from '../../main/uri/uriGrantsManager.ts';
import { newUriGrants } from '../support/uriGrants.ts';
import { randomFrom } from '../system/killedStates.ts';

const APPS = ['com.example.a', 'com.example.b', 'com.example.c'];

/** What is persisted, by app and URI: modes and time. */
export type Persisted = Readonly<Record<string, string>>;

/** @param path of the grants' file; null for one that is nowhere */
export function grantsOn(path: string | null, now: () => number): UriGrantsManager {
  const file = path === null ? null : new JsonFile(path, (sentence) => console.error(sentence));
  const store = {
    load: () => file?.load() ?? null,
    save: (json: unknown) => file?.save(json),
    ...(file !== null && { put: (keys: readonly string[], value: unknown) => file.put(keys, value) }),
  };
  const grants = newUriGrants({ clock: { currentTimeMillis: now }, store });
  grants.boot();
  return grants;
}

export function persistedOf(grants: UriGrantsManager): Persisted {
  const entries = APPS.flatMap((app) =>
    grants
      .persisted(app)
      .map(({ uri, modeFlags, persistedTime }) => [`${app} ${uri}`, `${modeFlags} at ${persistedTime}`] as const),
  );
  return Object.fromEntries(entries);
}

/** Answers a function that does the next step each time it is called. */
export function grantSteps(grants: UriGrantsManager, seed: number): () => void {
  const random = randomFrom(seed);
  const pick = <T>(values: readonly T[], fallback: T) => values[Math.floor(random() * values.length)] ?? fallback;
  const uriOf = () =>
    parseUri(`content://com.example.docs/${pick(['tree', 'document'], 'tree')}/${Math.floor(random() * 12)}`);
  return () => {
    const [packageName, uri, modes] = [pick(APPS, ''), uriOf(), 1 + Math.floor(random() * 3)];
    const dice = random();
    if (dice < 0.7) take(grants, { packageName, uri, modes });
    else if (dice < 0.9) grants.revoke({ packageName, uid: 10_001 }, uri, modes, null);
    else if (dice < 0.98) grants.revokeAll([uri, uriOf()]);
    else grants.removePackage(packageName, true);
  };
}

function take(grants: UriGrantsManager, to: Readonly<{ packageName: string; uri: Uri; modes: number }>): void {
  const { packageName, uri, modes } = to;
  const modeFlags = 0x43 | (uri.includes('/tree/') ? 0x80 : 0);
  grants.grant({ to: packageName, uri, modeFlags, owner: 'activity', why: 'a step' });
  grants.take({ packageName, uid: 10_001 }, uri, modes);
}
