import { describe, expect, test } from 'vitest';
import { DeviceClock } from '../../main/device/clock.ts';
import { Journal } from '../../main/log/journal.ts';
import { Logcat } from '../../main/log/logcat.ts';

function clockAt(now: number): DeviceClock {
  const clock = new DeviceClock();
  clock.setManual(now);
  return clock;
}

describe('the journal', () => {
  test('an entry is open until its call ends, and keeps its id', () => {
    const journal = new Journal(clockAt(5_000));
    const finish = journal.open('com.app', 'query', ['content://media', null, { a: 1 }]);
    const open = {
      id: 1,
      at: 5_000,
      actor: 'com.app',
      method: 'query',
      args: 'content://media, null, {"a":1}',
      result: null,
    };
    expect(journal.entries()).toMatchObject([{ ...open, took: null }]);
    finish({ result: 3 });
    expect(journal.entries()).toMatchObject([{ ...open, result: '3', took: expect.any(Number) }]);
  });

  test('an exception is told by class and words', () => {
    const journal = new Journal(clockAt(0));
    journal.open('com.app', 'query', [])({ thrown: new TypeError('no') });
    expect(journal.entries()).toMatchObject([{ thrown: { name: 'TypeError', message: 'no' }, result: null }]);
  });

  test('bytes are told by their number', () => {
    const journal = new Journal(clockAt(0));
    const bytes = new Uint8Array(1_048_576);
    journal.open('a', 'insert', [{ xmp: bytes }, bytes])({ result: bytes });
    const told = { args: '{"xmp":"1048576 bytes"}, "1048576 bytes"', result: '"1048576 bytes"' };
    expect(journal.entries()).toMatchObject([told]);
  });

  test('a cursor is told by its size, long texts are cut', () => {
    const journal = new Journal(clockAt(0));
    journal.open('a', 'query', ['x'.repeat(1_000)])({ result: { columns: ['_id'], count: 90, rows: [[1]] } });
    const [entry] = journal.entries();
    expect([entry?.result, entry?.args.length]).toEqual(['{"rows":90,"columns":["_id"]}', 401]);
  });

  test('listeners hear of the beginning and of the end', () => {
    const journal = new Journal(clockAt(0));
    const heard: (string | null)[] = [];
    const listening = journal.onEntry(({ result }) => heard.push(result));
    journal.open('a', 'm', [])({ result: 1 });
    listening[Symbol.dispose]();
    journal.open('a', 'm', []);
    expect(heard).toEqual([null, '1']);
  });

  test('the oldest entries go, and an end that comes later does not bring them back', () => {
    const journal = new Journal(clockAt(0));
    const finish = journal.open('a', 'slow', []);
    for (let index = 0; index < 2_000; index++) journal.open('a', 'quick', [])({ result: null });
    finish({ result: 'late' });
    expect(journal.entries()).toHaveLength(2_000);
    expect(journal.entries().some(({ method }) => method === 'slow')).toBe(false);
    expect(journal.entries(2_000).map(({ id }) => id)).toEqual([2_001]);
  });
});

test('logcat keeps the last lines, oldest first', () => {
  const logcat = new Logcat(clockAt(7));
  for (let index = 0; index < 2_001; index++) logcat.log('I', 'tag', String(index));
  expect(logcat.lines()).toHaveLength(2_000);
  expect(logcat.lines()[0]).toEqual({ at: 7, priority: 'I', tag: 'tag', message: '1' });
});
