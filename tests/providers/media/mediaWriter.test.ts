// The worked examples of writing, on a real device in a temporary folder.
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  filesContentUri,
  imagesContentUri,
  MATCH,
  QUERY_ARG,
  videoContentUri,
} from '../../../contract/android/mediaStore.ts';
import { parseId, withAppendedId } from '../../../contract/android/uri.ts';
import { callAs } from '../../../main/activity/systemCaller.ts';
import { waitForIdle } from '../../../sdk/mediaStoreCalls.ts';
import { grantWrite } from '../../support/uriGrants.ts';
import { GALLERY, onThisComputer, rowsOf, testSystem, visibleImages, writeInto } from '../../testSystem.ts';
import { CAMERA, EDITOR, insert, onDisk, picture, row, save, snapshot, write } from './writing.ts';

const images = imagesContentUri('external');
const PENDING = { [QUERY_ARG.MATCH_PENDING]: MATCH.INCLUDE };
const photo = await picture(40, 30);
const larger = await picture(80, 60);

describe('an app without any permission', () => {
  test('saves a photo: pending, written, published', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    device.system.clock.setManual(1_700_000_000_000);
    const app = device.launch(CAMERA.packageName);
    const uri = await insert(app, images, { _display_name: 'a.jpg', mime_type: 'image/jpeg', is_pending: 1 });
    expect(uri).toBe(withAppendedId(images, parseId(uri)));
    expect(await visibleImages(app)).toEqual([]);
    expect(await rowsOf(await app.contentResolver.query(images, ['_id'], PENDING))).toHaveLength(1);
    expect(await row(app, uri, '_data', '_display_name', 'date_expires', 'owner_package_name', 'is_pending')).toEqual({
      _data: '/storage/emulated/0/Pictures/.pending-1700604800-a.jpg',
      _display_name: 'a.jpg',
      date_expires: '1700604800',
      owner_package_name: CAMERA.packageName,
      is_pending: '1',
    });
    expect(onDisk(device, 'Pictures/.pending-1700604800-a.jpg')).toBeNull();
    await write(app, uri, photo);
    expect(onDisk(device, 'Pictures/.pending-1700604800-a.jpg')).not.toBeNull();
    expect(await row(app, uri, 'width')).toEqual({ width: null });
    expect(await app.contentResolver.update(uri, { is_pending: 0 })).toBe(1);
    expect(onDisk(device, 'Pictures/.pending-1700604800-a.jpg')).toBeNull();
    expect(readFileSync(onDisk(device, 'Pictures/a.jpg') ?? '')).toEqual(Buffer.from(photo));
    expect(await row(app, uri, '_data', 'width', 'height', '_size', 'title', 'is_pending', 'date_expires')).toEqual({
      _data: '/storage/emulated/0/Pictures/a.jpg',
      width: '40',
      height: '30',
      _size: String(photo.length),
      title: 'a',
      is_pending: '0',
      date_expires: null,
    });
    expect(await visibleImages(app)).toEqual([parseId(uri)]);
  });

  test('leaves what a user has put below its own photo, with a row, when it deletes that', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const uri = await save(app, images, { _display_name: 'a.jpg' }, photo);
    writeInto(join(device.folder, 'Pictures/a.jpg'), larger);
    expect(await app.contentResolver.delete(uri)).toBe(1);
    await waitForIdle(app.contentResolver);
    expect(readFileSync(onDisk(device, 'Pictures/a.jpg') ?? '')).toEqual(Buffer.from(larger));
    expect(device.system.media.rowCount('images')).toBe(1);
  });

  test('moves and renames what it owns, within the directories of its collection', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const { contentResolver } = app;
    const uri = await save(app, images, { _display_name: 'a.jpg' }, photo);
    expect(await contentResolver.update(uri, { relative_path: 'DCIM/Trip/' })).toBe(1);
    expect(await row(app, uri, '_data', 'bucket_display_name')).toEqual({
      _data: '/storage/emulated/0/DCIM/Trip/a.jpg',
      bucket_display_name: 'Trip',
    });
    await expect(contentResolver.update(uri, { relative_path: 'Documents/' })).rejects.toMatchObject({
      name: 'IllegalArgumentException',
      message: `Primary directory Documents not allowed for content://media/external_primary/images/media/${parseId(uri)}; allowed directories are [DCIM, Pictures]`,
    });
    expect(await contentResolver.update(uri, { _display_name: 'b.png' })).toBe(1);
    expect(await row(app, uri, '_display_name', 'mime_type')).toEqual({
      _display_name: 'b.png.jpg',
      mime_type: 'image/jpeg',
    });
    expect(await contentResolver.update(uri, { _display_name: 'b.png', mime_type: 'image/png' })).toBe(1);
    expect(await row(app, uri, '_display_name', 'mime_type')).toEqual({
      _display_name: 'b.png',
      mime_type: 'image/png',
    });
    expect(readFileSync(onDisk(device, 'DCIM/Trip/b.png') ?? '')).toEqual(Buffer.from(photo));
    expect(onDisk(device, 'Pictures/a.jpg')).toBeNull();
  });

  test('neither opens nor deletes what others own', async () => {
    await using device = await testSystem({ apps: [CAMERA, GALLERY] });
    await device.system.apps.setPhotoAccess(GALLERY.packageName, 'full', []);
    const [foreign = 0] = await visibleImages(device.launch(GALLERY.packageName));
    const { contentResolver } = device.launch(CAMERA.packageName);
    const uri = withAppendedId(images, foreign);
    const message = `${CAMERA.packageName} has no access to ${uri}`;
    for (const refused of [
      contentResolver.delete(uri),
      contentResolver.update(uri, { is_favorite: 1 }),
      contentResolver.openFileDescriptor(uri, 'r'),
      contentResolver.openFileDescriptor(uri, 'w'),
    ])
      await expect(refused).rejects.toMatchObject({ name: 'SecurityException', message });
    const file = withAppendedId(filesContentUri('external'), foreign);
    expect(await contentResolver.delete(file)).toBe(0);
    expect(await contentResolver.update(file, { is_favorite: 1 })).toBe(0);
    expect(await contentResolver.delete(images)).toBe(0);
  });
});

