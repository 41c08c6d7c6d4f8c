// Values of a cursor that JSON has no word for, the same on both ends of a conversation.

/** The last message of a MessagePort that the device closes. */
export const HANG_UP = 'hang up';

/** Bytes made into text at once: an argument each, far below what an engine takes. */
const PIECE = 8_192;

/** Bytes of a BLOB column, or a part of a file that is written, as base64. Whole files are read over HTTP. */
export const wireValues = [
  {
    type: 20,
    condition: (value: unknown): boolean => value instanceof Uint8Array,
    serialize: (bytes: Uint8Array): string => {
      if (NodeBuffer !== undefined)
        return NodeBuffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64');
      let text = '';
      for (let start = 0; start < bytes.length; start += PIECE)
        text += String.fromCharCode.apply(null, bytes.subarray(start, start + PIECE) as unknown as number[]);
      return toBase64(text);
    },
    deserialize: (text: unknown): Uint8Array => {
      if (typeof text !== 'string') throw new TypeError('A BLOB travels as base64 text.');
      // A copy: what Buffer decodes may share its memory with others.
      if (NodeBuffer !== undefined) return new Uint8Array(NodeBuffer.from(text, 'base64'));
      const chars = fromBase64(text);
      const bytes = new Uint8Array(chars.length);
      for (let index = 0; index < chars.length; index++) bytes[index] = chars.charCodeAt(index);
      return bytes;
    },
  },
] as const;

/** As much of Node's Buffer as this takes: many times faster than what browsers have. */
type BufferClass = Readonly<{
  from(buffer: ArrayBufferLike, offset: number, length: number): { toString(encoding: 'base64'): string };
  from(text: string, encoding: 'base64'): Uint8Array;
}>;

// btoa and atob exist in browsers and in Node, but belong to neither's types here.
const {
  btoa: toBase64,
  atob: fromBase64,
  Buffer: NodeBuffer,
} = globalThis as unknown as {
  btoa(text: string): string;
  atob(text: string): string;
  Buffer?: BufferClass;
};
