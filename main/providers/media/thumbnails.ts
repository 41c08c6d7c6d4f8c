// Mirrors MediaProvider's Thumbnailer: JPEGs in a cache on disk, made when somebody looks.
import { existsSync, rmSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Throwable } from '../../../contract/android/errors.ts';
import type { ThumbnailSize } from '../../content/contentProvider.ts';
import type { FrameGrabber } from './frameGrabber.ts';
import type { MediaExtractor } from './scan/mediaExtractor.ts';
import { appThumbnailSize, thumbnailBucket } from './thumbnailSize.ts';

/** The row a thumbnail is of. */
export type ThumbnailSource = Readonly<{
  id: number;
  /** Where its bytes are on this computer. */
  realPath: string;
  mimeType: string;
  /** Changes when the bytes do: the time of the file's last change, milliseconds, as two can happen in a second. */
  version: number;
  /** Where the picture beside a song lies on this computer; asked for when the song has none of its own. */
  albumArt?(): Promise<string | null>;
}>;

type Options = Readonly<{
  cacheFolder: string;
  extractor: Pick<MediaExtractor, 'thumbnail' | 'metadata'>;
  frames: FrameGrabber;
}>;

/** A box of this side that the picture fits into, or a square that it fills, pixels. */
type Frame = Readonly<{ side: number; isSquare: boolean }>;

type Job = {
  source: ThumbnailSource;
  frame: Frame;
  path: string;
  done: PromiseWithResolversLike<string>;
  /** Decoders that had come when it began. */
  decoders: number;
  /** Its item's pictures were forgotten meanwhile: that this one came to nothing says nothing about the file. */
  isDropped: boolean;
};
type Failure = Readonly<{ problem: string; isVideo: boolean }>;
type PromiseWithResolversLike<T> = { promise: Promise<T>; resolve: (value: T) => void; reject: (error: Error) => void };

/** Made at once: more than the media process does beside each other, so that it never waits for the next one. */
const AT_ONCE = 6;
/** Requests that wait; the oldest beyond it is given up, nobody looks at it any more. */
const MAX_WAITING = 500;
/** More than the largest picture takes that is made here, bytes. */
const LEAST_ROOM = 4 * 2 ** 20;
/** Outcomes that are remembered. */
const MAX_OUTCOMES = 5_000;

export class Thumbnails {
  readonly #options: Options;
  readonly #jobs = new Map<string, Job>();
  /** The last one asked for comes first: it is on the screen. */
  readonly #waiting: Job[] = [];
  readonly #failures = new Map<string, Failure>();
  /** Who made the frame of a video, by the video's id. */
  readonly #makers = new Map<number, string>();
  /** How often a decoder of videos has come that was not there before. */
  #decoders = 0;
  #running = 0;
  #parts = 0;
  #closed = false;

