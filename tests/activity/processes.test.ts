import { describe, expect, test } from 'vitest';
import { Processes } from '../../main/activity/processes.ts';

function watched() {
  const processes = new Processes();
  const seen: string[] = [];
  processes.onChange((packageName, state) => seen.push(`${packageName} ${state}`));
  return { processes, seen };
}

describe('processes', () => {
  test('bringing an app to the front sends the other one back', () => {
    const { processes, seen } = watched();
    processes.toFront('a');
    processes.toFront('b');
    expect(seen).toEqual(['a BACKGROUND', 'a FOREGROUND', 'b BACKGROUND', 'a BACKGROUND', 'b FOREGROUND']);
    expect(processes.foreground()).toBe('b');
  });

  test('a process keeps its pid until it dies, and never gets it again', () => {
    const { processes } = watched();
    const first = processes.ensure('a');
    processes.toFront('a');
    expect(processes.pid('a')).toBe(first);
    processes.kill('a');
    expect([processes.pid('a'), processes.state('a')]).toEqual([null, 'STOPPED']);
    expect(processes.ensure('a')).toBeGreaterThan(first);
  });

  test('what is not running can neither be killed nor sent back', () => {
    const { processes, seen } = watched();
    processes.kill('a');
    processes.toBackground('a');
    expect(seen).toEqual([]);
  });

  test('nothing is told twice', () => {
    const { processes, seen } = watched();
    processes.toFront('a');
    processes.toFront('a');
    processes.toBackground('a');
    processes.toBackground('a');
    expect(seen).toEqual(['a BACKGROUND', 'a FOREGROUND', 'a BACKGROUND']);
  });

  test('an activity under two dialogs is resumed when the last one is gone', async () => {
    const processes = new Processes();
    processes.toFront('a');
    const steps: string[] = [];
    processes.onLifecycle((_, state) => steps.push(state));
    const upper = Promise.withResolvers<void>();
    const lower = Promise.withResolvers<void>();
    const both = [processes.whilePaused('a', () => lower.promise), processes.whilePaused('a', () => upper.promise)];
    upper.resolve();
    await both[1];
    await new Promise((turn) => setImmediate(turn));
    expect(steps).toEqual(['PAUSED']);
    lower.resolve();
    await both[0];
    await new Promise((turn) => setImmediate(turn));
    expect(steps).toEqual(['PAUSED', 'RESUMED']);
  });

  test('a reboot stops all of them', () => {
    const { processes } = watched();
    processes.toFront('a');
    processes.ensure('b');
    processes.killAll();
    expect([processes.state('a'), processes.state('b'), processes.foreground()]).toEqual(['STOPPED', 'STOPPED', null]);
  });
});
