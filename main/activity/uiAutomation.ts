// Mirrors android.app.UiAutomation and InputManager, through the page that shows the device.
import { randomBytes } from 'node:crypto';
import { type DisplayMetrics, type ForcedDisplay, NOT_FORCED } from '../../contract/android/displayMetrics.ts';
import type { UiAnswer, UiInput, UiNames, UiProblem, UiQuestion, UiSelector } from '../../contract/rpc/uiAutomation.ts';
import { afterRealTime } from '../device/realTime.ts';

/** A page that shows the device, and what it was asked and has not answered. */
type Page = {
  readonly ask: (question: UiQuestion) => void;
  readonly open: Set<string>;
  /** The forced display that it draws. */
  forced: ForcedDisplay;
};

/** Milliseconds after which a page is no longer waited for: it gives up waiting for a quiet screen before. */
const TIME_LIMIT = 15_000;
/** Longest dump that is taken, characters. */
export const MAX_HIERARCHY = 8_000_000;

/** Nobody looks at the device, or its screen cannot do what is asked. `reason` is for who has words of Android's for it. */
export class UiAutomationError extends Error {
  readonly reason: UiProblem | 'noPage' | 'timeout';

  constructor(reason: UiAutomationError['reason'], sentence: string) {
    super(sentence);
    this.reason = reason;
  }
}

type Options = Readonly<{
  /** What `wm size` and `wm density` say at this moment. */
  forcedDisplay?: () => ForcedDisplay;
  /** Runs once after some milliseconds, where that is not the computer's time. */
  after?: (milliseconds: number, run: () => void) => Disposable;
}>;

type Done = Exclude<UiAnswer, { problem: unknown }>;

/** The device's screen, for whoever automates it. Requests are done one after the other, in order. */
export class UiAutomation {
  readonly #after: (milliseconds: number, run: () => void) => Disposable;
  readonly #forcedDisplay: () => ForcedDisplay;
  readonly #pages = new Set<Page>();
  readonly #waiting = new Map<string, (answer: UiAnswer) => void>();
  #last: Promise<unknown> = Promise.resolve();

  constructor({ after = afterRealTime, forcedDisplay = () => NOT_FORCED }: Options = {}) {
    this.#after = after;
    this.#forcedDisplay = forcedDisplay;
  }

  /** A page is there, and is asked by `ask`; disposing is its end. */
  connect(ask: (question: UiQuestion) => void): Disposable {
    const page: Page = { ask, open: new Set(), forced: NOT_FORCED };
    this.#pages.add(page);
    if (isForced(this.#forcedDisplay())) void this.display().catch(() => {});
    return {
      [Symbol.dispose]: () => {
        this.#pages.delete(page);
        const gone = { problem: 'failed', sentence: 'The page was closed in the middle; do it again.' } as const;
        for (const id of page.open) this.#waiting.get(id)?.(gone);
      },
    };
  }

  /** What a page answers. @returns false when nobody waits for it any more */
  answer(id: string, answer: UiAnswer): boolean {
    const settle = this.#waiting.get(id);
    settle?.(answer);
    return settle !== undefined;
  }

  /** What the screen is by itself, upright; the page draws what `wm` says from here on. @throws {UiAutomationError} */
  async display(): Promise<DisplayMetrics> {
    const answer = await this.#request({ kind: 'display', forced: this.#forcedDisplay() });
    if ('display' in answer) return answer.display;
    throw new UiAutomationError('failed', 'The page did not tell its screen.');
  }

  /** The device's screen as a PNG, of the size that `wm size` tells. @throws {UiAutomationError} */
  async takeScreenshot(): Promise<Uint8Array> {
    const answer = await this.#request({ kind: 'screenshot' });
    if ('screenshot' in answer) return answer.screenshot;
    throw new UiAutomationError('failed', 'The page did not draw its screen.');
  }

  /** What is on the screen, as the XML of `uiautomator dump`. @throws {UiAutomationError} */
  async dumpWindowHierarchy(names: UiNames = 'aosp'): Promise<string> {
    const answer = await this.#request({ kind: 'dump', names });
    if ('hierarchy' in answer && answer.hierarchy !== null) return answer.hierarchy;
    throw new UiAutomationError('noRoot', 'The device’s screen is off.');
  }

  /** Taps a node. One that something else lies over is not touched: SecureButton. @throws {UiAutomationError} */
  click(at: UiSelector): Promise<void> {
    return this.input({ kind: 'tap', at });
  }

  /** One touch, or key, or text; it is done when the promise is. @throws {UiAutomationError} */
  async input(input: UiInput): Promise<void> {
    await this.#request(input);
  }

  #request(request: UiQuestion['request']): Promise<Done> {
    const turn = this.#last.then(() => this.#ask(request));
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** The page that came last is asked: it is the likeliest to be in front. */
  async #ask(request: UiQuestion['request']): Promise<Done> {
    const page = [...this.#pages].at(-1);
    if (page === undefined) {
      throw new UiAutomationError(
        'noPage',
        'No page shows the device; open it in a window or a browser, then try again.',
      );
    }
    // What `wm` was told meanwhile is drawn before anything is touched.
    const forced = this.#forcedDisplay();
    if (request.kind !== 'display' && JSON.stringify(page.forced) !== JSON.stringify(forced))
      await this.#askPage(page, { kind: 'display', forced });
    return this.#askPage(page, request);
  }

  async #askPage(page: Page, request: UiQuestion['request']): Promise<Done> {
    const id = randomBytes(24).toString('hex');
    const { promise, resolve } = Promise.withResolvers<UiAnswer | null>();
    const limit = this.#after(TIME_LIMIT, () => resolve(null));
    this.#waiting.set(id, resolve);
    page.open.add(id);
    page.ask({ id, request });
    const answer = await promise;
    limit[Symbol.dispose]();
    this.#waiting.delete(id);
    page.open.delete(id);
    if (answer === null) {
      const sentence = `The page that shows the device has not answered for ${TIME_LIMIT / 1_000} s; bring it to the front.`;
      throw new UiAutomationError('timeout', sentence);
    }
    if ('problem' in answer) throw new UiAutomationError(answer.problem, answer.sentence);
    if (request.kind === 'display') page.forced = request.forced;
    return answer;
  }
}

function isForced({ size, densityDpi }: ForcedDisplay): boolean {
  return size !== null || densityDpi !== null;
}
