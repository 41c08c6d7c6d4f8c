// The first screen of a gallery, as an app fills it: the newest rows there are, and the pictures of all of them at once.
import { imagesContentUri, QUERY_ARG, VOLUME_EXTERNAL } from '../contract/android/mediaStore.ts';
import { contentUri } from '../contract/android/uri.ts';
import type { Context } from '../sdk/context.ts';

const IMAGES = imagesContentUri(VOLUME_EXTERNAL);
const SIZE = { width: 256, height: 256 };
const POLL_MS = 10;

/** Resolves when the pictures of a whole screen are there; the device may still be indexing. */
export async function firstScreen(app: Context, pictures: number): Promise<void> {
  for (;;) {
    const ids = await newest(app, pictures);
    if (ids.length >= pictures) {
      const uris = ids.map((id) => contentUri('media', [VOLUME_EXTERNAL, 'images', 'media', id]));
      await Promise.all(uris.map((uri) => app.contentResolver.loadThumbnail(uri, SIZE)));
      return;
    }
    await new Promise((wake) => setTimeout(wake, POLL_MS));
  }
}

/** The ids of the newest pictures, read as an app reads them. */
export async function newest(app: Context, limit: number): Promise<readonly number[]> {
  const args = { [QUERY_ARG.SQL_SORT_ORDER]: 'datetaken DESC, _id DESC', [QUERY_ARG.LIMIT]: limit };
  const columns = ['_id', '_display_name', 'datetaken', 'width', 'height'];
  const cursor = await app.contentResolver.query(IMAGES, columns, args);
  const ids: number[] = [];
  while (cursor !== null && (await cursor.moveToNext())) ids.push(Number(cursor.getLong(0)));
  await cursor?.close();
  return ids;
}
