// The device's side of the media process: sends it files, and outlives it when one of them kills it.
import type {
  ByteRange,
  ExtractKind,
  ExtractorReply,
  ExtractorRequest,
  MediaFacts,
} from '../../../../contract/rpc/mediaExtractor.ts';
import { afterRealTime } from '../../../device/realTime.ts';

/** A running media process. `onExit` is told once, with what is known of why. */
export interface ExtractorProcess {
  post(request: ExtractorRequest): void;
  onMessage(listen: (reply: ExtractorReply) => void): void;
  onExit(listen: (reason: string) => void): void;
  kill(): void;
}

export type SpawnExtractor = () => ExtractorProcess;

export type ExtractFile = Readonly<{ path: string; kind: ExtractKind }>;
export type ThumbnailRequest = Omit<Extract<ExtractorRequest, { method: 'thumbnail' }>, 'id' | 'method'>;

/** A request under way; `alone` when it is a suspect and nothing else is in the process. */
type Waiting = Readonly<{ alone: boolean; answer: (reply: ExtractorReply | null) => void }>;

type Options = Readonly<{ spawn: SpawnExtractor; log: (message: string) => void }>;
type Unnumbered = {
  [K in ExtractorRequest['method']]: Omit<Extract<ExtractorRequest, { method: K }>, 'id'>;
}[ExtractorRequest['method']];

/** Milliseconds of silence after which a request counts as hanging. */
const BASE_TIMEOUT = 20_000;
const TIMEOUT_PER_FILE = 1_000;
const THUMBNAIL_TIMEOUT = 60_000;
/** Processes in a row that died before they could do anything: the installation is broken, not the files. */
const MAX_FALSE_STARTS = 3;

export class MediaExtractor {
  readonly #options: Options;
  readonly #waiting = new Map<number, Waiting>();
  readonly #unreadable = new Map<string, string>();
  readonly #held: (() => void)[] = [];
  #process: ExtractorProcess | null = null;
  #lastId = 0;
  /** Requests that were under way when the process died and have not been cleared of it. */
  #suspects = 0;
  #line: Promise<unknown> = Promise.resolve();
  #falseStarts = 0;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Files that killed the process twice, with the reason; they are not opened again. */
  get unreadable(): ReadonlyMap<string, string> {
    return this.#unreadable;
  }

  /** Forgets that a file killed the process: it has changed since. */
  forgive(path: string): void {
    this.#unreadable.delete(path);
  }

