// The media process: everything that parses files of unknown origin. Named after Android's own.
import { type ExtractorReply, type ExtractorRequest, MEMORY_LIMIT } from '../contract/rpc/mediaExtractor.ts';
import { ExtractorLoop } from './serve.ts';

/** process.parentPort, where Electron's utilityProcess started us. */
type ParentPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listen: (event: { data: ExtractorRequest }) => void): void;
};

/** Exit code of a process that ends itself for the memory it holds. */
const OUT_OF_MEMORY = 86;

// mediabunny tells the console of every codec it does not know; nobody reads it here.
console.warn = () => undefined;

// On Linux the device itself looks how much we hold, even while we are busy.
if (process.platform !== 'linux')
  setInterval(() => {
    if (process.memoryUsage.rss() > MEMORY_LIMIT) process.exit(OUT_OF_MEMORY);
  }, 250).unref();

const { parentPort } = process as { parentPort?: ParentPort };
if (parentPort !== undefined) {
  const loop = new ExtractorLoop((reply: ExtractorReply) => parentPort.postMessage(reply));
  parentPort.on('message', ({ data }) => loop.handle(data));
  parentPort.postMessage({ id: 0, method: 'ready' });
} else {
  const loop = new ExtractorLoop((reply: ExtractorReply) => process.send?.(reply));
  process.on('message', (request: ExtractorRequest) => loop.handle(request));
  process.on('disconnect', () => process.exit(0));
  process.send?.({ id: 0, method: 'ready' });
}
