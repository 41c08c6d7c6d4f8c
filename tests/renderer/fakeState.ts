// The state the fake device begins in.
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { permission } from '../../contract/android/manifest.ts';
import type { DeviceState, PackageState } from '../../contract/rpc/deviceApi.ts';
import { NOW } from './fakeMedia.ts';

const GALLERY: AndroidManifest = {
  packageName: 'com.example.gallery',
  label: 'Gallery',
  targetSdk: 34,
  usesPermissions: [
    { name: permission.READ_MEDIA_IMAGES },
    { name: permission.READ_MEDIA_VIDEO },
    { name: permission.READ_MEDIA_VISUAL_USER_SELECTED },
  ],
};

/** A device with one app that has never asked for anything. */
export const FIRST_STATE: DeviceState = {
  sdk: 36,
  skin: 'U-managed',
  workProfile: 'none',
  takeOverGetContent: false,
  keepsActivities: true,
  bootCount: 1,
  booted: true,
  currentTimeMillis: NOW,
  clock: 'manual',
  home: '/home/me/.scopebox',
  isDemoLibrary: false,
  volumes: [
    {
      id: 'primary',
      volumeName: 'external_primary',
      folder: '/home/me/Pictures',
      ...{ kind: 'primary', description: 'Internal shared storage' },
      ...{ writeThrough: false, readOnly: false, quotaBytes: null },
      ...{ freeBytes: 41_200_000_000, totalBytes: 128_000_000_000 },
      state: 'ready',
      files: 153,
      indexed: 153,
      skipped: 2,
      problem: null,
      total: 153,
      rate: null,
      remaining: null,
      paused: false,
      doubtful: false,
      watching: 'events',
    },
  ],
  work: null,
  packages: [packageState(GALLERY, 10_101)],
};

/** An app that was just installed. */
export function packageState(manifest: AndroidManifest, uid: number): PackageState {
  const permissions = manifest.usesPermissions.map(({ name }) => ({
    name,
    implicit: false,
    check: -1 as const,
    flags: [],
  }));
  return { manifest, uid, process: 'STOPPED', pid: null, permissions, selectedItems: 0 };
}
