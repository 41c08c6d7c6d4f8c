import { describe, expect, test } from 'vitest';
import type { SdkInt } from '../../contract/android/build.ts';
import { SDK_INTS } from '../../contract/android/build.ts';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { permission } from '../../contract/android/manifest.ts';
import { appPermissionRows, appPermissionScreen } from '../../main/permission/appPermissionScreen.ts';
import { permissionApp, permissionGroup } from '../../main/permission/permissionApp.ts';
import { settingsConfirmation } from '../../main/permission/settingsChoice.ts';
import { app, explicit, implicit, type StateWords, states } from './permissionFixture.ts';

const { READ_MEDIA_VISUAL, READ_MEDIA_AURAL, STORAGE } = permissionGroup;
const { MANAGE_EXTERNAL_STORAGE } = permission;

function screen(manifest: AndroidManifest, sdk: SdkInt, group: keyof typeof permissionGroup, has: StateWords = {}) {
  const view = { states: states(has), strings: '2024+', modes: {} } as const;
  return appPermissionScreen(permissionApp(manifest, sdk), permissionGroup[group], view);
}

const labels = ({ radios }: ReturnType<typeof screen>) => radios.map(({ label }) => label);
const checked = ({ radios }: ReturnType<typeof screen>) => radios.filter((radio) => radio.checked).map(({ id }) => id);

describe('the photo page on 34: which choice is checked', () => {
  const session = '+ ONE_TIME REVOKED_COMPAT';
  const withLocation: StateWords = { LOCATION: '+ USER_SET', SELECTED: '+ USER_SET' };
  const declared = app(34, 'IMAGES', 'LOCATION', 'SELECTED');
  const undeclared = app(34, 'IMAGES', 'LOCATION');
  test.each<[words: string, app: AndroidManifest, has: StateWords, id: string]>([
    ['nothing', explicit, {}, 'DENY'],
    ['selected', explicit, { SELECTED: '+ USER_SET' }, 'LIMITED'],
    ['images only', explicit, { IMAGES: '+ USER_SET', SELECTED: '+ USER_SET' }, 'ALLOW'],
    ['a session', implicit, { IMAGES: session, VIDEO: session, SELECTED: '+ USER_SET' }, 'LIMITED'],
    ['after a session', implicit, { SELECTED: '+ USER_SET' }, 'LIMITED'],
    ['selected and location, declared', declared, withLocation, 'LIMITED'],
    ['selected and location, by split', undeclared, withLocation, 'ALLOW'],
  ])('%s', (_words, manifest, has, id) => {
    const page = screen(manifest, 34, 'READ_MEDIA_VISUAL', has);
    expect(checked(page)).toEqual([id]);
    expect(page.editSelectedPhotos !== null).toBe(id === 'LIMITED');
  });
});

test('the pencil opens a picker for what the app declares', () => {
  const page = screen(app(34, 'VIDEO', 'SELECTED'), 35, 'READ_MEDIA_VISUAL', { SELECTED: '+ USER_SET' });
  expect(page).toMatchObject({
    title: 'Photos and videos permission',
    header: 'Photos and videos access for this app',
    editSelectedPhotos: { contentDescription: 'Edit selected photos for this app', pickerMimeTypes: ['video/*'] },
  });
});

