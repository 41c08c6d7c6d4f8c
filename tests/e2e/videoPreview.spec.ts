// The picker's preview on the built host: real videos play, and what is too large for a browser is shown all the same.
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import sharp from 'sharp';
import { clip } from '../support/clip.ts';
import { type HostName, openDevice } from '../support/device.ts';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { findElectron } from '../support/findElectron.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { DeviceRobot } from './robots.ts';

test.skip(chromiumIsMissing(), howToGetChromium);

/** Three seconds of H.264 and AAC, of the demo library. */
const DEMO_VIDEO = fileURLToPath(
  new URL('../../fixtures/library/DCIM/Camera/VID_20240607_205012.mp4', import.meta.url),
);
/** By their lengths: the film that every Chromium plays, the demo library's, and one that is none. */
const CLIP = /with duration 00:06$/;
const DEMO = /with duration 00:03$/;
const BROKEN = /with duration\s*$/;

async function openPicker(host: HostName, browser: Browser, fill: (folder: string) => Promise<void>) {
  const workplace = await temporaryFolder('videoPreview');
  const folder = join(workplace.path, 'library');
  await mkdir(join(folder, 'DCIM'), { recursive: true });
  await fill(join(folder, 'DCIM'));
  const device = await openDevice(host, { folder, home: join(workplace.path, 'home'), browser });
  const robot = new DeviceRobot(device.page);
  await robot.tester.expectScanned();
  const gallery = await robot.launch('Gallery');
  await gallery.askForPhotos();
  await robot.permissionDialog.press('Allow limited access');
  await expect(robot.photoPicker.items.first()).toBeVisible();
  const end = async () => {
    await device.close();
    await workplace[Symbol.asyncDispose]();
  };
  return { page: device.page, picker: robot.photoPicker, [Symbol.asyncDispose]: end };
}

async function films(folder: string): Promise<void> {
  await writeFile(join(folder, 'clip.mp4'), clip());
  await copyFile(DEMO_VIDEO, join(folder, 'demo.mp4'));
  await writeFile(join(folder, 'broken.mp4'), 'This is no film.');
}

/** A long press on an item shows it alone. It is long when it is shown: a page that is busy learns of the time late. */
async function preview(page: Page, item: Locator): Promise<Locator> {
  const shown = page.locator('.preview');
  await item.hover();
  await page.mouse.down();
  await expect(shown).toBeVisible();
  await page.mouse.up();
  return shown;
}

function timeOf(video: Locator): Promise<number> {
  return video.evaluate((element) => (element as HTMLVideoElement).currentTime);
}

for (const host of ['web', 'electron'] as const) {
  const shownIn = host === 'web' ? 'the browser' : `Electron (${findElectron().kind})`;

  test(`a video plays, is sought, and gets its sound: ${shownIn}`, async ({ browser }) => {
    await using stage = await openPicker(host, browser, films);
    const { page } = stage;
    const answers: number[] = [];
    page.on('response', (response) => {
      if (response.url().includes('/open?')) answers.push(response.status());
    });
    const shown = await preview(page, stage.picker.root.getByRole('gridcell', { name: CLIP }));
    const video = shown.locator('video');
    await expect.poll(() => timeOf(video)).toBeGreaterThan(0.2);
    await expect(video).toHaveJSProperty('muted', true);
    await expect.poll(() => [...new Set(answers)]).toEqual([206]);
    await page.keyboard.press('k');
    await shown.getByRole('slider').focus();
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => timeOf(video)).toBeCloseTo(5, 0);
    await shown.getByRole('button', { name: 'Unmute video' }).click();
    await expect(video).toHaveJSProperty('muted', false);
    const handle = await video.elementHandle();
    await page.keyboard.press('Escape');
    await expect(shown).toHaveCount(0);
    await expect.poll(() => handle?.evaluate((element) => (element as HTMLVideoElement).paused)).toBe(true);
  });
}

test('a video of the demo library plays with its sound', async ({ browser }) => {
  await using stage = await openPicker('web', browser, films);
  const { page } = stage;
  const codecs = 'video/mp4; codecs="avc1.64001E, mp4a.40.2"';
  const answer = await page.evaluate((type) => document.createElement('video').canPlayType(type), codecs);
  if (answer === '') console.log('Not run: this Chromium plays no H.264, as those without its licence do not.');
  test.skip(answer === '', 'This Chromium plays no H.264.');
  const shown = await preview(page, stage.picker.root.getByRole('gridcell', { name: DEMO }));
  const video = shown.locator('video');
  await expect.poll(() => timeOf(video)).toBeGreaterThan(0.2);
  await expect(video).toHaveJSProperty('videoWidth', 640);
});

test('a file that is no video says so, and the picker goes on', async ({ browser }) => {
  await using stage = await openPicker('web', browser, films);
  const { page } = stage;
  const shown = await preview(page, stage.picker.root.getByRole('gridcell', { name: BROKEN }));
  const trouble = page.getByRole('alertdialog', { name: 'Trouble playing video' });
  await expect(trouble.getByText(/format that this window can’t play/)).toBeVisible();
  await trouble.getByRole('button', { name: 'OK' }).click();
  await shown.getByRole('button', { name: 'Select', exact: true }).click();
  await page.keyboard.press('Escape');
  await expect(stage.picker.selected).toHaveCount(1);
});

test('a photo 30,000 pixels wide is never decoded by the page', async ({ browser }) => {
  await using stage = await openPicker('web', browser, async (folder) => {
    const background = { r: 90, g: 120, b: 160 };
    const wide = sharp({ create: { width: 30_000, height: 2_000, channels: 3, background } });
    await wide.jpeg({ quality: 50 }).toFile(join(folder, 'wide.jpg'));
  });
  const { page } = stage;
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const shown = await preview(page, stage.picker.items.first());
  const sharpest = shown.locator('.preview-picture img').last();
  await expect(sharpest).toHaveAttribute('data-ready', 'true', { timeout: 30_000 });
  for (let i = 0; i < 8; i++) await page.keyboard.press('+');
  await expect(sharpest).toHaveJSProperty('naturalWidth', 4096, { timeout: 30_000 });
  expect(asked.filter((url) => url.includes('/open?'))).toEqual([]);
});
