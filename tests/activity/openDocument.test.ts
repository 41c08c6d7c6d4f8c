import { describe, expect, test } from 'vitest';
import {
  buildDocumentUri,
  EXTERNAL_STORAGE_AUTHORITY,
  EXTRA_EXCLUDE_SELF,
  EXTRA_INITIAL_URI,
} from '../../contract/android/documentsContract.ts';
import { Throwable } from '../../contract/android/errors.ts';
import {
  ACTION_CREATE_DOCUMENT,
  ACTION_GET_CONTENT,
  ACTION_OPEN_DOCUMENT,
  ACTION_OPEN_DOCUMENT_TREE,
  CATEGORY_DEFAULT,
  CATEGORY_OPENABLE,
  EXTRA_ALLOW_MULTIPLE,
  EXTRA_MIME_TYPES,
  EXTRA_TITLE,
  type Intent,
  RESULT_CANCELED,
  RESULT_OK,
} from '../../contract/android/intent.ts';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { pickerUri } from '../../contract/android/mediaStore.ts';
import { parseUri, type Uri } from '../../contract/android/uri.ts';
import type { DialogAnswer } from '../../contract/rpc/systemUi.ts';
import { PHOTO_PICKER } from '../../main/activity/openDocument.ts';
import { pickState } from '../../main/activity/pickActivityIntent.ts';
import { signInIntent } from '../../main/content/pendingIntents.ts';
import type { System } from '../../main/system.ts';
import type { Context } from '../../sdk/context.ts';
import { GALLERY, pickerIds, type TestSystem, testSystem } from '../testSystem.ts';

const STORAGE = 'com.android.externalstorage.documents';
const document = (path: string) => parseUri(`content://${STORAGE}/document/${encodeURIComponent(`primary:${path}`)}`);
const tree = (path: string) => parseUri(`content://${STORAGE}/tree/${encodeURIComponent(`primary:${path}`)}`);
const picked = (...uris: readonly Uri[]): DialogAnswer => ({ uris, stack: null });
const open = (rest: Partial<Intent> = {}): Intent => ({ action: ACTION_OPEN_DOCUMENT, type: '*/*', ...rest });

/** An app that answers GET_CONTENT itself, and has a provider too: it is there twice. */
const CAMERA: AndroidManifest = {
  packageName: 'com.example.camera',
  label: 'Camera',
  targetSdk: 34,
  usesPermissions: [],
  providers: [{ authority: 'com.example.camera.files', name: '.Files', grantUriPermissions: true }],
  activities: [
    {
      name: '.Pick',
      exported: true,
      intentActions: [ACTION_GET_CONTENT],
      categories: [CATEGORY_DEFAULT, CATEGORY_OPENABLE],
      mimeTypes: ['image/*'],
    },
    { name: '.Inner', intentActions: [ACTION_GET_CONTENT], mimeTypes: ['*/*'] },
  ],
};

async function withDocuments(): Promise<TestSystem> {
  return testSystem({ photos: [], files: { 'a.txt': 'a', 'b.txt': 'b' }, apps: [GALLERY, CAMERA] });
}

const picks = (app: Context, intent: Intent) => app.startActivityForResult(intent, 1);

describe('what DocumentsUI reads of an intent', () => {
  test.each([
    ['one of a type', open({ type: 'image/*' }), { acceptMimes: ['image/*'], allowMultiple: false }],
    ['several types', open({ extras: { [EXTRA_MIME_TYPES]: ['a/b', 'c/*'] } }), { acceptMimes: ['a/b', 'c/*'] }],
    ['no types at all', open({ extras: { [EXTRA_MIME_TYPES]: null } }), { acceptMimes: null }],
    ['several', open({ extras: { [EXTRA_ALLOW_MULTIPLE]: true } }), { allowMultiple: true }],
    [
      'several trees',
      { action: ACTION_OPEN_DOCUMENT_TREE, extras: { [EXTRA_ALLOW_MULTIPLE]: true } },
      { allowMultiple: false, acceptMimes: ['*/*'] },
    ],
    ['what can be opened', open({ categories: [CATEGORY_OPENABLE] }), { openableOnly: true }],
    [
      'a name',
      { ...open({ extras: { [EXTRA_TITLE]: 'x.txt' } }), action: ACTION_CREATE_DOCUMENT },
      { action: 'CREATE', title: 'x.txt' },
    ],
    ['a name where nothing is made', open({ extras: { [EXTRA_TITLE]: 'x.txt' } }), { title: null }],
    ['a place', open({ extras: { [EXTRA_INITIAL_URI]: document('') } }), { initialUri: document('') }],
  ])('%s', (_, intent, expected) => {
    expect(pickState(intent)).toMatchObject(expected);
  });
});

