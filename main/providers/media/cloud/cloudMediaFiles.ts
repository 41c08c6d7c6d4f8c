// Bytes of the mock cloud's items on the device: what was downloaded, and small pictures.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { LocalFile, ThumbnailSize } from '../../../content/contentProvider.ts';
import type { CloudNetwork } from '../../../device/cloudNetwork.ts';
import { type CloudMediaItem, factsOf } from './cloudMediaItem.ts';
import { bytesOf, type ItemBytes, thumbnailBytes } from './itemBytes.ts';

/** Bytes that travel in one go: a connection can break between two of them. */
const PART = 256 * 1024;

export class CloudMediaFiles {
  readonly #folder: string;
  readonly #network: Pick<CloudNetwork, 'request' | 'transfer'>;
  #last = 0;

  /** @param folder where the bytes are; what was not finished at the last start is removed */
  constructor(folder: string, network: Pick<CloudNetwork, 'request' | 'transfer'>) {
    this.#folder = folder;
    this.#network = network;
    for (const name of this.#names()) if (name.startsWith('.')) rmSync(join(folder, name), { force: true });
  }

  isDownloaded({ id }: Pick<CloudMediaItem, 'id'>): boolean {
    return existsSync(this.#path(id));
  }

  /** Ids of the items whose bytes are here. */
  downloaded(): readonly string[] {
    return this.#names().filter((name) => !name.startsWith('.') && !name.includes(' '));
  }

  /**
   * An item's file, from the network when it is not here yet. Half a file, of a connection that was cut off unnoticed, is
   * given and not kept.
   * @throws {Throwable} as CloudNetwork does
   */
  async file(item: CloudMediaItem, { signal, isCut }: Readonly<{ signal: AbortSignal; isCut: boolean }>) {
    const { mimeType } = factsOf(item);
    const path = this.#path(item.id);
    if (existsSync(path) && !isCut) return { path, mimeType };
    await this.#network.request(signal);
    const bytes = bytesOf(item);
    const length = isCut ? Math.floor(bytes.sizeBytes / 2) : bytes.sizeBytes;
    for (let sent = 0; sent < length; sent += PART) await this.#network.transfer(Math.min(PART, length - sent), signal);
    const temporary = await this.#write(bytes, length);
    if (isCut) return { path: temporary, mimeType, closed: () => rm(temporary, { force: true }) };
    await rename(temporary, path);
    return { path, mimeType };
  }

  /** A small picture; once it is here no network is needed. @throws {Throwable} as CloudNetwork does */
  async thumbnail(item: CloudMediaItem, size: ThumbnailSize, signal: AbortSignal): Promise<LocalFile> {
    const path = join(this.#folder, `${item.id} ${size.width}x${size.height}`);
    if (existsSync(path)) return { path, mimeType: 'image/jpeg' };
    const head = thumbnailBytes(item, size);
    // It is asked for with many others: what it waits for is its own few bytes.
    await this.#network.transfer(head.length, signal);
    const whole = { head, tail: new Uint8Array(), sizeBytes: head.length };
    await rename(await this.#write(whole, head.length), path);
    return { path, mimeType: 'image/jpeg' };
  }

  /** Downloads are gone from the device; small pictures, too. */
  clear(): void {
    for (const name of this.#names()) rmSync(join(this.#folder, name), { force: true });
  }

  /** The first `length` bytes, in a file that has no item's name yet. What is zero takes no room on the disk. */
  async #write({ head, tail, sizeBytes }: ItemBytes, length: number): Promise<string> {
    const path = join(this.#folder, `.${++this.#last}`);
    await mkdir(this.#folder, { recursive: true });
    await using handle = await open(path, 'w');
    await handle.write(head.subarray(0, length), 0, undefined, 0);
    if (length === sizeBytes) await handle.write(tail, 0, undefined, sizeBytes - tail.length);
    await handle.truncate(length);
    return path;
  }

  #path(id: string): string {
    return join(this.#folder, id);
  }

  #names(): readonly string[] {
    return existsSync(this.#folder) ? readdirSync(this.#folder) : [];
  }
}
