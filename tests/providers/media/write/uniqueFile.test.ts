import { expect, test } from 'vitest';
import { buildUniqueFile } from '../../../../main/providers/media/write/uniqueFile.ts';

const taken =
  (...paths: readonly string[]) =>
  (path: string) =>
    paths.includes(path);

test.each([
  ['gaps are filled', '/s/P', 'a.jpg', ['/s/P/a.jpg', '/s/P/a (2).jpg'], '/s/P/a (1).jpg'],
  ['DCIM counts at any depth', '/s/DCIM/a/b', 'IMG_0009.jpg', ['/s/DCIM/a/b/IMG_0009.jpg'], '/s/DCIM/a/b/IMG_0010.jpg'],
  ['dcim in small letters does not', '/s/dcim', 'IMG_0009.jpg', ['/s/dcim/IMG_0009.jpg'], '/s/dcim/IMG_0009 (1).jpg'],
  ['nor does My DCIM', '/s/My DCIM', 'IMG_0009.jpg', ['/s/My DCIM/IMG_0009.jpg'], '/s/My DCIM/IMG_0009 (1).jpg'],
  ['~1 is the plain name', '/s/DCIM', 'VID_20190102_030405~1.jpg', [], '/s/DCIM/VID_20190102_030405.jpg'],
])('%s', (_name, directory, displayName, existing, path) => {
  expect(buildUniqueFile(directory, 'image/jpeg', displayName, taken(...existing))).toBe(path);
});

test('a burst past ~99 finds no name', () => {
  const full = () => buildUniqueFile('/s/DCIM', 'image/jpeg', 'IMG_20190102_030405~100.jpg', () => false);
  expect(full).toThrow(
    expect.objectContaining({ name: 'FileNotFoundException', message: 'Failed to create unique file' }),
  );
});
