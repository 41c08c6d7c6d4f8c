// The pictures of the photo picker, each state of each skin, and of the document picker.
import type { Locator } from 'playwright';
import type { SdkInt } from '../contract/android/build.ts';
import {
  ACTION_CREATE_DOCUMENT,
  ACTION_OPEN_DOCUMENT,
  ACTION_OPEN_DOCUMENT_TREE,
  ACTION_PICK_IMAGES,
  CATEGORY_OPENABLE,
  EXTRA_ALLOW_MULTIPLE,
  EXTRA_PICK_IMAGES_IN_ORDER,
  EXTRA_PICK_IMAGES_MAX,
  EXTRA_TITLE,
  type Intent,
} from '../contract/android/intent.ts';
import type { Skin } from '../contract/rpc/deviceApi.ts';
import { EditorRobot } from '../tests/e2e/editorRobot.ts';
import { GALLERY, keep, reopened, type Stage } from './screenStage.ts';

/** Each generation where it was shipped. */
const SKINS: readonly (readonly [SdkInt, Skin])[] = [
  [33, 'T-legacy'],
  [34, 'U-legacy'],
  [34, 'U-managed'],
  [36, 'Modern'],
];
const MOCK_CLOUD = 'com.example.cloudphotos.cloudmedia';

const upTo = (max: number, extras: Intent['extras'] = {}): Intent => ({
  action: ACTION_PICK_IMAGES,
  extras: { [EXTRA_PICK_IMAGES_MAX]: max, ...extras },
});

/** The skins of this level. */
export async function drawPickers(stage: Stage): Promise<void> {
  for (const [sdk, skin] of SKINS) {
    if (sdk !== stage.sdk) continue;
    await stage.tester.setSkin(skin);
    await drawSkin(stage, skin);
  }
}

async function drawSkin(stage: Stage, skin: Skin): Promise<void> {
  const { robot, page } = stage;
  const { root, items } = robot.photoPicker;
  const kept: Kept = (what, again) => keep(stage, `picker-${skin}-${what}`, again);
  const albums = root
    .getByRole('tab', { name: 'Albums' })
    .or(root.getByRole('button', { name: 'Albums', exact: true }));
  const preview = page.locator('.preview');

  await ask(stage, upTo(3));
  await items.first().waitFor();
  await kept('photos');
  await robot.photoPicker.select(3);
  await kept('selected');
  await kept('limit', async () => {
    await items.nth(4).click();
    await root.locator('.snackbar').waitFor();
  });
  await root.locator('.snackbar').waitFor({ state: 'hidden' });
  await root.getByRole('button', { name: /^(View selected|Preview)$/ }).click();
  await preview.waitFor();
  await kept('preview-selected');
  await page.keyboard.press('Escape');
  await albums.click();
  await root.locator('.album').first().waitFor();
  await kept('albums');
  await root.locator('.album', { hasText: 'Camera' }).click();
  await root.locator('[data-page="album"] [role="gridcell"]').first().waitFor();
  await kept('album');
  await leave(stage);

  await ask(stage, upTo(5, { [EXTRA_PICK_IMAGES_IN_ORDER]: true }));
  for (const place of [2, 0, 4]) await items.nth(place).click();
  await kept('ordered');
  await leave(stage);

  await ask(stage, { action: ACTION_PICK_IMAGES });
  await items.first().waitFor();
  await kept('single');
  await longPress(items.first());
  await preview.waitFor();
  await kept('preview-photo');
  await leave(stage);

  await ask(stage, { action: ACTION_PICK_IMAGES, type: 'video/*' });
  await longPress(items.first());
  // Paused, its controls stay.
  await preview.locator('video[data-ready="true"]').waitFor();
  await page.keyboard.press('k');
  await preview.locator('.preview-controls[data-shown="true"]').waitFor();
  await kept('preview-video');
  await leave(stage);

  await ask(stage, { action: ACTION_PICK_IMAGES, type: 'image/x-none' });
  await root.locator('.picker-empty').waitFor();
  await kept('empty');
  await leave(stage);

  await drawTablet(stage, skin);
  await drawPreload(stage, kept);
  if (skin !== 'T-legacy') await drawUserSelect(stage, kept);
  if (skin === 'Modern') await drawBanner(stage, kept);
}

/** What the Modern picker tells of cloud media, once its line of privacy was read. */
async function drawBanner(stage: Stage, kept: Kept): Promise<void> {
  const { cloud, robot } = stage;
  await cloud.setCloudMediaProvider(MOCK_CLOUD);
  await ask(stage, upTo(5));
  await robot.photoPicker.root.getByRole('button', { name: 'Dismiss' }).click();
  await robot.photoPicker.root.locator('[data-banner="cloudMediaAvailable"]').waitFor();
  await kept('cloud-banner');
  await leave(stage);
  await cloud.setCloudMediaProvider(null);
}

