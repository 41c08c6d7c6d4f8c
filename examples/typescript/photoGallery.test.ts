import {
  type AndroidManifest,
  FLAG_GRANT_READ_URI_PERMISSION,
  MediaStore,
  permission,
  SecurityException,
} from 'scopebox';
import { useDevice } from 'scopebox/vitest';
import { expect, test } from 'vitest';
import { PhotoGallery } from './photoGallery.ts';

const app: AndroidManifest = {
  packageName: 'com.example.photos',
  label: 'Photos',
  targetSdk: 34,
  usesPermissions: [
    { name: permission.READ_MEDIA_IMAGES },
    { name: permission.READ_MEDIA_VIDEO },
    { name: permission.READ_MEDIA_VISUAL_USER_SELECTED },
    { name: permission.READ_EXTERNAL_STORAGE, maxSdkVersion: 32 },
  ],
};

const scopebox = useDevice({ api: 34, library: { images: 20, seed: 7 }, apps: [app], clock: '2026-01-15T10:00:00Z' });

test('limited access is partial, and shows what was selected', async () => {
  const gallery = new PhotoGallery(await scopebox.app(app.packageName));
  const answer = gallery.requestAccess();
  await scopebox.user.dialog('limited');
  await scopebox.user.picker.select([0, 3, 5]);
  expect(await answer).toBe('partial');
  expect(await gallery.photos()).toEqual([
    'IMG_20260115_090000.jpg',
    'IMG_20260112_090000.jpg',
    'IMG_20260110_090000.jpg',
  ]);
});

test('more photos can be selected later', async () => {
  const gallery = new PhotoGallery(await scopebox.app(app.packageName));
  for (const count of [2, 5]) {
    const answer = gallery.requestAccess();
    await scopebox.user.dialog('limited');
    await scopebox.user.picker.select(count === 2 ? 2 : 3);
    expect(await answer).toBe('partial');
    expect(await gallery.photos()).toHaveLength(count);
  }
});

test('denied twice, nobody is asked again', async () => {
  const gallery = new PhotoGallery(await scopebox.app(app.packageName));
  for (let time = 1; time <= 2; time++) {
    const answer = gallery.requestAccess();
    await scopebox.user.dialog('deny');
    expect(await answer).toBe('denied');
  }
  expect(await gallery.requestAccess()).toBe('denied');
  expect(await scopebox.user.dialogs()).toEqual([]);
});

test('each test begins with the same device, and what an app may not do is an exception of Android', async () => {
  const context = await scopebox.app(app.packageName);
  expect(await new PhotoGallery(context).access()).toBe('denied');
  const uri = MediaStore.Images.Media.EXTERNAL_CONTENT_URI;
  const take = () => context.contentResolver.takePersistableUriPermission(uri, FLAG_GRANT_READ_URI_PERMISSION);
  await expect(take()).rejects.toBeInstanceOf(SecurityException);
});
