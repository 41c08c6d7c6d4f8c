import { expect, test } from 'vitest';
import type { ShownDialog } from '../../contract/rpc/systemUi.ts';
import { keepUnchanged } from '../../renderer/shownDialogs.ts';

function dialog(id: number, packageName: string): ShownDialog {
  return {
    id,
    kind: 'signIn',
    ask: { packageName, authority: 'cloud', accounts: ['ada@example.org'] },
  } as unknown as ShownDialog;
}

test('a dialog that asks the same stays the same object, wherever it stands', () => {
  const [first, second] = [dialog(1, 'com.example.one'), dialog(2, 'com.example.two')];
  const kept = keepUnchanged([first, second], [dialog(2, 'com.example.two'), dialog(3, 'com.example.three')]);
  expect(kept[0]).toBe(second);
  expect(kept.map(({ id }) => id)).toEqual([2, 3]);
});

test('one that asks something else is another object, made of what stayed the same', () => {
  const before = dialog(1, 'com.example.one');
  const now = keepUnchanged([before], [dialog(1, 'com.example.two')]);
  expect(now).toEqual([dialog(1, 'com.example.two')]);
  expect(now[0]).not.toBe(before);
  expect((now[0]?.ask as { accounts?: unknown }).accounts).toBe((before.ask as { accounts?: unknown }).accounts);
});
