// What one sync stream has to work with.
import type { DeviceFiles } from '../device/deviceFiles.ts';
import type { AdbStream } from './adbStream.ts';
import type { PullBuffers } from './pullBuffers.ts';
import type { StreamReader } from './streamReader.ts';

export type SyncSession = Readonly<{
  files: DeviceFiles;
  stream: AdbStream;
  replies: Replies;
  reader: StreamReader;
  buffers: PullBuffers;
}>;

/** Files whose rows may be waited for at once; the next ones are taken meanwhile. */
const MAX_PENDING = 16;

/** Answers in the order of the requests, though some have to wait. */
export class Replies {
  readonly #stream: AdbStream;
  readonly #pending: Promise<void>[] = [];

  constructor(stream: AdbStream) {
    this.#stream = stream;
  }

  /** Answers now. */
  async answer(bytes: Buffer): Promise<void> {
    await this.settled();
    await this.#stream.write(bytes);
  }

  /** Answers when something is done, and returns at once unless too much is. */
  async answerAfter(done: Promise<void>, bytes: Buffer): Promise<void> {
    const before = this.#pending.at(-1) ?? Promise.resolve();
    const reply = before.then(() => done).then(() => this.#stream.write(bytes));
    // Told by whoever waits for it.
    reply.catch(() => {});
    this.#pending.push(reply);
    if (this.#pending.length >= MAX_PENDING) await this.#pending.shift();
  }

  /** Resolves when every answer is on its way. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending.splice(0));
  }
}
