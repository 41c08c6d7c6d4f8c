import { expect, test } from 'vitest';
import type { ShownDialog } from '../../contract/rpc/systemUi.ts';
import { keepUnchanged } from '../../renderer/shownDialogs.ts';

function dialog(id: number, packageName: string): ShownDialog {
  return {
    id,
    kind: 'mediaRequest',
    ask: { packageName, title: 'Delete?', items: [{ uri: 'content://media/1' }] },
  } as unknown as ShownDialog;
}

const itemsOf = (shown: ShownDialog | undefined) => (shown?.kind === 'mediaRequest' ? shown.ask.items : null);

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
  expect(itemsOf(now[0])).not.toBeNull();
  expect(itemsOf(now[0])).toBe(itemsOf(before));
});
