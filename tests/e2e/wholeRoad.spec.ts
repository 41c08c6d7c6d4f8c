// The whole road, in both hosts: a real folder, an app that asks, a user who gives it three photos.
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type HostName, openDevice, type ShownDevice } from '../support/device.ts';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { findElectron } from '../support/findElectron.ts';
import { makePhotoLibrary, snapshotOf } from '../support/photoLibrary.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { DeviceRobot } from './robots.ts';

test.skip(chromiumIsMissing(), howToGetChromium);

const HOSTS: readonly HostName[] = ['web', 'electron'];
const ONE_TIME_TIMEOUT_SECONDS = 60;

for (const host of HOSTS) {
  const shownIn = host === 'web' ? 'the browser' : `Electron (${findElectron().kind})`;

  test.describe(`The whole road in ${shownIn}`, () => {
    test.describe.configure({ mode: 'serial' });
    let workplace: TemporaryFolder;
    let folder: string;
    let before: Readonly<Record<string, string>>;
    let device: ShownDevice;
    let robot: DeviceRobot;

    test.beforeAll(async ({ browser }) => {
      workplace = await temporaryFolder('wholeRoad');
      folder = join(workplace.path, 'library');
      await makePhotoLibrary(folder, 40);
      before = await snapshotOf(folder);
      device = await openDevice(host, { folder, home: join(workplace.path, 'home'), browser });
      robot = new DeviceRobot(device.page);
      await robot.tester.expectScanned();
    });

    test.afterAll(async () => {
      await device?.close();
      await workplace?.[Symbol.asyncDispose]();
    });

    test('an app gets exactly the three photos that were picked', async () => {
      const gallery = await robot.launch('Gallery');
      await gallery.expectIds([]);
      await gallery.askForPhotos();
      await robot.permissionDialog.expectButtons('Allow limited access', 'Allow all', 'Don’t allow');
      await robot.permissionDialog.press('Allow limited access');
      const three = await robot.photoPicker.select(3);
      await robot.photoPicker.confirm('Allow (3)');
      await gallery.expectIds(three);
      await gallery.expectPictures(3);
      await gallery.expectPermission('READ_MEDIA_IMAGES', 'denied');
      await gallery.expectPermission('READ_MEDIA_VISUAL_USER_SELECTED', 'granted');
    });

    test('“Select more” adds two to them', async () => {
      const gallery = robot.app('Gallery');
      await gallery.selectMore();
      await robot.permissionDialog.expectButtons('Allow limited access', 'Allow all', 'Don’t select more');
      await robot.permissionDialog.press('Allow limited access');
      await expect(robot.photoPicker.selected).toHaveCount(3);
      const picked = await robot.photoPicker.selectedIds();
      const two = await robot.photoPicker.select(2);
      await robot.photoPicker.confirm('Allow (5)');
      await gallery.expectIds([...picked, ...two]);
    });

    test('an app that does not know the selection keeps it, and loses the permission in the background', async () => {
      await robot.pressHome();
      await robot.tester.useManualClock();
      const album = await robot.launch('Old Album');
      await album.askForPhotos();
      await robot.permissionDialog.press('Allow limited access');
      const two = await robot.photoPicker.select(2);
      await robot.photoPicker.confirm('Allow (2)');
      await album.expectIds(two);
      await album.expectPermission('READ_MEDIA_IMAGES', 'granted');

      await robot.pressHome();
      await robot.tester.advanceClock(ONE_TIME_TIMEOUT_SECONDS + 1);
      await robot.launch('Old Album');
      await album.expectPermission('READ_MEDIA_IMAGES', 'denied');
      await album.expectIds(two);
    });

    test('a reboot keeps the selection', async () => {
      await robot.tester.reboot();
      const gallery = await robot.launch('Gallery');
      await gallery.expectPermission('READ_MEDIA_VISUAL_USER_SELECTED', 'granted');
      await expect(gallery.root.getByRole('status')).toHaveAttribute('data-count', '5');
    });

    test('the folder was only read', async () => {
      expect(await snapshotOf(folder)).toEqual(before);
    });
  });
}
