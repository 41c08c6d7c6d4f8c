// Names of a directory that is changed by us and by others: nobody's change is lost.
import { mkdtempSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FoldedNames } from '../../main/device/foldedNames.ts';

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'scopebox-names-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  writeFileSync(join(directory, 'a.jpg'), '');
  return directory;
}

/** A time of the directory that no other change has. */
const stamp = (directory: string, seconds: number) => utimesSync(directory, seconds, seconds);

test('what the caller tells is known, and so is what others did before and after', () => {
  const directory = newDirectory();
  const names = new FoldedNames();
  const like = (name: string) => names.like(directory, name, 'both');
  stamp(directory, 1_000);
  expect([like('A.JPG'), like('b.jpg')]).toEqual([['a.jpg'], []]);

  const told = names.changing(directory);
  writeFileSync(join(directory, 'B.jpg'), '');
  told('B.jpg');
  expect(like('b.jpg')).toEqual(['B.jpg']);

  // Others were first: what is told is not taken for all there is.
  writeFileSync(join(directory, 'other.jpg'), '');
  stamp(directory, 2_000);
  const second = names.changing(directory);
  writeFileSync(join(directory, 'C.jpg'), '');
  second('C.jpg');
  expect([like('OTHER.jpg'), like('c.jpg')]).toEqual([['other.jpg'], ['C.jpg']]);

  unlinkSync(join(directory, 'other.jpg'));
  writeFileSync(join(directory, 'late.jpg'), '');
  stamp(directory, 3_000);
  expect([like('LATE.jpg'), like('other.jpg')]).toEqual([['late.jpg'], []]);
});

test('a directory that is growing is listed again where others alone change it, and not where the caller tells', () => {
  const directory = newDirectory();
  // A clock that stands still: nothing tells of the next change.
  const future = 4_000_000_000;
  stamp(directory, future);
  for (const [by, found] of [
    ['others', ['B.jpg']],
    ['us', []],
    ['both', []],
  ] as const) {
    const names = new FoldedNames();
    names.like(directory, 'b.jpg', by);
    writeFileSync(join(directory, 'B.jpg'), '');
    stamp(directory, future);
    expect([by, names.like(directory, 'b.jpg', by)]).toEqual([by, found]);
    unlinkSync(join(directory, 'B.jpg'));
    stamp(directory, future);
  }
});
