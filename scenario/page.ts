// A page that shows the device, for what only a screen can tell: a browser without a window.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Device } from '../sdk/device.ts';

/** Shows a device; null where there is no browser. Disposed, it is gone. */
export type OpenPage = (device: Device) => Promise<AsyncDisposable | null>;

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome', 'msedge'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** How long the page may take until the device knows it, milliseconds. */
const PATIENCE = 20_000;
const LOOK = 100;

export async function openPage(device: Device): Promise<AsyncDisposable | null> {
  const browser = findBrowser(process.env);
  if (browser === null) return null;
  const profile = await mkdtemp(join(tmpdir(), 'scopebox-browser-'));
  const address = `${device.url}/?token=${encodeURIComponent(device.token)}`;
  const child = spawn(
    browser,
    [
      ...['--headless=new', '--disable-gpu', '--no-first-run', '--window-size=1280,900'],
      // Chromium's sandbox does not start for root, as in a container; the page is our own.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...[`--user-data-dir=${profile}`, address],
    ],
    { stdio: 'ignore', env: { ...process.env, TMPDIR: profile } },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()).once('error', () => resolve()));
  const close = async () => {
    child.kill();
    await ended;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  const deadline = performance.now() + PATIENCE;
  while (performance.now() < deadline) {
    if (await device.tester.api.uiDump().then(Boolean, () => false)) return { [Symbol.asyncDispose]: close };
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
  await close();
  return null;
}

function findBrowser({ SCOPEBOX_BROWSER: named, PATH = '' }: NodeJS.ProcessEnv): string | null {
  if (named !== undefined && named !== '') return named;
  const inPath = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...inPath, ...PLACES].find((path) => existsSync(path)) ?? null;
}