describe('an app with access to photos', () => {
  test('is told how to ask for a photo it may only read, and may write it once the user agreed', async () => {
    await using device = await testSystem({ apps: [EDITOR] });
    await device.system.apps.setPhotoAccess(EDITOR.packageName, 'full', []);
    const app = device.launch(EDITOR.packageName);
    const [id = 0] = await visibleImages(app);
    const uri = withAppendedId(images, id);
    const error = await app.contentResolver.openFileDescriptor(uri, 'w').then(
      () => null,
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({
      name: 'RecoverableSecurityException',
      message: `${EDITOR.packageName} has no access to ${uri}`,
      userAction: { userMessage: 'Permission required to modify or delete this item.', title: 'Continue' },
    });
    const { userAction } = error as { userAction: { actionIntent: number } };
    device.user({ allowed: true });
    await app.startIntentSenderForResult(userAction.actionIntent, 1);
    expect(device.shown).toMatchObject([{ ask: { title: 'Allow Editor to modify this photo?' } }]);
    await write(app, uri, larger);
    expect(await row(app, uri, 'width')).toEqual({ width: '80' });
    await expect(app.contentResolver.delete(withAppendedId(images, id + 1))).rejects.toMatchObject({
      name: 'RecoverableSecurityException',
    });
  });

  test('does not open a pending item of another app', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA, EDITOR] });
    await device.system.apps.setPhotoAccess(EDITOR.packageName, 'full', []);
    const uri = await insert(device.launch(CAMERA.packageName), images, { _display_name: 'a.jpg', is_pending: 1 });
    const { contentResolver } = device.launch(EDITOR.packageName);
    await expect(contentResolver.openFileDescriptor(uri, 'r')).rejects.toMatchObject({
      name: 'IllegalStateException',
      message: `Only owner is able to interact with pending/trashed item ${uri}`,
    });
  });
});

describe('what is written', () => {
  test('over a photo of the user goes beside the folder, and its row follows', async () => {
    await using device = await testSystem({ photos: ['DCIM/Camera/a.jpg'], apps: [EDITOR] });
    const before = snapshot(device.folder);
    await device.system.apps.setPhotoAccess(EDITOR.packageName, 'full', []);
    const app = device.launch(EDITOR.packageName);
    const [id = 0] = await visibleImages(app);
    const uri = withAppendedId(images, id);
    grantWrite(device.system, EDITOR.packageName, uri);
    await write(app, uri, larger);
    expect(await row(app, uri, '_id', 'width', '_size')).toEqual({
      _id: String(id),
      width: '80',
      _size: String(larger.length),
    });
    expect(snapshot(device.folder)).toBe(before);
  });

  test('keeps its row when it is deleted at the moment its folder is away', async () => {
    await using device = await testSystem({ apps: [EDITOR] });
    await device.system.apps.setPhotoAccess(EDITOR.packageName, 'full', []);
    const app = device.launch(EDITOR.packageName);
    const before = await visibleImages(app);
    const [id = 0] = before;
    const uri = withAppendedId(images, id);
    grantWrite(device.system, EDITOR.packageName, uri);
    renameSync(device.folder, `${device.folder}-away`);
    expect(await app.contentResolver.delete(uri)).toBe(0);
    renameSync(`${device.folder}-away`, device.folder);
    expect(await visibleImages(app)).toEqual(before);
  });

  test('shows in the thumbnail, also twice within a second', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const uri = await save(app, images, { _display_name: 'a.jpg' }, photo);
    const thumbnail = async () => {
      const { resolver } = device.system;
      const call = callAs(device.system, CAMERA.packageName, new AbortController().signal);
      return readFileSync(onThisComputer(await resolver.openThumbnail(call, uri, { width: 96, height: 96 })).path);
    };
    const first = await thumbnail();
    await write(app, uri, larger);
    expect(await thumbnail()).not.toEqual(first);
  });

  test('under the name of another collection is refused', async () => {
    await using device = await testSystem({ photos: [], apps: [CAMERA] });
    const app = device.launch(CAMERA.packageName);
    const videos = videoContentUri('external');
    await expect(insert(app, videos, { _display_name: 'a.jpg', mime_type: 'image/jpeg' })).rejects.toMatchObject({
      message: `MIME type image/jpeg cannot be inserted into ${videos}; expected MIME type under video/*`,
    });
  });
});
