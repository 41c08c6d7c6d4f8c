import { defineConfig } from 'vitest/config';

// `npm run test:packages`: makes every package that can be made here, and starts it. Minutes, and the network.
export default defineConfig({
  test: {
    include: ['tests/packaging/**/*.full.ts'],
    testTimeout: 600_000,
    hookTimeout: 600_000,
    fileParallelism: false,
    env: { TZ: 'UTC' },
  },
});
