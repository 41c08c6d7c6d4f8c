import { describe, expect, test } from 'vitest';
import { DeviceClock } from '../../main/device/clock.ts';

function manualClock(now = 1_000) {
  const clock = new DeviceClock();
  clock.setManual(now);
  return clock;
}

describe('the manual clock', () => {
  test('stands still until it is moved', () => {
    const clock = manualClock();
    expect(clock.currentTimeMillis()).toBe(1_000);
    clock.advance(61_000);
    expect(clock.currentTimeMillis()).toBe(62_000);
  });

  test('runs what is due, at its own time and in order', () => {
    const clock = manualClock();
    const seen: string[] = [];
    const at = (name: string) => () => seen.push(`${name}@${clock.currentTimeMillis()}`);
    clock.after(300, at('late'));
    clock.after(100, at('early'));
    clock.after(100, at('early too'));
    clock.advance(299);
    expect(seen).toEqual(['early@1100', 'early too@1100']);
    clock.advance(1);
    expect(seen.at(-1)).toBe('late@1300');
  });

  test('what a timer sets is still run on the way', () => {
    const clock = manualClock();
    const seen: number[] = [];
    clock.after(10, () => clock.after(10, () => seen.push(clock.currentTimeMillis())));
    clock.advance(100);
    expect(seen).toEqual([1_020]);
    expect(clock.currentTimeMillis()).toBe(1_100);
  });

  test('a cancelled timer does not run', () => {
    const clock = manualClock();
    const seen: string[] = [];
    clock.after(10, () => seen.push('ran'))[Symbol.dispose]();
    clock.advance(100);
    expect(seen).toEqual([]);
  });

  test('does not go back, and moves only when it is manual', () => {
    expect(() => manualClock().advance(-1)).toThrow('only moves forward');
    expect(() => new DeviceClock().advance(1)).toThrow('set it to manual first');
  });

  test('a timer keeps its remaining time when the clock is taken in hand', () => {
    using clock = new DeviceClock();
    const seen: string[] = [];
    clock.after(5_000, () => seen.push('ran'));
    clock.setManual(0);
    clock.advance(4_000);
    expect(seen).toEqual([]);
    clock.advance(1_100);
    expect(seen).toEqual(['ran']);
  });
});
