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
      let text = '';
      for (let start = 0; start < bytes.length; start += PIECE)
        text += String.fromCharCode.apply(null, bytes.subarray(start, start + PIECE) as unknown as number[]);
      return toBase64(text);
    },
    deserialize: (text: unknown): Uint8Array => {
      if (typeof text !== 'string') throw new TypeError('A BLOB travels as base64 text.');
      const chars = fromBase64(text);
      const bytes = new Uint8Array(chars.length);
      for (let index = 0; index < chars.length; index++) bytes[index] = chars.charCodeAt(index);
      return bytes;
    },
  },
] as const;

// btoa and atob exist in browsers and in Node, but belong to neither's types here.
const { btoa: toBase64, atob: fromBase64 } = globalThis as unknown as {
  btoa(text: string): string;
  atob(text: string): string;
};
