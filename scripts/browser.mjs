// Brings in Debian's Chromium where the browser tests would find none and we may install one.
// tests/support/findChromium.ts chooses among those that are there, and falls back on the one npm brought.
import { existsSync } from 'node:fs';
import { run, step } from './setup.mjs';

const aptGet = '/usr/bin/apt-get';
const installed = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Does nothing when there is a browser, when we are not root, or where there is no apt. */
export async function bringChromium() {
  if (process.env.CHROMIUM_PATH || process.env.NO_SYSTEM_CHROMIUM) return;
  if (installed.some((path) => existsSync(path))) return;
  if (process.getuid?.() !== 0 || !existsSync(aptGet)) return;
  const options = { capture: true, env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  await step("installing Debian's chromium", async () => {
    await run(aptGet, ['update', '-q'], options);
    await run(aptGet, ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options);
  });
}
