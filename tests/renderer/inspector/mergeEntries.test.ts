import { expect, test } from 'vitest';
import type { JournalEntry } from '../../../contract/rpc/deviceApi.ts';
import { mergeEntries } from '../../../renderer/inspector/mergeEntries.ts';

const entry = (id: number, result: string | null = null): JournalEntry => ({
  id,
  at: 0,
  actor: 'com.example.gallery',
  method: 'query',
  args: '',
  result,
  thrown: null,
  took: null,
});

test('the newest call is first', () => {
  expect(mergeEntries([entry(2), entry(1)], [entry(3)]).map(({ id }) => id)).toEqual([3, 2, 1]);
});

test('a call that finished takes its own place', () => {
  const merged = mergeEntries([entry(2), entry(1)], [entry(1, 'ok')]);
  expect(merged.map(({ id, result }) => [id, result])).toEqual([
    [2, null],
    [1, 'ok'],
  ]);
});

test('old calls are forgotten', () => {
  const many = Array.from({ length: 2_500 }, (_, i) => entry(i + 1));
  const merged = mergeEntries([], many);
  expect(merged).toHaveLength(2_000);
  expect(merged[0]?.id).toBe(2_500);
});
