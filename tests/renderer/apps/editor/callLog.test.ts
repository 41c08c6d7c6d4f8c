import { expect, test } from 'vitest';
import { Throwable } from '../../../../contract/android/errors.ts';
import { CallLog } from '../../../../renderer/apps/editor/callLog.ts';
import { flagsText, grantFlagsText } from '../../../../renderer/apps/editor/documentWords.ts';

test('a call is written down when it is made, and what came back when it does', async () => {
  const log = new CallLog();
  let changes = 0;
  const stop = log.subscribe(() => changes++);
  const answer = Promise.withResolvers<number>();
  const call = log.run(
    'query(a)',
    () => answer.promise,
    (count) => `${count} rows`,
  );
  expect(log.calls).toEqual([{ id: 1, call: 'query(a)', result: null, isThrown: false }]);
  answer.resolve(3);
  expect(await call).toBe(3);
  expect(log.calls).toEqual([{ id: 1, call: 'query(a)', result: '3 rows', isThrown: false }]);
  const thrown = new Throwable('SecurityException', 'No');
  await expect(log.run('open(b)', () => Promise.reject(thrown))).rejects.toBe(thrown);
  expect(log.calls[0]).toEqual({ id: 2, call: 'open(b)', result: 'SecurityException: No', isThrown: true });
  expect(changes).toBe(4);
  stop();
  log.clear();
  expect([log.calls, changes]).toEqual([[], 4]);
});

test('a long answer is cut, and old calls are forgotten', async () => {
  const log = new CallLog();
  for (let call = 0; call < 250; call++) await log.run(`call ${call}`, async () => 'x'.repeat(1_000));
  expect([log.calls.length, log.calls[0]?.call, log.calls[0]?.result?.length]).toEqual([200, 'call 249', 401]);
});

test.each([
  [0, 'nothing but read'],
  [2 | 4, 'write, delete'],
  [512, 'virtual'],
])('document flags %i: %s', (flags, text) => {
  expect(flagsText(flags)).toBe(text);
});

test.each([
  [0, '0'],
  [0x43, 'READ|WRITE|PERSISTABLE'],
  [0xc3, 'READ|WRITE|PERSISTABLE|PREFIX'],
])('grant flags %i: %s', (flags, text) => {
  expect(grantFlagsText(flags)).toBe(text);
});
