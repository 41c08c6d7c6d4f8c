// The built web host on a copy of the demo library, in a real browser: for pictures of the real thing.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium, type Page } from 'playwright';
import { findChromium } from '../tests/support/findChromium.ts';

const clone = resolve(import.meta.dirname, '..');
// The panel shows where the folder is: not where somebody keeps a clone.
const scratch = join(tmpdir(), 'scopebox');

/** Starts the host, opens its page and visits it; everything is gone afterwards. @param pixels per CSS px */
export async function visitDemoHost(
  viewport: Readonly<{ width: number; height: number }>,
  pixels: number,
  visit: (page: Page) => Promise<void>,
): Promise<void> {
  const folder = join(scratch, 'Pictures');
  cpSync(join(clone, 'fixtures/library'), folder, { recursive: true });
  const host = spawn(
    process.execPath,
    [join(clone, 'out/main/web.js'), 'serve', folder, '--json', '--home', join(scratch, 'home')],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  try {
    const { url, token } = await address(host);
    const found = await findChromium();
    const browser = await chromium.launch({
      ...(found === null ? {} : { executablePath: found.path }),
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    });
    try {
      const page = await browser.newPage({ viewport, deviceScaleFactor: pixels, locale: 'en-US', timezoneId: 'UTC' });
      await page.goto(`${url}/?token=${token}`);
      await visit(page);
    } finally {
      await browser.close();
    }
  } finally {
    const ended = once(host, 'exit');
    host.kill('SIGTERM');
    await ended;
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function address({ stdout }: ChildProcess): Promise<Readonly<{ url: string; token: string }>> {
  if (stdout === null) throw new Error('The host has no output.');
  const [line] = (await once(createInterface(stdout), 'line')) as [string];
  return JSON.parse(line);
}

/** Every picture of the page is there. */
export async function allDrawn(page: Page): Promise<void> {
  await page.waitForFunction(() =>
    [...document.images].every(({ complete, naturalWidth }) => complete && naturalWidth > 0),
  );
}
