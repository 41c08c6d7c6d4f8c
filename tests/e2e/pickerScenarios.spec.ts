// What users reported of the photo picker, from the tap to what the app gets: limits, names, and two trees of views.
import { join } from 'node:path';
import { type Browser, expect, test } from '@playwright/test';
import type { SdkInt } from '../../contract/android/build.ts';
import {
  ACTION_GET_CONTENT,
  ACTION_OPEN_DOCUMENT,
  ACTION_PICK_IMAGES,
  CATEGORY_OPENABLE,
  EXTRA_ALLOW_MULTIPLE,
  EXTRA_PICK_IMAGES_MAX,
  type Intent,
  RESULT_CANCELED,
  RESULT_OK,
} from '../../contract/android/intent.ts';
import { parseId, parseUri, type Uri } from '../../contract/android/uri.ts';
import type { Skin } from '../../contract/rpc/deviceApi.ts';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { makePhotoLibrary } from '../support/photoLibrary.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { EditorRobot } from './editorRobot.ts';
import { GALLERY, PhotoStage, urisOf } from './photoStage.ts';

test.skip(chromiumIsMissing(), howToGetChromium);

const LIBRARY = 9;
const pickUpTo = (max: number): Intent => ({ action: ACTION_PICK_IMAGES, extras: { [EXTRA_PICK_IMAGES_MAX]: max } });
const getImages = (extras: Intent['extras'] = {}): Intent => ({
  ...{ action: ACTION_GET_CONTENT, type: 'image/*', extras },
  categories: [CATEGORY_OPENABLE],
});

type Stage = Readonly<{ stage: PhotoStage }> & AsyncDisposable;

/** A new device with nine photos, of a level and with the picker of a skin. */
async function newStage(browser: Browser, skin: Skin, sdk: SdkInt): Promise<Stage> {
  const workplace = await temporaryFolder('picker');
  const folder = join(workplace.path, 'library');
  await makePhotoLibrary(folder, LIBRARY);
  const home = join(workplace.path, 'home');
  const stage = await PhotoStage.open({ folder, home, browser, args: ['--api', String(sdk)] });
  await stage.tester.setSkin(skin);
  const end = async () => {
    await stage.close();
    await workplace[Symbol.asyncDispose]();
  };
  return { stage, [Symbol.asyncDispose]: end };
}

test('S14 an app with limited access to two photos queries two, and its picker shows them all', async ({ browser }) => {
  await using opened = await newStage(browser, 'U-managed', 34);
  const { stage } = opened;
  const { rows } = await stage.tester.mediaRows({
    ...{ packageName: null, collection: 'images', search: '', hiddenOnly: false },
    ...{ before: null, downTo: null, limit: 2 },
  });
  const two = rows.map(({ id }) => id);
  await stage.tester.setPhotoAccess(GALLERY, 'limited', two);
  const gallery = await stage.robot.launch('Gallery');
  await gallery.expectIds(two);
  await gallery.pick('Pick up to 5');
  await expect(stage.robot.photoPicker.items).toHaveCount(LIBRARY);
  // Side by side: the app's own list is behind it all the while.
  await expect(gallery.rows).toHaveCount(2);
  await stage.robot.photoPicker.select(3);
  await stage.robot.photoPicker.confirm('Add (3)');
  await expect(gallery.picked).toHaveCount(3);
  await gallery.expectIds(two);
});

for (const [skin, sdk, words] of [
  ['T-legacy', 33, 'Invalid EXTRA_PICK_IMAGES_MAX value'],
  ['Modern', 36, 'EXTRA_PICK_IMAGES_MAX not in the allowed range. Must be between 1 and 100'],
] as const) {
  test(`S16 ${skin}: a limit of 10000 is canceled, and the log names the limit`, async ({ browser }) => {
    await using opened = await newStage(browser, skin, sdk);
    const { stage } = opened;
    const { resultCode, data } = await (await stage.ask(pickUpTo(10_000))).result;
    expect([resultCode, data]).toEqual([RESULT_CANCELED, null]);
    await expect(stage.robot.photoPicker.root).toHaveCount(0);
    await stage.robot.tester.expectLogged(words);

    const { result } = await stage.ask(pickUpTo(100));
    await stage.robot.photoPicker.select(2);
    await stage.robot.photoPicker.confirmSelection();
    expect((await result).resultCode).toBe(RESULT_OK);
  });
}

for (const [skin, sdk] of [
  ['T-legacy', 33],
  ['U-managed', 34],
] as const) {
  test(`S17 ${skin}: a limit of 1 that is spelled out is no limit`, async ({ browser }) => {
    await using opened = await newStage(browser, skin, sdk);
    const { stage } = opened;
    expect((await (await stage.ask(pickUpTo(1))).result).resultCode).toBe(RESULT_CANCELED);
    await expect(stage.robot.photoPicker.root).toHaveCount(0);
    await stage.robot.tester.expectLogged('Invalid EXTRA_PICK_IMAGES_MAX value');
    await expectGetContentHasNoLimit(stage);
  });
}

