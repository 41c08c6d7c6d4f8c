// Mirrors MediaMetadataRetriever.getScaledFrameAtTime: how large the frame of a video becomes.

/** Pixels. */
export type Size = Readonly<{ width: number; height: number }>;

/** The size of a frame that is fitted into a square of `side` pixels: in its own proportions, and never made larger. */
export function frameSize({ width, height }: Size, side: number): Size {
  const scale = Math.min(1, side / Math.max(width, height));
  const scaled = (length: number) => Math.max(1, Math.round(length * scale));
  return { width: scaled(width), height: scaled(height) };
}
