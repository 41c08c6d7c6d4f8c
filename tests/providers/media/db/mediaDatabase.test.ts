import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COLUMNS } from '../../../../main/providers/media/columns.ts';
import { openMediaDatabase } from '../../../../main/providers/media/db/openMediaDatabase.ts';
import { probeDatabase } from '../mediaProbe.ts';

let folder = '';
let path = '';
const problems: string[] = [];
const open = () => openMediaDatabase(path, (problem) => problems.push(problem));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'media-database-'));
  path = join(folder, 'device', 'external.db');
  problems.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

test('the table has every column an app can name, with its type', () => {
  using database = probeDatabase([]);
  const types = new Map(
    database.all<{ name: string; type: string }>('PRAGMA table_info(files)').map(({ name, type }) => [name, type]),
  );
  for (const { name, sqlType } of COLUMNS) expect([name, types.get(name)]).toEqual([name, sqlType]);
});

describe('transaction', () => {
  test('counts the generation once, at its start, nested or not', () => {
    using database = probeDatabase([]);
    const before = database.generation();
    database.transaction((write) => {
      expect(write.generation).toBe(before + 1);
      database.transaction((inner) => expect(inner.generation).toBe(before + 1));
    });
    expect(database.generation()).toBe(before + 1);
  });

  test('takes everything back when its work throws', () => {
    using database = probeDatabase([{ _id: 1 }]);
    const before = database.generation();
    const fail = () =>
      database.transaction((write) => {
        write.run('DELETE FROM files');
        throw new Error('no');
      });
    expect(fail).toThrow('no');
    expect(database.all('SELECT _id FROM files')).toHaveLength(1);
    expect(database.generation()).toBe(before);
  });
});

test('REGEXP matches the whole text, and null matches nothing', () => {
  using database = probeDatabase([]);
  const sql = "SELECT 'abc' REGEXP 'b' AS part, 'abc' REGEXP 'a.c' AS whole, NULL REGEXP 'a' AS none";
  expect(database.get(sql)).toEqual({ part: 0, whole: 1, none: null });
});

describe('on disk', () => {
  test('is kept with its rows, generation and name', () => {
    const first = open();
    first.transaction((write) => write.run("INSERT INTO files (_data) VALUES ('/storage/emulated/0/a.jpg')"));
    const [uuid, generation] = [first.uuid(), first.generation()];
    first[Symbol.dispose]();
    using second = open();
    expect(second.all('SELECT _data FROM files')).toEqual([{ _data: '/storage/emulated/0/a.jpg' }]);
    expect([second.uuid(), second.generation()]).toEqual([uuid, generation]);
    expect(problems).toEqual([]);
  });

  test.each([
    ['is no database', () => writeFileSync(path, 'not a database, and long enough to be read as a header'.repeat(20))],
    ['was cut short', () => truncateSync(path, 20_000)],
    [
      'lost a page',
      () => {
        const bytes = readFileSync(path);
        bytes.fill(0x5a, 4096, 12_288);
        writeFileSync(path, bytes);
      },
    ],
    [
      'lost its tables',
      () => {
        rmSync(path);
        const empty = new Database(path);
        empty.pragma('user_version = 1');
        empty.close();
      },
    ],
  ])('a file that %s is moved aside and built anew', (_name, damage) => {
    const first = open();
    const uuid = first.uuid();
    first[Symbol.dispose]();
    damage();
    using second = open();
    expect(second.all('SELECT * FROM files')).toEqual([]);
    expect(second.uuid()).not.toBe(uuid);
    expect(problems).toEqual([
      expect.stringMatching(/^The media database .*external\.db was damaged .*\.damaged-1 and is built anew\.$/),
    ]);
    expect(readdirSync(join(folder, 'device'))).toContain('external.db.damaged-1');
  });

  test('a file of a newer version is left alone', () => {
    open()[Symbol.dispose]();
    const newer = new Database(path);
    newer.pragma('user_version = 99');
    newer.close();
    expect(open).toThrow(/was written by a newer version of this program/);
    expect(readdirSync(join(folder, 'device'))).not.toContain('external.db.damaged-1');
  });
});
