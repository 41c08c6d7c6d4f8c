// A page's connection that lends the device its codecs.
import type { FrameQuestion, MediaCodecApi } from '../../contract/rpc/mediaCodec.ts';
import { SYSTEM_PACKAGES } from '../packages/packageManager.ts';
import type { PageFrameGrabber } from '../providers/media/pageFrameGrabber.ts';
import { EventQueue } from './streams.ts';

/** The codec's conversation, bound to one call. */
export function codecApi(grabber: PageFrameGrabber, signal: AbortSignal): MediaCodecApi {
  return {
    frames: async () => questions(grabber, signal),
    answerFrame: async (id, answer) => grabber.answer(id, answer),
  };
}

async function* questions(grabber: PageFrameGrabber, signal: AbortSignal): AsyncGenerator<FrameQuestion> {
  const queue = new EventQueue<FrameQuestion>();
  const page = grabber.connect((asked) =>
    queue.push({ ...asked, url: `/content/${SYSTEM_PACKAGES.photoPicker}/frame?id=${asked.id}` }),
  );
  const leave = () => page[Symbol.dispose]();
  signal.addEventListener('abort', leave, { once: true });
  try {
    yield* queue.read(signal);
  } finally {
    leave();
    signal.removeEventListener('abort', leave);
  }
}