  constructor(options: Options) {
    this.#options = options;
    // What a killed program was making. Nobody else makes any in this folder.
    rmSync(this.#partsFolder, { recursive: true, force: true });
  }

  /**
   * The path of a JPEG at least as large as `size`, or as the picture itself, pixels; of its middle where a square is
   * enough.
   * @throws {Throwable} FileNotFoundException when there is none to be had, or too many wait
   */
  async file(source: ThumbnailSource, size: ThumbnailSize): Promise<string> {
    const isSquare = size.isSquare === true;
    const given = source.mimeType.startsWith('image/') ? size : { ...appThumbnailSize(size), isSquare };
    const frame = { side: thumbnailBucket(given), isSquare };
    const path = this.#cachePath(source, frame);
    const failure = this.#failures.get(path);
    if (failure !== undefined) throw new Throwable('FileNotFoundException', failure.problem);
    const known = this.#jobs.get(path);
    if (known !== undefined) {
      this.#first(known);
      return known.done.promise;
    }
    if (existsSync(path)) return path;
    if (this.#closed) throw new Throwable('FileNotFoundException', `No thumbnail of ${source.realPath}`);
    const [done, decoders] = [resolvers<string>(), this.#decoders];
    return this.#add({ source, frame, path, done, decoders, isDropped: false });
  }

  /** What is known of an item's last picture: why there is none, or who made the frame; null for nothing. */
  outcomeOf(id: number): string | null {
    for (const [path, { problem }] of this.#failures) if (isOf(id, path)) return problem;
    return this.#makers.get(id) ?? null;
  }

  /** A decoder of videos has come: those that had no picture for want of one may have one now. */
  retryVideos(): void {
    this.#decoders++;
    for (const [path, { isVideo }] of this.#failures) if (isVideo) this.#failures.delete(path);
  }

  /** Forgets every picture of an item: its bytes changed, or it is gone. */
  async drop(id: number): Promise<void> {
    this.#makers.delete(id);
    for (const path of this.#failures.keys()) if (isOf(id, path)) this.#failures.delete(path);
    for (const job of this.#jobs.values()) if (job.source.id === id) job.isDropped = true;
    for (const folder of [join(this.#options.cacheFolder, folderOf(id)), this.#partsFolder]) {
      const names = (await namesIn(folder)).filter((name) => isOf(id, name));
      await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
    }
  }

  /** Forgets the pictures of every item that is not there any more. @returns how many items those were */
  async prune(exists: (id: number) => boolean): Promise<number> {
    const gone = new Set<number>();
    for (const folder of await namesIn(this.#options.cacheFolder)) {
      for (const name of await namesIn(join(this.#options.cacheFolder, folder))) {
        const id = Number(/^(\d+)-/.exec(name)?.[1] ?? NaN);
        if (Number.isInteger(id) && !exists(id)) gone.add(id);
      }
    }
    for (const id of gone) await this.drop(id);
    return gone.size;
  }

  /** Gives up what waits; what is under way is left to end. */
  close(): void {
    this.#closed = true;
    for (const job of this.#waiting.splice(0)) this.#giveUp(job);
  }

  /** One folder for all of them: a start finds what was left without looking through the whole cache. */
  get #partsFolder(): string {
    return join(this.#options.cacheFolder, 'parts');
  }

  #cachePath({ id, version }: ThumbnailSource, { side, isSquare }: Frame): string {
    const name = `${id}-${version}-${side}${isSquare ? '-square' : ''}.jpg`;
    return join(this.#options.cacheFolder, folderOf(id), name);
  }

  #first(job: Job): void {
    const at = this.#waiting.indexOf(job);
    if (at === -1) return;
    this.#waiting.splice(at, 1);
    this.#waiting.push(job);
  }

  #add(job: Job): Promise<string> {
    this.#jobs.set(job.path, job);
    this.#waiting.push(job);
    if (this.#waiting.length > MAX_WAITING) {
      const oldest = this.#waiting.shift();
      if (oldest !== undefined) this.#giveUp(oldest);
    }
    this.#pump();
    return job.done.promise;
  }

  #giveUp({ source, path, done }: Job): void {
    this.#jobs.delete(path);
    done.reject(new Throwable('FileNotFoundException', `No thumbnail of ${source.realPath}: it was given up.`));
  }

  #pump(): void {
    while (this.#running < AT_ONCE) {
      const job = this.#waiting.pop();
      if (job === undefined) return;
      this.#running++;
      void this.#run(job);
    }
  }

  async #run(job: Job): Promise<void> {
    const outcome = await this.#make(job).then(
      () => null,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    this.#running--;
    this.#jobs.delete(job.path);
    if (outcome === null) job.done.resolve(job.path);
    else {
      if (!this.#closed && !job.isDropped && (await this.#hasRoom())) this.#remember(job, outcome);
      job.done.reject(new Throwable('FileNotFoundException', outcome));
    }
    this.#pump();
  }

  /** Where there is none, a picture that was not written says nothing about its file. */
  async #hasRoom(): Promise<boolean> {
    try {
      const { bavail, bsize } = await statfs(this.#partsFolder);
      return bavail * bsize >= LEAST_ROOM;
    } catch {
      return false;
    }
  }

  #remember({ source, path, decoders }: Job, problem: string): void {
    const isVideo = source.mimeType.startsWith('video/');
    if (isVideo && decoders !== this.#decoders) return;
    makeRoom(this.#failures);
    this.#failures.set(path, { problem, isVideo });
  }

  /** Written elsewhere and moved to its place whole, so that nobody reads half a picture. */
  async #make({ source, frame, path }: Job): Promise<void> {
    const part = join(this.#partsFolder, `${basename(path)}.${++this.#parts}.part`);
    await mkdir(this.#partsFolder, { recursive: true });
    try {
      await this.#write(source, part, frame);
      await moveInto(part, path);
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  async #write(source: ThumbnailSource, target: string, frame: Frame): Promise<void> {
    const [kind] = source.mimeType.split('/');
    if (kind === 'image') await this.#picture(source, target, frame);
    else if (frame.isSquare) await this.#cut(source, target, frame);
    else if (kind === 'video') await this.#video(source, target, frame.side);
    else if (kind === 'audio') await this.#audio(source, target, frame);
    else throw new Error(`No thumbnail of ${source.realPath}: it is no picture, video or sound.`);
  }

  /** Of a picture, or of the one inside of a sound or video file. */
  #picture({ realPath, mimeType }: Pick<ThumbnailSource, 'realPath' | 'mimeType'>, target: string, frame: Frame) {
    const { side, isSquare } = frame;
    return this.#options.extractor.thumbnail({ path: realPath, mimeType, target, width: side, height: side, isSquare });
  }

  /** A square of what is no picture: first the whole, from which it can be cut. */
  async #cut(source: ThumbnailSource, target: string, frame: Frame): Promise<void> {
    const whole = `${target}.whole`;
    try {
      await this.#write(source, whole, { side: thumbnailBucket(appThumbnailSize(twice(frame))), isSquare: false });
      await this.#picture({ realPath: whole, mimeType: 'image/jpeg' }, target, frame);
    } finally {
      await rm(whole, { force: true });
    }
  }

  /** createVideoThumbnail: the film's own cover, else the middle of it. */
  async #video(source: ThumbnailSource, target: string, side: number): Promise<void> {
    const { id, realPath } = source;
    this.#makers.delete(id);
    if (await succeeds(this.#picture(source, target, { side, isSquare: false }))) return;
    const [facts] = await this.#options.extractor.metadata([{ path: realPath, kind: 'video' }]);
    const atMs = Math.floor((facts?.retriever?.duration ?? 0) / 2);
    const maker = await this.#options.frames.grab({ video: realPath, target, side, atMs }).catch((error: unknown) => {
      throw new Error(`No thumbnail of ${realPath}: ${error instanceof Error ? error.message : String(error)}.`);
    });
    if ((await stat(target)).size === 0) throw new Error(`No thumbnail of ${realPath}: the picture is empty.`);
    makeRoom(this.#makers);
    this.#makers.set(id, `a frame by ${maker}`);
  }

  /** createAudioThumbnail: the song's own cover, else the picture beside it. */
  async #audio(source: ThumbnailSource, target: string, frame: Frame): Promise<void> {
    if (await succeeds(this.#picture(source, target, frame))) return;
    const art = (await source.albumArt?.()) ?? null;
    if (art === null) throw new Error(`No thumbnail of ${source.realPath}: No album art found.`);
    await this.#picture({ realPath: art, mimeType: 'image/jpeg' }, target, frame);
  }
}

/** Its folder is hardly ever missing. */
async function moveInto(part: string, path: string): Promise<void> {
  await rename(part, path).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    await mkdir(dirname(path), { recursive: true });
    await rename(part, path);
  });
}

/** Of a film twice as wide as it is high, the middle still fills the square. */
function twice({ side }: Frame): ThumbnailSize {
  return { width: 2 * side, height: 2 * side };
}

function succeeds(attempt: Promise<void>): Promise<boolean> {
  return attempt.then(
    () => true,
    () => false,
  );
}

/** Forgets the oldest of many. */
function makeRoom<K>(outcomes: Map<K, unknown>): void {
  const [oldest] = outcomes.keys();
  if (outcomes.size >= MAX_OUTCOMES && oldest !== undefined) outcomes.delete(oldest);
}

/** Whether a picture, by its path, is one of an item. */
function isOf(id: number, path: string): boolean {
  return basename(path).startsWith(`${id}-`);
}

/** Few files in each of a few folders. */
function folderOf(id: number): string {
  return String(id % 256).padStart(3, '0');
}

/** None for a folder that is not there. */
async function namesIn(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

function resolvers<T>(): PromiseWithResolversLike<T> {
  let resolve: (value: T) => void = () => {};
  let reject: (error: Error) => void = () => {};
  const promise = new Promise<T>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}
