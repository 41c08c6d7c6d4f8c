// Mirrors DocumentsUI's LocalPreferences and its search history: what the picker keeps from one time to the next.
import type { PickerState } from './pickerState.ts';

type Kept = Pick<PickerState, 'searchHistory' | 'viewModes' | 'showHidden'>;

const KEY = 'com.android.documentsui';

/** What was kept, as far as it can be read. */
export function loadPreferences(): Partial<Kept> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(KEY) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    const { searchHistory, viewModes, showHidden } = kept as Partial<Kept>;
    return {
      ...(Array.isArray(searchHistory) && { searchHistory }),
      ...(typeof viewModes === 'object' && viewModes !== null && { viewModes }),
      ...(typeof showHidden === 'boolean' && { showHidden }),
    };
  } catch {
    return {};
  }
}

/** A browser that stores nothing for pages keeps nothing, and nobody is told. */
export function savePreferences({ searchHistory, viewModes, showHidden }: Kept): void {
  try {
    localStorage.setItem(KEY, JSON.stringify({ searchHistory, viewModes, showHidden }));
  } catch {}
}
