// The photo screen of an app, as its Kotlin twin would be written: no word of it knows that this is a test.
import {
  type Context,
  MediaStore,
  PERMISSION_GRANTED,
  type PhotoAccess,
  permission,
  photoAccess,
  type SdkInt,
} from 'scopebox';

const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED, READ_EXTERNAL_STORAGE } = permission;

const ASKED_FOR = [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED];

export class PhotoGallery {
  readonly #context: Context;

  constructor(context: Context) {
    this.#context = context;
  }

  /** Asked anew each time: a grant may be gone, and a selection another one, whenever the app comes to the front. */
  async access(): Promise<PhotoAccess> {
    const sdk = (await this.#context.getSdkInt()) as SdkInt;
    const granted: string[] = [];
    for (const name of [...ASKED_FOR, READ_EXTERNAL_STORAGE])
      if ((await this.#context.checkSelfPermission(name)) === PERMISSION_GRANTED) granted.push(name);
    return photoAccess(sdk, granted);
  }

  /** Also what “Select more photos” does while access is partial. */
  async requestAccess(): Promise<PhotoAccess> {
    await this.#context.requestPermissions(ASKED_FOR, 1);
    return this.access();
  }

  /** Names of what the app may see, the newest first. */
  async photos(): Promise<readonly string[]> {
    await using cursor = await this.#context.contentResolver.query(
      MediaStore.Images.Media.EXTERNAL_CONTENT_URI,
      [MediaStore.MediaColumns.DISPLAY_NAME],
      null,
      null,
      `${MediaStore.MediaColumns.DATE_TAKEN} DESC`,
    );
    const names: string[] = [];
    while (cursor !== null && (await cursor.moveToNext())) names.push(cursor.getString(0) ?? '');
    return names;
  }
}
