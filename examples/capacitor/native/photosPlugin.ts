// The native half of the plugin, in place of PhotosPlugin.kt: Android's own calls, over a device.
import { Buffer } from 'node:buffer';
import { type Context, MediaStore, PERMISSION_GRANTED, parseUri, permission } from 'scopebox';

const { READ_MEDIA_IMAGES, READ_MEDIA_VISUAL_USER_SELECTED } = permission;

type PermissionState = 'granted' | 'limited' | 'prompt' | 'denied';

export class PhotosPlugin {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Capacitor's PermissionStatus has “limited”; READ_MEDIA_IMAGES alone would say that access is denied. */
  async checkPermissions(): Promise<{ photos: PermissionState }> {
    const has = async (name: string) => (await this.#context.checkSelfPermission(name)) === PERMISSION_GRANTED;
    if (await has(READ_MEDIA_IMAGES)) return { photos: 'granted' };
    return { photos: (await has(READ_MEDIA_VISUAL_USER_SELECTED)) ? 'limited' : 'denied' };
  }

  async requestPermissions(): Promise<{ photos: PermissionState }> {
    await this.#context.requestPermissions([READ_MEDIA_IMAGES, READ_MEDIA_VISUAL_USER_SELECTED], 1);
    return this.checkPermissions();
  }

  async getPhotos({ quantity }: { quantity: number }): Promise<{ photos: { identifier: string; name: string }[] }> {
    const { EXTERNAL_CONTENT_URI } = MediaStore.Images.Media;
    await using cursor = await this.#context.contentResolver.query(
      EXTERNAL_CONTENT_URI,
      [MediaStore.MediaColumns._ID, MediaStore.MediaColumns.DISPLAY_NAME],
      {
        'android:query-arg-sort-columns': ['datetaken'],
        'android:query-arg-sort-direction': 1,
        'android:query-arg-limit': quantity,
      },
    );
    const photos: { identifier: string; name: string }[] = [];
    while (cursor !== null && (await cursor.moveToNext()))
      photos.push({ identifier: `${EXTERNAL_CONTENT_URI}/${cursor.getLong(0)}`, name: cursor.getString(1) ?? '' });
    return { photos };
  }

  async getThumbnail({ identifier, width }: { identifier: string; width: number }): Promise<{ data: string }> {
    const thumbnail = await this.#context.contentResolver.loadThumbnail(parseUri(identifier), { width, height: width });
    return { data: Buffer.from(await thumbnail.arrayBuffer()).toString('base64') };
  }
}
