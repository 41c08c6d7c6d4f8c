import { describe, expect, test } from 'vitest';
import { buildValidFatFilename, trimFilename } from '../../../../main/content/fatFilename.ts';
import { sanitizeValues, splitFileName } from '../../../../main/providers/media/write/fileNames.ts';

describe('buildValidFatFilename', () => {
  test.each([
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['a\u0000b', 'a_b'],
    ['C:\\Windows\\win.ini', 'C__Windows_win.ini'],
    ['CON', 'CON'],
    ['LPT1.jpg', 'LPT1.jpg'],
    ['evil\u202egpj.exe', 'evil\u202egpj.exe'],
    [' space ', ' space '],
    ['..', '(invalid)'],
    ['...', '...'],
  ])('%j becomes %j', (name, valid) => {
    expect(buildValidFatFilename(name)).toBe(valid);
  });

  test('a name of any length fits into 255 bytes and keeps its extension', () => {
    for (const name of [`${'x'.repeat(1_000_000)}.jpg`, `${'😀'.repeat(500)}.jpg`, `${'п'.repeat(300)}.jpg`]) {
      const valid = buildValidFatFilename(name);
      expect(Buffer.byteLength(valid)).toBeLessThanOrEqual(255);
      expect(valid).toMatch(/^.*\.\.\..*\.jpg$/su);
    }
  });
});

describe('trimFilename', () => {
  test('never cuts a character in half, whatever the length', () => {
    const text = '1😀2👩‍👩‍👧3🏳️‍🌈4😀5';
    for (let bytes = 3; bytes <= Buffer.byteLength(text); bytes++) {
      const trimmed = trimFilename(text, bytes);
      expect(trimmed.isWellFormed()).toBe(true);
      expect(Buffer.byteLength(trimmed)).toBeLessThanOrEqual(bytes);
      const kept = trimmed.replace('...', '');
      const cuts = Array.from({ length: kept.length + 1 }, (_, at) => [kept.slice(0, at), kept.slice(at)] as const);
      expect(cuts.some(([before, after]) => text.startsWith(before) && text.endsWith(after))).toBe(true);
    }
  });

  test('gives up everything before it would loop', () => {
    expect(trimFilename('abcdef', 2)).toBe('...');
  });
});

describe('sanitizeValues', () => {
  test.each([
    [{ relative_path: '../../etc/' }, { relative_path: '_../_../etc/' }],
    [{ relative_path: '/etc/' }, { relative_path: '(invalid)/etc/' }],
    [{ relative_path: 'Pictures//a' }, { relative_path: 'Pictures/(invalid)/a/' }],
    [{ relative_path: 'Pictures/./a///' }, { relative_path: 'Pictures/_./a/' }],
    [{ relative_path: '//' }, { relative_path: '/' }],
    [{ relative_path: '' }, { relative_path: '(invalid)/' }],
    [{ _display_name: '.a:b' }, { _display_name: '_.a:b' }],
    [{ _display_name: 'half \ud83d' }, { _display_name: 'half \ufffd' }],
    [
      { _display_name: null, title: 'kept' },
      { _display_name: null, title: 'kept' },
    ],
  ])('%j becomes %j', (values, sanitized) => {
    expect(sanitizeValues(values, true)).toEqual(sanitized);
  });
});

describe('splitFileName', () => {
  test.each([
    ['image/jpeg', 'a.', 'a.', 'jpg'],
    ['application/octet-stream', 'a.unknown', 'a', 'unknown'],
    ['IMAGE/JPEG', 'a.JPEG', 'a', 'JPEG'],
    ['video/3gpp', 'a', 'a', '3gpp'],
    ['audio/mp4', 'a.m4a', 'a', 'm4a'],
    ['', 'a.b', 'a.b', ''],
  ])('%s and %s', (mimeType, displayName, name, ext) => {
    expect(splitFileName(mimeType, displayName)).toEqual({ name, ext });
  });
});
