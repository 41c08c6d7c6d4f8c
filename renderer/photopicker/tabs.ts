import type { PickerTab } from '../../contract/rpc/systemUi.ts';
import { text } from '../ui/strings.ts';

/** In the order they are shown and swiped through. */
export const TABS: readonly PickerTab[] = ['photos', 'albums'];

export function tabLabel(tab: PickerTab): string {
  return text(tab === 'photos' ? 'picker.tab.photos' : 'picker.tab.albums');
}
