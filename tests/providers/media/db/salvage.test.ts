import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pickerUri } from '../../../../contract/android/mediaStore.ts';
import { MediaDatabase } from '../../../../main/providers/media/db/mediaDatabase.ts';
import { openMediaDatabase } from '../../../../main/providers/media/db/openMediaDatabase.ts';
import { ScannedFiles } from '../../../../main/providers/media/db/scannedFiles.ts';
import { NO_METADATA } from '../../../../main/providers/media/db/scannedRow.ts';
import { MediaGrants } from '../../../../main/providers/media/mediaGrants.ts';

const ROWS = 1_500;
const PAGE = 4_096;
const DELETED = 1_501;

let folder = '';
let path = '';
let whole: Buffer = Buffer.alloc(0);
let uuid = '';
let problems: string[] = [];
const open = () => openMediaDatabase(path, (problem) => problems.push(problem));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'salvage-'));
  path = join(folder, 'external.db');
  problems = [];
  using database = open();
  uuid = database.uuid();
  const files = new ScannedFiles(database);
  files.upsertScanned(
    Array.from({ length: DELETED }, (_, index) => scanned(index + 1)),
    50,
  );
  files.deleteByIds([DELETED]);
  database.transaction((write) =>
    write.run(`UPDATE files SET is_favorite = _id % 3 = 0, owner_package_name = 'com.app' || (_id % 2), date_added = _id,
      tags = 'tag ' || _id, category = 'c', bookmark = _id * 2, download_uri = 'd', referer_uri = 'r'`),
  );
  new MediaGrants(database).grant(
    'com.app',
    [5, 700, 1_400].map((id) => pickerUri(id)),
    0,
  );
});
afterEach(() => rmSync(folder, { recursive: true }));

function scanned(id: number) {
  return {
    ...NO_METADATA,
    _data: `/storage/emulated/0/DCIM/${id}.jpg`,
    _display_name: `${id}.jpg`,
    mime_type: 'image/jpeg',
    title: `${id} ${'long '.repeat(30)}`,
    ...{ _size: 1, media_type: 1, format: 0x3800, date_modified: 100, bucket_id: '1', bucket_display_name: 'DCIM' },
    ...{ relative_path: 'DCIM/', volume_name: 'external_primary', is_pending: 0, is_trashed: 0, date_expires: null },
    ...{ is_download: 0, is_drm: 0, owner_package_name: null },
  };
}

/** Overwrites pages, 1 being the first. */
function damage(pages: readonly number[]): void {
  whole = readFileSync(path);
  for (const page of pages) whole.fill(0x5a, (page - 1) * PAGE, page * PAGE);
  writeFileSync(path, whole);
}

function pagesOf(pagetype: 'leaf' | 'internal', table = 'files'): readonly number[] {
  const db = new Database(path, { readonly: true });
  const sql = 'SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY path';
  const pages = db.prepare<[string, string], number>(sql).pluck().all(table, pagetype);
  db.close();
  return pages;
}

const SAVED = `SELECT _id, _data, owner_package_name AS owner, is_favorite, date_added, tags, category, bookmark,
  download_uri, referer_uri, volume_name FROM files ORDER BY _id`;

function asBefore(id: number) {
  const own = { _id: id, _data: `/storage/emulated/0/DCIM/${id}.jpg`, owner: `com.app${id % 2}` };
  const facts = {
    is_favorite: Number(id % 3 === 0),
    date_added: id,
    tags: `tag ${id}`,
    category: 'c',
    bookmark: id * 2,
  };
  return { ...own, ...facts, download_uri: 'd', referer_uri: 'r', volume_name: 'external_primary' };
}

describe('a page that is lost', () => {
  test('of an index costs nothing', () => {
    damage(pagesOf('leaf', 'files_visible_taken').slice(0, 2));
    using database = open();
    expect(database.all(SAVED)).toEqual(Array.from({ length: ROWS }, (_, index) => asBefore(index + 1)));
    expect(new MediaGrants(database).count('com.app', 0)).toBe(3);
    expect(problems).toEqual([expect.stringMatching(/is built anew, with what 1500 of its rows alone knew\.$/)]);
    expect(database.uuid()).not.toBe(uuid);
    expect(database.generation()).toBeGreaterThanOrEqual(4);
  });

  test('of rows costs those rows', () => {
    const [, , third = 0] = pagesOf('leaf');
    damage([third]);
    using database = open();
    const rows = database.all<{ _id: number }>(SAVED);
    expect(rows.length).toBeGreaterThan(ROWS - 50);
    expect(rows.length).toBeLessThan(ROWS);
    expect(rows).toEqual(rows.map(({ _id }) => asBefore(_id)));
  });

  test('that everything hangs on costs everything, and the start goes on', () => {
    damage([2, 3, 4, 5, 6, 7, ...pagesOf('internal')]);
    using database = open();
    expect(database.all(SAVED)).toEqual([]);
    expect(database.uuid()).not.toBe(uuid);
  });

  test('anywhere: no row comes back as another one', () => {
    const pages = Math.floor(readFileSync(path).length / PAGE);
    const pristine = readFileSync(path);
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 2, max: pages }), { minLength: 1, maxLength: 6 }), (lost) => {
        for (const suffix of ['', '-wal', '-shm', '.open']) rmSync(path + suffix, { force: true });
        writeFileSync(path, pristine);
        damage(lost);
        using database = open();
        const rows = database.all<{ _id: number }>(SAVED);
        expect(rows).toEqual(rows.map(({ _id }) => asBefore(_id)));
      }),
      { numRuns: 8 },
    );
  });
});

test('ids that were given out do not come back, a scan completes the rows, new selections are later ones', () => {
  damage(pagesOf('leaf', 'files_bucket'));
  using database = open();
  const files = new ScannedFiles(database);
  files.upsertScanned([{ ...scanned(1), _data: '/storage/emulated/0/new.jpg' }, scanned(7)], 60);
  const sql = 'SELECT _id, mime_type, is_favorite, date_added FROM files WHERE mime_type NOT NULL';
  expect(database.all(sql)).toEqual([
    { _id: 7, mime_type: 'image/jpeg', is_favorite: 0, date_added: 7 },
    { _id: DELETED + 1, mime_type: 'image/jpeg', is_favorite: 0, date_added: 60 },
  ]);
  const latest = 'SELECT MAX(generation_granted) AS newest, file_id FROM media_grants';
  new MediaGrants(database).grant('com.app', [pickerUri(9)], 0);
  expect(database.get(latest)).toMatchObject({ file_id: 9 });
});

describe('the marker of an open database', () => {
  test('is there while it is open, and gone afterwards', () => {
    const database = open();
    expect(existsSync(`${path}.open`)).toBe(true);
    database[Symbol.dispose]();
    expect(existsSync(`${path}.open`)).toBe(false);
  });

  test('stays when damage was met, which a large file is not searched for at the start', () => {
    damage(pagesOf('leaf').slice(5));
    let wasDamaged = false;
    const database = new MediaDatabase(new Database(path), (isDamaged) => {
      wasDamaged = isDamaged;
    });
    expect(() => database.all('SELECT SUM(length(title)) FROM files NOT INDEXED')).toThrow('malformed');
    database[Symbol.dispose]();
    expect(wasDamaged).toBe(true);
  });
});
