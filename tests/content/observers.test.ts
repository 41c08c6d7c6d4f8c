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

  test.each([
    ['the collection itself', images, false, true],
    ['an item in it', item, false, true],
    ['all media, with descendants', parseUri('content://media'), true, true],
    ['all media, without', parseUri('content://media'), false, false],
    ['another collection', parseUri('content://media/external/downloads'), true, false],
    ['another authority', parseUri('content://other'), true, false],
  ])('who observes %s may hear of what is in a collection: %#', (_, observed, descendants, hears) => {
    const observers = new ContentObservers();
    expect(observers.mayHear(images)).toBe(false);
    observers.register(observed, descendants, () => undefined);
    expect(observers.mayHear(images)).toBe(hears);
  });

  test('an unregistered one is not told', () => {
    const observers = new ContentObservers();
    const seen: unknown[] = [];
    observers.register(images, true, (uris) => seen.push(uris))[Symbol.dispose]();
    observers.notifyChange([item], NOTIFY.DELETE);
    expect(seen).toEqual([]);
  });
});
