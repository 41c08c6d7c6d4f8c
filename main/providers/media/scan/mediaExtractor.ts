// The device's side of the media process: sends it files, and outlives it when one of them kills it.
import {
  type ByteRange,
  type ExtractKind,
  type ExtractorReply,
  type ExtractorRequest,
  MEMORY_LIMIT,
  type MediaFacts,
  type ThumbnailRequest,
} from '../../../../contract/rpc/mediaExtractor.ts';
import type { Store } from '../../../device/jsonFile.ts';
import { afterRealTime } from '../../../device/realTime.ts';
import { PicturesFirst } from './picturesFirst.ts';
import { UnreadableFiles } from './unreadableFiles.ts';

/** A running media process. `onExit` is told once, with what is known of why. */
export interface ExtractorProcess {
  post(request: ExtractorRequest): void;
  onMessage(listen: (reply: ExtractorReply) => void): void;
  onExit(listen: (reason: string) => void): void;
  /** Bytes it holds; null where the system does not tell, and the process looks after itself. */
  memory(): number | null;
  kill(): void;
}

export type SpawnExtractor = () => ExtractorProcess;

export type ExtractFile = Readonly<{ path: string; kind: ExtractKind }>;

/** A request under way; `alone` when it is a suspect and nothing else is in the process. */
type Waiting = {
  readonly method: ExtractorRequest['method'];
  readonly alone: boolean;
  readonly answer: (reply: ExtractorReply | null) => void;
  timer: Disposable;
};

type Options = Readonly<{
  spawn: SpawnExtractor;
  log: (message: string) => void;
  /** Where unreadable files are kept over a restart. */
  store?: Store;
  /** Milliseconds, where they are not those below. */
  timeLimit?: number;
  /** Bytes, where they are not MEMORY_LIMIT. */
  memoryLimit?: number;
}>;
type Unnumbered = {
  [K in ExtractorRequest['method']]: Omit<Extract<ExtractorRequest, { method: K }>, 'id'>;
}[ExtractorRequest['method']];

/** Milliseconds after which a starting process counts as hanging. */
const START_LIMIT = 30_000;
/** Milliseconds without a sign of life after which a file counts as hanging: retrievers give up by themselves before. */
const TIME_LIMIT = 15_000;
/** The process gives a picture up after 20 s by itself, where it can. */
const THUMBNAIL_TIME_LIMIT = 45_000;
/** The same for a picture that is alone in the process, while everything else waits. */
const THUMBNAIL_ALONE_LIMIT = 25_000;
/** Milliseconds between two looks at the memory of a process at work. */
const MEMORY_STEP = 250;
/** Bytes that a process may keep while it waits: one that has drawn pictures of many megapixels starts anew. */
const IDLE_MEMORY = 256 * 2 ** 20;
/** Processes in a row that died before they could do anything: the installation is broken, not the files. */
const MAX_FALSE_STARTS = 3;

