import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { askedFolder } from '../../main/hosts/askedFolder.ts';

const root = mkdtempSync(join(tmpdir(), 'scopebox-asked-'));
writeFileSync(join(root, 'photo.jpg'), '');

test('a folder that is there is opened', () => {
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  expect(askedFolder(root)).toEqual({ folder: root });
  expect(askedFolder(join(root, 'photo.jpg'))).toEqual({ problem: expect.stringContaining('is a file') });
  expect(askedFolder(join(root, 'none'))).toEqual({ problem: expect.stringContaining('There is no folder') });
});

test.each<readonly [string, unknown]>([
  ['a path below another', '../five'],
  ['nothing', ''],
  ['no text', { toString: () => '/' }],
  ['null', null],
  ['a byte that ends texts', '/tmp\0/x'],
  ['a megabyte', `/${'x'.repeat(1_000_000)}`],
  ['a name that no system takes', `/${'x'.repeat(5_000)}`],
])('%s is told in a sentence that can be read', (_, asked) => {
  const answer = askedFolder(asked);
  expect(answer).toEqual({ problem: expect.stringMatching(/\.$/) });
  expect(JSON.stringify(answer).length).toBeLessThan(500);
});
