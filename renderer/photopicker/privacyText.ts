import { text } from '../ui/strings.ts';
import type { Picker } from './usePicker.ts';

/** What a picker is about: the XML one says it of "this app", the Compose one by the app's name. */
export function privacyText({ ask, purpose, style }: Pick<Picker, 'ask' | 'purpose' | 'style'>): string {
  const isUserSelect = purpose === 'userSelect';
  if (style.privacy === 'line') return text(isUserSelect ? 'picker.permissionMode' : 'picker.privacy');
  return text(isUserSelect ? 'modern.permissionMode' : 'modern.privacy', { app: ask.appLabel });
}
