// The keys of the window itself. The device has only Escape, which is its Back key.

export type Shortcut = 'changeSides' | 'togglePanel' | 'toggleShade' | 'rotate';

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** How each is written where it is explained. */
export const SHORTCUT_KEYS: Readonly<Record<Shortcut, string>> = {
  changeSides: 'F6',
  togglePanel: 'Ctrl+\\',
  toggleShade: 'Alt+Shift+N',
  rotate: 'Alt+Shift+R',
};

/** What a key of the keyboard means to the window; null for nothing. */
export function shortcutOf({ key, code, ctrlKey, metaKey, altKey, shiftKey }: Key): Shortcut | null {
  // Either way round: there are two sides.
  if (key === 'F6' && !ctrlKey && !altKey) return 'changeSides';
  if ((ctrlKey || metaKey) && !altKey && (key === '\\' || code === 'Backslash')) return 'togglePanel';
  if (!altKey || !shiftKey || ctrlKey || metaKey) return null;
  if (code === 'KeyN') return 'toggleShade';
  return code === 'KeyR' ? 'rotate' : null;
}