describe('on a device', () => {
  test.each([
    ['a document without a type', { action: ACTION_OPEN_DOCUMENT }],
    ['a tree with a type', { action: ACTION_OPEN_DOCUMENT_TREE, type: '*/*' }],
  ])('%s is nobody’s', async (_, intent) => {
    await using device = await withDocuments();
    await expect(picks(device.launch(GALLERY.packageName), intent)).rejects.toMatchObject({
      name: 'ActivityNotFoundException',
    });
  });

  test('a document: asked, picked, granted to the activity until it is finished', async () => {
    await using device = await withDocuments();
    const app = device.launch(GALLERY.packageName);
    device.user(picked(document('a.txt')));
    expect(await picks(app, open())).toMatchObject({
      resultCode: RESULT_OK,
      data: { data: document('a.txt'), flags: 0x43 },
    });
    expect(device.shown).toMatchObject([
      {
        kind: 'documentPicker',
        ask: { action: 'OPEN', packageName: GALLERY.packageName, appLabel: 'Gallery', sdk: 34, lastAccessed: null },
      },
    ]);
    expect(await app.checkUriPermission(document('a.txt'), 3)).toBe(0);
    expect(device.system.uriGrants.list()).toMatchObject([
      { why: 'result of OPEN_DOCUMENT, picked by the user', sourcePackage: 'com.android.externalstorage' },
    ]);
    await app.finish();
    expect(await app.checkUriPermission(document('a.txt'), 1)).toBe(-1);
  });

  test.each([
    ['one of nobody', open(), [parseUri('content://nobody/document/1')]],
    ['a tree for a document', open(), [tree('')]],
    ['a document in a tree', open(), [parseUri(`${tree('')}/document/primary%3Aa.txt`)]],
    ['a document for a tree', { action: ACTION_OPEN_DOCUMENT_TREE }, [document('')]],
    [
      'children of a tree',
      { action: ACTION_OPEN_DOCUMENT_TREE },
      [parseUri(`${tree('')}/document/primary%3A/children`)],
    ],
    ['two for one', open(), [document('a.txt'), document('b.txt')]],
    ['media', open(), [parseUri('content://media/external/images/media/1')]],
  ])('%s is no answer: the result is canceled, and nothing granted', async (_, intent, uris) => {
    await using device = await withDocuments();
    device.user(picked(...uris));
    expect(await picks(device.launch(GALLERY.packageName), intent)).toMatchObject({
      resultCode: RESULT_CANCELED,
      data: null,
    });
    expect(device.system.uriGrants.list()).toEqual([]);
    expect(device.system.logcat.lines().at(-1)).toMatchObject({ tag: 'PickActivity' });
  });

  test('the picker comes back to where the app was, as long as that is there', async () => {
    await using device = await withDocuments();
    const app = device.launch(GALLERY.packageName);
    const stack = { rootUri: parseUri(`content://${STORAGE}/root/primary`), documents: [document('')] };
    const lost = { ...stack, documents: [document(''), document('gone')] };
    device.user({ uris: [document('a.txt')], stack }, { uris: [document('a.txt')], stack: lost }, null);
    for (let time = 0; time < 3; time++) await picks(app, open());
    const asked = device.shown.map(({ ask }) => ('lastAccessed' in ask ? ask.lastAccessed : undefined));
    expect(asked).toEqual([null, stack, null]);
    device.system.apps.clearData(GALLERY.packageName);
    expect(device.system.lastAccessed.get(GALLERY.packageName)).toBeNull();
  });

  test('an activity that is finished meanwhile gets nothing', async () => {
    await using device = await withDocuments();
    const app = device.launch(GALLERY.packageName);
    device.user(() => {
      device.system.records.finish(GALLERY.packageName);
      return picked(document('a.txt'));
    });
    expect(await picks(app, open())).toMatchObject({ resultCode: RESULT_CANCELED, data: null });
    expect(device.system.uriGrants.list()).toEqual([]);
  });
});

