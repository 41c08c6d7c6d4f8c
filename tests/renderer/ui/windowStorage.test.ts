import { afterEach, describe, expect, test, vi } from 'vitest';
import { recall, remember } from '../../../renderer/ui/windowStorage.ts';

/** What a browser keeps, as far as it is asked here. */
class Kept {
  readonly #values = new Map<string, string>();
  getItem(name: string): string | null {
    return this.#values.get(name) ?? null;
  }
  setItem(name: string, value: string): void {
    this.#values.set(name, value);
  }
}

afterEach(() => vi.unstubAllGlobals());

test('a window remembers what it was told, and the next one begins with it', () => {
  const localStorage = new Kept();
  vi.stubGlobal('window', { sessionStorage: new Kept(), localStorage });
  remember('panel', { width: 400 });
  expect(recall('panel')).toEqual({ width: 400 });
  vi.stubGlobal('window', { sessionStorage: new Kept(), localStorage });
  expect(recall('panel')).toEqual({ width: 400 });
  expect(recall('screen')).toBeUndefined();
});

test('two windows that are open do not change each other', () => {
  const localStorage = new Kept();
  const first = { sessionStorage: new Kept(), localStorage };
  vi.stubGlobal('window', first);
  remember('panel', 1);
  vi.stubGlobal('window', { sessionStorage: new Kept(), localStorage });
  remember('panel', 2);
  vi.stubGlobal('window', first);
  expect(recall('panel')).toBe(1);
});

describe('where nothing can be kept', () => {
  test.each([
    ['there is no window', undefined],
    [
      'the very mention of a storage throws',
      {
        get sessionStorage(): Storage {
          throw new Error('SecurityError');
        },
        get localStorage(): Storage {
          throw new Error('SecurityError');
        },
      },
    ],
  ])('%s: it is forgotten', (_what, window) => {
    vi.stubGlobal('window', window);
    remember('panel', 1);
    expect(recall('panel')).toBeUndefined();
  });

  test('what somebody else wrote is not ours', () => {
    const sessionStorage = new Kept();
    sessionStorage.setItem('scopebox.panel', '{');
    vi.stubGlobal('window', { sessionStorage, localStorage: new Kept() });
    expect(recall('panel')).toBeUndefined();
  });
});
