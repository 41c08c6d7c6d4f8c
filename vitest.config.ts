import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: ['tests/e2e/**', '**/node_modules/**'],
    // They end what hangs, and nothing else: a computer that is slow, or busy with other things, takes several times as long.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    // By itself it leaves one core free, which is half of a computer with two; nothing here measures speed.
    maxWorkers: '100%',
    env: { TZ: 'UTC' },
  },
});
