// The device's home on a disk that is full: told, survived, and made good once there is room.
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { permission } from '../../contract/android/manifest.ts';
import { fill, smallDisk, whyNoDisk } from '../support/smallDisk.ts';
import { bootOn, checkedAccess, GALLERY, LIMITED, PHOTOS, picks, testSystem, visibleImages } from '../testSystem.ts';

const PHOTOS_OF_DISK = ['DCIM/1.jpg', 'DCIM/2.jpg', 'DCIM/3.jpg'];

const problem = whyNoDisk();
if (problem !== null)
  console.info(`The tests of a full disk are skipped: a small one cannot be mounted here (${problem}).`);

describe.skipIf(problem !== null)('a home on a disk that is full', () => {
  test('the device goes on, says what was not written, and writes it with the next change', async () => {
    using disk = smallDisk();
    const home = join(disk.path, 'home');
    await using device = await testSystem({ home, photos: PHOTOS_OF_DISK });
    const giveBack = fill(disk.path);

    const app = device.launch(GALLERY.packageName);
    device.user({ button: 'ALLOW_ALL' });
    await app.requestPermissions(PHOTOS, 1);
    expect([await checkedAccess(app), await visibleImages(app)]).toMatchObject(['full', { length: 3 }]);
    const said = device.system.logcat.lines().map(({ message }) => message);
    expect(said).toContainEqual(expect.stringMatching(/permissions\.json could not be written \(ENOSPC/));

    giveBack();
    device.system.apps.setPermission(GALLERY.packageName, permission.READ_MEDIA_VIDEO, false);
    await device.system.close();
    await using again = await bootOn(device.folder, home);
    const results = PHOTOS.map((name) => again.system.permissions.checkPermission(GALLERY.packageName, name));
    expect(results).toEqual([0, -1, 0]);
  });

  test('a selection that cannot be kept is not half kept', async () => {
    using disk = smallDisk();
    await using device = await testSystem({ home: join(disk.path, 'home'), photos: PHOTOS_OF_DISK });
    const ids = [2, 3, 4];
    const giveBack = fill(disk.path);

    const app = device.launch(GALLERY.packageName);
    device.user(LIMITED, picks(...ids));
    await expect(app.requestPermissions(PHOTOS, 1)).rejects.toThrow('database or disk is full');
    expect([await checkedAccess(app), device.system.selectedItems(GALLERY.packageName)]).toEqual(['denied', 0]);

    giveBack();
    device.user(LIMITED, picks(...ids));
    await app.requestPermissions(PHOTOS, 2);
    expect([await checkedAccess(app), await visibleImages(app)]).toEqual(['partial', ids]);
  });
});
