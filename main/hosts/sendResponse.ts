// A Response as the answer to a request of Node's server.
import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { partOf, writePart } from './fileParts.ts';

/** Resolves when all is sent, or the reader has left in the middle, which is no error of anybody's. */
export async function sendResponse(
  answer: Response,
  response: ServerResponse,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  response.writeHead(answer.status, { ...headers, ...Object.fromEntries(answer.headers) });
  if (answer.body === null) {
    response.end();
    return;
  }
  const part = partOf(answer);
  // One who is left without the end learns it.
  if (part !== null) return writePart(part, response).catch(() => undefined);
  await pipeline(Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0]), response).catch(
    () => undefined,
  );
}
