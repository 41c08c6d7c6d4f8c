// The examples against the sources of this clone. A project of yours needs the alias of react-native alone.
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: at('.'),
  resolve: {
    alias: [
      { find: /^scopebox\/vitest$/, replacement: at('../testing/vitest.ts') },
      { find: /^scopebox$/, replacement: at('../sdk/index.ts') },
      { find: /^react-native$/, replacement: at('react-native/reactNative.ts') },
    ],
  },
  test: { include: ['**/*.test.ts'], testTimeout: 60_000, hookTimeout: 60_000 },
});
