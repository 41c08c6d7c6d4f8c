import { defineConfig } from '@playwright/test';
import { findChromium } from './tests/support/findChromium.ts';

// Found once, here: the workers and the Electron double inherit CHROMIUM_PATH.
const chromium = await findChromium();

export default defineConfig({
  testMatch: '*.spec.ts',
  projects: [
    { name: 'road', testDir: 'tests/e2e' },
    // What is drawn, on a fake device.
    { name: 'screens', testDir: 'tests/renderer' },
    // What readers copy: it needs a browser that is there.
    ...(chromium === null ? [] : [{ name: 'examples', testDir: 'examples' }]),
  ],
  // They end what hangs, and nothing else: a computer that is slow, or busy with other things, takes several times as long.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  workers: 2,
  retries: 0,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    browserName: 'chromium',
    locale: 'en-US',
    timezoneId: 'UTC',
    viewport: { width: 1100, height: 980 },
    // A film of every test would cost a computer that draws by itself a third of its time, the page after each step a
    // tenth: `npx playwright test --trace=retain-on-failure` has them.
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false },
    launchOptions: {
      ...(chromium === null ? {} : { executablePath: chromium.path }),
      args: ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    },
  },
});