describe('GET_CONTENT', () => {
  const anyImage: Intent = { action: ACTION_GET_CONTENT, type: '*/*', flags: 0x1 };
  const imageOrPdf: Intent = { ...anyImage, type: 'image/*', extras: { [EXTRA_MIME_TYPES]: ['image/*', 'a/b'] } };
  const camera: DialogAnswer = { activity: { packageName: CAMERA.packageName, name: '.Pick' } };

  test('shows who else answers; whoever asks may leave itself out', async () => {
    await using device = await withDocuments();
    device.user(null, null);
    await picks(device.launch(GALLERY.packageName), imageOrPdf);
    await picks(device.launch(CAMERA.packageName), {
      ...imageOrPdf,
      extras: { ...imageOrPdf.extras, [EXTRA_EXCLUDE_SELF]: true },
    });
    expect(device.shown).toMatchObject([
      {
        ask: {
          activities: [PHOTO_PICKER, { packageName: CAMERA.packageName, name: '.Pick', label: 'Camera' }],
          excludedAuthorities: [],
        },
      },
      { ask: { activities: [PHOTO_PICKER], excludedAuthorities: ['com.example.camera.files'] } },
    ]);
  });

  test('is answered by another app in DocumentsUI’s place, with what that app may give', async () => {
    await using device = await withDocuments();
    const app = device.launch(GALLERY.packageName);
    device.user(camera);
    const result = picks(app, imageOrPdf);
    const { promise, resolve } = Promise.withResolvers<readonly [Intent, string, number]>();
    await shownIntent(device);
    const other = device.connect(CAMERA.packageName);
    other.onIntent((...event) => resolve(event));
    const [intent, callingPackage, id] = await promise;
    expect([intent.action, intent.flags, callingPackage]).toEqual([ACTION_GET_CONTENT, 0, GALLERY.packageName]);
    const own = parseUri('content://com.example.camera.files/1');
    await expect(
      other.setResult(id, RESULT_OK, { action: '', data: document('a.txt'), flags: 1 }),
    ).rejects.toMatchObject({
      name: 'SecurityException',
      message: expect.stringContaining('does not have permission to'),
    });
    await other.setResult(id, RESULT_OK, { action: '', data: own, flags: 1 });
    expect(await result).toMatchObject({ resultCode: RESULT_OK, data: { data: own, flags: 1 } });
    expect(await app.checkUriPermission(own, 1)).toBe(0);
    expect(device.system.processes.foreground()).toBe(GALLERY.packageName);
    await expect(other.setResult(id, RESULT_OK)).rejects.toBeInstanceOf(Throwable);
  });

  test.each<[string, (apps: System['apps']) => unknown]>([
    ['kill', (apps) => apps.kill(CAMERA.packageName, 'a test')],
    ['finishActivity', (apps) => apps.finishActivity(CAMERA.packageName)],
    ['forceStop', (apps) => apps.forceStop(CAMERA.packageName)],
    ['uninstall', (apps) => apps.uninstall(CAMERA.packageName)],
  ])('%s of who is to answer cancels', async (_name, end) => {
    await using device = await withDocuments();
    const app = device.launch(GALLERY.packageName);
    device.user(camera);
    const result = picks(app, imageOrPdf);
    await shownIntent(device);
    end(device.system.apps);
    expect(await result).toMatchObject({ resultCode: RESULT_CANCELED, data: null });
  });

  test('goes to the photo picker from among the apps, for all media where it does not know the types', async () => {
    await using device = await testSystem({ photos: ['DCIM/a.jpg'], apps: [GALLERY] });
    const app = device.launch(GALLERY.packageName);
    const [id = 0] = await pickerIds(device);
    device.user({ activity: PHOTO_PICKER }, { uris: [pickerUri(id)] });
    const { resultCode } = await picks(app, imageOrPdf);
    expect([resultCode, device.shown.map(({ kind }) => kind)]).toEqual([RESULT_OK, ['documentPicker', 'photoPicker']]);
    expect(device.shown.at(-1)).toMatchObject({ ask: { mimeTypes: [] } });
  });

  test('"Browse…" of the photo picker leads to DocumentsUI, which answers in its place, and back again', async () => {
    await using device = await testSystem({ photos: ['DCIM/a.jpg'], apps: [GALLERY] });
    const app = device.launch(GALLERY.packageName);
    const uri = buildDocumentUri(EXTERNAL_STORAGE_AUTHORITY, 'primary:DCIM/a.jpg');
    device.user({ browse: true }, { activity: PHOTO_PICKER }, { browse: true }, { uris: [uri], stack: null });
    const { resultCode, data } = await picks(app, { ...anyImage, type: 'image/*' });
    expect([resultCode, data?.data]).toEqual([RESULT_OK, uri]);
    const kinds = ['photoPicker', 'documentPicker', 'photoPicker', 'documentPicker'];
    expect(device.shown.map(({ kind }) => kind)).toEqual(kinds);
    expect(await app.checkUriPermission(uri, 1)).toBe(0);
  });

  test('an activity that nobody offered is no answer', async () => {
    await using device = await withDocuments();
    device.user({ activity: { packageName: CAMERA.packageName, name: '.Inner' } });
    expect(await picks(device.launch(GALLERY.packageName), anyImage)).toMatchObject({ resultCode: RESULT_CANCELED });
  });
});

