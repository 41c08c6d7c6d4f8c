// A cache of thumbnails over a real media process, in a folder that goes with the test.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { forkExtractor } from '../../../main/hosts/forkExtractor.ts';
import type { FrameGrabber } from '../../../main/providers/media/frameGrabber.ts';
import { MediaExtractor } from '../../../main/providers/media/scan/mediaExtractor.ts';
import { Thumbnails } from '../../../main/providers/media/thumbnails.ts';
import { EXTRACTOR_ENTRY } from './scan/scanFixture.ts';

export function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'scopebox-thumbs-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A computer without a decoder of videos. */
export const noFrames: FrameGrabber = { grab: () => Promise.reject(new Error('no decoder here')) };

export function real(frames: FrameGrabber = noFrames) {
  const folder = temporary();
  const extractor = new MediaExtractor({ spawn: forkExtractor(EXTRACTOR_ENTRY), log: () => undefined });
  onTestFinished(() => extractor.close());
  const cacheFolder = join(folder, 'cache');
  const thumbnails = new Thumbnails({ cacheFolder, extractor, frames });
  return { folder, cacheFolder, thumbnails, extractor };
}
