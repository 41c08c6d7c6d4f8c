import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { FileDescriptors } from '../../main/content/fileDescriptors.ts';

function photo() {
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-descriptors-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'a.jpg');
  writeFileSync(path, 'picture');
  let closed = 0;
  const file = (of = path) => ({ path: of, mimeType: 'image/jpeg', closed: async () => void closed++ });
  return { folder, file, closed: () => closed };
}

const failed = (message: string) => ({ name: 'FileNotFoundException', message: `open failed: ${message}` });

test('what is being opened when the process ends is closed, and told so', async () => {
  const { file, closed } = photo();
  const files = new FileDescriptors();
  const open = await files.open(file(), 'r');
  const pending = Array.from({ length: 20 }, () => files.open(file(), 'rw'));
  const ended = files.closeAll();
  const outcomes = await Promise.allSettled(pending);
  await ended;
  expect(outcomes.map(({ status }) => status)).toEqual(outcomes.map(() => 'rejected'));
  expect(closed()).toBe(21);
  await expect(files.read(open.fd, 0, 1)).rejects.toThrow('EBADF');
  await expect(files.open(file(), 'r')).rejects.toMatchObject(failed('EBADF (Bad file descriptor)'));
  expect(closed()).toBe(22);
});

test('1,024 can be open, those under way among them', async () => {
  const { file, closed } = photo();
  const files = new FileDescriptors();
  onTestFinished(() => files.closeAll());
  const outcomes = await Promise.allSettled(Array.from({ length: 1_100 }, () => files.open(file(), 'r')));
  const opened = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value.fd] : []));
  expect(opened).toHaveLength(1_024);
  expect(closed()).toBe(1_100 - 1_024);
  await expect(files.open(file(), 'r')).rejects.toMatchObject(failed('EMFILE (Too many open files)'));
  await files.close(opened[0] ?? 0);
  await expect(files.open(file(), 'r')).resolves.toMatchObject({ statSize: 7 });
});

describe('a file that cannot be opened', () => {
  test.each([
    ['nothing', 'r', 'ENOENT (No such file or directory)'],
    ['a.jpg/below', 'r', 'ENOTDIR (Not a directory)'],
    ['.', 'r', 'EISDIR (Is a directory)'],
    ['.', 'rw', 'EISDIR (Is a directory)'],
  ] as const)('%s for %s: %s', async (name, mode, message) => {
    const { folder, file, closed } = photo();
    await expect(new FileDescriptors().open(file(join(folder, name)), mode)).rejects.toMatchObject(failed(message));
    expect(closed()).toBe(1);
  });
});
