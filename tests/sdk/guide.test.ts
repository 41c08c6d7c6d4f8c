// The developer guides' own code, as close to the original as TypeScript allows.
import { BufferTarget, EncodedPacket, EncodedVideoPacketSource, Mp4OutputFormat, Output } from 'mediabunny';
import { describe, expect, test } from 'vitest';
import {
  ContentResolver,
  ContentUris,
  type Context,
  MediaStore,
  Throwable,
  type Uri,
  VERSION_CODES,
} from '../../sdk/index.ts';
import {
  GALLERY,
  LIMITED,
  PHOTOS,
  picks,
  picksAlso,
  TEN_PHOTOS,
  type TestSystem,
  testSystem,
  visibleImages,
  writeInto,
} from '../testSystem.ts';

const { Images, Video } = MediaStore;

type Media = Readonly<{ uri: Uri; name: string | null; size: number; mimeType: string | null }>;

/** “Grant partial access to photos and videos”: Query photos and videos with MediaStore. */
async function getImages(context: Context): Promise<Media[]> {
  const projection = [Images.Media._ID, Images.Media.DISPLAY_NAME, Images.Media.SIZE, Images.Media.MIME_TYPE];

  const collectionUri =
    (await context.getSdkInt()) >= VERSION_CODES.Q
      ? // Query all the device storage volumes instead of the primary only
        Images.Media.getContentUri(MediaStore.VOLUME_EXTERNAL)
      : Images.Media.EXTERNAL_CONTENT_URI;

  const images: Media[] = [];

  await using cursor = await context.contentResolver.query(
    collectionUri,
    projection,
    null,
    null,
    `${Images.Media.DATE_ADDED} DESC`,
  );
  if (cursor === null) return images;

  const idColumn = cursor.getColumnIndexOrThrow(Images.Media._ID);
  const displayNameColumn = cursor.getColumnIndexOrThrow(Images.Media.DISPLAY_NAME);
  const sizeColumn = cursor.getColumnIndexOrThrow(Images.Media.SIZE);
  const mimeTypeColumn = cursor.getColumnIndexOrThrow(Images.Media.MIME_TYPE);

  while (await cursor.moveToNext()) {
    const uri = ContentUris.withAppendedId(collectionUri, cursor.getLong(idColumn));
    const name = cursor.getString(displayNameColumn);
    const size = cursor.getLong(sizeColumn);
    const mimeType = cursor.getString(mimeTypeColumn);

    images.push({ uri, name, size, mimeType });
  }
  return images;
}

/** “Grant partial access to photos and videos”: Query the last selection. */
async function latestSelection(context: Context, collectionUri: Uri): Promise<readonly number[]> {
  if ((await context.getExtensionVersion(VERSION_CODES.UPSIDE_DOWN_CAKE)) < 12) return [];
  const queryArgs = {
    [ContentResolver.QUERY_ARG_SQL_SORT_ORDER]: `${Images.Media.DATE_ADDED} DESC`,
    [MediaStore.QUERY_ARG_LATEST_SELECTION_ONLY]: true,
  };

  await using cursor = await context.contentResolver.query(collectionUri, [Images.Media._ID], queryArgs);
  const ids: number[] = [];
  while (await cursor?.moveToNext()) ids.push(cursor?.getLong(0) ?? -1);
  return ids;
}

type Film = Readonly<{ uri: Uri; name: string | null; duration: number; size: number }>;

/** “Access media files from shared storage”: Query a media collection. */
async function longVideos(context: Context, minutes: number): Promise<Film[]> {
  const collection = Video.Media.getContentUri(MediaStore.VOLUME_EXTERNAL);
  const projection = [Video.Media._ID, Video.Media.DISPLAY_NAME, Video.Media.DURATION, Video.Media.SIZE];

  // Show only videos that are at least so many minutes in duration.
  const selection = `${Video.Media.DURATION} >= ?`;
  const selectionArgs = [String(minutes * 60_000)];

  // Display videos in alphabetical order based on their display name.
  const sortOrder = `${Video.Media.DISPLAY_NAME} ASC`;

  const videoList: Film[] = [];
  await using cursor = await context.contentResolver.query(collection, projection, selection, selectionArgs, sortOrder);
  if (cursor === null) return videoList;

  // Cache column indices.
  const idColumn = cursor.getColumnIndexOrThrow(Video.Media._ID);
  const nameColumn = cursor.getColumnIndexOrThrow(Video.Media.DISPLAY_NAME);
  const durationColumn = cursor.getColumnIndexOrThrow(Video.Media.DURATION);
  const sizeColumn = cursor.getColumnIndexOrThrow(Video.Media.SIZE);

  while (await cursor.moveToNext()) {
    // Get values of columns for a given video.
    const uri = ContentUris.withAppendedId(Video.Media.EXTERNAL_CONTENT_URI, cursor.getLong(idColumn));
    const name = cursor.getString(nameColumn);
    const duration = cursor.getInt(durationColumn);
    const size = cursor.getInt(sizeColumn);
    videoList.push({ uri, name, duration, size });
  }
  return videoList;
}

