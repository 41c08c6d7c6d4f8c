// What the cases of the golden files leave open: words, both kinds of record at once, the file, whole URIs.
import { describe, expect, test } from 'vitest';
import { Throwable } from '../../contract/android/errors.ts';
import { parseUri } from '../../contract/android/uri.ts';
import { grantEnd } from '../../main/uri/grantWords.ts';
import type { UriGrantsManager, UriGrantsOptions } from '../../main/uri/uriGrantsManager.ts';
import { newUriGrants } from '../support/uriGrants.ts';

const APP = { packageName: 'com.example.app', uid: 10_050 };
const OTHER = { packageName: 'com.example.other', uid: 10_051 };
const DOCS = { packageName: 'com.example.docs', uid: 10_052 };
const DOCUMENT = parseUri('content://com.example.docs/document/a%2Fb');
const TREE = parseUri('content://com.example.docs/tree/a');

function offer(grants: UriGrantsManager, uri = DOCUMENT, modeFlags = 0x43, owner: string | null = 'activity/1') {
  grants.grant({ to: APP.packageName, uri, modeFlags, owner, why: 'a test' });
}

function thrown(run: () => void): Throwable {
  try {
    run();
  } catch (error) {
    if (error instanceof Throwable) return error;
  }
  throw new Error('Nothing was thrown.');
}

/** A store in memory, and grants on it as often as the device boots. */
function rebooting(options: Partial<UriGrantsOptions> = {}) {
  let saved: unknown = null;
  const store = { load: () => saved, save: (json: unknown) => (saved = structuredClone(json)) };
  return () => {
    const grants = newUriGrants({ store, ...options });
    grants.boot();
    return grants;
  };
}

describe('Android’s words', () => {
  test.each([
    ['take', `No persistable permission grants found for UID 10050 and Uri ${DOCUMENT}`],
    ['release', `No permission grants found for UID 10050 and Uri ${DOCUMENT}`],
  ] as const)('%s of what was never granted', (method, message) => {
    expect(thrown(() => newUriGrants()[method](APP, DOCUMENT, 1))).toMatchObject({
      name: 'SecurityException',
      message,
    });
  });

  test.each(['take', 'release'] as const)('%s of Intent.getFlags() as they are', (method) => {
    const grants = newUriGrants();
    offer(grants);
    expect(thrown(() => grants[method](APP, DOCUMENT, 0x43))).toMatchObject({
      name: 'IllegalArgumentException',
      message: 'Requested flags 0x43, but only 0x3 are allowed',
    });
  });

  test('granting with a flag that is none of a URI', () => {
    const grants = newUriGrants();
    const grant = { to: OTHER.packageName, uri: DOCUMENT, modeFlags: 0x10000001 };
    expect(thrown(() => grants.grantUriPermission(DOCS, grant))).toMatchObject({
      name: 'IllegalArgumentException',
      message: 'Requested flags 0x10000001, but only 0xc3 are allowed',
    });
    grants.grantUriPermission(DOCS, { ...grant, modeFlags: 0xc1 });
    expect(grants.check(OTHER.packageName, DOCUMENT, 0xc1)).toBe(true);
  });

  const documents = '; you could obtain access using ACTION_OPEN_DOCUMENT or related APIs';
  const open = { packageName: 'com.example.docs', name: '.Docs', exported: true, grantUriPermissions: true };
  const guarded = { ...open, permission: 'android.permission.MANAGE_DOCUMENTS' };
  test.each([
    [guarded, 0x1, `UID 10050 does not have permission to ${DOCUMENT} [user 0]${documents}`],
    [guarded, 0x81, `UID 10050 does not have permission to ${DOCUMENT} [user 0] [prefix]${documents}`],
    [{ ...open, exported: false }, 0x1, `UID 10050 does not have permission to ${DOCUMENT} [user 0]`],
    [
      { ...open, exported: false, grantUriPermissions: false },
      0x1,
      `Provider com.example.docs/.Docs does not allow granting of Uri permissions (uri ${DOCUMENT} [user 0])`,
    ],
  ])('granting on what is not one’s own, %#', (provider, modeFlags, message) => {
    const grants = newUriGrants({ providerOf: () => provider });
    const grant = { to: OTHER.packageName, uri: DOCUMENT, modeFlags, owner: null, why: '' };
    expect(thrown(() => grants.grantFrom(APP, [grant]))).toMatchObject({ name: 'SecurityException', message });
    expect(grants.list()).toEqual([]);
  });
});

