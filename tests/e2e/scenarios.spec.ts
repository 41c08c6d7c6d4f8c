// Four bugs that published apps shipped around limited access, clicked through in a browser.
import { join } from 'node:path';
import { type Browser, expect, test } from '@playwright/test';
import { openDevice } from '../support/device.ts';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { makePhotoLibrary } from '../support/photoLibrary.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { DeviceRobot } from './robots.ts';

test.skip(chromiumIsMissing(), howToGetChromium);

const FIRST = ['Allow limited access', 'Allow all', 'Don’t allow'];
const SELECT_MORE = ['Allow limited access', 'Allow all', 'Don’t select more'];
const ONE_TIME_TIMEOUT_SECONDS = 60;

/** A new device with twenty photos, in a browser of its own. */
async function newDevice(browser: Browser): Promise<Readonly<{ robot: DeviceRobot }> & AsyncDisposable> {
  const workplace = await temporaryFolder('scenarios');
  const folder = join(workplace.path, 'library');
  await makePhotoLibrary(folder, 20);
  const device = await openDevice('web', { folder, home: join(workplace.path, 'home'), browser });
  const robot = new DeviceRobot(device.page);
  await robot.tester.expectScanned();
  const end = async () => {
    await device.close();
    await workplace[Symbol.asyncDispose]();
  };
  return { robot, [Symbol.asyncDispose]: end };
}

test('S01 limited access denies the permission that was asked for, and three rows are there', async ({ browser }) => {
  await using device = await newDevice(browser);
  const { robot } = device;
  const gallery = await robot.launch('Gallery');
  await gallery.askForPhotos();
  await robot.permissionDialog.press('Allow limited access');
  const three = await robot.photoPicker.select(3);
  await robot.photoPicker.confirm('Allow (3)');
  await gallery.expectPermission('READ_MEDIA_IMAGES', 'denied');
  await gallery.expectPermission('READ_MEDIA_VISUAL_USER_SELECTED', 'granted');
  await gallery.expectIds(three);
  await gallery.expectAccess('Partial access');
});

test('S05 limited access twice, and the next request is the picker with no dialog before it', async ({ browser }) => {
  await using device = await newDevice(browser);
  const { robot } = device;
  const gallery = await robot.launch('Gallery');
  await gallery.askForPhotos();
  await robot.permissionDialog.expectButtons(...FIRST);
  await robot.permissionDialog.press('Allow limited access');
  const [one = 0] = await robot.photoPicker.select(1);
  await robot.photoPicker.confirm('Allow (1)');
  await gallery.selectMore();
  await robot.permissionDialog.expectButtons(...SELECT_MORE);
  await robot.permissionDialog.press('Allow limited access');
  await expect(robot.photoPicker.selected).toHaveCount(1);
  await robot.photoPicker.confirm('Allow (1)');
  await gallery.expectIds([one]);

  await robot.pressHome();
  await robot.launch('Gallery');
  await gallery.expectIds([one]);
  await expect(robot.photoPicker.root).toHaveCount(0);
  await gallery.selectMore();
  await expect(robot.photoPicker.selected).toHaveCount(1);
  await expect(robot.permissionDialog.root).toHaveCount(0);
  await robot.pressBack();
  await expect(robot.photoPicker.root).toHaveCount(0);
  await gallery.expectIds([one]);
});

test('S07 “Allow none” is limited access to nothing, going back is not', async ({ browser }) => {
  await using device = await newDevice(browser);
  const { robot } = device;
  const gallery = await robot.launch('Gallery');
  await gallery.askForPhotos();
  await robot.permissionDialog.press('Allow limited access');
  await expect(robot.photoPicker.items.first()).toBeVisible();
  await robot.pressBack();
  await gallery.expectPermission('READ_MEDIA_VISUAL_USER_SELECTED', 'denied');
  await gallery.expectAccess('No access');

  await gallery.askForPhotos();
  await robot.permissionDialog.expectButtons(...FIRST);
  await robot.permissionDialog.press('Allow limited access');
  await robot.photoPicker.confirm('Allow none');
  await gallery.expectPermission('READ_MEDIA_VISUAL_USER_SELECTED', 'granted');
  await gallery.expectAccess('Partial access');
  await gallery.expectIds([]);

  await gallery.selectMore();
  await robot.permissionDialog.expectButtons(...SELECT_MORE);
  await robot.permissionDialog.press('Allow limited access');
  const two = await robot.photoPicker.select(2);
  await robot.photoPicker.confirm('Allow (2)');
  await gallery.expectIds(two);
});

test('S11 in compatibility mode the permission evaporates in the background', async ({ browser }) => {
  await using device = await newDevice(browser);
  const { robot } = device;
  await robot.tester.useManualClock();
  const album = await robot.launch('Old Album');
  await album.askForPhotos();
  await robot.permissionDialog.expectButtons(...FIRST);
  await robot.permissionDialog.press('Allow limited access');
  const two = await robot.photoPicker.select(2);
  await robot.photoPicker.confirm('Allow (2)');
  await album.expectPermission('READ_MEDIA_IMAGES', 'granted');
  await album.expectIds(two);

  await robot.pressHome();
  await robot.tester.advanceClock(ONE_TIME_TIMEOUT_SECONDS - 1);
  await robot.launch('Old Album');
  await album.expectPermission('READ_MEDIA_IMAGES', 'granted');
  await robot.pressHome();
  await robot.tester.advanceClock(ONE_TIME_TIMEOUT_SECONDS);
  await robot.launch('Old Album');
  await album.expectPermission('READ_MEDIA_IMAGES', 'denied');
  await album.expectPermission('READ_MEDIA_VISUAL_USER_SELECTED', 'granted');
  await album.expectIds(two);
});
