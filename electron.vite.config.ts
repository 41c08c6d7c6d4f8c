import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  main: {
    build: {
      sourcemap: true,
      rolldownOptions: {
        input: {
          electron: at('main/hosts/electron.ts'),
          web: at('main/hosts/web.ts'),
          cli: at('cli/scopebox.ts'),
          mediaextractor: at('mediaextractor/index.ts'),
          watcher: at('main/hosts/watcherThread.ts'),
          provider: at('main/hosts/providerProcess.ts'),
          // What a plug-in imports as "scopebox".
          scopebox: at('sdk/index.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('preload/index.ts') },
        // A sandboxed preload cannot be an ES module.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    server: { host: '127.0.0.1', port: 5173, hmr: { protocol: 'ws', host: '127.0.0.1', clientPort: 5173 } },
    build: { minify: true, rolldownOptions: { input: { index: at('renderer/index.html') } } },
  },
});