test('S17 Modern: a limit of 1 is one photo, and one tap', async ({ browser }) => {
  await using opened = await newStage(browser, 'Modern', 36);
  const { stage } = opened;
  const { result } = await stage.ask(pickUpTo(1));
  await expect(stage.robot.photoPicker.items).toHaveCount(LIBRARY);
  await expect(stage.robot.photoPicker.selected).toHaveCount(0);
  await stage.robot.photoPicker.items.first().click();
  const answered = await result;
  expect(answered.resultCode).toBe(RESULT_OK);
  expect(urisOf(answered)).toHaveLength(1);
  await expectGetContentHasNoLimit(stage);
});

/** GET_CONTENT with a limit is refused by either picker; "several" is as many as there may be at all. */
async function expectGetContentHasNoLimit(stage: PhotoStage): Promise<void> {
  const refused = await (await stage.ask(getImages({ [EXTRA_PICK_IMAGES_MAX]: 5 }))).result;
  expect(refused.resultCode).toBe(RESULT_CANCELED);
  await expect(stage.robot.photoPicker.root).toHaveCount(0);
  const { result } = await stage.ask(getImages({ [EXTRA_ALLOW_MULTIPLE]: true }));
  await stage.robot.photoPicker.select(3);
  await stage.robot.photoPicker.confirmSelection();
  expect(urisOf(await result)).toHaveLength(3);
}

test('S18 the name of what was picked is a number; the document picker gives the true one', async ({ browser }) => {
  await using opened = await newStage(browser, 'U-managed', 34);
  const { stage } = opened;
  const { contentResolver } = await stage.app();
  const nameOf = async (uri: Uri) => {
    const cursor = await contentResolver.query(uri, ['_display_name'], null);
    return cursor !== null && (await cursor.moveToFirst()) ? cursor.getString(0) : null;
  };
  const picked = await stage.ask({ action: ACTION_PICK_IMAGES });
  await stage.robot.photoPicker.items.first().click();
  const [uri = parseUri('')] = urisOf(await picked.result);
  expect(await nameOf(uri)).toBe(`${parseId(uri)}.jpg`);

  const document = await stage.ask({ action: ACTION_OPEN_DOCUMENT, type: 'image/*', categories: [CATEGORY_OPENABLE] });
  const documents = new EditorRobot(stage.robot.screen);
  await documents.goTo('Internal storage', 'DCIM', 'Camera');
  await documents.document('IMG_1000.jpg').click();
  const [other = parseUri('')] = urisOf(await document.result);
  expect(await nameOf(other)).toBe('IMG_1000.jpg');
});

test.describe('S26 an item of a cloud without a network', () => {
  const MOCK_CLOUD = 'com.example.cloudphotos.cloudmedia';

  /** The cloud has items, the newest of all, and the picker knows of them. */
  async function addCloud({ cloud }: PhotoStage, count: number): Promise<void> {
    await cloud.setCloudMediaProvider(MOCK_CLOUD);
    await cloud.setCloudMediaAccount('anna@example.com');
    await cloud.addCloudMedia({ count, kind: 'photo' });
    await expect
      .poll(async () => {
        const { sync, collection } = await cloud.cloudMedia();
        return collection !== null && sync.items === collection.items && !sync.isRunning;
      })
      .toBe(true);
  }

  // The XML picker deselects what it could not have; the Compose picker keeps the choice.
  for (const [skin, sdk, kept] of [
    ['U-managed', 34, 0],
    ['Modern', 36, 3],
  ] as const) {
    test(`${skin}: the picker says so, and comes back with what is still selected`, async ({ browser }) => {
      await using opened = await newStage(browser, skin, sdk);
      const { stage } = opened;
      // More than are picked, and newer than every other: none of the picked ones is the device's own.
      await addCloud(stage, 3);
      const { result } = await stage.ask(pickUpTo(5));
      const { photoPicker } = stage.robot;
      await photoPicker.select(3);
      await stage.cloud.setCloudMedia({ online: false });
      await photoPicker.confirmSelection();
      const failed = stage.robot.screen.getByRole('alertdialog', { name: 'Can’t load some Photos' });
      await expect(failed).toBeVisible();
      expect(await stage.dump()).toContain('Try again later.');
      await failed.getByRole('button').click();
      await expect(failed).toHaveCount(0);

      await expect(photoPicker.selected).toHaveCount(kept);
      await stage.cloud.setCloudMedia({ online: true });
      if (kept === 0) await photoPicker.select(2);
      await photoPicker.confirmSelection();
      const answered = await result;
      expect(answered.resultCode).toBe(RESULT_OK);
      expect(urisOf(answered)).toHaveLength(kept === 0 ? 2 : kept);
    });
  }

  test('one that was picked and is not on the device any more cannot be opened', async ({ browser }) => {
    await using opened = await newStage(browser, 'U-managed', 34);
    const { stage } = opened;
    await addCloud(stage, 1);
    const { result } = await stage.ask({ action: ACTION_PICK_IMAGES });
    await stage.robot.photoPicker.items.first().click();
    const [uri = parseUri('')] = urisOf(await result);
    expect(uri).toContain(MOCK_CLOUD);
    await stage.cloud.forgetCloudMediaDownloads();
    await stage.cloud.setCloudMedia({ online: false });
    const { contentResolver } = await stage.app();
    await expect(contentResolver.openFileDescriptor(uri, 'r')).rejects.toMatchObject({ name: 'FileNotFoundException' });
  });
});