describe('an intent to another app', () => {
  const VIEW = 'android.intent.action.VIEW';
  const viewer: AndroidManifest = {
    ...{ packageName: 'com.example.viewer', label: 'Viewer', targetSdk: 34, usesPermissions: [] },
    activities: [{ name: '.View', exported: true, intentActions: [VIEW], mimeTypes: ['text/plain'] }],
  };

  test('gives its activity what its flags say, until that is finished', async () => {
    await using device = await testSystem({ photos: [], files: { 'a.txt': 'a' }, apps: [GALLERY, viewer] });
    const { system } = device;
    const app = device.launch(GALLERY.packageName);
    device.user(picked(document('a.txt')));
    await picks(app, open());
    const view: Intent = { action: VIEW, type: 'text/plain', data: document('a.txt') };
    const may = (modeFlags: number) => system.uriGrants.check(viewer.packageName, document('a.txt'), modeFlags);
    const viewed = async (flags: number) => {
      const result = picks(app, { ...view, flags });
      await expect.poll(() => system.appActivities.unanswered(viewer.packageName).length).toBe(1);
      const held = [may(1), may(2), may(0x41)];
      system.apps.finishActivity(viewer.packageName);
      await result;
      return [...held, may(1)];
    };
    expect(await viewed(0)).toEqual([false, false, false, false]);
    expect(await viewed(1)).toEqual([true, false, false, false]);
    expect(await viewed(0x43)).toEqual([true, true, true, false]);
  });

  test('cannot hand on what the app does not have, and starts nothing then', async () => {
    await using device = await testSystem({ photos: [], files: { 'a.txt': 'a' }, apps: [GALLERY, viewer] });
    const app = device.launch(GALLERY.packageName);
    const intent: Intent = { action: VIEW, type: 'text/plain', data: document('a.txt'), flags: 1 };
    await expect(picks(app, intent)).rejects.toMatchObject({ name: 'SecurityException' });
    expect(device.system.appActivities.unanswered(viewer.packageName)).toEqual([]);
    expect(device.system.uriGrants.list()).toEqual([]);
  });
});

test('a sign-in hands the account to the provider', async () => {
  await using device = await withDocuments();
  const { system } = device;
  const app = device.launch(GALLERY.packageName);
  const [cloud] = system.documents.providers().filter(({ packageName }) => packageName === 'com.example.cloud');
  const authority = cloud?.authority ?? '';
  const launch = () => {
    const intent = signInIntent(authority, 'ann@example.com');
    const id = system.pendingIntents.create({ creatorPackage: 'com.example.cloud', request: 'sign in', intent });
    return app.startIntentSenderForResult(id, 1);
  };
  device.user(null, { account: 'bob@example.com' });
  expect(await launch()).toMatchObject({ resultCode: RESULT_CANCELED });
  expect(await launch()).toMatchObject({ resultCode: RESULT_OK });
  expect(device.shown).toMatchObject(
    Array.from({ length: 2 }, () => ({ kind: 'signIn', ask: { authority, account: 'ann@example.com' } })),
  );
});

/** Resolves when the app that was chosen is in front. */
async function shownIntent({ system }: TestSystem): Promise<void> {
  if (system.appActivities.unanswered(CAMERA.packageName).length > 0) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  using _started = system.appActivities.onIntent(() => resolve());
  await promise;
}
