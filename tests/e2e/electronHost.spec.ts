// What only the desktop host has: menus, folders, one program, and a window that nothing leads out of.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { runningDevices, runningFolder } from '../../main/hosts/runningDevices.ts';
import { createDevice } from '../../sdk/device.ts';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { findElectron } from '../support/findElectron.ts';
import { makePhotoLibrary } from '../support/photoLibrary.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { DeviceRobot } from './robots.ts';

test.skip(chromiumIsMissing(), howToGetChromium);

const root = fileURLToPath(new URL('../../', import.meta.url));
const { path: executablePath, kind } = findElectron();

test.describe(`The desktop host on Electron (${kind})`, () => {
  test.describe.configure({ mode: 'serial' });
  let workplace: TemporaryFolder;
  let env: Record<string, string>;
  let app: ElectronApplication;
  let page: Page;
  let robot: DeviceRobot;
  const library = (name: string) => join(workplace.path, name);

  test.beforeAll(async () => {
    workplace = await temporaryFolder('electronHost');
    await Promise.all(
      Object.entries({ five: 5, seven: 7, card: 1, stick: 1 }).map(([name, count]) =>
        makePhotoLibrary(library(name), count),
      ),
    );
    const inherited = Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    );
    env = Object.fromEntries(inherited);
    Object.assign(env, { XDG_DATA_HOME: library('data'), ELECTRON_DOUBLE_HOME: library('home'), TZ: 'UTC' });
    app = await _electron.launch({ executablePath, args: [root, library('five')], env });
    page = await app.firstWindow();
    robot = new DeviceRobot(page);
  });

  test.afterAll(async () => {
    await app?.close();
    await workplace?.[Symbol.asyncDispose]();
  });

  /** Gives Gallery everything and waits until it sees that many rows. */
  async function expectPhotos(count: number): Promise<void> {
    const gallery = await robot.launch('Gallery');
    await gallery.askForPhotos();
    await robot.permissionDialog.press('Allow all');
    await expect(gallery.root.getByRole('status')).toHaveAttribute('data-count', String(count));
  }

  /** The same where Gallery was given everything before. */
  async function expectKnownPhotos(count: number): Promise<void> {
    const gallery = await robot.launch('Gallery');
    await expect(gallery.root.getByRole('status')).toHaveAttribute('data-count', String(count));
  }

  /** Does what has the page loaded anew, and waits for that: until then the old one may show the device once more. */
  async function reloaded<T>(act: () => Promise<T>): Promise<T> {
    await page.evaluate('window.before = true; 0');
    const done = await act();
    await page.waitForFunction(() => !('before' in window));
    return done;
  }

  const clickOpenFolder = () =>
    app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('open-folder')?.click());

  const volumeState = (text: string) =>
    page.getByRole('region', { name: 'Volumes', exact: true }).getByRole('status').filter({ hasText: text });

  const chooseFolder = (folder: string | null) =>
    app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = async () => ({ canceled: chosen === null, filePaths: chosen === null ? [] : [chosen] });
    }, folder);

  async function start(...args: string[]): Promise<Readonly<{ code: number | null; stderr: string }>> {
    const child = spawn(executablePath, [root, ...args], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text;
    });
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
    return { code, stderr };
  }

  test('shows the device on the folder it was started with', () => expectPhotos(5));

  test('the page reaches the device through a preload that offers nothing else', async () => {
    expect(await page.evaluate('Object.keys(host)')).toEqual([
      'kind',
      'pickFolder',
      'chooseFolder',
      'openFolder',
      'pathOf',
      'onScenario',
    ]);
    expect(await page.evaluate(() => ['require', 'process', 'Buffer'].filter((name) => name in window))).toEqual([]);
  });

  test('nothing leads out of the window', async () => {
    const shown = page.url();
    await page.evaluate(() => {
      window.open('https://scopebox.invalid/');
      location.href = 'https://scopebox.invalid/';
    });
    await expect.poll(() => app.windows().length).toBe(1);
    await expect(robot.app('Gallery').root).toBeVisible();
    expect(page.url()).toBe(shown);
  });

  test('a folder that was not chosen changes nothing', async () => {
    await chooseFolder(null);
    expect(await page.evaluate('host.pickFolder()')).toBeNull();
    await expect(robot.app('Gallery').root).toBeVisible();
  });

  test('File > Open library… restarts the device on that folder', async () => {
    await chooseFolder(library('seven'));
    await reloaded(clickOpenFolder);
    await expect(robot.screen.getByRole('button', { name: 'Gallery', exact: true })).toBeVisible();
    await expectPhotos(7);
  });

  test('a folder that cannot be read is told, and the device stays', async () => {
    await chooseFolder(library('nowhere'));
    await app.evaluate(({ dialog }) => {
      dialog.showErrorBox = (_title, content) => Object.assign(globalThis, { told: content });
    });
    await reloaded(clickOpenFolder);
    await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'told'))).toContain('nowhere');
    await expect(robot.screen.getByRole('button', { name: 'Gallery', exact: true })).toBeVisible();
  });

  test('a folder is chosen in the window of the system and put in', async () => {
    await chooseFolder(library('card'));
    await page.getByRole('button', { name: 'Mount…' }).click();
    const question = page.getByRole('dialog', { name: 'Mount a folder' });
    await question.getByRole('button', { name: 'Choose…' }).click();
    await expect(question.getByLabel('Folder, its full path')).toHaveValue(library('card'));
    await question.getByRole('button', { name: 'Mount', exact: true }).click();
    await expect(volumeState('SD card: Ready')).toBeVisible();
  });

  /** Drops something on the window that the system knows under that path. */
  const drop = (path: string) =>
    page.evaluate((whole) => {
      const name = whole.slice(whole.lastIndexOf('/') + 1);
      Object.assign(window, { electronDoublePaths: { [name]: whole } });
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([], name));
      // A file that a page made is no folder; this one is to be.
      const item = { kind: 'file', getAsFile: () => dataTransfer.files[0], webkitGetAsEntry: () => null };
      Object.defineProperty(dataTransfer, 'items', { value: [item] });
      window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    }, path);

  test('a folder that is dropped has a path, and is put in as it is asked for', async () => {
    await drop(library('stick'));
    const question = page.getByRole('dialog', { name: 'Put “stick” in as' });
    await question.getByRole('radio', { name: 'A USB drive' }).check();
    await expect(question.getByLabel('Folder, its full path')).toHaveValue(library('stick'));
    await question.getByRole('button', { name: 'Put in' }).click();
    await expect(volumeState('USB drive: Ready')).toBeVisible();
    for (const kind of ['SD card', 'USB drive']) {
      const buttons = page.getByRole('group', { name: new RegExp(`^${kind}, `) });
      await buttons.getByRole('button', { name: 'Eject' }).click();
      await expect(volumeState(`${kind}: Ejected`)).toBeVisible();
    }
  });

  test('a dropped folder can be the own storage: the device of that folder starts', async () => {
    await drop(library('five'));
    const question = page.getByRole('dialog', { name: 'Put “five” in as' });
    await question.getByRole('radio', { name: "The device's own storage" }).check();
    await reloaded(() => question.getByRole('button', { name: 'Restart on it' }).click());
    const folder = page.getByRole('region', { name: 'Folder of external_primary' });
    await expect(folder).toContainText(library('five'));
    await expectKnownPhotos(5);
    await reloaded(() => page.evaluate((path) => void window.host?.openFolder(path), library('seven')));
    await expect(folder).toContainText(library('seven'));
    await expectKnownPhotos(7);
  });

  test('what is no path opens nothing', async () => {
    await page.evaluate(() => window.host?.openFolder('../five'));
    await expect.poll(() => app.evaluate(() => Reflect.get(globalThis, 'told'))).toContain('../five');
    await expect(robot.app('Gallery').root.getByRole('status')).toHaveAttribute('data-count', '7');
    expect(await page.evaluate(() => window.host?.pathOf(new File([], 'unknown')))).toBe('');
    await robot.pressHome();
  });

  test('Device > Reboot', async () => {
    const gallery = await robot.launch('Gallery');
    await expect(gallery.root.getByRole('status')).toHaveAttribute('data-count', '7');
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('reboot')?.click());
    await expect(gallery.root).toBeHidden();
    await robot.launch('Gallery');
    await expect(gallery.root.getByRole('status')).toHaveAttribute('data-count', '7');
  });

  test('a second start shows its folder in the first window and ends', async () => {
    expect((await reloaded(() => start(library('five')))).code).toBe(0);
    const gallery = await robot.launch('Gallery');
    await expect(gallery.root.getByRole('status')).toHaveAttribute('data-count', '5');
  });

  test('commands reach the device of the window, whichever folder it shows', async () => {
    const devices = () => runningDevices(runningFolder({ XDG_DATA_HOME: library('data') }));
    expect(devices()).toMatchObject([
      { folder: library('five'), url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/) },
    ]);
    const [{ url, token } = { url: '', token: '' }] = devices();
    await using device = await createDevice({ url, token, waits: false });
    expect((await device.tester.state()).volumes).toMatchObject([{ folder: library('five') }]);
  });

  test('quits cleanly and gives the home back', async () => {
    const ended = new Promise((resolve) => app.process().once('exit', resolve));
    await app.evaluate(({ app }) => app.quit());
    expect(await ended).toBe(0);
  });

  test('a start that cannot be says why in one sentence', async () => {
    const missing = await start(library('nowhere'));
    expect(missing.code).toBe(3);
    expect(missing.stderr).toMatch(/^scopebox: .*nowhere.*$/m);
    expect(missing.stderr).not.toMatch(/\n\s+at /);
    const unknown = await start('--colour');
    expect(unknown.code).toBe(2);
    expect(unknown.stderr).toMatch(/^scopebox: .*--colour/m);
  });
});
