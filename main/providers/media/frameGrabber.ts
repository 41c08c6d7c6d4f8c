// Mirrors MediaMetadataRetriever.getFrameAtTime: no codec ships with the device, so others are asked for their own.
import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';

/** `target` is written, `side` is what the frame is fitted into, pixels, and `atMs` where it is looked for. */
export type FrameRequest = Readonly<{ video: string; target: string; side: number; atMs: number }>;

/** Makes one frame of a video a JPEG. */
export interface FrameGrabber {
  /**
   * Writes a frame next to a moment, turned as the video says.
   * @returns who made it, in words for the tester
   * @throws {Error} when the video cannot be decoded here, with who says so
   */
  grab(request: FrameRequest): Promise<string>;
}

/** Milliseconds after which a hostile video is given up. */
const TIMEOUT = 20_000;

function ffmpeg(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('ffmpeg', args, { timeout: TIMEOUT, killSignal: 'SIGKILL' }, (error, _, stderr) => {
      if (error === null) resolve(stderr);
      else if (error.code === 'ENOENT') reject(new Error('ffmpeg is not installed'));
      else if (error.killed === true) reject(new Error(`ffmpeg took longer than ${TIMEOUT / 1000} s`));
      else reject(new Error(`ffmpeg: ${stderr.trim().split('\n')[0] || error.message}`));
    });
    child.stdin?.end();
  });
}

async function isWritten(path: string): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size > 0,
    () => false,
  );
}

/** ffmpeg found on PATH; without it every grab fails. */
export class FfmpegFrameGrabber implements FrameGrabber {
  async grab(request: FrameRequest): Promise<string> {
    // A seek beyond the last picture writes nothing and is no error; a broken index makes it one.
    if (request.atMs > 0) await this.#run(request, request.atMs).catch(() => undefined);
    if (!(await isWritten(request.target))) await this.#run(request, 0);
    return 'ffmpeg';
  }

  async #run({ video, target, side }: FrameRequest, atMs: number): Promise<void> {
    const scale = `scale=w='min(${side},iw)':h='min(${side},ih)':force_original_aspect_ratio=decrease`;
    const output = ['-an', '-sn', '-frames:v', '1', '-vf', scale, '-f', 'image2', '-c:v', 'mjpeg', '-y', target];
    // OPTION_CLOSEST_SYNC: what is decoded first after the seek is a frame that needs no other one.
    const seek = atMs > 0 ? ['-noaccurate_seek', '-ss', String(atMs / 1000)] : [];
    // The file: prefix keeps a name such as "concat:x" from being taken for a protocol, and a playlist from naming others.
    const input = ['-protocol_whitelist', 'file', '-i', `file:${video}`];
    await ffmpeg(['-v', 'error', '-nostdin', ...seek, ...input, ...output]);
  }
}

/** One grabber after the other, until one can. */
export class FrameGrabbers implements FrameGrabber {
  readonly #grabbers: readonly FrameGrabber[];

  constructor(grabbers: readonly FrameGrabber[]) {
    this.#grabbers = grabbers;
  }

  /** @throws {Error} what each of them said */
  async grab(request: FrameRequest): Promise<string> {
    const problems: string[] = [];
    for (const grabber of this.#grabbers) {
      try {
        return await grabber.grab(request);
      } catch (error) {
        problems.push(error instanceof Error ? error.message : String(error));
      }
    }
    throw new Error(problems.join('; ') || 'there is nothing here that decodes videos');
  }
}
