// Mirrors MediaMetadataRetriever.getFrameAtTime, through the codecs of the browser that shows the device.
import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import type { FrameAnswer, FrameQuestion } from '../../../contract/rpc/mediaCodec.ts';
import { Listeners } from '../../device/listeners.ts';
import { afterRealTime } from '../../device/realTime.ts';
import type { FrameGrabber, FrameRequest } from './frameGrabber.ts';
import { jpegSize } from './jpegSize.ts';
import type { MediaExtractor } from './scan/mediaExtractor.ts';

/** What a page is asked; where it reads the video is the host's to say. */
export type AskedFrame = Omit<FrameQuestion, 'url'>;

/** A page that lends its codecs. What it was asked and has not answered stays in `open`, also when nobody waits any more. */
type Page = Readonly<{ ask: (question: AskedFrame) => void; open: Set<string> }>;

type Waiting = Readonly<{ video: string; settle: (answer: FrameAnswer) => void }>;

type Options = Readonly<{
  extractor: Pick<MediaExtractor, 'thumbnail'>;
  /** Runs once after some milliseconds, where that is not the computer's time. */
  after?: (milliseconds: number, run: () => void) => Disposable;
}>;

/** Questions that one page has at a time. */
const AT_ONCE = 2;
/** Pages that are asked for the same frame: a video on which one hangs must not stop them all. */
const MAX_PAGES = 2;
/** Milliseconds after which a page is no longer waited for. It gives up by itself before, unless it is in the background. */
const TIME_LIMIT = 10_000;
/** Longest picture that is taken, bytes: no JPEG of 1,024 × 1,024 pixels is longer. */
const MAX_PICTURE = 4 * 2 ** 20;
const MAX_WORDS = 200;

/** The pages that are connected; without one every grab fails at once. */
export class PageFrameGrabber implements FrameGrabber {
  readonly #options: Options;
  readonly #pages = new Set<Page>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #listeners = new Listeners<[]>();
  /** Resolves when a page came, or one may be asked again. */
  #change = Promise.withResolvers<void>();

  constructor(options: Options) {
    this.#options = options;
  }

  /** A page is there, and is asked by `ask`; disposing is its end, whatever it was at. */
  connect(ask: (question: AskedFrame) => void): Disposable {
    const page: Page = { ask, open: new Set() };
    this.#pages.add(page);
    this.#changed();
    this.#listeners.call();
    return {
      [Symbol.dispose]: () => {
        this.#pages.delete(page);
        for (const id of page.open) this.#waiting.get(id)?.settle({ problem: 'the page was closed' });
      },
    };
  }

  /** Called when a page can be asked that could not before: what had no decoder may have one now. */
  onAvailable(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }

  /** Where the video of an open question lies on this computer; null for any other id. */
  videoOf(id: string): string | null {
    return this.#waiting.get(id)?.video ?? null;
  }

  /** What a page answers. @returns false when nobody waits for it any more */
  answer(id: string, answer: FrameAnswer): boolean {
    const waiting = this.#waiting.get(id);
    waiting?.settle(answer);
    for (const page of this.#pages) {
      if (!page.open.delete(id)) continue;
      this.#changed();
      // It had run out of time, and was not asked since.
      if (waiting === undefined) this.#listeners.call();
    }
    return waiting !== undefined;
  }

  async grab(request: FrameRequest): Promise<string> {
    let problem = '';
    const asked = new Set<Page>();
    while (asked.size < MAX_PAGES) {
      const page = this.#freePage(asked);
      if (page === null && this.#hasWork(asked)) {
        await this.#change.promise;
        continue;
      }
      if (page === null) break;
      asked.add(page);
      const answer = await this.#ask(page, request);
      problem = 'problem' in answer ? `page: ${answer.problem.slice(0, MAX_WORDS)}` : await this.#take(answer, request);
      if (problem === '') return 'the connected page';
    }
    if (problem === '') problem = this.#pages.size === 0 ? 'no page is connected' : 'the connected page is busy';
    throw new Error(problem);
  }

  #changed(): void {
    this.#change.resolve();
    this.#change = Promise.withResolvers();
  }

  /** Whether a page is at something that ends soon, with an answer or by its time; what hangs already may never end. */
  #hasWork(asked: ReadonlySet<Page>): boolean {
    return [...this.#pages].some((page) => !asked.has(page) && [...page.open].some((id) => this.#waiting.has(id)));
  }

  /** The page that came last: it is the likeliest to be in front. */
  #freePage(asked: ReadonlySet<Page>): Page | null {
    return [...this.#pages].findLast((page) => !asked.has(page) && page.open.size < AT_ONCE) ?? null;
  }

  async #ask(page: Page, { video, atMs, side }: FrameRequest): Promise<FrameAnswer> {
    const id = randomBytes(24).toString('hex');
    const { promise, resolve } = Promise.withResolvers<FrameAnswer>();
    const after = this.#options.after ?? afterRealTime;
    const limit = after(TIME_LIMIT, () => resolve({ problem: `it took longer than ${TIME_LIMIT / 1_000} s` }));
    this.#waiting.set(id, { video, settle: resolve });
    page.open.add(id);
    try {
      page.ask({ id, atMs, side });
      return await promise;
    } finally {
      limit[Symbol.dispose]();
      this.#waiting.delete(id);
      this.#changed();
    }
  }

  /** Has the media process make its own JPEG of what a page sent. @returns what is wrong with it, empty for nothing */
  async #take({ picture }: Readonly<{ picture: Uint8Array }>, { target, side }: FrameRequest): Promise<string> {
    const size = picture.length > MAX_PICTURE ? null : jpegSize(picture);
    if (size === null || Math.max(size.width, size.height) > side)
      return 'page: what it sent is no picture of that size';
    const sent = `${target}.sent`;
    try {
      await writeFile(sent, picture);
      await this.#options.extractor.thumbnail({
        path: sent,
        mimeType: 'image/jpeg',
        target,
        width: side,
        height: side,
      });
      return '';
    } catch (error) {
      return `page: what it sent cannot be read: ${error instanceof Error ? error.message : String(error)}`;
    } finally {
      await rm(sent, { force: true });
    }
  }
}
