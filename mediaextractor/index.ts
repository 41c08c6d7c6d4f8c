// The media process: everything that parses files of unknown origin. Named after Android's own.
import type { ExtractorReply, ExtractorRequest } from '../contract/rpc/mediaExtractor.ts';
import { ExtractorLoop } from './serve.ts';

/** process.parentPort, where Electron's utilityProcess started us. */
type ParentPort = {
  postMessage(message: unknown): void;
  on(event: 'message', listen: (event: { data: ExtractorRequest }) => void): void;
};

// mediabunny tells the console of every codec it does not know; nobody reads it here.
console.warn = () => undefined;

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
