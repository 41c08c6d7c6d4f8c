// What the desktop host is on a desktop: a window that comes back where it was, menus, links and files that ask first.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';
import { findElectron } from '../support/findElectron.ts';
import { makePhotoLibrary } from '../support/photoLibrary.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

test.skip(chromiumIsMissing(), howToGetChromium);

const root = fileURLToPath(new URL('../../', import.meta.url));
const { path: executablePath, kind } = findElectron();

/** What a file holds; null before it is there and whole. */
function readJson(path: string) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return null;
  }
}

type Asked = Readonly<{ kind: string; options: Readonly<{ message?: string; content?: string }> }>;

test.describe(`The desktop host on a desktop (${kind})`, () => {
  test.skip(kind === 'real', 'It reads what only the double writes down: dialogs, notifications, recent documents.');
  test.describe.configure({ mode: 'serial' });
  let workplace: TemporaryFolder;
  let env: Record<string, string>;
  let app: ElectronApplication;
  let page: Page;
  const at = (name: string) => join(workplace.path, name);

  test.beforeAll(async () => {
    workplace = await temporaryFolder('electronDesktop');
    await Promise.all(Object.entries({ five: 5, seven: 7 }).map(([name, count]) => makePhotoLibrary(at(name), count)));
    const inherited = Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    );
    env = Object.fromEntries(inherited);
    Object.assign(env, { XDG_DATA_HOME: at('data'), ELECTRON_DOUBLE_HOME: at('home'), TZ: 'UTC' });
    await launch();
  });

  test.afterAll(async () => {
    await app?.close();
    await workplace?.[Symbol.asyncDispose]();
  });

  async function launch(): Promise<void> {
    app = await _electron.launch({ executablePath, args: [root, at('five')], env });
    page = await app.firstWindow();
    await expectFolder('five');
  }

  const expectFolder = (name: string) =>
    expect(page.getByRole('region', { name: 'Folder of external_primary' })).toContainText(at(name));
  const click = (id: string) =>
    app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id);
  const record = <T>(what: string) =>
    app.evaluate((electron, key) => Reflect.get(electron, 'record')[key], what) as Promise<T>;
  const lastDialog = async () => (await record<readonly Asked[]>('dialogs')).at(-1)?.options;

  /** Every question from here on is answered with its first button. */
  const sayYes = () =>
    app.evaluate(({ dialog }) => {
      const asked = dialog.showMessageBox.bind(dialog) as (
        ...args: unknown[]
      ) => ReturnType<typeof dialog.showMessageBox>;
      dialog.showMessageBox = async (...args: unknown[]) => ({ ...(await asked(...args)), response: 0 });
    });

  /** Tells the program that runs, as macOS does. */
  const open = (event: 'open-url' | 'open-file', what: string) =>
    app.evaluate(({ app }, [name, link]) => app.emit(name, { preventDefault() {} }, link), [event, what] as const);

  /** Starts the program again, as other systems do for a link or a file. @returns its exit code */
  function bring(...args: string[]): Promise<number | null> {
    const child = spawn(executablePath, [root, ...args], { env, stdio: 'ignore' });
    return new Promise((resolve) => child.once('close', resolve));
  }

  test('the window comes back where it was, though nobody could say goodbye', async () => {
    const bounds = { x: 40, y: 60, width: 1_000, height: 900 };
    await app.evaluate(({ BrowserWindow }, asked) => BrowserWindow.getAllWindows()[0]?.setBounds(asked), bounds);
    const kept = () => readJson(at('home/.config/scopebox/desktop.json'))?.window;
    await expect.poll(kept).toEqual({ ...bounds, maximized: false });
    const ended = new Promise((resolve) => app.process().once('exit', resolve));
    app.process().kill('SIGKILL');
    await ended;
    await launch();
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())).toEqual(
      bounds,
    );
    await expect.poll(() => page.evaluate('innerWidth')).toBe(1_000);
  });

  test('Device > Android API 30 updates the device, and the menu shows it', async () => {
    await click('api-30');
    await expect(page.getByText('API 30 · boot')).toBeVisible();
    const checked = (id: string) =>
      app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.checked, id);
    await expect.poll(async () => [await checked('api-30'), await checked('api-34')]).toEqual([true, false]);
  });

  test('a link asks; without a yes nothing happens', async () => {
    const link = `scopebox://open?folder=${encodeURIComponent(at('seven'))}`;
    expect(await bring('--write-through', link)).toBe(0);
    await expect.poll(async () => (await lastDialog())?.message).toBe(`Show the device on ${at('seven')}?`);
    await expectFolder('five');
    await sayYes();
    await open('open-url', link);
    await expectFolder('seven');
    await expect(page.getByText('API 34 · boot')).toBeVisible();
  });

  test('a link that means nothing is told, and not followed', async () => {
    await open('open-url', 'scopebox://run?command=rm');
    await expect.poll(async () => (await lastDialog())?.content).toContain('scopebox://run?command=rm');
    await expectFolder('seven');
  });

  test('a link to a scenario shows its story, a file of one its text; neither runs', async () => {
    await open('open-url', 'scopebox://scenario/S01');
    await expect.poll(async () => (await lastDialog())?.message).toBe('Show the scenario S01?');
    const scenarios = page.getByRole('region', { name: 'Scenarios' });
    await expect(scenarios.getByRole('button', { name: 'Explain S01' })).toHaveAttribute('aria-expanded', 'true');
    await expect(scenarios.getByRole('listitem').filter({ hasText: 'Explain' })).toHaveCount(1);
    writeFileSync(at('own.scopebox.yaml'), 'name: Own\n');
    await open('open-file', at('own.scopebox.yaml'));
    await expect(scenarios.getByRole('region', { name: 'own.scopebox.yaml' })).toContainText('name: Own');
    await page.getByRole('tab', { name: 'Device' }).click();
    await expectFolder('seven');
  });

  test('File > Save session… writes what a double click brings back', async () => {
    const session = at('five.scopebox-session');
    await click('recent-1');
    await expectFolder('five');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = async () => ({ canceled: false, filePath });
    }, session);
    await click('save-session');
    await expect.poll(() => readJson(session)).toMatchObject({ folder: at('five'), api: 30 });
    await click('recent-1');
    await expectFolder('seven');
    expect(await bring(session)).toBe(0);
    await expectFolder('five');
    await expect(page.getByText('API 30 · boot')).toBeVisible();
  });

  test('recent libraries are offered until the list is cleared', async () => {
    expect(await record('recent')).toContain(at('seven'));
    await click('clear-recent');
    await expect.poll(() => record('recent')).toEqual([]);
    const recent = () => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('recent')?.enabled);
    await expect.poll(recent).toBe(false);
  });

  test('the end of a long scan is told to who looks elsewhere', async () => {
    await app.evaluate(({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]?.blur();
      // Each look at the clock is a while after the one before, so that a scan takes long.
      const now = performance.now.bind(performance);
      let jumped = 0;
      performance.now = () => {
        jumped += 11_000;
        return now() + jumped;
      };
    });
    await click('open-demo');
    await expect
      .poll(() => record('notifications'))
      .toEqual([
        { title: 'Scopebox', body: expect.stringMatching(/^Internal shared storage: \d+ files are indexed\.$/) },
      ]);
    // It may be told before the page is there again.
    await expect(page.getByRole('region', { name: 'Folder of external_primary' })).toContainText('fixtures/library');
  });

  test('the window follows the light of the system', async () => {
    await app.evaluate(({ nativeTheme }) => {
      nativeTheme.themeSource = 'dark';
    });
    await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true);
  });

  test('a page that stopped is shown again; the device went on', async () => {
    await page.evaluate('window.before = true; 0');
    await app.evaluate(({ webContents }) => {
      const details = { reason: 'crashed', exitCode: 5 };
      webContents.getAllWebContents()[0]?.emit('render-process-gone', {}, details);
    });
    await expect.poll(async () => (await lastDialog())?.message).toMatch(/page stopped/);
    await page.waitForFunction(() => !('before' in window));
  });

  test('Help > Check for updates… of a copy without an installer asks nobody', async () => {
    await click('updates');
    await expect.poll(async () => (await lastDialog())?.message).toMatch(/does not renew itself/);
  });
});
