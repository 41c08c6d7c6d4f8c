// Mirrors adb's shell_protocol.h: several streams and the exit status in one stream of bytes.
import { MAX_PAYLOAD } from './packet.ts';

/** ShellProtocol::Id. */
export const SHELL_ID = { STDIN: 0, STDOUT: 1, STDERR: 2, EXIT: 3, CLOSE_STDIN: 4, WINDOW_SIZE: 5 } as const;

const HEADER = 5;

export type ShellPacket = Readonly<{ id: number; bytes: Uint8Array }>;

/** The header in front of `length` bytes. */
export function shellHeader(id: number, length: number): Buffer {
  const header = Buffer.allocUnsafe(HEADER);
  header.writeUInt8(id, 0);
  header.writeUInt32LE(length, 1);
  return header;
}

/** How a command ended, modulo 256. */
export function exitPacket(status: number): Buffer {
  return Buffer.concat([shellHeader(SHELL_ID.EXIT, 1), Buffer.from([status & 0xff])]);
}

/** `ROWSxCOLS,XPIXxYPIX`; null for anything else. */
export function readWindowSize(bytes: Uint8Array): Readonly<{ rows: number; columns: number }> | null {
  const match = /^(\d{1,5})x(\d{1,5}),\d{1,5}x\d{1,5}\0?$/.exec(Buffer.from(bytes).toString('latin1'));
  return match === null ? null : { rows: Number(match[1]), columns: Number(match[2]) };
}

/** Packets out of the pieces of a stream. */
export class ShellPacketDecoder {
  #rest: Buffer = Buffer.alloc(0);
  readonly #pieces: Buffer[] = [];
  #missing = 0;
  #id = 0;
  #isInBody = false;

  /** @throws {Error} for a packet that could not have come in one of adb's */
  *push(bytes: Buffer): Generator<ShellPacket> {
    let rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    this.#rest = Buffer.alloc(0);
    for (;;) {
      if (!this.#isInBody) {
        if (rest.length < HEADER) break;
        this.#begin(rest);
        rest = rest.subarray(HEADER);
      }
      const part = rest.subarray(0, this.#missing);
      rest = rest.subarray(part.length);
      if (part.length > 0) this.#pieces.push(part);
      this.#missing -= part.length;
      if (this.#missing > 0) break;
      this.#isInBody = false;
      const pieces = this.#pieces.splice(0);
      yield { id: this.#id, bytes: pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces) };
    }
    this.#rest = rest;
  }

  #begin(header: Buffer): void {
    this.#id = header.readUInt8(0);
    this.#missing = header.readUInt32LE(1);
    if (this.#missing > MAX_PAYLOAD) throw new Error(`A shell packet claims ${this.#missing} bytes.`);
    this.#isInBody = true;
  }
}