test.describe('S28 one selector, two pickers', () => {
  /** The one that a published test suite had: https://github.com/berkmancenter/keyring-wallet/pull/35 */
  const BOTH_IN_ONE = { clickable: true, descriptionContains: 'Photo taken on' };
  const DESCRIPTION = { descriptionContains: 'Photo taken on' };

  type Attributes = Readonly<Record<string, string>>;
  type Described = Readonly<{ node: Attributes; parent: Attributes }>;

  async function describedViews(stage: PhotoStage): Promise<readonly Described[]> {
    const xml = await stage.dump();
    return stage.page.evaluate((text) => {
      const all = new DOMParser().parseFromString(text, 'application/xml').querySelectorAll('node');
      const attributes = (element: Element | null) =>
        Object.fromEntries([...(element?.attributes ?? [])].map(({ name, value }) => [name, value]));
      return [...all]
        .filter((node) => node.getAttribute('content-desc')?.startsWith('Photo taken on'))
        .map((node) => ({ node: attributes(node), parent: attributes(node.parentElement) }));
    }, xml);
  }

  for (const [skin, sdk] of [
    ['T-legacy', 33],
    ['U-legacy', 34],
    ['U-managed', 34],
  ] as const) {
    test(`${skin}: the cell that takes the tap has the description`, async ({ browser }) => {
      await using opened = await newStage(browser, skin, sdk);
      const { stage } = opened;
      const { result } = await stage.ask(pickUpTo(3));
      await expect(stage.robot.photoPicker.items).toHaveCount(LIBRARY);
      const views = await describedViews(stage);
      expect(views).toHaveLength(LIBRARY);
      for (const { node } of views) {
        expect(node).toMatchObject({
          ...{ class: 'android.widget.FrameLayout', package: 'com.android.providers.media.module' },
          ...{ clickable: 'true', 'long-clickable': 'true', selected: 'false' },
        });
      }
      await stage.tap(BOTH_IN_ONE);
      await expect(stage.robot.photoPicker.selected).toHaveCount(1);
      const [first] = await describedViews(stage);
      expect(first?.node.selected).toBe('true');
      await stage.tap({ resourceId: 'com.android.providers.media.module:id/button_add' });
      expect(urisOf(await result)).toHaveLength(1);
    });
  }

  test('Modern: a view inside has the description, and its parent takes the tap', async ({ browser }) => {
    await using opened = await newStage(browser, 'Modern', 36);
    const { stage } = opened;
    const { result } = await stage.ask(pickUpTo(3));
    await expect(stage.robot.photoPicker.items).toHaveCount(LIBRARY);
    const views = await describedViews(stage);
    expect(views).toHaveLength(LIBRARY);
    for (const { node, parent } of views) {
      expect(node).toMatchObject({
        ...{ class: 'android.view.View', package: 'com.android.photopicker', 'resource-id': '' },
        ...{ clickable: 'false', 'long-clickable': 'false' },
      });
      expect(parent).toMatchObject({ clickable: 'true', 'content-desc': '', text: '', bounds: node.bounds ?? '' });
    }
    await expect(stage.tap(BOTH_IN_ONE)).rejects.toThrow('No view on the screen fits');
    await expect(stage.robot.photoPicker.selected).toHaveCount(0);
    // Whoever looks for the description alone taps the same pixel in either.
    await stage.tap(DESCRIPTION);
    await expect(stage.robot.photoPicker.selected).toHaveCount(1);
    const [first] = await describedViews(stage);
    expect(first?.parent.selected).toBe('true');
    await stage.tap({ text: 'Done' });
    expect(urisOf(await result)).toHaveLength(1);
  });
});
