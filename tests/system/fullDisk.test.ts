// The device's home on a disk that is full: told, survived, and made good once there is room.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { permission } from '../../contract/android/manifest.ts';
import { bootOn, checkedAccess, GALLERY, LIMITED, PHOTOS, picks, testSystem, visibleImages } from '../testSystem.ts';

const PHOTOS_OF_DISK = ['DCIM/1.jpg', 'DCIM/2.jpg', 'DCIM/3.jpg'];

/** A file system of six megabytes. Its end takes away the mount and the empty folder below it, and no files. */
function smallDisk(): Disposable & Readonly<{ path: string }> {
  const path = mkdtempSync(join(tmpdir(), 'scopebox-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', path], { stdio: 'pipe' });
  } catch (error) {
    rmdirSync(path);
    throw error;
  }
  const end = () => {
    execFileSync('umount', [path], { stdio: 'pipe' });
    rmdirSync(path);
  };
  return { path, [Symbol.dispose]: end };
}

function whyNoDisk(): string | null {
  try {
    using _disk = smallDisk();
    return null;
  } catch (error) {
    return error instanceof Error ? (error.message.split('\n').at(1) ?? error.message) : String(error);
  }
}

/** Takes all that is left of a disk; the function gives it back. */
function fill(path: string): () => void {
  const filler = join(path, 'filler');
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    // Six times more than there is room for.
    for (let times = 0; times < 36; times++) {
      try {
        writeFileSync(filler, new Uint8Array(size), { flag: 'a' });
      } catch {
        break;
      }
    }
  }
  return () => unlinkSync(filler);
}

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
    device.system.setPermission(GALLERY.packageName, permission.READ_MEDIA_VIDEO, false);
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
