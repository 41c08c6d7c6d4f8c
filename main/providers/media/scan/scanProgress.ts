// How far a scan of a volume is: what ModernMediaScanner shows nobody, and a tester with years of photos waits for.
import type { VolumeState } from '../../../../contract/rpc/deviceApi.ts';

export type ShownProgress = Pick<VolumeState, 'files' | 'indexed' | 'skipped' | 'total' | 'rate' | 'remaining'>;

type Sample = Readonly<{ at: number; done: number }>;

/** Between two reports, milliseconds: everybody who watches the device hears of each. */
const REPORT_EVERY = 100;
/** The rate is that of the last seconds, milliseconds. */
const RATE_OVER = 5_000;
/** Before that the first files decide too much, milliseconds. */
const RATE_FROM = 500;

/** Counts what a scan does. */
export class ScanProgress {
  files = 0;
  indexed = 0;
  skipped = 0;
  /** How many files there are, as far as that is known before the walk is over. */
  total: number | null = null;
  readonly #show: (shown: ShownProgress) => void;
  readonly #now: () => number;
  #samples: Sample[] = [];
  #reported = Number.NEGATIVE_INFINITY;

  /**
   * @param show told now and then how far it is
   * @param now milliseconds of the computer's time
   */
  constructor(show: (shown: ShownProgress) => void, now: () => number) {
    this.#show = show;
    this.#now = now;
    this.resumed();
  }

  /** The time before, in which nothing was done on purpose, does not count. */
  resumed(): void {
    this.#samples = [{ at: this.#now(), done: this.#done }];
  }

  /** Shows the numbers if they have not been shown for a while. */
  report(): void {
    const now = this.#now();
    if (now - this.#reported < REPORT_EVERY) return;
    this.#reported = now;
    this.#samples.push({ at: now, done: this.#done });
    while (this.#samples.length > 2 && (this.#samples[1]?.at ?? now) < now - RATE_OVER) this.#samples.shift();
    const rate = this.#rate();
    this.#show({ ...this.#counts(), rate, remaining: this.#remaining(rate) });
  }

  /** Shows the last numbers. */
  finish(): void {
    this.#show({ ...this.#counts(), total: this.files, rate: null, remaining: null });
  }

  get #done(): number {
    return this.indexed + this.skipped;
  }

  #counts() {
    const { files, indexed, skipped, total } = this;
    return { files, indexed, skipped, total: total === null ? null : Math.max(total, files) };
  }

  #rate(): number | null {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (first === undefined || last === undefined || last.at - first.at < RATE_FROM) return null;
    return ((last.done - first.done) * 1_000) / (last.at - first.at);
  }

  #remaining(rate: number | null): number | null {
    if (this.total === null || rate === null || rate <= 0) return null;
    return Math.max(0, Math.max(this.total, this.files) - this.#done) / rate;
  }
}
