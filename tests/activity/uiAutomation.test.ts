import { describe, expect, test } from 'vitest';
import type { UiQuestion } from '../../contract/rpc/uiAutomation.ts';
import { UiAutomation } from '../../main/activity/uiAutomation.ts';

/** Automation whose time a test moves. */
function fixture() {
  const limits = new Set<() => void>();
  const after = (_: number, run: () => void) => {
    limits.add(run);
    return { [Symbol.dispose]: () => void limits.delete(run) };
  };
  const automation = new UiAutomation({ after });
  const runOut = () => {
    for (const run of [...limits]) run();
  };
  return { automation, limits, runOut };
}

/** A page: what it was asked so far, and its end. */
function page(automation: UiAutomation) {
  const asked: UiQuestion[] = [];
  const connection = automation.connect((question) => asked.push(question));
  return { asked, idOf: (at: number) => asked[at]?.id ?? '', leave: () => connection[Symbol.dispose]() };
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the screen', () => {
  test('is dumped by the page that shows it', async () => {
    const { automation, limits } = fixture();
    const { asked, idOf } = page(automation);
    const dump = automation.dumpWindowHierarchy('google');
    await settled();
    expect(asked).toEqual([{ id: expect.stringMatching(/^\w{48}$/), request: { kind: 'dump', names: 'google' } }]);
    expect(automation.answer(idOf(0), { hierarchy: '<hierarchy/>' })).toBe(true);
    expect(await dump).toBe('<hierarchy/>');
    expect(limits.size).toBe(0);
    expect(automation.answer(idOf(0), { hierarchy: '' })).toBe(false);
  });

  test('needs a page', async () => {
    const { automation } = fixture();
    await expect(automation.dumpWindowHierarchy()).rejects.toMatchObject({
      reason: 'noPage',
      message: 'No page shows the device; open it in a window or a browser, then try again.',
    });
  });

  test('that is off has no dump', async () => {
    const { automation } = fixture();
    const { idOf } = page(automation);
    const dump = automation.dumpWindowHierarchy();
    await settled();
    automation.answer(idOf(0), { hierarchy: null });
    await expect(dump).rejects.toMatchObject({ reason: 'noRoot' });
  });

  test('that never rests is told of as the page tells', async () => {
    const { automation } = fixture();
    const { idOf } = page(automation);
    const dump = automation.dumpWindowHierarchy();
    await settled();
    automation.answer(idOf(0), { problem: 'notIdle', sentence: 'The screen did not come to rest.' });
    await expect(dump).rejects.toMatchObject({ reason: 'notIdle', message: 'The screen did not come to rest.' });
  });

  test('is touched in the order that was asked for, one after the other', async () => {
    const { automation } = fixture();
    const { asked, idOf } = page(automation);
    const first = automation.click({ text: 'Allow all' });
    const second = automation.input({ kind: 'key', keyCode: 4 });
    await settled();
    expect(asked).toHaveLength(1);
    automation.answer(idOf(0), { problem: 'covered', sentence: 'Something lies over it.' });
    await expect(first).rejects.toMatchObject({ reason: 'covered' });
    await settled();
    expect(asked.map(({ request }) => request)).toEqual([
      { kind: 'tap', at: { text: 'Allow all' } },
      { kind: 'key', keyCode: 4 },
    ]);
    automation.answer(idOf(1), { hierarchy: null });
    await second;
  });
});

describe('a page', () => {
  test('that came last is asked, and the one before it when that has left', async () => {
    const { automation } = fixture();
    const older = page(automation);
    const newer = page(automation);
    const gone = automation.dumpWindowHierarchy();
    await settled();
    expect([older.asked.length, newer.asked.length]).toEqual([0, 1]);
    newer.leave();
    await expect(gone).rejects.toThrow('The page was closed in the middle; do it again.');
    const dump = automation.dumpWindowHierarchy();
    await settled();
    automation.answer(older.idOf(0), { hierarchy: 'x' });
    expect(await dump).toBe('x');
  });

  test('that does not answer is given up, and the next request is done', async () => {
    const { automation, runOut } = fixture();
    const { idOf, asked } = page(automation);
    const dump = automation.dumpWindowHierarchy();
    await settled();
    runOut();
    await expect(dump).rejects.toMatchObject({ reason: 'timeout', message: expect.stringContaining('for 15 s') });
    const next = automation.dumpWindowHierarchy();
    await settled();
    expect(asked).toHaveLength(2);
    automation.answer(idOf(1), { hierarchy: 'x' });
    expect(await next).toBe('x');
  });
});
