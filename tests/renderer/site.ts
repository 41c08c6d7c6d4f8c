// Serves the page on the fake device: for the checks here, and to look at while drawing (`node tests/renderer/site.ts`).
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { build, type Plugin, type PreviewServer, preview } from 'vite';
import { clip } from '../support/clip.ts';
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

const content: Plugin = {
  name: 'content',
  configurePreviewServer(server) {
    server.middlewares.use('/content', (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
      const uri = searchParams.get('uri') ?? '';
      // A document's id may be more than a number.
      const id = Number(/\d+$/.exec(uri)?.[0] ?? 0);
      const bytes = pathname.endsWith('/open') ? bytesOf(id) : null;
      if (bytes !== null) return answerRange(request, response, bytes);
      response.setHeader('content-type', 'image/svg+xml');
      response.end(picture(id));
    });
  },
};

/** What an item's own bytes are, where that matters: those of a video, and of what moves. */
function bytesOf(id: number): Bytes | null {
  if (id % 7 === 3) return { type: 'video/mp4', data: clip() };
  return id % 11 === 5
    ? { type: 'image/gif', data: readFileSync(at('../../fixtures/library/Download/sun.gif')) }
    : null;
}

type Bytes = Readonly<{ type: string; data: Buffer }>;

/** As the device answers who plays a video. */
function answerRange(request: IncomingMessage, response: ServerResponse, { type, data }: Bytes): void {
  const range = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '');
  const start = Number(range?.[1] ?? 0);
  const end = range?.[2] ? Number(range[2]) : data.length - 1;
  if (range !== null) response.setHeader('content-range', `bytes ${start}-${end}/${data.length}`);
  response.writeHead(range === null ? 200 : 206, { 'content-type': type, 'accept-ranges': 'bytes' });
  response.end(data.subarray(start, end + 1));
}

type Site = Readonly<{ server: PreviewServer; address: string; close(): Promise<void> }>;

/** A running site. It is built first: a page of hundreds of modules takes longer to load than most tests to run. */
export async function startSite(port = 0): Promise<Site> {
  const outDir = mkdtempSync(join(tmpdir(), 'scopebox-site-'));
  const options = { configFile: false, root: at('../../renderer'), logLevel: 'warn' } as const;
  await build({ ...options, plugins: [fakePort, react()], build: { outDir, emptyOutDir: true, minify: false } });
  const server = await preview({
    ...options,
    build: { outDir },
    plugins: [content],
    preview: { host: '127.0.0.1', port, strictPort: false },
  });
  return {
    server,
    address: server.resolvedUrls?.local[0] ?? '',
    close: async () => {
      await server.close();
      rmSync(outDir, { recursive: true });
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { server } = await startSite(5199);
  server.printUrls();
}