describe('granting', () => {
  test('nothing to who reaches the provider anyway, unless it is for good', () => {
    const provider = { packageName: 'com.example.docs', exported: true, grantUriPermissions: true };
    const grants = newUriGrants({ providerOf: () => provider });
    const grant = { to: OTHER.packageName, uri: DOCUMENT, owner: null, why: '' };
    grants.grantFrom(APP, [{ ...grant, modeFlags: 0x1 }]);
    expect(grants.list()).toEqual([]);
    grants.grantFrom(APP, [{ ...grant, modeFlags: 0x41 }]);
    expect(grants.list()).toHaveLength(1);
  });

  test.each([
    ['a URI that nobody serves', { uri: 'content://nobody/1' }],
    ['one of another user', { uri: 'content://10@com.example.docs/document/1' }],
    ['flags without a mode', { modeFlags: 0x40 }],
    ['an app that is not there', { to: 'com.example.none' }],
  ])('nothing for %s', (_, change) => {
    const own = { packageName: DOCS.packageName, exported: true, grantUriPermissions: true };
    const grants = newUriGrants({
      providerOf: (authority) => (authority === 'com.example.docs' ? own : null),
      isInstalled: (packageName) => packageName !== 'com.example.none',
    });
    const grant = { to: APP.packageName, uri: DOCUMENT, modeFlags: 0x41, owner: null, why: '', ...change };
    grants.grantFrom(DOCS, [{ ...grant, uri: parseUri(grant.uri) }]);
    expect(grants.list()).toEqual([]);
  });

  test('user 0 is this one', () => {
    const grants = newUriGrants();
    offer(grants, parseUri('content://0@com.example.docs/document/1'));
    expect(grants.mayRead(APP.packageName, parseUri('content://com.example.docs/document/1'))).toBe(true);
  });

  test('the exact and the prefix record of one URI are taken and released together', () => {
    const grants = newUriGrants();
    offer(grants, TREE, 0xc3);
    offer(grants, TREE, 0x41);
    grants.take(APP, TREE, 1);
    expect(grants.persisted(APP.packageName)).toHaveLength(2);
    grants.release(APP, TREE, 3);
    expect(grants.persisted(APP.packageName)).toEqual([]);
  });

  test('what is below is found by whole segments, decoded', () => {
    const grants = newUriGrants();
    offer(grants, parseUri('content://com.example.docs/tree/a%2Db'), 0x81);
    const may = (path: string) => grants.mayRead(APP.packageName, parseUri(`content://com.example.docs/${path}`));
    expect(['tree/a-b/document/x?y=z', 'tree/a-b', 'tree/a-bc', 'tree/a-b%2Fc', 'tree'].map(may)).toEqual([
      ...[true, true, false, false, false],
    ]);
  });
});

describe('the end of a grant', () => {
  test('a receiver takes back only what it was given without an owner', () => {
    const grants = newUriGrants();
    offer(grants, DOCUMENT, 0x43, null);
    offer(grants, DOCUMENT, 0x1);
    grants.revoke(APP, DOCUMENT, 3, null);
    expect([grants.mayRead(APP.packageName, DOCUMENT), grants.mayWrite(APP.packageName, DOCUMENT)]).toEqual([
      true,
      false,
    ]);
    grants.revoke(OTHER, DOCUMENT, 3, null);
    expect(grants.mayRead(APP.packageName, DOCUMENT)).toBe(true);
  });

  test('a provider takes back all that is below a URI', () => {
    const grants = newUriGrants();
    offer(grants, TREE, 0xc3);
    offer(grants, parseUri(`${TREE}/document/a`));
    grants.revoke(DOCS, TREE, ~0, null);
    expect(grants.list()).toEqual([]);
  });

  test('"Clear access" ends what the app received, not what it gave', () => {
    const grants = newUriGrants({
      providerOf: () => ({ packageName: APP.packageName, exported: true, grantUriPermissions: true }),
    });
    offer(grants);
    grants.grant({ to: OTHER.packageName, uri: DOCUMENT, modeFlags: 1, owner: null, why: '' });
    grants.clearAccess(APP.packageName);
    expect(grants.list().map(({ targetPackage }) => targetPackage)).toEqual([OTHER.packageName]);
  });

  test('a force stop leaves the download manager’s alone', () => {
    const grants = newUriGrants();
    offer(grants, parseUri('content://downloads/my_downloads/1'), 0x1);
    offer(grants, DOCUMENT, 0x1);
    grants.removePackage(APP.packageName, false);
    expect(grants.list().map(({ uri }) => uri)).toEqual(['content://downloads/my_downloads/1']);
  });

  test('of the same moment, what was taken first goes first, and taking again makes young', () => {
    const grants = newUriGrants({ sdk: () => 29 });
    const uris = Array.from({ length: 129 }, (_, id) => parseUri(`content://com.example.docs/document/${id}`));
    for (const uri of uris) offer(grants, uri);
    for (const uri of uris.slice(0, 128)) grants.take(APP, uri, 1);
    const [first = DOCUMENT, second = DOCUMENT] = uris;
    grants.take(APP, first, 1);
    grants.take(APP, uris.at(-1) ?? DOCUMENT, 1);
    const left = grants.persisted(APP.packageName).map(({ uri }) => uri);
    expect([left.length, left.includes(first), left.includes(second)]).toEqual([128, true, false]);
  });
});

