declare module 'heic-decode' {
  type Decoded = { width: number; height: number; data: Uint8ClampedArray };
  /** Decodes the first picture, turned upright, as RGBA. */
  const decode: (input: { buffer: Uint8Array }) => Promise<Decoded>;
  export = decode;
}