  /** Raw facts of files, in order. Never rejects: what cannot be read has a `problem`. */
  async metadata(files: readonly ExtractFile[]): Promise<readonly MediaFacts[]> {
    const sound = files.filter(({ path }) => !this.#unreadable.has(path));
    const found = new Map<string, MediaFacts>();
    const reply = sound.length === 0 ? null : await this.#ask({ method: 'metadata', files: sound });
    if (reply?.method === 'metadata') {
      for (const [i, { path }] of sound.entries())
        found.set(path, reply.facts[i] ?? nothing('the media process forgot it'));
    } else if (sound.length > 0) {
      await this.#clear(async () => {
        for (const file of sound) found.set(file.path, await this.#alone(file));
      });
    }
    return files.map(
      ({ path }) => found.get(path) ?? nothing(this.#unreadable.get(path) ?? 'the media process is gone'),
    );
  }

  /**
   * Writes a thumbnail to `target`.
   * @throws {Error} when no decoder takes the file
   */
  async thumbnail(request: ThumbnailRequest): Promise<void> {
    const known = this.#unreadable.get(request.path);
    if (known !== undefined) throw new Error(known);
    const reply = await this.#askFor({ method: 'thumbnail', ...request });
    if (reply?.method !== 'thumbnail') throw new Error(`No thumbnail of ${request.path}: the media process ended.`);
    if (reply.problem !== null) throw new Error(reply.problem);
  }

  /**
   * The bytes of a file that tell where it was taken, in order and apart from each other.
   * @param mimeType what the file's name makes it
   * @throws {Error} when the file cannot be looked at: what cannot be known to be harmless is not handed out
   */
  async redaction(path: string, mimeType: string): Promise<readonly ByteRange[]> {
    const known = this.#unreadable.get(path);
    if (known !== undefined) throw new Error(known);
    const reply = await this.#askFor({ method: 'redaction', path, mimeType });
    if (reply?.method !== 'redaction') throw new Error(`No redaction of ${path}: the media process ended.`);
    if (reply.problem !== null) throw new Error(reply.problem);
    return reply.ranges;
  }

  /** Ends the process. What is under way answers with a problem. */
  close(): void {
    this.#closed = true;
    this.#process?.kill();
  }

  /** Does one suspect at a time, with nothing else in the process. */
  #clear(run: () => Promise<void>): Promise<void> {
    const turn = this.#line.then(run).finally(() => {
      this.#suspects--;
      if (this.#suspects === 0) for (const release of this.#held.splice(0)) release();
    });
    this.#line = turn.catch(() => undefined);
    return turn;
  }

  async #alone(file: ExtractFile): Promise<MediaFacts> {
    const reply = await this.#sendAlone({ method: 'metadata', files: [file] });
    if (reply?.method === 'metadata') return reply.facts[0] ?? nothing('the media process forgot it');
    return nothing(this.#condemn(file.path) ?? 'the media process does not start');
  }

  /** Asks about one file; null when it killed the process twice, or there is no process. */
  async #askFor(request: Extract<Unnumbered, { path: string }>): Promise<ExtractorReply | null> {
    let reply = await this.#ask(request);
    if (reply !== null) return reply;
    await this.#clear(async () => {
      reply = await this.#sendAlone(request);
    });
    if (reply === null) this.#condemn(request.path);
    return reply;
  }

  /** Sends again when the process died before it was ready: that says nothing about a file. */
  async #sendAlone(request: Unnumbered): Promise<ExtractorReply | null> {
    for (;;) {
      const reply = await this.#send(request, true);
      if (reply !== null || this.#closed || this.#isBroken() || this.#falseStarts === 0) return reply;
    }
  }

  /** Records a file that killed the process alone; null when it is not to blame. */
  #condemn(path: string): string | null {
    if (this.#closed || this.#isBroken()) return null;
    const reason = `${path} ended the media process twice; it is recorded as unreadable and not opened again.`;
    this.#unreadable.set(path, reason);
    this.#options.log(reason);
    return reason;
  }

  /** Waits while suspects are cleared, then sends. */
  async #ask(request: Unnumbered): Promise<ExtractorReply | null> {
    while (this.#suspects > 0) await new Promise<void>((release) => this.#held.push(release));
    return this.#send(request, false);
  }

  /** null when the process died, or cannot be started; who asked without being alone then has to be cleared. */
  #send(request: Unnumbered, alone: boolean): Promise<ExtractorReply | null> {
    const running = this.#running();
    if (running === null) {
      if (!alone) this.#suspects++;
      return Promise.resolve(null);
    }
    const id = ++this.#lastId;
    const limit =
      request.method === 'metadata' ? BASE_TIMEOUT + request.files.length * TIMEOUT_PER_FILE : THUMBNAIL_TIMEOUT;
    return new Promise((resolve) => {
      const timer = afterRealTime(limit, () => running.kill());
      const answer = (reply: ExtractorReply | null) => {
        timer[Symbol.dispose]();
        resolve(reply);
      };
      this.#waiting.set(id, { alone, answer });
      running.post({ ...request, id });
    });
  }

  #isBroken(): boolean {
    return this.#falseStarts >= MAX_FALSE_STARTS;
  }

  #running(): ExtractorProcess | null {
    if (this.#closed || this.#isBroken()) return null;
    if (this.#process !== null) return this.#process;
    const started = this.#options.spawn();
    this.#process = started;
    this.#falseStarts++;
    started.onMessage((reply) => {
      this.#falseStarts = 0;
      const waiting = this.#waiting.get(reply.id);
      this.#waiting.delete(reply.id);
      waiting?.answer(reply);
    });
    started.onExit((reason) => this.#exited(started, reason));
    return started;
  }

  #exited(ended: ExtractorProcess, reason: string): void {
    if (this.#process !== ended) return;
    this.#process = null;
    if (!this.#closed) this.#options.log(`The media process ended (${reason}); it is started again when it is needed.`);
    if (this.#isBroken())
      this.#options.log('The media process does not start; pictures are listed without their metadata.');
    const unanswered = [...this.#waiting.values()];
    this.#waiting.clear();
    // Counted before anybody hears of it, so that nothing new slips in beside a suspect; #clear counts them down.
    this.#suspects += unanswered.filter(({ alone }) => !alone).length;
    for (const { answer } of unanswered) answer(null);
  }
}

function nothing(problem: string): MediaFacts {
  return { exif: {}, bounds: null, animation: null, xmp: null, retriever: null, problem };
}
