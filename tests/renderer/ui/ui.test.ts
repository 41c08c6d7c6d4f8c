import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { follow } from '../../../renderer/ui/follow.ts';
import { OnBackPressedDispatcher } from '../../../renderer/ui/onBackPressedDispatcher.ts';
import { text } from '../../../renderer/ui/strings.ts';
import { throttled } from '../../../renderer/ui/throttled.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('Back goes to whoever came last, and to nobody when nobody is there', () => {
  const pressed: string[] = [];
  const back = new OnBackPressedDispatcher();
  back.addCallback(() => pressed.push('picker'));
  const leave = back.addCallback(() => pressed.push('preview'));
  expect(back.onBackPressed()).toBe(true);
  leave();
  back.onBackPressed();
  expect(pressed).toEqual(['preview', 'picker']);
  expect(new OnBackPressedDispatcher().onBackPressed()).toBe(false);
});

test('a throttled action runs at once, then once for all that came meanwhile', () => {
  let runs = 0;
  const act = throttled(() => runs++, 500);
  act();
  act();
  act();
  expect(runs).toBe(1);
  vi.advanceTimersByTime(500);
  expect(runs).toBe(2);
  vi.advanceTimersByTime(5_000);
  expect(runs).toBe(2);
  act();
  expect(runs).toBe(3);
});

test('a stream is followed until it ends', async () => {
  const values: number[] = [];
  const ended = new Promise<void>((resolve) => {
    const numbers = async function* () {
      yield* [1, 2];
    };
    follow(
      async () => numbers(),
      (value: number) => values.push(value),
      resolve,
    );
  });
  await ended;
  expect(values).toEqual([1, 2]);
});

test('a stream that cannot be opened has ended', async () => {
  await new Promise<void>((resolve) => {
    follow(
      () => Promise.reject(new Error('gone')),
      () => {},
      resolve,
    );
  });
});

test('a stream that nobody follows any more is told to stop', async () => {
  const stopped = Promise.withResolvers<void>();
  const forever = async function* () {
    try {
      for (;;) yield await Promise.resolve(1);
    } finally {
      stopped.resolve();
    }
  };
  const stop = follow(
    async () => forever(),
    () => stop(),
  );
  await stopped.promise;
});

test('placeholders are filled in, and stay when nobody knows them', () => {
  expect(text('picker.limit', { n: 5 })).toBe('Select up to 5 items');
  expect(text('picker.limit')).toBe('Select up to {n} items');
});
