// One loop: requests in, replies out. Metadata in order, thumbnails four at a time beside it, redaction at once.
import type { ExtractorReply, ExtractorRequest, MediaFacts, ThumbnailRequest } from '../contract/rpc/mediaExtractor.ts';
import { mediaFacts, sentence } from './metadata.ts';
import { redactionRanges } from './redactionRanges.ts';
import { writeThumbnail } from './thumbnail.ts';

/** As many as libuv has threads. */
const THUMBNAILS_AT_ONCE = 4;
/** Milliseconds between two signs of life. */
const PROGRESS_STEP = 1_000;

type Send = (reply: ExtractorReply) => void;

/** Answers requests in the order that suits them; `send` is called once for each. */
export class ExtractorLoop {
  #send: Send;
  #metadata: Promise<void> = Promise.resolve();
  #waiting: (ThumbnailRequest & { id: number })[] = [];
  #running = 0;
  #lastSign = 0;

  constructor(send: Send) {
    this.#send = send;
  }

  handle(request: ExtractorRequest): void {
    if (request.method === 'metadata') {
      this.#metadata = this.#metadata.then(() => this.#answerMetadata(request));
      return;
    }
    if (request.method === 'redaction') {
      this.#send(answerRedaction(request));
      return;
    }
    this.#waiting.push(request);
    this.#pump();
  }

  async #answerMetadata({ id, files }: Extract<ExtractorRequest, { method: 'metadata' }>): Promise<void> {
    const facts: MediaFacts[] = [];
    for (const { path, kind } of files) {
      facts.push(await mediaFacts(path, kind));
      this.#tellProgress(id);
    }
    this.#send({ id, method: 'metadata', facts });
    // A long line of batches must not keep the thumbnails waiting.
    await new Promise((resolve) => setImmediate(resolve));
  }

  #tellProgress(id: number): void {
    const now = performance.now();
    if (now - this.#lastSign < PROGRESS_STEP) return;
    this.#lastSign = now;
    this.#send({ id, method: 'progress' });
  }

  #pump(): void {
    while (this.#running < THUMBNAILS_AT_ONCE) {
      const job = this.#waiting.shift();
      if (job === undefined) return;
      this.#running++;
      void this.#answerThumbnail(job);
    }
  }

  async #answerThumbnail(job: ThumbnailRequest & { id: number }): Promise<void> {
    const problem = await writeThumbnail(job).then(
      () => null,
      (error: unknown) => sentence(job.path, error),
    );
    this.#running--;
    this.#send({ id: job.id, method: 'thumbnail', problem });
    this.#pump();
  }
}

/** Somebody waits to read the file: it is looked at without a turn, in one go. */
function answerRedaction({ id, path, mimeType }: Extract<ExtractorRequest, { method: 'redaction' }>): ExtractorReply {
  try {
    return { id, method: 'redaction', ranges: redactionRanges(path, mimeType), problem: null };
  } catch (error) {
    return { id, method: 'redaction', ranges: [], problem: sentence(path, error) };
  }
}
