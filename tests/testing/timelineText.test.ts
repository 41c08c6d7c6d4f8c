import { expect, test } from 'vitest';
import { timelineText } from '../../testing/timelineText.ts';

test('a timeline is a line for each call: when, who, what, and what came of it', () => {
  const call = {
    id: 1,
    at: Date.UTC(2026, 0, 15, 10, 0, 1, 5),
    actor: 'com.example.app',
    method: 'query',
    args: 'content://x',
  };
  const text = timelineText([
    { ...call, result: '3 rows', thrown: null, took: 1.25 },
    { ...call, result: null, thrown: { name: 'SecurityException', message: 'no' }, took: 0.04 },
    { ...call, result: null, thrown: null, took: null },
  ]);
  expect(text.split('\n')).toEqual([
    '10:00:01.005  com.example.app  query(content://x)  → 3 rows  (1.3 ms)',
    '10:00:01.005  com.example.app  query(content://x)  → threw SecurityException: no  (0.0 ms)',
    '10:00:01.005  com.example.app  query(content://x)  → is under way',
  ]);
});