async function full(device: TestSystem): Promise<Context> {
  await device.system.apps.setPhotoAccess(GALLERY.packageName, 'full', []);
  return device.launch(GALLERY.packageName);
}

/** An MP4 with one picture that stays for so long. */
async function film(seconds: number): Promise<Uint8Array> {
  const output = new Output({ format: new Mp4OutputFormat(), target: new BufferTarget() });
  const source = new EncodedVideoPacketSource('vp9');
  output.addVideoTrack(source);
  await output.start();
  const decoderConfig = { codec: 'vp09.00.10.08', codedWidth: 64, codedHeight: 48 };
  await source.add(new EncodedPacket(new Uint8Array([0x82, 0x49, 0x83, 0x42]), 'key', 0, seconds), { decoderConfig });
  await output.finalize();
  return new Uint8Array(output.target.buffer ?? []);
}

describe('querying images', () => {
  test('with full access: every image with its URI, name, size and type', async () => {
    await using device = await testSystem();
    const context = await full(device);
    const images = await getImages(context);
    const names = TEN_PHOTOS.map((path) => path.split('/').at(-1));
    expect(images.map(({ name }) => name).sort()).toEqual(names.sort());
    for (const { uri, size, mimeType } of images) {
      expect(mimeType).toBe('image/jpeg');
      await using file = await context.contentResolver.openFileDescriptor(uri, 'r');
      expect(file.getStatSize()).toBe(size);
    }
  });

  test('the newest comes first', async () => {
    await using device = await testSystem({ photos: TEN_PHOTOS.slice(0, 1) });
    const context = await full(device);
    device.system.advanceClock(60_000);
    writeInto(`${device.folder}/Pictures/later.png`, 'x');
    await MediaStore.scanFile(context.contentResolver, '/storage/emulated/0/Pictures/later.png');
    expect((await getImages(context)).map(({ name }) => name)).toEqual(['later.png', 'IMG_20240520_120000.jpg']);
  });

  test('with limited access: what was selected', async () => {
    await using device = await testSystem();
    const context = device.launch(GALLERY.packageName);
    expect(await getImages(context)).toEqual([]);
    device.user(LIMITED, picks(4, 5));
    await context.requestPermissions(PHOTOS, 1);
    const uris = (await getImages(context)).map(({ uri }) => ContentUris.parseId(uri));
    expect(uris.sort()).toEqual([4, 5]);
  });
});

describe('querying the latest selection', () => {
  test('only what the second visit added', async () => {
    await using device = await testSystem();
    const context = device.launch(GALLERY.packageName);
    const collectionUri = Images.Media.getContentUri(MediaStore.VOLUME_EXTERNAL);
    device.user(LIMITED, picks(4, 5));
    await context.requestPermissions(PHOTOS, 1);
    const first = await latestSelection(context, collectionUri);
    device.user(LIMITED, picksAlso(6));
    await context.requestPermissions(PHOTOS, 1);
    expect([[...first].sort(), await latestSelection(context, collectionUri)]).toEqual([[4, 5], [6]]);
    expect(await visibleImages(context)).toEqual([4, 5, 6]);
  });

  test('a device below Android 14 has no such extension', async () => {
    await using device = await testSystem({ sdk: 33, photos: [] });
    const context = device.launch(GALLERY.packageName);
    expect(await context.getExtensionVersion(VERSION_CODES.UPSIDE_DOWN_CAKE)).toBe(0);
  });
});

test('querying videos of five minutes at least', async () => {
  await using device = await testSystem({
    photos: [],
    files: {
      'Movies/b.mp4': await film(600),
      'DCIM/Camera/a.mp4': await film(300),
      'Movies/short.mp4': await film(299),
    },
  });
  const context = await full(device);
  const videos = await longVideos(context, 5);
  expect(videos.map(({ name, duration }) => [name, duration])).toEqual([
    ['a.mp4', 300_000],
    ['b.mp4', 600_000],
  ]);
});

