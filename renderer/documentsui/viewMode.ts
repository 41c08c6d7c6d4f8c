// Mirrors DocumentsUI's LocalPreferences.getViewMode and picker/PickActivity.refreshDirectory.
import { anyMimeMatches } from './mimeTypes.ts';

export type ViewMode = 'grid' | 'list';

/** MimeTypes.VISUAL_MIMES. */
const VISUAL_MIMES = ['image/*', 'video/*'];

/**
 * @param savedForRoot what the user chose for this root; never there for Recents
 * @returns grid, but for Recents of a request that accepts nothing to look at
 */
export function viewModeOf(
  isRecents: boolean,
  savedForRoot: ViewMode | null,
  acceptMimes: readonly string[] | null,
): ViewMode {
  if (!isRecents) return savedForRoot ?? 'grid';
  return anyMimeMatches(VISUAL_MIMES, acceptMimes) ? 'grid' : 'list';
}

/** Columns of the grid for a width in pixels, and of pictures alone. */
export function gridColumns(width: number, isPhotoPicking: boolean): number {
  return isPhotoPicking ? 3 : Math.max(2, Math.floor(width / (152 + 12)));
}
