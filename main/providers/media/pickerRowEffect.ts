// Mirrors ExternalDbFacade.onFileInserted, onFileUpdated and onFileDeleted: which changes of a row the photo picker hears of.

/** What the picker looks at in a row of files. */
export type PickerRowState = Readonly<{
  media_type: number;
  is_trashed: number;
  is_pending: number;
  is_favorite: number;
  _special_format: number | null;
}>;

export type PickerRowEffect = Readonly<{
  /** Whether observers of content://media/picker_internal are told. */
  sync: boolean;
  /** What Android's table of items that are gone would learn: the item leaves the picker, or is back. */
  deletedMedia: 'add' | 'remove' | null;
}>;

/** The effect of an insert (no old row), an update, or a delete (no new row). A new name or date is none. */
export function pickerRowEffect(oldRow: PickerRowState | null, newRow: PickerRowState | null): PickerRowEffect {
  const wasVisible = isVisible(oldRow);
  const isNowVisible = isVisible(newRow);
  if (wasVisible && !isNowVisible) return { sync: true, deletedMedia: 'add' };
  if (!wasVisible && isNowVisible) return { sync: true, deletedMedia: oldRow === null ? null : 'remove' };
  const differs =
    oldRow?.is_favorite !== newRow?.is_favorite || (oldRow?._special_format ?? 0) !== (newRow?._special_format ?? 0);
  return { sync: isNowVisible && differs, deletedMedia: null };
}

function isVisible(row: PickerRowState | null): boolean {
  if (row === null) return false;
  return (row.media_type === 1 || row.media_type === 3) && row.is_trashed === 0 && row.is_pending === 0;
}
