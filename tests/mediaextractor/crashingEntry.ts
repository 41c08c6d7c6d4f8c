// A media process that a file named "poison" kills, as a broken decoder would; one named "endless" keeps it busy for
// ever, one named "hog" takes all the memory it gets. Everything else has a size of 1 by 1.
import type { ExtractorRequest } from '../../contract/rpc/mediaExtractor.ts';

const FACTS = { exif: {}, bounds: [1, 1], animation: null, xmp: null, retriever: null, problem: null };

const hoard: Buffer[] = [];

/** Faster than the device looks, and without a pause in which this process could look itself. */
function takeMemory(): void {
  for (;;) {
    hoard.push(Buffer.alloc(16 * 1024 * 1024, 1));
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
  }
}

process.on('message', (request: ExtractorRequest) => {
  const paths = request.method === 'metadata' ? request.files.map(({ path }) => path) : [request.path];
  if (paths.some((path) => path.includes('poison'))) process.kill(process.pid, 'SIGSEGV');
  else if (paths.some((path) => path.includes('hog'))) takeMemory();
  else if (paths.some((path) => path.includes('endless'))) for (;;);
  else if (request.method === 'metadata')
    process.send?.({ id: request.id, method: 'metadata', facts: paths.map(() => FACTS) });
  else if (request.method === 'redaction')
    process.send?.({ id: request.id, method: 'redaction', ranges: [[1, 2]], problem: null });
  else process.send?.({ id: request.id, method: 'thumbnail', problem: null });
});
process.on('disconnect', () => process.exit(0));
process.send?.({ id: 0, method: 'ready' });
