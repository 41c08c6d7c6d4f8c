// Mirrors adb's amessage and apacket: a header of 24 bytes, then the payload.

/** Names and numbers of commands; on the wire the numbers spell the names. */
export const COMMAND = {
  SYNC: 0x434e5953,
  CNXN: 0x4e584e43,
  AUTH: 0x48545541,
  OPEN: 0x4e45504f,
  OKAY: 0x59414b4f,
  CLSE: 0x45534c43,
  WRTE: 0x45545257,
  STLS: 0x534c5453,
} as const;

/** A_VERSION: from here on no side looks at the sum of the payload. */
export const VERSION_SKIP_CHECKSUM = 0x01000001;

/** MAX_PAYLOAD: most that one packet may carry, bytes. */
export const MAX_PAYLOAD = 1_048_576;

const HEADER = 24;

export type Packet = Readonly<{
  command: number;
  arg0: number;
  arg1: number;
  payload: Uint8Array;
  /** Bytes of the payload that come later, as further pieces of this packet. */
  missing?: number;
}>;

/** What is no packet: whoever sent it does not speak adb. */
export class PacketError extends Error {}

/**
 * The header alone, so that a payload in pieces need not be joined.
 * @param pieces the payload
 * @param hasSum whether the other side may look at the sum of the payload
 */
export function encodeHeader(
  { command, arg0, arg1 }: Omit<Packet, 'payload' | 'missing'>,
  pieces: readonly Uint8Array[],
  hasSum: boolean,
): Buffer {
  const header = Buffer.allocUnsafe(HEADER);
  header.writeUInt32LE(command, 0);
  header.writeUInt32LE(arg0, 4);
  header.writeUInt32LE(arg1, 8);
  header.writeUInt32LE(
    pieces.reduce((length, piece) => length + piece.length, 0),
    12,
  );
  header.writeUInt32LE(hasSum ? sumOf(pieces) : 0, 16);
  header.writeUInt32LE(magicOf(command), 20);
  return header;
}

/** A whole packet. */
export function encodePacket(packet: Packet, hasSum: boolean): Buffer {
  return Buffer.concat([encodeHeader(packet, [packet.payload], hasSum), packet.payload]);
}

function magicOf(command: number): number {
  return (command ^ 0xffffffff) >>> 0;
}

/** calculate_apacket_checksum: no CRC, whatever it is called. */
function sumOf(pieces: readonly Uint8Array[]): number {
  let sum = 0;
  for (const piece of pieces) for (const byte of piece) sum = (sum + byte) >>> 0;
  return sum;
}

type Head = Omit<Packet, 'payload' | 'missing'> & Readonly<{ length: number }>;

/** Packets out of a byte stream that is cut anywhere. */
export class PacketDecoder {
  readonly #hasPieces: boolean;
  readonly #header = Buffer.alloc(HEADER);
  #headerBytes = 0;
  #head: Head | null = null;
  #payload: Buffer = Buffer.alloc(0);
  #payloadBytes = 0;

  /** @param data whether what WRTE carries comes in pieces as the bytes do, so that nothing is copied to be joined */
  constructor(data: 'whole' | 'in pieces' = 'whole') {
    this.#hasPieces = data === 'in pieces';
  }

  /**
   * The packets that are whole with these bytes, and the pieces of data. A payload may share the memory of `bytes`.
   * @throws {PacketError} as soon as a header is none; nothing can be read after it
   */
  *push(bytes: Buffer): Generator<Packet> {
    for (let rest = bytes; ; ) {
      if (this.#head === null) {
        rest = this.#takeHeader(rest);
        if (this.#head === null) return;
      }
      const { command, arg0, arg1, length } = this.#head;
      const missing = length - this.#payloadBytes;
      const part = rest.subarray(0, missing);
      rest = rest.subarray(part.length);
      if (part.length < missing && this.#hasPieces && command === COMMAND.WRTE) {
        this.#payloadBytes += part.length;
        if (part.length > 0) yield { command, arg0, arg1, payload: part, missing: missing - part.length };
        return;
      }
      if (part.length < missing) return this.#keep(part, length);
      const payload = this.#payload.length === 0 ? part : this.#completed(part);
      this.#head = null;
      this.#headerBytes = 0;
      this.#payloadBytes = 0;
      yield { command, arg0, arg1, payload };
    }
  }

  #takeHeader(bytes: Buffer): Buffer {
    const taken = bytes.copy(this.#header, this.#headerBytes);
    this.#headerBytes += taken;
    if (this.#headerBytes === HEADER) this.#head = readHeader(this.#header);
    return bytes.subarray(taken);
  }

  #keep(part: Buffer, length: number): void {
    if (part.length === 0) return;
    if (this.#payloadBytes === 0) this.#payload = Buffer.allocUnsafe(length);
    this.#payloadBytes += part.copy(this.#payload, this.#payloadBytes);
  }

  #completed(part: Buffer): Buffer {
    part.copy(this.#payload, this.#payloadBytes);
    const payload = this.#payload;
    this.#payload = Buffer.alloc(0);
    return payload;
  }
}

function readHeader(header: Buffer): Head {
  const command = header.readUInt32LE(0);
  const length = header.readUInt32LE(12);
  if (header.readUInt32LE(20) !== magicOf(command))
    throw new PacketError('A packet has another magic than its command.');
  if (length > MAX_PAYLOAD) throw new PacketError(`A packet claims ${length} bytes.`);
  return { command, arg0: header.readUInt32LE(4), arg1: header.readUInt32LE(8), length };
}