describe('over a boot', () => {
  test('only what was taken is there, as taken', () => {
    const boot = rebooting({ clock: { currentTimeMillis: () => 7 } });
    const before = boot();
    offer(before, TREE, 0xc3);
    before.take(APP, TREE, 1);
    offer(before);
    const after = boot();
    expect(after.persisted(APP.packageName)).toEqual([{ uri: TREE, modeFlags: 1, persistedTime: 7 }]);
    expect(after.list()).toMatchObject([{ prefix: true, persistableModes: 1, globalModes: 0 }]);
    expect(after.outgoing(DOCS.packageName)).toHaveLength(1);
  });

  test.each([
    [
      'the authority is another package’s',
      { providerOf: () => ({ packageName: 'com.thief', exported: true, grantUriPermissions: true }) },
    ],
    ['nobody has the authority', { providerOf: () => null }],
    ['the app is gone', { isInstalled: () => false }],
  ])('nothing is there when %s, nor later', (_, change) => {
    let now: Partial<UriGrantsOptions> = {};
    let saved: unknown = null;
    const store = { load: () => saved, save: (json: unknown) => (saved = structuredClone(json)) };
    const boot = () => {
      const grants = newUriGrants({ store, ...now });
      grants.boot();
      return grants;
    };
    const before = boot();
    offer(before);
    before.take(APP, DOCUMENT, 3);
    now = change;
    expect(boot().list()).toEqual([]);
    now = {};
    expect(boot().list()).toEqual([]);
  });

  test('what stands in the file under another name is taken back for good, too', () => {
    let saved: unknown = {
      grants: {
        odd: {
          ...{ targetPackage: APP.packageName, sourcePackage: DOCS.packageName, uri: DOCUMENT },
          ...{ prefix: false, modeFlags: 1, createdTime: 5 },
        },
      },
    };
    const put = (path: readonly string[], value: unknown) => {
      const { grants } = saved as { grants: Record<string, unknown> };
      const { [path[1] ?? '']: _, ...others } = grants;
      saved = { grants: value === undefined ? others : { ...grants, [path[1] ?? '']: value } };
    };
    const boot = rebooting({ store: { load: () => saved, save: (json) => (saved = structuredClone(json)), put } });
    const grants = boot();
    expect(grants.persisted(APP.packageName)).toHaveLength(1);
    grants.revokeAll([DOCUMENT]);
    expect(boot().list()).toEqual([]);
  });

  test('a URI too long for the file works until then', () => {
    const boot = rebooting();
    const before = boot();
    const uri = parseUri(`content://com.example.docs/document/${'x'.repeat(65_536)}`);
    offer(before, uri);
    before.take(APP, uri, 1);
    expect(before.persisted(APP.packageName)).toHaveLength(1);
    expect(boot().persisted(APP.packageName)).toEqual([]);
  });

  test.each([null, [], { grants: [] }, { grants: { a: null, b: { uri: 1 }, c: { modeFlags: 64 } } }])(
    'a file with something else in it is no grant: %j',
    (json) => {
      const grants = newUriGrants({ store: { load: () => json, save: () => undefined } });
      grants.boot();
      expect(grants.list()).toEqual([]);
    },
  );
});

test('a tester is told of every end', () => {
  const grants = newUriGrants();
  offer(grants, DOCUMENT, 0x43);
  grants.take(APP, DOCUMENT, 1);
  const told = () => grants.list().map(grantEnd);
  expect(told()).toEqual([
    'Read until it is released, or one of the two apps is cleared or uninstalled; Read and write while activity/1 is not finished.',
  ]);
  grants.ownerEnded('activity/1');
  expect(told()[0]).toContain('Write until the next boot, because it was offered and another mode was taken.');
});
