import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

export type FoundChromium = Readonly<{ path: string; from: string }>;

const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export const howToGetChromium =
  'No Chromium found, so the browser tests are skipped. Install one (Debian: apt install chromium; ' +
  'anywhere: npx playwright install chromium), or set CHROMIUM_PATH.';

/** Whether playwright.config.ts found none; for a test.skip at the top of a spec, before any hook runs. */
export const chromiumIsMissing = () => process.env.CHROMIUM_PATH === undefined;

/** Where a Chromium is on this computer; null when there is none. CHROMIUM_PATH wins, and is remembered for children. */
export async function findChromium(): Promise<FoundChromium | null> {
  const asked = process.env.CHROMIUM_PATH;
  if (asked !== undefined && existsSync(asked)) return { path: asked, from: 'CHROMIUM_PATH' };
  const found = fromSystem() ?? fromPlaywright() ?? (await fromNpm());
  if (found !== null) process.env.CHROMIUM_PATH = found.path;
  return found;
}

function fromSystem(): FoundChromium | null {
  if (process.env.NO_SYSTEM_CHROMIUM === '1') return null;
  const path = installed.find((candidate) => existsSync(candidate));
  return path === undefined ? null : { path, from: 'this system' };
}

function fromPlaywright(): FoundChromium | null {
  const path = chromium.executablePath();
  return path !== '' && existsSync(path) ? { path, from: 'Playwright' } : null;
}

// Unpacks into the temp folder at the first call; two processes doing so at once would collide,
// so playwright.config.ts calls this once and hands the path on in CHROMIUM_PATH.
async function fromNpm(): Promise<FoundChromium | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  try {
    const sparticuz = await import('@sparticuz/chromium');
    return { path: await sparticuz.default.executablePath(), from: '@sparticuz/chromium' };
  } catch {
    return null;
  }
}
