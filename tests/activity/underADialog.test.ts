import { describe, expect, test } from 'vitest';
import { ACTION_PICK_IMAGES } from '../../contract/android/intent.ts';
import { imagesContentUri } from '../../contract/android/mediaStore.ts';
import { withAppendedId } from '../../contract/android/uri.ts';
import { type Context, createDeleteRequest } from '../../sdk/index.ts';
import { GALLERY, LIMITED, PHOTOS, type TestSystem, testSystem, until, visibleImages } from '../testSystem.ts';

const { packageName } = GALLERY;

/** Ways to have something of the system on top of an app, and the app waiting for it. */
const waiting: Readonly<Record<string, (app: Context, device: TestSystem) => Promise<unknown>>> = {
  'the permission dialog': (app) => app.requestPermissions(PHOTOS, 1),
  'the picker of a permission': (app, device) => {
    device.user(LIMITED);
    return app.requestPermissions(PHOTOS, 1);
  },
  'a picker of its own': (app) => app.startActivityForResult({ action: ACTION_PICK_IMAGES }, 1),
  'a media request': async (app) => {
    const uri = withAppendedId(imagesContentUri('external'), 4);
    return app.startIntentSenderForResult(await createDeleteRequest(app.contentResolver, [uri]), 1);
  },
};

/** What can happen to the app or the device meanwhile. */
const acts: Readonly<Record<string, (device: TestSystem) => unknown>> = {
  kill: ({ system }) => system.apps.kill(packageName, 'test'),
  update: ({ system }) => system.apps.install({ ...GALLERY, targetSdk: 35 }),
  'clear data': ({ system }) => system.apps.clearData(packageName),
  uninstall: ({ system }) => system.apps.uninstall(packageName),
  reboot: ({ system }) => system.reboot(),
  'another API level': ({ system }) => system.setSdk(35),
  'factory reset': ({ system }) => system.factoryReset(),
};

const cases = Object.keys(waiting).flatMap((top) => Object.keys(acts).map((act) => [act, top] as const));

describe.each(cases)('%s under %s', (act, top) => {
  test('takes it down, ends the app, and leaves a device that works', async () => {
    await using device = await testSystem();
    const { screen } = device.system;
    const app = device.launch(packageName);
    const answer = waiting[top]?.(app, device).catch((error: unknown) => error);
    const wanted = top === 'the picker of a permission' ? 'photoPicker' : null;
    const isUp = () => screen.dialogs().some(({ kind }) => wanted === null || kind === wanted);
    await until((changed) => screen.onChange(changed), isUp);
    acts[act]?.(device);
    expect(await answer).toMatchObject({ name: 'DeadObjectException' });
    expect(screen.dialogs()).toEqual([]);
    if (act === 'uninstall') device.system.apps.install(GALLERY);
    await device.indexed();
    const again = device.launch(packageName);
    expect(await visibleImages(again)).toEqual([]);
    device.user({ button: 'ALLOW_ALL' });
    expect(await again.requestPermissions(PHOTOS, 2)).toMatchObject({ grantResults: [0, 0, 0] });
    expect(await visibleImages(again)).toHaveLength(10);
  });
});
