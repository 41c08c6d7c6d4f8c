// The other side of a connection: what an adb server would send, and the packets that come back, one by one.
import { AdbConnection, type AdbConnectionOptions } from '../../main/adb/adbConnection.ts';
import { COMMAND, encodePacket, type Packet, PacketDecoder } from '../../main/adb/packet.ts';
import { afterTurn } from '../../main/device/realTime.ts';

export const HOST_BANNER = Buffer.from('host::features=shell_v2,cmd,stat_v2,ls_v2,sendrecv_v2');

const NAMES: Readonly<Record<number, string>> = Object.fromEntries(
  Object.entries(COMMAND).map(([name, number]) => [number, name]),
);

export class AdbHost {
  readonly connection: AdbConnection;
  readonly failures: string[] = [];
  isCongested = false;
  readonly #decoder = new PacketDecoder();
  readonly #received: Packet[] = [];
  #wake: (() => void) | null = null;

  constructor(options: Partial<AdbConnectionOptions> & Pick<AdbConnectionOptions, 'serviceOf'>) {
    this.connection = new AdbConnection({
      banner: () => 'device::features=shell_v2',
      auth: null,
      send: (pieces) => this.#take(Buffer.concat(pieces)),
      isCongested: () => this.isCongested,
      afterTurn,
      failed: (service, error) => void this.failures.push(`${service}: ${error}`),
      ...options,
    });
  }

  /** Sends a packet as bytes, so that what is tested is what goes over the wire. */
  send(command: keyof typeof COMMAND, arg0: number, arg1: number, payload: Buffer | string = ''): void {
    const bytes = encodePacket({ command: COMMAND[command], arg0, arg1, payload: Buffer.from(payload) }, false);
    for (const packet of new PacketDecoder().push(bytes)) this.connection.receive(packet);
  }

  /** Connects; what the device answers is left to read. */
  connect(maxData = 1_048_576): void {
    this.send('CNXN', 0x01000001, maxData, HOST_BANNER);
  }

  /** The next packet: its name, both numbers, and the payload as text. */
  async next(): Promise<readonly [name: string, arg0: number, arg1: number, payload: string]> {
    const { command, arg0, arg1, payload } = await this.nextPacket();
    return [NAMES[command] ?? String(command), arg0, arg1, Buffer.from(payload).toString('latin1')];
  }

  async nextPacket(): Promise<Packet> {
    for (;;) {
      const packet = this.#received.shift();
      if (packet !== undefined) return packet;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** Packets that have come and were not read. */
  get waiting(): number {
    return this.#received.length;
  }

  #take(bytes: Buffer): void {
    this.#received.push(...this.#decoder.push(bytes));
    this.#wake?.();
  }
}

/** Resolves after everything that does not wait for something else. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
}