export class MediaExtractor {
  readonly #options: Options;
  readonly #waiting = new Map<number, Waiting>();
  readonly #unreadable: UnreadableFiles;
  readonly #held: (() => void)[] = [];
  readonly #pictures = new PicturesFirst();
  #process: ExtractorProcess | null = null;
  #lastId = 0;
  /** Requests that were under way when the process died and have not been cleared of it. */
  #suspects = 0;
  #line: Promise<unknown> = Promise.resolve();
  #falseStarts = 0;
  #isReady = false;
  #isWatched = false;
  /** Why the process is being killed, and how the last one ended. */
  #killedFor: string | null = null;
  #lastEnd = '';
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    this.#unreadable = new UnreadableFiles(options.store ?? null);
  }

  /** Files that killed the process twice, with the reason; they are not opened until they change. */
  get unreadable(): ReadonlyMap<string, string> {
    return this.#unreadable.reasons;
  }

  /**
   * What is held against a file: one sentence, or null.
   * @param realPath where it lies on this computer
   */
  problemOf(realPath: string): string | null {
    return this.#unreadable.reasonOf(realPath);
  }

  /** Opens a file again that killed the process: it has changed since, or somebody asks for it. */
  forgive(path: string): void {
    this.#unreadable.forgive(path);
  }

  /** Starts the process before it is needed: its start and the device's go on side by side. */
  start(): void {
    this.#running();
  }

  /** Raw facts of files, in order. Never rejects: what cannot be read has a `problem`. */
  async metadata(files: readonly ExtractFile[]): Promise<readonly MediaFacts[]> {
    // A single file is one that an app waits for.
    const pictures = files.length > 1 ? this.#pictures.wait() : null;
    if (pictures !== null) await pictures;
    const known = new Map(files.map(({ path }) => [path, this.problemOf(path)]));
    const sound = files.filter(({ path }) => known.get(path) === null);
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
    return files.map(({ path }) => found.get(path) ?? nothing(known.get(path) ?? 'the media process is gone'));
  }

  /**
   * Writes a thumbnail to `target`.
   * @throws {Error} when no decoder takes the file
   */
  async thumbnail(request: ThumbnailRequest): Promise<void> {
    const known = this.problemOf(request.path);
    if (known !== null) throw new Error(known);
    using _picture = this.#pictures.begin();
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
    const known = this.problemOf(path);
    if (known !== null) throw new Error(known);
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
    const reason = `${path} ended the media process twice (${this.#lastEnd}); it is recorded as unreadable and not opened until it changes.`;
    this.#unreadable.add(path, reason);
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
    return new Promise((resolve) => {
      const answer = (reply: ExtractorReply | null) => {
        waiting.timer[Symbol.dispose]();
        resolve(reply);
      };
      const { method } = request;
      const waiting: Waiting = { method, alone, answer, timer: this.#timer(running, { method, alone }) };
      this.#waiting.set(id, waiting);
      running.post({ ...request, id });
      this.#watchMemory(running);
    });
  }

  /** Kills the process when a request of this kind has gone on for too long. */
  #timer(running: ExtractorProcess, { method, alone }: Pick<Waiting, 'method' | 'alone'>): Disposable {
    const ofThumbnail = alone ? THUMBNAIL_ALONE_LIMIT : THUMBNAIL_TIME_LIMIT;
    const usual = method === 'thumbnail' ? ofThumbnail : TIME_LIMIT;
    const limit = this.#isReady ? (this.#options.timeLimit ?? usual) : START_LIMIT;
    return afterRealTime(limit, () => this.#kill(running, `it took longer than ${limit / 1000} s`));
  }

  /** Looks at the process's memory now and then for as long as it has something to do, and once more. */
  #watchMemory(running: ExtractorProcess): void {
    if (this.#isWatched) return;
    this.#isWatched = true;
    afterRealTime(MEMORY_STEP, () => {
      this.#isWatched = false;
      if (this.#process !== running) return;
      const [held, limit] = [running.memory() ?? 0, this.#options.memoryLimit ?? MEMORY_LIMIT];
      if (this.#waiting.size === 0) {
        if (held > IDLE_MEMORY) this.#retire(running);
      } else if (held > limit) this.#kill(running, `it took more than ${Math.round(limit / 2 ** 20)} MiB of memory`);
      else this.#watchMemory(running);
    });
  }

  /** Ends a process that has nothing to do: what its decoders hold does not come back by itself. */
  #retire(running: ExtractorProcess): void {
    this.#process = null;
    this.#isReady = false;
    running.kill();
  }

  #kill(running: ExtractorProcess, reason: string): void {
    if (this.#process !== running) return;
    this.#killedFor ??= reason;
    running.kill();
  }

  /** A sign of life: what was sent behind it has its time from now on. */
  #restartTimers(running: ExtractorProcess, isConcerned: (waiting: Waiting, id: number) => boolean): void {
    for (const [id, waiting] of this.#waiting) {
      if (!isConcerned(waiting, id)) continue;
      waiting.timer[Symbol.dispose]();
      waiting.timer = this.#timer(running, waiting);
    }
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
    started.onMessage((reply) => this.#heard(started, reply));
    started.onExit((reason) => this.#exited(started, reason));
    return started;
  }

  #heard(running: ExtractorProcess, reply: ExtractorReply): void {
    this.#falseStarts = 0;
    if (this.#process !== running) return;
    const wasReady = this.#isReady;
    this.#isReady = true;
    const waiting = this.#waiting.get(reply.id);
    if (reply.method !== 'progress') {
      this.#waiting.delete(reply.id);
      waiting?.answer(reply);
    }
    if (!wasReady) this.#restartTimers(running, () => true);
    else if (reply.method === 'progress' || reply.method === 'metadata')
      this.#restartTimers(running, ({ method }) => method === 'metadata');
    else if (reply.method === 'thumbnail')
      // Those asked for later may have waited for it; one that was asked for earlier hangs, whatever passes it.
      this.#restartTimers(running, ({ method }, id) => method === 'thumbnail' && id > reply.id);
  }

  #exited(ended: ExtractorProcess, exit: string): void {
    if (this.#process !== ended) return;
    this.#process = null;
    this.#isReady = false;
    this.#lastEnd = this.#killedFor ?? exit;
    this.#killedFor = null;
    if (!this.#closed)
      this.#options.log(`The media process ended (${this.#lastEnd}); it is started again when it is needed.`);
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
