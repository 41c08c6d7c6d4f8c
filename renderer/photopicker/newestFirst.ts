// Mirrors Selection.prepareSelectedItemsForPreviewAll.
import { pickerItem } from '../../contract/android/mediaStore.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { Context } from '../../sdk/context.ts';
import { itemUri } from './itemCursor.ts';
import { mediaUri } from './pickerUris.ts';

/** Selected items as the preview shows them: newest first. Those that are gone meanwhile stay out. */
export async function newestFirst({ contentResolver }: Context, uris: readonly Uri[]): Promise<readonly Uri[]> {
  const [first] = uris;
  const cursor = await contentResolver.query(mediaUri(false), null, { pre_selection_uris: uris });
  if (cursor === null || first === undefined) return uris;
  const userId = pickerItem(first)?.userId ?? 0;
  const wanted = new Set(uris);
  const found: Uri[] = [];
  while (await cursor.moveToNext()) {
    const uri = itemUri(cursor, { id: 'id', authority: 'authority' }, userId);
    if (uri !== null && wanted.has(uri)) found.push(uri);
  }
  cursor.close();
  return found;
}
