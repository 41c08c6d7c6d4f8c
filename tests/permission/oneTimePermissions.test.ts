import { describe, expect, test } from 'vitest';
import { DeviceClock } from '../../main/device/clock.ts';
import { OneTimePermissions } from '../../main/permission/oneTimePermissions.ts';
import { PermissionManager } from '../../main/permission/permissionManager.ts';
import { app, implicit, type StateWords, states, words } from './permissionFixture.ts';

const GALLERY = 'com.example.gallery';
const COMPAT: StateWords = {
  IMAGES: '+ ONE_TIME REVOKED_COMPAT',
  VIDEO: '+ ONE_TIME REVOKED_COMPAT',
  SELECTED: '+ USER_SET',
};
const OVER: StateWords = { IMAGES: '-', VIDEO: '-', SELECTED: '+ USER_SET' };
const CAMERA: StateWords = { CAMERA: '+ ONE_TIME USER_SET' };

function device(manifest = implicit, has = COMPAT) {
  const clock = new DeviceClock();
  clock.setManual(0);
  const permissions = new PermissionManager({
    sdk: () => 34,
    manifest: () => manifest,
    load: () => null,
    save: () => {},
  });
  const killed: string[] = [];
  const oneTime = new OneTimePermissions({
    clock,
    permissions,
    kill: (packageName, reason) => {
      killed.push(reason);
      oneTime.processStateChanged(packageName, 'STOPPED');
    },
  });
  oneTime.processStateChanged(GALLERY, 'FOREGROUND');
  permissions.apply(GALLERY, states(has));
  oneTime.startSession(GALLERY);
  return { clock, permissions, oneTime, killed, now: () => words(permissions.states(GALLERY)) };
}

describe('a session of compatibility', () => {
  test('has no end while the app is in front', () => {
    const { clock, now } = device();
    clock.advance(3_600_000);
    expect(now()).toEqual(COMPAT);
  });

  test('ends after 60 seconds in the background, and the process with it; the selection stays', () => {
    const { clock, oneTime, killed, now } = device();
    oneTime.processStateChanged(GALLERY, 'BACKGROUND');
    clock.advance(59_999);
    expect([now(), killed]).toEqual([COMPAT, []]);
    clock.advance(1);
    expect([now(), killed]).toEqual([OVER, ['one-time permission revoked']]);
  });

  test('counts each stay in the background from its own start', () => {
    const { clock, oneTime, now } = device();
    for (const state of ['BACKGROUND', 'FOREGROUND', 'BACKGROUND'] as const) {
      oneTime.processStateChanged(GALLERY, state);
      clock.advance(50_000);
    }
    expect(now()).toEqual(COMPAT);
    clock.advance(10_000);
    expect(now()).toEqual(OVER);
  });

  test('hearing of the background twice does not make it longer', () => {
    const { clock, oneTime, now } = device();
    oneTime.processStateChanged(GALLERY, 'BACKGROUND');
    clock.advance(30_000);
    oneTime.processStateChanged(GALLERY, 'BACKGROUND');
    clock.advance(30_000);
    expect(now()).toEqual(OVER);
  });

  test('ends at once when the process dies, and nothing is left to kill', () => {
    const { oneTime, killed, now } = device();
    oneTime.processStateChanged(GALLERY, 'STOPPED');
    expect([now(), killed]).toEqual([OVER, []]);
  });

  test('starts anew with the next selection', () => {
    const { clock, oneTime, now } = device();
    oneTime.processStateChanged(GALLERY, 'BACKGROUND');
    clock.advance(59_000);
    oneTime.startSession(GALLERY);
    clock.advance(59_999);
    expect(now()).toEqual(COMPAT);
  });

  test('takes nothing when everything was granted for good meanwhile', () => {
    const { clock, permissions, oneTime, killed, now } = device();
    permissions.apply(GALLERY, states({ IMAGES: '+ USER_SET', VIDEO: '+ USER_SET' }));
    oneTime.processStateChanged(GALLERY, 'BACKGROUND');
    clock.advance(60_000);
    expect(now()).toMatchObject({ IMAGES: '+ USER_SET', VIDEO: '+ USER_SET' });
    expect(killed).toEqual([]);
  });

  test('is over with a reboot, and its timer too', () => {
    const { clock, permissions, oneTime, killed, now } = device();
    oneTime.processStateChanged(GALLERY, 'BACKGROUND');
    oneTime.rebooted();
    permissions.rebooted();
    permissions.apply(GALLERY, states(COMPAT));
    clock.advance(60_000);
    expect([now(), killed]).toEqual([COMPAT, []]);
  });
});

describe('"Only this time"', () => {
  test('outlives its process for 5 seconds', () => {
    const { clock, oneTime, now } = device(app(34, 'CAMERA'), CAMERA);
    oneTime.processStateChanged(GALLERY, 'STOPPED');
    clock.advance(4_999);
    expect(now()).toEqual(CAMERA);
    clock.advance(1);
    expect(now()).toEqual({ CAMERA: '-' });
  });

  test('survives when the app is back in time', () => {
    const { clock, oneTime, now } = device(app(34, 'CAMERA'), CAMERA);
    oneTime.processStateChanged(GALLERY, 'STOPPED');
    clock.advance(4_000);
    oneTime.processStateChanged(GALLERY, 'FOREGROUND');
    clock.advance(600_000);
    expect(now()).toEqual(CAMERA);
  });

  test('beside a session of compatibility goes by the shorter time', () => {
    const { oneTime, now } = device(app(34, 'IMAGES', 'CAMERA'), { ...CAMERA, IMAGES: '+ ONE_TIME REVOKED_COMPAT' });
    oneTime.processStateChanged(GALLERY, 'STOPPED');
    expect(now()).toMatchObject({ IMAGES: '-', CAMERA: '-' });
  });
});
