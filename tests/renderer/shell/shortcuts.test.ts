import { expect, test } from 'vitest';
import { shortcutOf } from '../../../renderer/shell/shortcuts.ts';

const NONE = { code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test.each([
  [{ ...NONE, key: 'F6' }, 'changeSides'],
  [{ ...NONE, key: 'F6', shiftKey: true }, 'changeSides'],
  [{ ...NONE, key: 'F6', ctrlKey: true }, null],
  [{ ...NONE, key: '\\', ctrlKey: true }, 'togglePanel'],
  [{ ...NONE, key: '#', code: 'Backslash', metaKey: true }, 'togglePanel'],
  [{ ...NONE, key: '\\' }, null],
  [{ ...NONE, key: 'Ñ', code: 'KeyN', altKey: true, shiftKey: true }, 'toggleShade'],
  [{ ...NONE, key: 'R', code: 'KeyR', altKey: true, shiftKey: true }, 'rotate'],
  [{ ...NONE, key: 'R', code: 'KeyR', altKey: true, shiftKey: true, ctrlKey: true }, null],
  [{ ...NONE, key: 'n', code: 'KeyN' }, null],
] as const)('%o is %s', (key, expected) => expect(shortcutOf(key)).toBe(expected));