describe('the storage page, by API level', () => {
  const allFiles = 'Allow management of all files';
  const mediaOnly = 'Allow access to media only';
  const legacy = { ...app(29, 'STORAGE'), requestLegacyExternalStorage: true };
  const manager = { ...app(30, 'STORAGE') };
  const withManager: AndroidManifest = {
    ...manager,
    usesPermissions: [...manager.usesPermissions, { name: MANAGE_EXTERNAL_STORAGE }],
  };
  const deny = (sdk: number) => (sdk <= 30 ? 'Deny' : 'Don’t allow');
  test.each<[words: string, app: AndroidManifest, on11and12: string[]]>([
    ['scoped', app(30, 'STORAGE'), [mediaOnly]],
    ['legacy', legacy, [allFiles]],
    ['all files asked for', withManager, [allFiles, mediaOnly]],
  ])('%s', (_words, manifest, on11and12) => {
    const shown = SDK_INTS.map((sdk) => labels(screen(manifest, sdk, 'STORAGE')));
    const between = (sdk: number) => sdk >= 30 && sdk <= 32;
    expect(shown).toEqual(SDK_INTS.map((sdk) => [...(between(sdk) ? on11and12 : ['Allow']), deny(sdk)]));
  });

  test('special access is checked before the permission', () => {
    const view = { states: states({ STORAGE: '+ USER_SET' }), strings: '2024+' } as const;
    const page = (modes: object) => appPermissionScreen(permissionApp(withManager, 30), STORAGE, { ...view, modes });
    expect(checked(page({ [MANAGE_EXTERNAL_STORAGE]: 'allow' }))).toEqual(['ALLOW_ALL_FILES']);
    expect(checked(page({ [MANAGE_EXTERNAL_STORAGE]: 'deny' }))).toEqual(['ALLOW']);
  });
});

test.each<[words: string, sdk: SdkInt, app: AndroidManifest, has: StateWords, rows: string[]]>([
  ['selected only', 34, explicit, { SELECTED: '+ USER_SET' }, ['Photos and videos: Ask every time']],
  [
    'selected and location',
    34,
    app(34, 'IMAGES', 'LOCATION', 'SELECTED'),
    { SELECTED: '+ USER_SET', LOCATION: '+ USER_SET' },
    ['Photos and videos: Allowed'],
  ],
  [
    'an old app',
    34,
    app(30, 'STORAGE'),
    { IMAGES: '+ USER_SET', STORAGE: '+ USER_SET' },
    ['Music and audio: Not allowed', 'Photos and videos: Allowed'],
  ],
  [
    'an older one',
    34,
    app(28, 'STORAGE'),
    {},
    ['Files: Not allowed', 'Music and audio: Not allowed', 'Photos and videos: Not allowed'],
  ],
  ['Android 12', 32, app(30, 'STORAGE'), { STORAGE: '+ USER_SET' }, ['Files and media: Allowed']],
  ['Android 10', 29, app(29, 'STORAGE'), {}, ['Storage: Not allowed']],
  ['only this time', 34, app(34, 'CAMERA'), { CAMERA: '+ ONE_TIME USER_SET' }, ['Camera: Ask every time']],
])('the list of an app: %s', (_words, sdk, manifest, has, expected) => {
  const rows = appPermissionRows(permissionApp(manifest, sdk), states(has));
  expect(rows.map(({ label, category }) => `${label}: ${category}`)).toEqual(expected);
});

describe('what an old app’s choice is asked about', () => {
  const title = (
    sdk: SdkInt,
    target: number,
    group: typeof STORAGE | typeof READ_MEDIA_AURAL | typeof READ_MEDIA_VISUAL,
  ) =>
    (['ALLOW', 'DENY'] as const).map(
      (choice) => settingsConfirmation(permissionApp(app(target, 'STORAGE'), sdk), group, choice)?.title ?? null,
    );
  const also = (what: string) => [`Access to ${what} will also be allowed`, `Access to ${what} also won’t be allowed`];
  test.each([
    [33, 30, READ_MEDIA_AURAL, also('photos and videos')],
    [36, 32, READ_MEDIA_VISUAL, also('music and audio files')],
    [33, 28, READ_MEDIA_AURAL, also('other files')],
    [33, 28, READ_MEDIA_VISUAL, also('other files')],
    [33, 28, STORAGE, [null, null]],
    [33, 33, READ_MEDIA_VISUAL, [null, null]],
    [32, 30, STORAGE, [null, null]],
  ] as const)('device %i, target %i, %s', (sdk, target, group, titles) => {
    expect(title(sdk, target, group)).toEqual(titles);
  });

  test('the message says what goes along', () => {
    const old = permissionApp(app(30, 'STORAGE'), 33);
    expect(settingsConfirmation(old, READ_MEDIA_VISUAL, 'ALLOW')).toMatchObject({
      message:
        'This app doesn’t support the latest version of Android. If this app can access photos and videos, ' +
        'it will also be allowed to access music and audio files.',
      yes: 'Confirm',
      no: 'Back',
    });
  });
});
