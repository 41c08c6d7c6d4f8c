// Serves the page on the fake device: for the checks here, and to look at while drawing (`node tests/renderer/site.ts`).
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { createServer, type Plugin, type ViteDevServer } from 'vite';
import { picture } from './fakeMedia.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const fakePort: Plugin = {
  name: 'fake port',
  enforce: 'pre',
  async resolveId(source, importer) {
    if (!source.endsWith('/port.ts') || importer === undefined) return null;
    const resolved = await this.resolve(source, importer, { skipSelf: true });
    return resolved?.id === at('../../renderer/port.ts') ? at('./fakePort.ts') : null;
  },
};

const thumbnails: Plugin = {
  name: 'thumbnails',
  configureServer(server) {
    server.middlewares.use('/content', (request, response) => {
      const uri = new URL(request.url ?? '', 'http://localhost').searchParams.get('uri') ?? '';
      response.setHeader('content-type', 'image/svg+xml');
      // A document's id may be more than a number.
      response.end(picture(Number(/\d+$/.exec(uri)?.[0] ?? 0)));
    });
  },
};

/** A running site; its address is in `resolvedUrls`. */
export async function startSite(port = 0): Promise<ViteDevServer> {
  const server = await createServer({
    configFile: false,
    root: at('../../renderer'),
    cacheDir: at('../../node_modules/.vite-tests'),
    logLevel: 'warn',
    plugins: [fakePort, thumbnails, react()],
    server: { host: '127.0.0.1', port, hmr: false },
  });
  return server.listen();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const server = await startSite(5199);
  server.printUrls();
}
