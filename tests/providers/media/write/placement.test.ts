import { describe, expect, test } from 'vitest';
import { ensureFileColumns } from '../../../../main/providers/media/write/placement.ts';
import { mediaUri, NOW, placement } from './writes.ts';

const IMAGES = 'external/images/media';
const ITEM = 'external/images/media/7';

function refusal(run: () => unknown): string {
  try {
    return `placed at ${JSON.stringify(run())}`;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

describe('where an inserted item lies', () => {
  test.each([
    ['a trashed item', { _display_name: 'a.jpg', is_trashed: 1 }, 'Pictures/.trashed-1702592000-a.jpg'],
    [
      'pending wins',
      { _display_name: 'a.jpg', is_trashed: true, is_pending: true, date_expires: 5 },
      'Pictures/.pending-5-a.jpg',
    ],
    ['a directory in another case', { _display_name: 'a.jpg', relative_path: 'dcim/X' }, 'dcim/X/a.jpg'],
    [
      'its own Android/media',
      { _display_name: 'a.jpg', relative_path: 'Android/media/com.app/x' },
      'Android/media/com.app/x/a.jpg',
    ],
    ['a hidden directory', { _display_name: 'a.jpg', relative_path: 'Pictures/.x' }, 'Pictures/_.x/a.jpg'],
    ['a way up', { _display_name: 'a.jpg', relative_path: 'Pictures/../../..' }, 'Pictures/_../_../_../a.jpg'],
    [
      'a name that is a way up',
      { _display_name: '../../etc/passwd', mime_type: 'image/png' },
      'Pictures/etc/passwd.png',
    ],
    ['a reserved name of Windows', { _display_name: 'NUL.jpg' }, 'Pictures/NUL.jpg'],
  ])('%s', (_name, values, path) => {
    expect(ensureFileColumns(placement(IMAGES, { values }))._data).toBe(`/storage/emulated/0/${path}`);
  });

  const hostile = [
    '../../../../../../etc/passwd',
    '.a/../../../../../../../etc/passwd',
    '.a/../../../../../../..',
    '.a/../..',
    '.a/../../',
    '.\u0000/../x.jpg',
    'a\u0000/../../x.jpg',
    '/',
    '..',
    '.',
    '\u202e/../gpj.exe',
    `${'😀'.repeat(300)}/../..`,
    `.${'x/'.repeat(300)}`,
    '\ud83d/../..',
    '\\..\\..\\windows',
    'C:/x.jpg',
    '//server/share/x.jpg',
    ' ',
    '\n',
    '__proto__',
  ];

  test.each(hostile.flatMap((text) => [{ _display_name: text }, { relative_path: text, _display_name: 'a.jpg' }]))(
    'nothing leaves the volume: %j',
    (values) => {
      for (const path of [IMAGES, 'external/file', 'external/downloads']) {
        for (const isManager of [false, true]) {
          const told = refusal(() => ensureFileColumns(placement(path, { values, isManager }))._data);
          if (!told.startsWith('IllegalArgumentException: '))
            expect(told).toMatch(/^placed at "\/storage\/emulated\/0\/./);
          expect(told).not.toMatch(/^placed at .*\/\.\.?(\/|")/);
        }
      }
    },
  );

  test.each([
    [
      'images',
      { mime_type: 'audio/mpegurl' },
      'MIME type audio/mpegurl cannot be inserted into content://media/external/images/media; expected MIME type under image/*',
    ],
    [
      'the root',
      { _display_name: 'a.jpg', relative_path: '/' },
      'Primary directory null not allowed for content://media/external/images/media; allowed directories are [DCIM, Pictures]',
    ],
    [
      "another's Android/media",
      { _display_name: 'a.jpg', relative_path: 'Android/media/com.other' },
      'Primary directory Android not allowed for content://media/external/images/media; allowed directories are [DCIM, Pictures]',
    ],
    [
      'a name that leads to another directory',
      { _display_name: '../../../Odd/a.jpg' },
      'Primary directory Odd not allowed for content://media/external/images/media; allowed directories are [DCIM, Pictures]',
    ],
    [
      'NUL after a dot',
      { _display_name: '.\u0000.jpg' },
      'Failure in conversion to canonical file path. Failure path: Pictures/_.\u0000.jpg.',
    ],
  ])('refuses %s', (_name, values, message) => {
    expect(refusal(() => ensureFileColumns(placement(IMAGES, { values })))).toBe(
      `IllegalArgumentException: ${message}`,
    );
  });

  test('a full directory is an IllegalStateException that names the values', () => {
    const values = { _display_name: 'a.jpg' };
    expect(refusal(() => ensureFileColumns(placement(IMAGES, { values, exists: () => true })))).toBe(
      'IllegalStateException: Failed to build unique file: /storage/emulated/0/Pictures/a.jpg _display_name=a.jpg mime_type=image/jpeg relative_path=Pictures/ _data=/storage/emulated/0/Pictures/a.jpg',
    );
  });

  test.each([
    ['external/downloads', 29, {}, 'Download/1700000000123', null],
    ['external/downloads', 29, { _display_name: 'a.pdf' }, 'Download/a.pdf', 'application/pdf'],
    ['external/file', 34, {}, 'Download/1700000000123', 'application/octet-stream'],
    ['external/images/media', 29, { _display_name: 'a', mime_type: 'image/foo' }, 'Pictures/a.jpg', 'image/jpeg'],
    [
      'external/audio/media',
      34,
      { _display_name: 'a.wav', relative_path: 'Recordings' },
      'Recordings/a.wav',
      'audio/x-wav',
    ],
    ['external/downloads', 34, { _display_name: 'a', mime_type: 'audio/mpegurl' }, 'Music/a.m3u', 'audio/mpegurl'],
    ['external/file', 34, { _display_name: 'a.vtt', relative_path: 'Music' }, 'Music/a.vtt', 'text/vtt'],
    ['external/file', 34, { _display_name: 'a.d', format: 0x3001 }, 'Download/a.d', null],
  ])('%s for target %i: %j', (path, targetSdk, values, place, mimeType) => {
    const { _data, mime_type } = ensureFileColumns(placement(path, { targetSdk, values }));
    expect([_data, mime_type]).toEqual([`/storage/emulated/0/${place}`, mimeType]);
  });

  test.each([
    [
      'the same directory',
      { mime_type: 'image/png', relative_path: 'Movies/x/' },
      '/storage/emulated/0/Movies/x/a.jpg',
    ],
    [
      'another type',
      { mime_type: 'video/mp4', relative_path: 'Movies/x/' },
      'Placement of image item not allowed in relation to video item',
    ],
    [
      'another directory',
      { mime_type: 'image/png', relative_path: 'Movies/' },
      'Placement of Movies/x/ item not allowed in relation to Movies/ item',
    ],
    [
      'nothing found',
      null,
      'Primary directory Movies not allowed for content://media/external/images/media; allowed directories are [DCIM, Pictures]',
    ],
  ])('beside a related item: %s', (_name, related, outcome) => {
    const values = { _display_name: 'a.jpg', relative_path: 'Movies/x' };
    const told = refusal(() => ensureFileColumns(placement(IMAGES, { values, related }))._data);
    expect(told).toContain(outcome);
  });

  test('a system gallery makes directories, but none at the root', () => {
    const values = { _display_name: 'a.jpg', relative_path: 'Mine/x' };
    const gallery = (top: string) =>
      refusal(() =>
        ensureFileColumns(placement(IMAGES, { values, isSystemGallery: true, exists: (path) => path === top })),
      );
    expect(gallery('/storage/emulated/0/Mine')).toContain('placed at');
    expect(gallery('/storage/emulated/0/Other')).toContain('Primary directory Mine not allowed');
  });

  test.each([
    [34, 'com.app', false],
    [31, 'com.app', false],
    [30, 'com.app', true],
    [30, 'com.other', false],
  ])('a raw path among private files, target %i, of %s', (targetSdk, owner, allowed) => {
    const values = { _data: `/storage/emulated/0/Android/data/${owner}/a.jpg` };
    const told = refusal(() => ensureFileColumns(placement(IMAGES, { targetSdk, values })));
    if (allowed) expect(told).toContain('placed at');
    else expect(told).toBe(`IllegalArgumentException: Inserting private file: Android/data/${owner}/ is not allowed.`);
  });

  test('a raw path on another volume', () => {
    const values = { _data: '/storage/emulated/0/../../ABCD-1234/a.jpg' };
    expect(refusal(() => ensureFileColumns(placement(IMAGES, { values })))).toBe(
      "IllegalArgumentException: Requested path /storage/ABCD-1234/a.jpg doesn't appear under [/storage/emulated/0]",
    );
  });

  test('nothing is written to the internal volume', () => {
    const volume = { name: 'internal', path: '/system/media' };
    expect(refusal(() => ensureFileColumns(placement('internal/images/media', { volume })))).toBe(
      'UnsupportedOperationException: Writing to internal storage is not supported.',
    );
  });
});

describe('where a changed item goes', () => {
  const current = {
    _data: '/storage/emulated/0/Pictures/a.jpg',
    relative_path: 'Pictures/',
    _display_name: 'a.jpg',
    mime_type: 'image/jpeg',
    is_pending: 0,
    is_trashed: 0,
    date_expires: null,
  };
  const update = (values: Record<string, string | number | null>, others = {}) =>
    refusal(() => {
      const uri = mediaUri('external_primary/images/media/7');
      return ensureFileColumns(placement(ITEM, { kind: 'update', uri, current, values, ...others }))._data;
    });

  test.each([
    [{ _display_name: 'b.png' }, 'Pictures/b.png.jpg'],
    [{ _display_name: 'b.png', mime_type: 'image/png' }, 'Pictures/b.png'],
    [{ mime_type: 'image/png' }, 'Pictures/a.jpg.png'],
    [{ relative_path: 'DCIM/Trip/' }, 'DCIM/Trip/a.jpg'],
    [{ is_trashed: 1, date_expires: 9 }, 'Pictures/.trashed-9-a.jpg'],
    [{ is_trashed: 1 }, 'Pictures/.trashed-1702592000-a.jpg'],
    [{ _display_name: 'A.JPG' }, 'Pictures/a.jpg'],
    [{ is_favorite: 1 }, 'Pictures/a.jpg'],
    [{ relative_path: '' }, 'Pictures/a.jpg'],
  ])('%j', (values, path) => {
    expect(update(values)).toBe(`placed at "/storage/emulated/0/${path}"`);
  });

  test('a taken name gets a number, but a file does not make way for itself', () => {
    const exists = (path: string) => /\/[ab]\.jpg$/.test(path);
    expect(update({ _display_name: 'b.jpg' }, { exists })).toBe('placed at "/storage/emulated/0/Pictures/b (1).jpg"');
    expect(update({ _display_name: 'a.jpg' }, { exists })).toBe('placed at "/storage/emulated/0/Pictures/a.jpg"');
  });

  test('out of the trash into a taken name', () => {
    const trashed = {
      ...current,
      _data: '/storage/emulated/0/Pictures/.trashed-9-a.jpg',
      is_trashed: 1,
      date_expires: 9,
    };
    const exists = (path: string) => path.endsWith('/a.jpg');
    expect(update({ is_trashed: 0, date_expires: null }, { current: trashed, exists })).toBe(
      'placed at "/storage/emulated/0/Pictures/a (1).jpg"',
    );
  });

  test('only the directory it is in is always allowed', () => {
    const elsewhere = { ...current, _data: '/storage/emulated/0/Odd/a.jpg', relative_path: 'Odd/' };
    expect(update({ _display_name: 'b.jpg' }, { current: elsewhere })).toContain('/Odd/b.jpg');
    expect(update({ relative_path: 'Documents/' })).toBe(
      'IllegalArgumentException: Primary directory Documents not allowed for content://media/external_primary/images/media/7; allowed directories are [DCIM, Pictures]',
    );
    const related = { mime_type: 'image/jpeg', relative_path: 'Documents/' };
    expect(update({ relative_path: 'Documents/' }, { related })).toContain('Primary directory Documents not allowed');
  });

  test('no move to another volume, nor into a directory of another package', () => {
    const away = { ...current, _data: '/storage/ABCD-1234/Pictures/a.jpg' };
    expect(update({ _display_name: 'b.jpg' }, { current: away })).toBe(
      'IllegalArgumentException: Changing volume from /storage/ABCD-1234/Pictures/a.jpg to /storage/emulated/0/Pictures/b.jpg not allowed',
    );
    const owned = {
      ...current,
      _data: '/storage/emulated/0/Android/media/com.other/a.jpg',
      relative_path: 'Android/media/com.other/',
    };
    expect(update({ relative_path: 'Pictures/' }, { current: owned })).toBe(
      'IllegalArgumentException: Changing ownership from /storage/emulated/0/Android/media/com.other/a.jpg to /storage/emulated/0/Pictures/a.jpg not allowed',
    );
    expect(update({ relative_path: 'Pictures/' }, { current: owned, isManager: true })).toContain('/Pictures/a.jpg');
  });

  test('a long pending name is cut, and stays cut when it is published', () => {
    const pending = ensureFileColumns(
      placement(IMAGES, { values: { _display_name: `${'x'.repeat(250)}.jpg`, is_pending: 1 }, nowMs: NOW }),
    );
    expect(pending._data.split('/').at(-1)).toHaveLength(255);
    expect(String(pending._display_name)).toMatch(/^x+\.\.\.x+\.jpg$/);
  });
});
