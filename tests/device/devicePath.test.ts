import { expect, test } from 'vitest';
import { walkDevicePath } from '../../main/device/devicePath.ts';

test.each([
  ['/', '/'],
  ['', '/'],
  ['.', '/'],
  ['sdcard/a', '/storage/emulated/0/a'],
  ['/sdcard', '/storage/emulated/0'],
  ['/sdcard/', '/storage/emulated/0'],
  ['//sdcard///a//b/', '/storage/emulated/0/a/b'],
  ['/sdcard/./a/../b', '/storage/emulated/0/b'],
  ['/mnt/sdcard/a', '/storage/emulated/0/a'],
  ['/storage/self/primary/a', '/storage/emulated/0/a'],
  // The parent of a link is that of what it leads to.
  ['/sdcard/..', '/storage/emulated'],
  ['/sdcard/../0/a', '/storage/emulated/0/a'],
  ['/sdcard/../../../../../etc/passwd', '/etc/passwd'],
  ['/../..', '/'],
  ['/storage/1A2B-3C4D/x', '/storage/1A2B-3C4D/x'],
  ['/data/local/tmp/../tmp', '/data/local/tmp'],
  ['/sdcard/sdcard', '/storage/emulated/0/sdcard'],
])('%j is %j', (text, path) => expect(walkDevicePath(text, true)).toMatchObject({ path, link: null }));

test.each([
  ['/sdcard', '/sdcard', '/storage/self/primary', false],
  ['/storage/self/primary', '/storage/self/primary', '/storage/emulated/0', false],
  ['/sdcard/', '/storage/emulated/0', null, true],
  ['/sdcard/.', '/storage/emulated/0', null, true],
  ['/sdcard/a', '/storage/emulated/0/a', null, false],
])('%j itself', (text, path, link, isDirectoryAsked) =>
  expect(walkDevicePath(text, false)).toEqual({ path, link, isDirectoryAsked }),
);
