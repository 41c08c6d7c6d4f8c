import { expect, test } from 'vitest';
import { WriteBehind } from '../../main/adb/writeBehind.ts';
import { settled } from './adbHost.ts';

test('what comes in one turn, or while a write is under way, is one write', async () => {
  const calls: string[] = [];
  let finish = () => {};
  const behind = new WriteBehind(async (pieces) => {
    calls.push(Buffer.concat(pieces).toString());
    await new Promise<void>((resolve) => {
      finish = resolve;
    });
  });
  const write = (text: string) => behind.write(Buffer.from(text));
  await write('a');
  await write('');
  await write('b');
  await settled();
  expect(calls).toEqual(['ab']);
  await write('c');
  await write('d');
  finish();
  await settled();
  expect(calls).toEqual(['ab', 'cd']);
  let isOver = false;
  const ended = behind.end().then(() => {
    isOver = true;
  });
  await settled();
  expect(isOver).toBe(false);
  finish();
  await ended;
});

test('who writes more than 2 MiB ahead waits, and is told what went wrong', async () => {
  let fail = (_: Error) => {};
  const behind = new WriteBehind(
    () =>
      new Promise<void>((_, reject) => {
        fail = reject;
      }),
  );
  await behind.write(Buffer.alloc(10));
  await settled();
  let hasRoom = false;
  const waiting = behind.write(Buffer.alloc(2_097_152)).finally(() => {
    hasRoom = true;
  });
  waiting.catch(() => {});
  await settled();
  expect(hasRoom).toBe(false);
  fail(new Error('full'));
  await expect(waiting).rejects.toThrow('full');
  await expect(behind.write(Buffer.alloc(1))).rejects.toThrow('full');
  await expect(behind.end()).rejects.toThrow('full');
  await behind.idle();
});
