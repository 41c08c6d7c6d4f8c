// `npm run screens`: draws every dialog and page of the device on five levels, and the tester's view of the library on
// the newest, light and dark, into docs/screens.
// `pickers` before the levels draws the photo pickers and the document picker alone.
// The built host runs on the demo library; states are set by the tester's conversation, screens are reached by clicking.
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { chromium } from 'playwright';
import { SDK_INTS, type SdkInt } from '../contract/android/build.ts';
import { type AndroidManifest, permission } from '../contract/android/manifest.ts';
import type { CloudMediaApi } from '../contract/rpc/cloudMediaApi.ts';
import type { DeviceApi } from '../contract/rpc/deviceApi.ts';
import { type Context, connect } from '../sdk/context.ts';
import { conversation } from '../tests/e2e/pickerStage.ts';
import { DeviceRobot, type GalleryRobot } from '../tests/e2e/robots.ts';
import { findChromium } from '../tests/support/findChromium.ts';
import { WebHost } from '../tests/support/webHost.ts';
import { drawDocuments, drawPickers } from './pickerScreens.ts';
import { GALLERY, keep, keepPicture, reopened, type Stage, THEMES, target } from './screenStage.ts';

const LEVELS: readonly SdkInt[] = [29, 32, 33, 34, 36];
/** Four skins of the picker, each in a dozen states and two themes, are most of it. */
const MAX_BYTES = 9_000_000;

const clone = resolve(import.meta.dirname, '..');
const scanner: AndroidManifest = JSON.parse(readFileSync(join(clone, 'fixtures/apps/scanner.json'), 'utf8'));
/** The group of photos has its own name since Android 13. */
const PHOTOS = /^(Photos and videos|Files and media|Storage)$/;

const fileManager: AndroidManifest = {
  packageName: 'com.example.files',
  label: 'File Manager',
  targetSdk: 34,
  usesPermissions: [
    permission.READ_EXTERNAL_STORAGE,
    permission.READ_MEDIA_IMAGES,
    permission.READ_MEDIA_VIDEO,
    permission.READ_MEDIA_AUDIO,
    permission.MANAGE_EXTERNAL_STORAGE,
    permission.MANAGE_MEDIA,
  ].map((name) => ({ name })),
};

const scratch = mkdtempSync(join(tmpdir(), 'scopebox-screens-'));
const onlyPickers = process.argv.includes('pickers');
const asked = process.argv
  .slice(2)
  .filter((word) => word !== 'pickers')
  .map(Number);