describe('adding an item', () => {
  test('pending until it is written, then published, renamed and deleted', async () => {
    await using device = await testSystem({ photos: TEN_PHOTOS.slice(0, 1) });
    const { contentResolver: resolver } = device.launch(GALLERY.packageName);

    // Find all image files on the primary external storage device.
    const imageCollection = Images.Media.getContentUri(MediaStore.VOLUME_EXTERNAL_PRIMARY);
    const details = { [Images.Media.DISPLAY_NAME]: 'My Photo.jpg', [Images.Media.IS_PENDING]: 1 };
    const contentUri = await resolver.insert(imageCollection, details);
    if (contentUri === null) throw new Error('Nothing was inserted.');
    expect(await getImages(device.connect(GALLERY.packageName))).toEqual([]);

    // Write data into the pending image file, more than one part of it.
    const bytes = new Uint8Array(700_000).map((_, index) => index % 251);
    const stream = await resolver.openOutputStream(contentUri, 'w');
    const writer = stream.getWriter();
    await writer.write(bytes.subarray(0, 300_000));
    await writer.write(bytes.subarray(300_000));
    await writer.close();

    // Now that you're finished, release the "pending" status and let other apps view it.
    expect(await resolver.update(contentUri, { [Images.Media.IS_PENDING]: 0 }, null, null)).toBe(1);
    const [published] = await getImages(device.connect(GALLERY.packageName));
    expect([published?.name, published?.size]).toEqual(['My Photo.jpg', bytes.length]);
    const read = await (await resolver.openFileDescriptor(contentUri, 'r')).createInputStream();
    expect(await new Response(read).bytes()).toEqual(bytes);

    // Update an item, and remove it.
    const selection = `${Images.Media._ID} = ?`;
    const selectionArgs = [String(ContentUris.parseId(contentUri))];
    const renamed = { [Images.Media.DISPLAY_NAME]: 'My Favorite.jpg' };
    expect(await resolver.update(contentUri, renamed, selection, selectionArgs)).toBe(1);
    expect((await getImages(device.connect(GALLERY.packageName)))[0]?.name).toBe('My Favorite.jpg');
    expect(await resolver.delete(contentUri, selection, selectionArgs)).toBe(1);
    expect(await getImages(device.connect(GALLERY.packageName))).toEqual([]);
  });

  test('an aborted stream closes its file', async () => {
    await using device = await testSystem({ photos: [] });
    const { contentResolver } = device.launch(GALLERY.packageName);
    const uri = await contentResolver.insert(Images.Media.EXTERNAL_CONTENT_URI, { _display_name: 'a.jpg' });
    if (uri === null) throw new Error('Nothing was inserted.');
    const writer = (await contentResolver.openOutputStream(uri)).getWriter();
    await writer.write(new Uint8Array([1, 2, 3]));
    await writer.abort(new Error('changed my mind'));
    await using file = await contentResolver.openFileDescriptor(uri, 'r');
    expect(await file.read(0, 10)).toEqual(new Uint8Array([1, 2, 3]));
  });

  test('many at once, all or nothing', async () => {
    await using device = await testSystem({ photos: [] });
    const context = device.launch(GALLERY.packageName);
    const { contentResolver } = context;
    const rows = ['a.jpg', 'b.jpg'].map((name) => ({ [Images.Media.DISPLAY_NAME]: name }));
    expect(await contentResolver.bulkInsert(Images.Media.EXTERNAL_CONTENT_URI, rows)).toBe(2);
    const bad = [{ [Images.Media.DISPLAY_NAME]: 'c.jpg' }, { nothing: 1 }];
    await expect(contentResolver.bulkInsert(Images.Media.EXTERNAL_CONTENT_URI, bad)).rejects.toThrow(Throwable);
    expect(await visibleImages(context)).toHaveLength(2);
  });
});

test('updating other apps’ media files: the exception tells how to ask', async () => {
  await using device = await testSystem();
  const context = await full(device);
  const { contentResolver } = context;
  const [id = 0] = await visibleImages(context);
  const imageUri = ContentUris.withAppendedId(Images.Media.EXTERNAL_CONTENT_URI, id);
  try {
    await contentResolver.openFileDescriptor(imageUri, 'w');
    expect.unreachable();
  } catch (securityException) {
    if (!(securityException instanceof Throwable) || securityException.userAction === null) throw securityException;
    expect(securityException.name).toBe('RecoverableSecurityException');
    const { userMessage, title, actionIntent } = securityException.userAction;
    expect([userMessage, title]).toEqual(['Permission required to modify or delete this item.', 'Continue']);
    device.user({ allowed: true });
    await context.startIntentSenderForResult(actionIntent, 7);
  }
  await using file = await contentResolver.openFileDescriptor(imageUri, 'w');
  expect(file.getStatSize()).toBeGreaterThan(0);
});
