// Mirrors MediaMetadataRetriever.getFrameAtTime, through a program on the user's PATH: no codec ships with the device.
import { execFile } from 'node:child_process';

/** Makes one frame of a video a JPEG. */
export interface FrameGrabber {
  /**
   * Writes a frame, fitted into `side` × `side` pixels, to `target`.
   * @throws {Error} when the video cannot be decoded here
   */
  grab(video: string, target: string, side: number): Promise<void>;
}

/** Milliseconds after which a hostile video is given up. */
const TIMEOUT = 20_000;

function ffmpeg(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = execFile('ffmpeg', args, { timeout: TIMEOUT, killSignal: 'SIGKILL' }, (error, _, stderr) => {
      if (error === null) resolve(stderr);
      else if (error.code === 'ENOENT') reject(new Error('ffmpeg is not installed, so that videos have no thumbnails'));
      else reject(new Error(stderr.trim().split('\n')[0] || error.message));
    });
    child.stdin?.end();
  });
}

/** ffmpeg found on PATH; without it every grab fails. */
export class FfmpegFrameGrabber implements FrameGrabber {
  async grab(video: string, target: string, side: number): Promise<void> {
    const scale = `scale=w='min(${side},iw)':h='min(${side},ih)':force_original_aspect_ratio=decrease`;
    const output = ['-an', '-sn', '-frames:v', '1', '-vf', scale, '-f', 'image2', '-c:v', 'mjpeg', '-y', target];
    // The file: prefix keeps a name such as "concat:x" from being taken for a protocol.
    await ffmpeg(['-v', 'error', '-nostdin', '-i', `file:${video}`, ...output]);
  }
}
