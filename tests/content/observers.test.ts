import { describe, expect, test } from 'vitest';
import { parseUri } from '../../contract/android/uri.ts';
import { ContentObservers, NOTIFY } from '../../main/content/observers.ts';

const images = parseUri('content://media/external/images/media');
const item = parseUri('content://media/external/images/media/5');

describe('registerContentObserver', () => {
  test.each([
    ['the same URI', images, false, images, true],
    ['an item below it, with descendants', images, true, item, true],
    ['an item below it, without', images, false, item, false],
    ['something above it', item, false, images, true],
    ['the authority alone', item, false, parseUri('content://media'), true],
    ['another item', item, true, parseUri('content://media/external/images/media/6'), false],
    ['another authority', images, true, parseUri('content://other/external/images/media'), false],
  ])('is told of %s: %#', (_, observed, descendants, changed, told) => {
    const observers = new ContentObservers();
    const seen: unknown[] = [];
    observers.register(observed, descendants, (uris, flags) => seen.push([uris, flags]));
    observers.notifyChange([changed], NOTIFY.INSERT);
    expect(seen).toEqual(told ? [[[changed], 4]] : []);
  });

  test('an unregistered one is not told', () => {
    const observers = new ContentObservers();
    const seen: unknown[] = [];
    observers.register(images, true, (uris) => seen.push(uris))[Symbol.dispose]();
    observers.notifyChange([item], NOTIFY.DELETE);
    expect(seen).toEqual([]);
  });
});
