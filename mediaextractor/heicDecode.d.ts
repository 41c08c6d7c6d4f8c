declare module 'heic-decode' {
  type Decoded = { width: number; height: number; data: Uint8ClampedArray };
  /** Decodes the first picture, turned upright, as RGBA. */
  const decode: ((input: { buffer: Uint8Array }) => Promise<Decoded>) & {
    /** Every picture of the file; each is decoded only when asked for. */
    all(input: {
      buffer: Uint8Array;
    }): Promise<{ width: number; height: number; decode(): Promise<Decoded> }[] & { dispose(): void }>;
  };
  export = decode;
}
