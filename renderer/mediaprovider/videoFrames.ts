// Mirrors MediaMetadataRetriever.getScaledFrameAtTime with this browser's codecs, for the device that has none.
import type { FrameAnswer, FrameQuestion, MediaCodecApi } from '../../contract/rpc/mediaCodec.ts';
import { follow } from '../ui/follow.ts';
import { frameSize, type Size } from './frameSize.ts';

/** Milliseconds after which a video is given up; the device waits a little longer. */
const TIME_LIMIT = 8_000;
/** Longest the page's own work puts a frame off, milliseconds. */
const MAX_WAIT = 500;
/** Longest the frame that was sought is waited for once the video says that it is there, milliseconds. */
const MAX_PRESENTING = 1_000;
/** Milliseconds between two looks at a video whose picture is not there yet. */
const LOOK_AGAIN = 50;
const JPEG_QUALITY = 0.92;

/** A page in the background loads no video before it has played one: Chromium waits until somebody sees it. */
let hasPlayed = false;

/** Answers the device's questions for frames, as long as the page can, until the answer is called. */
export function lendCodecs(codec: MediaCodecApi): () => void {
  const answer = async (question: FrameQuestion) => codec.answerFrame(question.id, await answerTo(question));
  const start = () =>
    follow(
      () => codec.frames(),
      // A device that went away in the middle waits for nothing.
      (question) => void answer(question).catch(() => {}),
    );
  let stop: (() => void) | null = null;
  const check = () => {
    if (document.hidden && !hasPlayed) {
      stop?.();
      stop = null;
    } else stop ??= start();
  };
  check();
  document.addEventListener('visibilitychange', check);
  return () => {
    document.removeEventListener('visibilitychange', check);
    stop?.();
  };
}

async function answerTo(question: FrameQuestion): Promise<FrameAnswer> {
  const limit = AbortSignal.timeout(TIME_LIMIT);
  const video = document.createElement('video');
  try {
    return { picture: await frameOf(video, question, limit) };
  } catch (error) {
    if (limit.aborted) return { problem: `it took longer than ${TIME_LIMIT / 1_000} s` };
    return { problem: error instanceof Error ? error.message : String(error) };
  } finally {
    // What is left of the video would be read on.
    video.removeAttribute('src');
    video.load();
  }
}

async function frameOf(
  video: HTMLVideoElement,
  { url, atMs, side }: FrameQuestion,
  limit: AbortSignal,
): Promise<Uint8Array> {
  await idle();
  video.muted = true;
  video.preload = 'auto';
  const loaded = reached(video, 'loadeddata', limit);
  video.src = url;
  await loaded;
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0 || videoHeight === 0) throw new Error('the browser has no decoder for its pictures');
  if (atMs > 0) await seekTo(video, atMs / 1_000, limit);
  await idle();
  const jpeg = await jpegOf(video, frameSize({ width: videoWidth, height: videoHeight }, side), limit);
  if (!hasPlayed) await play(video, limit);
  return jpeg;
}

/** On a busy computer Chromium says that a video is at a place while the picture of the place before is still the one to be had. */
async function seekTo(video: HTMLVideoElement, seconds: number, limit: AbortSignal): Promise<void> {
  const presented = new Promise<void>((resolve) => {
    const look: VideoFrameRequestCallback = (_, { mediaTime }) => {
      if (mediaTime > seconds / 2) resolve();
      else video.requestVideoFrameCallback(look);
    };
    video.requestVideoFrameCallback(look);
  });
  const sought = reached(video, 'seeked', limit);
  video.currentTime = seconds;
  await sought;
  // A page that nobody sees presents none; a film of a single frame has none there.
  if (!document.hidden) await Promise.race([presented, passed(MAX_PRESENTING)]);
}

/** The frame that the video is at. Drawing it smoothly in one step would hold the page up for longer, in 4K above 100 ms. */
async function jpegOf(video: HTMLVideoElement, { width, height }: Size, limit: AbortSignal): Promise<Uint8Array> {
  const resized = { resizeWidth: width, resizeHeight: height, resizeQuality: 'medium' } as const;
  const frame = await pictureOf(() => createImageBitmap(video, resized), limit);
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('the browser has no canvas left');
  context.drawImage(frame, 0, 0);
  frame.close();
  const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
  return new Uint8Array(await blob.arrayBuffer());
}

/** On a busy computer Chromium says that a video is at its place before the picture of that place can be had. */
async function pictureOf(look: () => Promise<ImageBitmap>, limit: AbortSignal): Promise<ImageBitmap> {
  for (;;) {
    try {
      return await look();
    } catch (error) {
      const isEarly = error instanceof DOMException && error.name === 'InvalidStateError';
      if (!isEarly || limit.aborted) throw error;
      await passed(LOOK_AGAIN);
    }
  }
}

/** Plays for a moment, without a sound. A page that may not goes on as before. */
async function play(video: HTMLVideoElement, limit: AbortSignal): Promise<void> {
  const playing = reached(video, 'playing', limit).then(
    () => true,
    () => false,
  );
  hasPlayed = await video.play().then(
    () => playing,
    () => false,
  );
}

function reached(
  video: HTMLVideoElement,
  event: 'loadeddata' | 'seeked' | 'playing',
  limit: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    video.addEventListener(event, () => resolve(), { once: true });
    video.addEventListener('error', () => reject(new Error(sentenceOf(video.error))), { once: true });
    limit.addEventListener('abort', () => reject(limit.reason), { once: true });
    if (limit.aborted) reject(limit.reason);
  });
}

function sentenceOf(error: MediaError | null): string {
  return error === null || error.message === '' ? 'the browser cannot play it' : error.message;
}

function passed(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** When the page has nothing else to do. One that nobody sees has not, and would wait for long. */
function idle(): Promise<void> {
  if (document.hidden) return Promise.resolve();
  return new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: MAX_WAIT }));
}
