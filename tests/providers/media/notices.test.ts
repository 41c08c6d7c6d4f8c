import { describe, expect, test } from 'vitest';
import { parseUri, type Uri } from '../../../contract/android/uri.ts';
import { ContentObservers } from '../../../main/content/observers.ts';
import { ChangeNotices } from '../../../main/providers/media/changeNotices.ts';
import { grantWrite, newUriGrants } from '../../support/uriGrants.ts';
import { probeDatabase } from './mediaProbe.ts';

const INSERT = 5;
const UPDATE = 9;
const DELETE = 17;

function given(rows: Parameters<typeof probeDatabase>[0], observed = 'content://media') {
  const database = probeDatabase(rows);
  const observers = new ContentObservers();
  const uriGrants = newUriGrants();
  const notices = new ChangeNotices({ observers, uriGrants });
  database.onCommit((changes) => notices.announce(changes));
  const heard: { uris: readonly Uri[]; flags: number }[] = [];
  observers.register(parseUri(observed), true, (uris, flags) => heard.push({ uris, flags }));
  const run = (sql: string) => database.transaction((write) => write.run(sql));
  return { database, uriGrants, heard, run };
}

const uris = (...paths: readonly string[]) =>
  ['external_primary', 'external'].flatMap((volume) => paths.map((path) => `content://media/${volume}/${path}`));

const PICKER = { uris: ['content://media/picker_internal/media/local'], flags: 8 };

describe('a committed transaction tells', () => {
  test('each row in every collection it is in, for its volume and for all, and the picker', () => {
    const { database, heard, run } = given([]);
    using _ = database;
    run("INSERT INTO files (_id, _data, media_type, volume_name) VALUES (7, 'a', 1, 'external_primary')");
    expect(heard).toEqual([{ uris: uris('images/media/7', 'file/7'), flags: INSERT }, PICKER].map(asSets));
  });

  test('an update of what the row was and of what it became', () => {
    const { database, heard, run } = given([{ _id: 1, is_download: 1 }]);
    using _ = database;
    run('UPDATE files SET media_type = 6, is_download = 0');
    expect(heard).toEqual(
      [{ uris: uris('images/media/1', 'file/1', 'downloads/1'), flags: UPDATE }, PICKER].map(asSets),
    );
  });

  test('kinds apart, in calls of 256 URIs', () => {
    const { database, heard } = given(Array.from({ length: 200 }, (_, index) => ({ _id: index + 1 })));
    using _ = database;
    database.transaction((write) => {
      write.run('UPDATE files SET title = 1 WHERE _id <= 100');
      write.run('DELETE FROM files WHERE _id > 100');
    });
    expect(heard.map(({ uris: told, flags }) => [told.length, flags])).toEqual([
      [256, UPDATE],
      [144, UPDATE],
      [256, DELETE],
      [144, DELETE],
      [1, 8],
    ]);
  });

  test('a large one in several turns, and later ones after it', async () => {
    const rows = Array.from({ length: 2500 }, (_, index) => ({ _id: index + 1 }));
    const { database, heard, run } = given(rows, 'content://media/external/images/media');
    using _ = database;
    run('UPDATE files SET title = 1');
    const first = heard.flatMap(({ uris: told }) => told).length;
    run('DELETE FROM files WHERE _id = 1');
    while (heard.at(-1)?.flags !== DELETE) await new Promise((resolve) => setImmediate(resolve));
    expect(first).toBe(1000);
    expect(heard.flatMap(({ uris: told }) => told)).toHaveLength(2501);
  });
});

describe('the picker hears', () => {
  test.each([
    ['a trashed photo', 'UPDATE files SET is_trashed = 1', true],
    ['a favorite', 'UPDATE files SET is_favorite = 1', true],
    ['a new title', 'UPDATE files SET title = 2', false],
    ['a new pending photo', "INSERT INTO files (_data, media_type, is_pending) VALUES ('p', 1, 1)", false],
    ['a new document', "INSERT INTO files (_data, media_type) VALUES ('p', 6)", false],
    ['a deleted photo', 'DELETE FROM files', true],
  ])('of %s', (_name, sql, isTold) => {
    const { database, heard, run } = given([{ _id: 1 }], 'content://media/picker_internal/media');
    using _ = database;
    run(sql);
    expect(heard).toEqual(isTold ? [PICKER] : []);
  });
});

test('a deleted row takes along the permissions on each of its URIs, whoever listens', () => {
  const { database, uriGrants, run } = given([{ _id: 1 }], 'content://other');
  using _ = database;
  const granted = uris('images/media/1', 'file/1').map(parseUri);
  for (const uri of granted) grantWrite({ uriGrants }, 'com.app', uri);
  run('UPDATE files SET title = 1');
  expect(granted.map((uri) => uriGrants.mayRead('com.app', uri))).toEqual([true, true, true, true]);
  run('DELETE FROM files');
  expect(granted.map((uri) => uriGrants.mayWrite('com.app', uri))).toEqual([false, false, false, false]);
});

function asSets({ uris: told, flags }: { uris: readonly string[]; flags: number }) {
  return { uris: expect.toSatisfy((given: readonly string[]) => same(given, told)), flags };
}

function same(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length && [...left].sort().join() === [...right].sort().join();
}