const found = await findChromium();
const browser = await chromium.launch({
  ...(found === null ? {} : { executablePath: found.path }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  mkdirSync(target, { recursive: true });
  for (const sdk of asked.length === 0 ? LEVELS : SDK_INTS.filter((known) => asked.includes(known)))
    await drawLevel(sdk);
} finally {
  await browser.close();
  rmSync(scratch, { recursive: true, force: true });
}
const bytes = readdirSync(target).reduce((sum, name) => sum + statSync(join(target, name)).size, 0);
console.log(`${readdirSync(target).length} pictures, ${(bytes / 1e6).toFixed(1)} MB in ${target}`);
if (bytes > MAX_BYTES) throw new Error(`docs/screens has ${bytes} bytes; ${MAX_BYTES} is what a clone should carry.`);

async function drawLevel(sdk: SdkInt): Promise<void> {
  const folder = join(scratch, `${sdk}/Pictures`);
  cpSync(join(clone, 'fixtures/library'), folder, { recursive: true });
  await using host = await WebHost.start(folder, join(scratch, `${sdk}/home`), ['--api', String(sdk)]);
  const tester = await conversation<DeviceApi>(host, 'tester');
  const cloud = await conversation<CloudMediaApi>(host, 'cloudMedia');
  let opened: Context | null = null;
  const app = async () => {
    opened ??= await connect({ ...host.address, packageName: GALLERY });
    return opened;
  };
  const page = await browser.newPage({ viewport: { width: 1280, height: 980 }, locale: 'en-US', timezoneId: 'UTC' });
  page.setDefaultTimeout(15_000);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(host.entrance);
  const robot = new DeviceRobot(page);
  await robot.tester.expectScanned();
  for (const manifest of [scanner, fileManager]) await tester.install(manifest);
  const stage: Stage = { sdk, page, robot, tester, cloud, app };
  if (!onlyPickers) {
    await drawPermissionDialogs(stage);
    await drawMediaRequests(stage);
    await drawSettings(stage);
    if (sdk === LEVELS.at(-1)) await drawLibrary(stage);
  }
  if (sdk === LEVELS.at(-1)) await drawDocuments(stage);
  await drawPickers(stage);
  // It may never have asked.
  (opened as Context | null)?.close();
  await page.close();
  for (const held of [tester, cloud]) held.close();
  console.log(`API ${sdk} is drawn.`);
}

async function drawPermissionDialogs(stage: Stage): Promise<void> {
  const { robot, tester, sdk } = stage;
  const app = await reopened(stage, 'Gallery');
  await keep(stage, 'gallery-denied');
  await drawQuestion(stage, app, 'permission-first');
  await tester.setPhotoAccess(GALLERY, 'denied');
  await drawQuestion(stage, await reopened(stage, 'Gallery'), 'permission-after-denial');
  await tester.setPhotoAccess(GALLERY, 'full');
  await reopened(stage, 'Gallery');
  await keep(stage, 'gallery-full');
  await drawQuestion(stage, await reopened(stage, 'Scanner'), 'permission-old-app');
  if (sdk < 34) return;
  const ids = await someIds(stage);
  await tester.setPhotoAccess(GALLERY, 'limited', ids);
  const limited = await reopened(stage, 'Gallery');
  await keep(stage, 'gallery-partial');
  await limited.selectMore();
  await stage.page.locator('.grant-dialog').waitFor();
  await keep(stage, 'permission-select-more');
  await robot.pressBack();
}

async function drawQuestion(stage: Stage, app: GalleryRobot, what: string): Promise<void> {
  await app.askForPhotos();
  await stage.page.locator('.grant-dialog').waitFor();
  await keep(stage, what);
  await stage.robot.pressBack();
}

async function drawMediaRequests(stage: Stage): Promise<void> {
  const { tester, sdk, page } = stage;
  if (sdk < 30) return;
  await tester.setPhotoAccess(GALLERY, 'full');
  const app = await reopened(stage, 'Gallery');
  for (const [count, action, what] of [
    [1, 'Delete', 'media-request-one'],
    [3, 'Move to trash', 'media-request-few'],
    [7, 'Ask to edit', 'media-request-many'],
  ] as const) {
    const cells = app.root.locator('.media-picture[aria-pressed="false"]');
    while ((await app.root.locator('.media-picture[aria-pressed="true"]').count()) < count) await cells.first().click();
    await app.root.getByRole('button', { name: action, exact: true }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.waitFor();
    await keep(stage, what);
    await dialog.getByRole('button', { name: 'Deny' }).click();
    await dialog.waitFor({ state: 'detached' });
  }
}

async function drawSettings(stage: Stage): Promise<void> {
  const { robot, tester, page } = stage;
  const settings = page.locator('.settings-window');
  const open = (name: string | RegExp) => settings.getByRole('button', { name }).click();
  await tester.setPhotoAccess(GALLERY, 'reset');
  await robot.pressHome();
  await robot.screen.getByRole('button', { name: 'Settings', exact: true }).click();
  await settings.getByRole('button', { name: 'Gallery' }).waitFor();
  await keep(stage, 'settings-apps');
  await open('Gallery');
  await keep(stage, 'settings-app-info');
  await open('Permissions');
  await keep(stage, 'settings-permissions');
  await open(PHOTOS);
  await keep(stage, 'settings-photos-denied');
  const limited = settings.getByRole('radio', { name: 'Allow limited access' });
  if ((await limited.count()) > 0) {
    await limited.click();
    await settings.getByRole('button', { name: 'Edit selected photos for this app' }).waitFor();
    await keep(stage, 'settings-photos-limited');
  }
  await drawOldApp(stage, open);
  await drawSpecialAccess(stage, open);
}

/** An app from before Android 13: one choice is about all of its storage groups. */
async function drawOldApp(stage: Stage, open: (name: string | RegExp) => Promise<void>): Promise<void> {
  const settings = stage.page.locator('.settings-window');
  await appInfo(stage, scanner.label);
  await open('Permissions');
  await open(PHOTOS);
  await settings.getByRole('radio').first().click();
  const question = stage.page.getByRole('alertdialog');
  if (stage.sdk >= 33) {
    await question.waitFor();
    await keep(stage, 'settings-confirmation');
    await question.getByRole('button').last().click();
  }
  await settings.getByRole('radio', { checked: true }).first().and(settings.getByRole('radio').first()).waitFor();
  await keep(stage, 'settings-old-app');
}

async function drawSpecialAccess(stage: Stage, open: (name: string | RegExp) => Promise<void>): Promise<void> {
  const { sdk, page } = stage;
  const settings = page.locator('.settings-window');
  if (sdk < 30) return;
  await appInfo(stage, fileManager.label);
  await keep(stage, 'settings-app-info-special');
  if (sdk <= 32) {
    await open('Permissions');
    await open(PHOTOS);
    await keep(stage, 'settings-all-files-choice');
    await settings.getByRole('radio').first().click();
    await page.getByRole('alertdialog').waitFor();
    await keep(stage, 'settings-all-files-confirmation');
    await page.getByRole('alertdialog').getByRole('button').first().click();
    await appInfo(stage, fileManager.label);
  }
  await open('All files access');
  await settings.getByRole('switch').first().click();
  await keep(stage, 'settings-all-files');
  if (sdk < 31) return;
  await appInfo(stage, fileManager.label);
  await open('Media management apps');
  await keep(stage, 'settings-manage-media');
}

/** The panel beside the device: its theme is the computer's. */
async function drawLibrary(stage: Stage): Promise<void> {
  const { sdk, page, tester } = stage;
  await tester.setPhotoAccess(GALLERY, 'full');
  const ids = await someIds(stage);
  await tester.setPhotoAccess(GALLERY, 'limited', ids);
  await reopened(stage, 'Gallery');
  const panel = page.locator('.inspector');
  const keepPanel = async (card: string, what: string) => {
    await page.mouse.move(1270, 10);
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      await page.waitForFunction(() =>
        [...document.querySelectorAll<HTMLImageElement>('.library img')].every((image) => image.complete),
      );
      await keepPicture(panel.locator(card), `${sdk}-${colorScheme}-${what}`);
    }
  };
  await panel.getByRole('tab', { name: 'Queries' }).click();
  await panel.locator('.query-line').first().click();
  await keepPanel('.log', 'panel-queries');
  await panel.getByRole('tab', { name: 'Library' }).click();
  const row = panel.locator('.library-line[data-id]').first();
  await row.waitFor();
  await panel.locator('.library-counts').waitFor();
  await keepPanel('.library', 'panel-library');
  await row.click();
  await panel.locator('.library-columns').waitFor();
  await keepPanel('.library', 'panel-library-row');
}

/** From anywhere, by the menu of an icon. */
async function appInfo({ robot, page }: Stage, label: string): Promise<void> {
  await robot.pressHome();
  await page.locator('.launcher-app', { hasText: label }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'App info' }).click();
  await page.locator('.settings-app-header').waitFor();
}

async function someIds(stage: Stage): Promise<readonly number[]> {
  const { rows } = await reopened(stage, 'Gallery');
  await rows.first().waitFor();
  const ids = await rows.evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-id'))));
  return ids.slice(0, 3);
}
