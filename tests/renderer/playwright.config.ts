// What is drawn, on a fake device: `npx playwright test -c tests/renderer`.
import { defineConfig } from '@playwright/test';
import whole from '../../playwright.config.ts';

// biome-ignore lint/style/noDefaultExport: Playwright asks for it.
export default defineConfig(whole, { testDir: '.', testMatch: '*.spec.ts' });
