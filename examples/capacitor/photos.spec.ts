import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { type AndroidManifest, type Context, permission } from 'scopebox';
import { expect, test } from 'scopebox/playwright';
import { PhotosPlugin } from './native/photosPlugin.ts';

const app: AndroidManifest = {
  packageName: 'com.example.capacitor',
  label: 'Photos',
  targetSdk: 34,
  usesPermissions: [{ name: permission.READ_MEDIA_IMAGES }, { name: permission.READ_MEDIA_VISUAL_USER_SELECTED }],
};

test.use({ deviceOptions: { api: 34, library: { images: 12, seed: 3 }, apps: [app] } });

/** The web view: its files at Capacitor's own address, and the bridge to the native half of the plugin. */
async function open(page: Page, context: Context): Promise<void> {
  const plugins = { Photos: new PhotosPlugin(context) };
  await page.exposeFunction('nativePromise', (plugin: 'Photos', method: 'getPhotos', options: { quantity: number }) =>
    plugins[plugin][method](options),
  );
  await page.route('https://localhost/**', (route, request) => {
    const name = new URL(request.url()).pathname.slice(1) || 'index.html';
    return route.fulfill({ path: fileURLToPath(new URL(`www/${name}`, import.meta.url)) });
  });
  await page.goto('https://localhost/');
}

test('limited access shows what was selected, and says so', async ({ page, device, app: start }) => {
  await open(page, await start(app.packageName));
  await page.getByRole('button', { name: 'Choose photos' }).click();
  await device.user.dialog('limited');
  await device.user.picker.select(3);
  await expect(page.getByRole('status')).toHaveText('Access: limited');
  await expect(page.getByRole('img')).toHaveCount(3);
});

test('a denial shows nothing', async ({ page, device, app: start }) => {
  await open(page, await start(app.packageName));
  await page.getByRole('button', { name: 'Choose photos' }).click();
  await device.user.dialog('deny');
  await expect(page.getByRole('status')).toHaveText('No access to photos');
  await expect(page.getByRole('img')).toHaveCount(0);
});
