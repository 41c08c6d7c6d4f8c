// What a page lends the device: the codecs of its browser. Android's counterpart is the media.codec process.

/** A frame that is wanted of a video. */
export type FrameQuestion = Readonly<{
  /** Names the question; nobody else knows it. */
  id: string;
  /** Where the page reads the video, on its own origin; no longer than the question is open. */
  url: string;
  /** The moment, milliseconds. */
  atMs: number;
  /** Longest side of the picture, pixels; a smaller video is not made larger. */
  side: number;
}>;

/** A JPEG of the frame, upright; or in words why there is none. */
export type FrameAnswer = Readonly<{ picture: Uint8Array }> | Readonly<{ problem: string }>;

export interface MediaCodecApi {
  /** Frames that are wanted of this page, from here on, two at a time at most. The page counts as connected until it leaves. */
  frames(): Promise<AsyncIterable<FrameQuestion>>;
  /** @returns false when nobody waits for it any more */
  answerFrame(id: string, answer: FrameAnswer): Promise<boolean>;
}
