// `npm run screenshot`: walks the road in a real browser and keeps the picker, with three photos chosen, as
// docs/screenshot.png.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright';
import sharp from 'sharp';
import { DeviceRobot } from '../tests/e2e/robots.ts';
import { findChromium } from '../tests/support/findChromium.ts';

const clone = resolve(import.meta.dirname, '..');
const target = join(clone, 'docs/screenshot.png');
const VIEWPORT = { width: 1280, height: 1060 };
/** Which photos are chosen, by their place in the grid: three that look well together. */
const CHOSEN = [1, 3, 5];

// The panel shows where the folder is: not where somebody keeps a clone.
const scratch = join(tmpdir(), 'scopebox');
const folder = join(scratch, 'Pictures');
cpSync(join(clone, 'fixtures/library'), folder, { recursive: true });
const host = spawn(
  process.execPath,
  [join(clone, 'out/main/web.js'), 'serve', folder, '--json', '--home', join(scratch, 'home')],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
try {
  const { url, token } = await address(host);
  await takePicture(`${url}/?token=${token}`);
  console.log(target);
} finally {
  const ended = once(host, 'exit');
  host.kill('SIGTERM');
  await ended;
  rmSync(scratch, { recursive: true, force: true });
}

async function address({ stdout }: ChildProcess): Promise<Readonly<{ url: string; token: string }>> {
  if (stdout === null) throw new Error('The host has no output.');
  const [line] = (await once(createInterface(stdout), 'line')) as [string];
  return JSON.parse(line);
}

async function takePicture(url: string): Promise<void> {
  const found = await findChromium();
  const root = process.getuid?.() === 0;
  const browser = await chromium.launch({
    ...(found === null ? {} : { executablePath: found.path }),
    args: root ? ['--no-sandbox'] : [],
  });
  try {
    const page = await browser.newPage({
      viewport: VIEWPORT,
      deviceScaleFactor: 1.5,
      locale: 'en-US',
      timezoneId: 'UTC',
    });
    await page.goto(url);
    await choosePhotos(page);
    // A palette keeps a picture that every clone downloads small.
    await sharp(await page.screenshot())
      .png({ palette: true, effort: 10 })
      .toFile(target);
  } finally {
    await browser.close();
  }
}

/** Launcher → Gallery → "Allow limited access" → three photos. */
async function choosePhotos(page: Page): Promise<void> {
  const device = new DeviceRobot(page);
  const gallery = await device.launch('Gallery');
  await gallery.askForPhotos();
  await device.permissionDialog.press('Allow limited access');
  for (const place of CHOSEN) await device.photoPicker.items.nth(place).click();
  // A click brings its photo into view, and the header out of it.
  await page.locator('.photo-grid-scroller').evaluate((grid) => grid.scrollTo(0, 0));
  await page.mouse.move(0, 0);
  await page.waitForFunction(() =>
    [...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth > 0),
  );
  await page.waitForLoadState('networkidle');
}
