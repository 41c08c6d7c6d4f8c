// AVI: what its header lists say. Android's own extractors leave AVI out; phones that play it read this much.
import type { Bytes } from './fileBytes.ts';

/** Headers lie at the front, in lists of lists; more of them is a file that means harm. */
const MAX_CHUNKS = 1_000;
const MAX_DEPTH = 4;
/** Longest header that is read, bytes: rows of an INFO list. */
const MAX_TEXT = 4_096;

export type AviHead = {
  width: number | null;
  height: number | null;
  /** Milliseconds, of the longest stream. */
  duration: number | null;
  samplerate: number | null;
  streams: number;
  /** The texts of the INFO list by their four letters. */
  info: Map<string, string>;
};

type Stream = { type: string; seconds: number };

class AviReader {
  readonly head: AviHead = {
    width: null,
    height: null,
    duration: null,
    samplerate: null,
    streams: 0,
    info: new Map(),
  };
  readonly #bytes: Bytes;
  #stream: Stream = { type: '', seconds: 0 };
  #frameTime = 0;
  #chunks = 0;

  constructor(bytes: Bytes) {
    this.#bytes = bytes;
  }

  chunks(start: number, end: number, depth: number): void {
    for (let at = start; at + 8 <= end && this.#chunks < MAX_CHUNKS; this.#chunks++) {
      const head = this.#bytes.at(at, 8);
      const type = head.toString('latin1', 0, 4);
      const length = head.readUInt32LE(4);
      const stop = Math.min(at + 8 + length, end);
      if (type === 'LIST' && length >= 4) this.#list(at + 8, stop, depth);
      else this.#chunk(type, at + 8, stop);
      at += 8 + length + (length % 2);
    }
  }

  #list(start: number, end: number, depth: number): void {
    const type = this.#bytes.at(start, 4).toString('latin1');
    if (type !== 'movi' && depth < MAX_DEPTH) this.chunks(start + 4, end, depth + 1);
  }

  #chunk(type: string, start: number, end: number): void {
    if (type === 'avih' && end - start >= 40) this.#mainHeader(this.#bytes.at(start, 40));
    else if (type === 'strh' && end - start >= 36) this.#streamHeader(this.#bytes.at(start, 36));
    else if (type === 'strf' && this.#stream.type === 'auds' && end - start >= 8)
      this.head.samplerate ??= this.#bytes.at(start, 8).readUInt32LE(4);
    else if (/^I[A-Z]{3}$/.test(type) && end > start) {
      const text = this.#bytes
        .at(start, Math.min(end - start, MAX_TEXT))
        .toString('utf8')
        .split('\0')[0];
      if (text !== undefined && text !== '' && !this.head.info.has(type)) this.head.info.set(type, text);
    }
  }

  #mainHeader(data: Buffer): void {
    this.head.width = data.readUInt32LE(32);
    this.head.height = data.readUInt32LE(36);
    this.#frameTime = data.readUInt32LE(0);
    this.#longer((data.readUInt32LE(16) * this.#frameTime) / 1_000_000);
  }

  #streamHeader(data: Buffer): void {
    const [scale, rate, length] = [data.readUInt32LE(20), data.readUInt32LE(24), data.readUInt32LE(32)];
    this.#stream = { type: data.toString('latin1', 0, 4), seconds: rate === 0 ? 0 : (length * scale) / rate };
    this.head.streams++;
    this.#longer(this.#stream.seconds);
  }

  #longer(seconds: number): void {
    const duration = Math.round(seconds * 1000);
    if (duration > 0) this.head.duration = Math.max(this.head.duration ?? 0, duration);
  }
}

export function isAvi(bytes: Bytes): boolean {
  if (bytes.length < 12) return false;
  const head = bytes.at(0, 12).toString('latin1');
  return head.startsWith('RIFF') && head.endsWith('AVI ');
}

/** The header of an AVI. What was read before a broken part stays. */
export function readAvi(bytes: Bytes): AviHead {
  const reader = new AviReader(bytes);
  try {
    reader.chunks(12, bytes.length, 0);
  } catch {
    // A recording that was cut off still says how large its picture is.
  }
  return reader.head;
}