/** A tablet on its side; once for each family of pickers. */
async function drawTablet(stage: Stage, skin: Skin): Promise<void> {
  if (skin !== 'U-managed' && skin !== 'Modern') return;
  const { page, robot } = stage;
  const profile = page.getByRole('combobox', { name: 'Device profile' });
  const rotate = page.getByRole('button', { name: 'Rotate', exact: true });
  await profile.selectOption('Tablet');
  await rotate.click();
  await ask(stage, upTo(5));
  await robot.photoPicker.select(2);
  await keep(stage, `picker-${skin}-tablet`);
  await leave(stage);
  await rotate.click();
  await profile.selectOption('Phone');
}

type Kept = (what: string, again?: () => Promise<void>) => Promise<void>;

/** A cloud that takes for ever: the picker waits with its dialog. */
async function drawPreload(stage: Stage, kept: Kept): Promise<void> {
  const { cloud, robot, page } = stage;
  await cloud.setCloudMediaProvider(MOCK_CLOUD);
  await cloud.addCloudMedia({ count: 4, kind: 'photo' });
  await cloud.setCloudMedia({ online: true, faults: [] });
  await ask(stage, upTo(5));
  await robot.photoPicker.items.first().waitFor();
  await kept('cloud');
  await robot.photoPicker.select(2);
  const hang = {
    kind: 'hang',
    operations: ['open'],
    at: 'before',
    probability: 1,
    times: null,
    document: null,
  } as const;
  await cloud.setCloudMedia({ faults: [hang] });
  const dialog = page.getByRole('alertdialog');
  // The XML picker waits four seconds, and a busy computer draws longer: then it is asked again.
  await kept('preload', async () => {
    if ((await dialog.count()) > 0) return;
    if ((await robot.photoPicker.root.count()) === 0) {
      await ask(stage, upTo(5));
      await robot.photoPicker.select(2);
    }
    await robot.photoPicker.confirmSelection();
    await dialog.waitFor();
  });
  // Only its button ends it; by now it may have ended by itself.
  await dialog
    .getByRole('button')
    .click({ timeout: 2_000 })
    .catch(() => undefined);
  await leave(stage);
  await cloud.setCloudMedia({ faults: [] });
  await cloud.setCloudMediaProvider(null);
  // That there is no cloud any more is told once, and not on the next skin's pictures.
  await ask(stage, upTo(5));
  await robot.photoPicker.items.first().waitFor();
  await leave(stage);
}

/** What an app may see, with nothing selected, and with something. */
async function drawUserSelect(stage: Stage, kept: Kept): Promise<void> {
  const { robot, tester } = stage;
  await tester.setPhotoAccess(GALLERY, 'reset');
  const app = await reopened(stage, 'Gallery');
  await app.askForPhotos();
  await robot.permissionDialog.buttons.first().click();
  await robot.photoPicker.items.first().waitFor();
  await kept('user-select-none');
  await robot.photoPicker.select(2);
  await kept('user-select');
  await leave(stage);
}

/** Each way the document picker is asked for. */
export async function drawDocuments(stage: Stage): Promise<void> {
  const editor = new EditorRobot(stage.robot.screen);
  const kept = (what: string) => keep(stage, `documents-${what}`);
  const open = async (intent: Intent) => {
    await ask(stage, intent);
    await editor.picker.waitFor();
  };
  await open({
    action: ACTION_OPEN_DOCUMENT,
    type: '*/*',
    categories: [CATEGORY_OPENABLE],
    extras: { [EXTRA_ALLOW_MULTIPLE]: true },
  });
  await kept('recents');
  await editor.picker.getByRole('button', { name: 'Show roots' }).click();
  await kept('roots');
  await stage.page.keyboard.press('Escape');
  await editor.goTo('Internal storage');
  await kept('list');
  await editor.picker.locator('.docs-view-button').click();
  await kept('grid');
  await leave(stage);
  await open({ action: ACTION_CREATE_DOCUMENT, type: 'text/plain', extras: { [EXTRA_TITLE]: 'notes.txt' } });
  await editor.goTo('Internal storage');
  await kept('save');
  await leave(stage);
  await open({ action: ACTION_OPEN_DOCUMENT_TREE });
  await editor.goTo('Internal storage', 'Pictures');
  await kept('tree');
  await editor.picker.getByRole('button', { name: 'Use this folder' }).click();
  await stage.page.getByRole('alertdialog').waitFor();
  await kept('tree-question');
  await leave(stage);
}

async function ask(stage: Stage, intent: Intent): Promise<void> {
  const app = await stage.app();
  await stage.tester.launch(GALLERY);
  // Nobody waits for the answer: the picture is what is wanted.
  app.startActivityForResult(intent, 7).catch(() => undefined);
}

/** Back until no picker is there. */
async function leave({ page }: Stage): Promise<void> {
  const pickers = page.locator('.picker, .document-picker');
  while ((await pickers.count()) > 0) {
    await page.keyboard.press('Escape');
    await page.waitForTimeout(50);
  }
}

async function longPress(cell: Locator): Promise<void> {
  await cell.click({ delay: 700 });
}
