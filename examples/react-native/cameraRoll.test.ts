import { type AndroidManifest, MediaStore, permission } from 'scopebox';
import { useDevice } from 'scopebox/vitest';
import { beforeEach, expect, test } from 'vitest';
import { getPhotos, onPhotosChanged, requestAccess } from './cameraRoll.ts';
import { attach } from './reactNative.ts';

const app: AndroidManifest = {
  packageName: 'com.example.cameraroll',
  label: 'Camera roll',
  targetSdk: 34,
  usesPermissions: [
    { name: permission.READ_MEDIA_IMAGES },
    { name: permission.READ_MEDIA_VISUAL_USER_SELECTED },
    { name: permission.READ_EXTERNAL_STORAGE, maxSdkVersion: 32 },
  ],
};

const scopebox = useDevice({ library: { images: 12 }, apps: [app] });

beforeEach(async () => attach(await scopebox.app(app.packageName)));

test('limited is told from denied', async () => {
  const answer = requestAccess();
  await scopebox.user.dialog('limited');
  await scopebox.user.picker.select(2);
  expect(await answer).toBe('limited');
  expect(await getPhotos(10)).toHaveLength(2);
});

test('all photos, ten at a time', async () => {
  const answer = requestAccess();
  await scopebox.user.dialog('all');
  expect(await answer).toBe('granted');
  expect(await getPhotos(10)).toHaveLength(10);
});

test('before Android 13 there is one permission, and no limited access', async () => {
  await scopebox.tester.setApi(30);
  await attach(await scopebox.app(app.packageName));
  const answer = requestAccess();
  await scopebox.user.dialog('allow');
  expect(await answer).toBe('granted');
});

test('a photo that comes is told', async () => {
  await scopebox.tester.access(app.packageName, 'full');
  const context = await scopebox.app(app.packageName);
  await attach(context);
  const changed = new Promise<void>((resolve) => onPhotosChanged(resolve));
  await context.contentResolver.insert(MediaStore.Images.Media.EXTERNAL_CONTENT_URI, { _display_name: 'new.jpg' });
  await changed;
});
