import { describe, expect, test } from 'vitest';
import {
  type AndroidManifest,
  PERMISSION_DENIED,
  PERMISSION_GRANTED,
  permission,
} from '../../contract/android/manifest.ts';
import { testSystem } from '../testSystem.ts';

const { READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED, READ_MEDIA_AUDIO } = permission;
const PLAYER: AndroidManifest = {
  packageName: 'com.example.player',
  label: 'Player',
  targetSdk: 34,
  usesPermissions: [READ_MEDIA_IMAGES, READ_MEDIA_VIDEO, READ_MEDIA_VISUAL_USER_SELECTED, READ_MEDIA_AUDIO].map(
    (name) => ({
      name,
    }),
  ),
};

describe('photo access in one press', () => {
  test.each(['full', 'limited', 'denied', 'fixed', 'reset'] as const)(
    'to “%s” leaves music as it is',
    async (access) => {
      await using device = await testSystem({ apps: [PLAYER] });
      const app = device.launch(PLAYER.packageName);
      device.system.apps.setPermission(PLAYER.packageName, READ_MEDIA_AUDIO, true);
      await device.system.apps.setPhotoAccess(PLAYER.packageName, access, access === 'limited' ? [4] : []);
      expect(await app.checkSelfPermission(READ_MEDIA_AUDIO)).toBe(PERMISSION_GRANTED);
      const images = access === 'full' ? PERMISSION_GRANTED : PERMISSION_DENIED;
      expect(await app.checkSelfPermission(READ_MEDIA_IMAGES)).toBe(images);
      expect(device.system.selectedItems(PLAYER.packageName)).toBe(access === 'limited' ? 1 : 0);
    },
  );

  test('a new selection takes the place of the one before', async () => {
    await using device = await testSystem({ apps: [PLAYER] });
    await device.system.apps.setPhotoAccess(PLAYER.packageName, 'limited', [4, 5, 6]);
    await device.system.apps.setPhotoAccess(PLAYER.packageName, 'limited', [7]);
    expect(device.system.selectedItems(PLAYER.packageName)).toBe(1);
  });
});
