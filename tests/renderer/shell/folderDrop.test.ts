import { expect, test } from 'vitest';
import { readDrop } from '../../../renderer/shell/folderDrop.ts';

const folder = { name: 'Photos', isFolder: true, path: '/home/me/Photos' };

test.each([
  ['a folder', [folder], { kind: 'folder', name: 'Photos', path: '/home/me/Photos' }],
  ['one without a path', [{ ...folder, path: null }], { kind: 'folder', name: 'Photos', path: null }],
  [
    'what may be a folder',
    [{ ...folder, isFolder: null }],
    { kind: 'folder', name: 'Photos', path: '/home/me/Photos' },
  ],
])('%s is put in', (_what, dropped, expected) => expect(readDrop(dropped)).toEqual(expected));

test.each([
  ['nothing', [], 'neither a file nor a folder'],
  ['a file', [{ ...folder, name: 'a.jpg', isFolder: false }], '“a.jpg” is a file'],
  ['two folders', [folder, folder], '2 things at once'],
  ['something that is in no folder of this computer', [{ ...folder, path: '' }], 'has no path'],
])('%s is told in a sentence', (_what, dropped, expected) => {
  const drop = readDrop(dropped);
  expect(drop.kind === 'problem' ? drop.sentence : '').toContain(expected);
});
