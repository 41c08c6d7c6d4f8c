// The double itself, with an app that uses everything it offers. On the real Electron the sample would run the same.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, expect, type Page, test } from '@playwright/test';
import { chromiumIsMissing, howToGetChromium } from '../support/findChromium.ts';

test.skip(chromiumIsMissing(), howToGetChromium);

const executablePath = fileURLToPath(new URL('../electronDouble/electron', import.meta.url));
const sample = fileURLToPath(new URL('../electronDouble/sample', import.meta.url));

test.describe('The Electron double', () => {
  test.describe.configure({ mode: 'serial' });
  let app: ElectronApplication;
  let page: Page;

  test.beforeAll(async () => {
    app = await _electron.launch({ executablePath, args: [sample] });
    page = await app.firstWindow();
    await page.waitForLoadState();
  });
  test.afterAll(() => app?.close());

  const requests = () => app.evaluate(() => Reflect.get(globalThis, 'requests') as string[]);
  const inPage = <T>(expression: string) => page.evaluate(expression) as Promise<T>;

  test('shows the page of the app’s own scheme in a window of the asked size', async () => {
    await expect(page.getByRole('heading')).toHaveText('Sample');
    expect(await inPage('[innerWidth, innerHeight, isSecureContext]')).toEqual([412, 600, true]);
    await expect.poll(requests).toContain('GET app://sample/page.js');
    expect(app.windows()).toHaveLength(1);
  });

  test('gives the handler the app’s own addresses, bodies and origin', async () => {
    const [body, origin] = await inPage<string[]>(
      `fetch('/echo', { method: 'POST', body: 'héllo' }).then(async (r) => [await r.text(), r.headers.get('x-origin')])`,
    );
    expect(body).toBe('héllo');
    expect(origin).toBe('app://sample');
  });

  test('runs the preload first, and carries its calls', async () => {
    expect(await inPage('host.kind')).toBe('electron');
    expect(await inPage('Object.isFrozen(host)')).toBe(true);
    expect(await inPage(`host.ask('word')`)).toBe('WORD');
    await expect(inPage(`host.ask('fail')`)).rejects.toThrow(`Error invoking remote method 'ask': RangeError: too far`);
  });

  test('carries a MessagePort both ways, in order, until it is closed', async () => {
    await inPage(`for (let i = 0; i < 50; i++) say(i)`);
    await expect.poll(() => inPage('answers.length')).toBe(50);
    expect(await inPage('answers.slice(0, 2)')).toEqual(['app://sample/ said 0', 'app://sample/ said 1']);
    expect(await inPage('answers.at(-1)')).toBe('app://sample/ said 49');
    await inPage('closePort()');
    await expect.poll(requests).toContain('port closed');
  });

  test('runs a utility process', async () => {
    await expect.poll(requests).toContain('worker heard hello');
  });

  test('lets a test click the menu and answer a dialog', async () => {
    await app.evaluate(({ dialog }) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['/picked'] });
    });
    await app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('pick')?.click());
    await expect.poll(requests).toContain('picked /picked');
  });

  test('refuses navigation and new windows as the app said', async () => {
    await inPage(`location.href = '/elsewhere'; 0`);
    await inPage(`window.open('/'); 0`);
    await expect.poll(() => app.windows().length).toBe(1);
    await expect(page.getByRole('heading')).toHaveText('Sample');
    expect(await requests()).not.toContain('GET app://sample/elsewhere');
  });

  test('throws on a name it lacks', async () => {
    await expect(app.evaluate(({ app }) => app.getGPUInfo('basic'))).rejects.toThrow('has no app.getGPUInfo');
  });

  test('is one program: a second start tells the first and ends', async () => {
    const home = await app.evaluate(({ app }) => app.getPath('home'));
    const second = spawn(executablePath, [sample, '--again'], { env: { ...process.env, ELECTRON_DOUBLE_HOME: home } });
    expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0);
    await expect.poll(requests).toContain('second --again');
  });

  test('quits through will-quit, which the app may hold up', async () => {
    const said: string[] = [];
    app.process().stderr?.on('data', (text) => said.push(String(text)));
    const ended = new Promise((resolve) => app.process().once('exit', resolve));
    await app.close();
    expect(await ended).toBe(0);
    // What it said last may be read after its end is known.
    await expect.poll(() => said.join('')).toContain('stopping');
  });
});

test('Killed without warning, the double leaves no Chromium behind', async () => {
  const double = spawn(executablePath, [sample], { stdio: ['ignore', 'ignore', 'pipe'] });
  const endpoint = await new Promise<string>((resolve) => {
    createInterface({ input: double.stderr }).on('line', (line) => {
      const match = /^DevTools listening on ws:\/\/([^/]+)/.exec(line);
      if (match?.[1] !== undefined) resolve(`http://${match[1]}/json/version`);
    });
  });
  expect((await fetch(endpoint)).status).toBe(200);
  double.kill('SIGKILL');
  await expect
    .poll(() =>
      fetch(endpoint).then(
        () => 'alive',
        () => 'gone',
      ),
    )
    .toBe('gone');
});
