// Mirrors PickerSyncController: who provides cloud media, and how its collection gets into the picker.
import {
  CLOUD_EXTRA,
  cloudMediaUri,
  MEDIA_COLLECTION_INFO,
  METHOD_GET_MEDIA_COLLECTION_INFO,
  URI_PATH,
} from '../../../../contract/android/cloudMediaProviderContract.ts';
import type { Bundle } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import { DEFAULT_GENERATION, syncDecision } from '../../../../contract/android/syncDecision.ts';
import { contentUri, type Uri } from '../../../../contract/android/uri.ts';
import type { ResultSet } from '../../../content/contentProvider.ts';
import type { Clock } from '../../../device/clock.ts';
import type { Store } from '../../../device/jsonFile.ts';
import { Listeners } from '../../../device/listeners.ts';
import type { CloudMirror, SyncPosition } from './cloudMirror.ts';
import { pagesOf } from './pagedSync.ts';

/** ConfigStore.getPickerSyncDelayMs: notices that come close together are one sync. */
const SYNC_DELAY_MS = 1_500;
/** Longest that a query of the picker waits for a sync, from its beginning on. */
const SYNC_WAIT_MS = 500;
/** PickerSyncManager: a periodic sync. */
const PERIOD_MS = 4 * 3_600_000;

export type PickerSyncServices = Readonly<{
  mirror: CloudMirror;
  clock: Clock;
  store: Store;
  log(sentence: string): void;
  /** The provider, as the media provider's own package reaches it. */
  provider: Readonly<{
    query(uri: Uri, args: Bundle): Promise<ResultSet | null>;
    call(authority: string, method: string, extras: Bundle): Promise<Bundle | null>;
  }>;
  /** Authorities that may be chosen. */
  available(): readonly string[];
}>;

/** The provider was chosen anew, or the device started again, while it was read: what still comes is nobody's any more. */
class ObsoleteSync extends Error {}

/** Made anew each time: what is read is for one choice, also where the same provider is chosen again. */
type Choice = Readonly<{ authority: string | null }>;
type Chosen = Readonly<{ authority: string }>;

export class PickerSyncController {
  readonly #services: PickerSyncServices;
  readonly #listeners = new Listeners<[]>();
  #choice: Choice;
  /** What the picker may show: that of a provider which was read once since it was chosen. */
  #shown: string | null;
  #running: Promise<void> | null = null;
  #isWanted = false;
  #waited: Promise<void> = Promise.resolve();
  #problem: string | null = null;
  #delay: Disposable | null = null;
  #period: Disposable | null = null;
  /** Albums whose items were read, by the position of the collection then. */
  readonly #albums = new Map<string, string>();

  constructor(services: PickerSyncServices) {
    this.#services = services;
    const saved = services.store.load();
    const authority = isSaved(saved) ? saved.authority : null;
    this.#choice = { authority };
    const isRead = authority !== null && services.mirror.position(authority) !== null;
    this.#shown = isRead ? authority : null;
  }

  /** Authority of the provider that is chosen; null for none. */
  get cloudProvider(): string | null {
    return this.#choice.authority;
  }

  /** Authority of the provider whose items the picker shows. */
  get shown(): string | null {
    return this.#shown;
  }

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Why the last sync did not get to its end; null when it did. */
  get problem(): string | null {
    return this.#problem;
  }

  boot(): void {
    const { authority } = this.#choice;
    if (authority === null) return;
    this.#choose(authority);
    this.#schedulePeriodic();
    void this.sync();
  }

  /**
   * Chooses who provides cloud media. What the one before provided is forgotten, and the new one is read.
   * @returns false for one that is not available
   */
  setCloudProvider(authority: string | null): boolean {
    if (authority === this.#choice.authority) return true;
    if (authority !== null && !this.#services.available().includes(authority)) return false;
    this.#choose(authority);
    this.#shown = null;
    this.#problem = null;
    this.#services.store.save({ authority });
    this.#services.mirror.reset();
    this.#schedulePeriodic();
    if (authority !== null) void this.sync();
    this.#listeners.call();
    return true;
  }

  /** notifyMediaEvent: the provider says that its collection has changed. */
  notifyMediaEvent(): void {
    this.#delay?.[Symbol.dispose]();
    this.#delay = this.#services.clock.after(SYNC_DELAY_MS, () => {
      this.#delay = null;
      void this.sync();
    });
  }

  /** Reads what is new of the collection; resolves when that is done, or cannot be. One at a time. */
  sync(): Promise<void> {
    this.#isWanted = true;
    return this.#running ?? this.#start();
  }

  #start(): Promise<void> {
    const running = this.#run(this.#choice).finally(() => {
      if (this.#running !== running) return;
      this.#running = null;
      this.#listeners.call();
    });
    this.#running = running;
    this.#waited = this.#withinWait(running);
    this.#listeners.call();
    return running;
  }

  /** What is under way is of no use any more, and nobody waits for it: it may never come to its end. */
  #choose(authority: string | null): void {
    this.#choice = { authority };
    this.#running = null;
    this.#albums.clear();
  }

  /** Resolves when no sync is under way, or when one has had as long as the picker waits for it. */
  settled(): Promise<void> {
    return this.#running === null ? Promise.resolve() : this.#waited;
  }

  /** Reads an album's items, once for each state of the collection; waits for that no longer than settled() does. */
  async syncAlbum(albumId: string): Promise<void> {
    const choice = this.#choice;
    if (!isChosen(choice) || this.#shown !== choice.authority) return;
    const position = JSON.stringify(this.#services.mirror.position(choice.authority));
    if (this.#albums.get(albumId) === position) return;
    this.#albums.set(albumId, position);
    const read = this.#readAlbum(choice, albumId).catch((error: unknown) => {
      if (error instanceof ObsoleteSync) return;
      this.#albums.delete(albumId);
      this.#services.log(`Failed to sync album media: ${messageOf(error)}`);
    });
    await this.#withinWait(read);
  }

  onChange(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }

  /** A factory reset: nobody provides anything. */
  reset(): void {
    this.setCloudProvider(null);
    this.#services.mirror.reset();
  }

  close(): void {
    this.#delay?.[Symbol.dispose]();
    this.#period?.[Symbol.dispose]();
    this.#choose(null);
  }

  #schedulePeriodic(): void {
    this.#period?.[Symbol.dispose]();
    if (this.#choice.authority === null) return;
    this.#period = this.#services.clock.after(PERIOD_MS, () => {
      void this.sync();
      // Not in the same turn: a tester who moves the clock by years means one sync, not one for every four hours of them.
      queueMicrotask(() => this.#schedulePeriodic());
    });
  }

  async #run(choice: Choice): Promise<void> {
    while (this.#isWanted && this.#choice === choice) {
      this.#isWanted = false;
      if (!isChosen(choice)) return;
      // A second attempt, as on Android: the first may have failed on its way.
      const problem = (await this.#attempt(choice)) === null ? null : await this.#attempt(choice);
      if (this.#choice === choice) this.#problem = problem;
    }
  }

  /** @returns why it failed */
  async #attempt(choice: Chosen): Promise<string | null> {
    try {
      await this.#syncOnce(choice);
      return null;
    } catch (error) {
      if (error instanceof ObsoleteSync) return null;
      this.#services.log(`Failed to sync all media from ${choice.authority}: ${messageOf(error)}`);
      return messageOf(error);
    }
  }

  async #syncOnce(choice: Chosen): Promise<void> {
    const { authority } = choice;
    const { mirror } = this.#services;
    const cached = mirror.position(authority);
    const latest = await this.#latest(choice);
    const decision = syncDecision({
      ...{ authority, latestId: latest.collectionId, latestGeneration: latest.generation },
      ...{ cachedId: cached?.collectionId ?? null, cachedGeneration: cached?.generation ?? DEFAULT_GENERATION },
    });
    if (decision !== 'NONE') {
      if (decision === 'INCREMENTAL') await this.#readChanges(choice, latest, cached?.generation ?? 0);
      else {
        mirror.reset();
        await this.#readAll(choice, latest);
      }
      await this.#readAlbums(choice);
      this.#check(choice);
      mirror.setPosition(authority, latest);
    }
    this.#shown = authority;
  }

  /** @throws {Throwable} IllegalStateException for a collection without a name or a generation */
  async #latest(choice: Chosen): Promise<SyncPosition> {
    const info = await this.#services.provider.call(choice.authority, METHOD_GET_MEDIA_COLLECTION_INFO, {});
    this.#check(choice);
    const collectionId = String(info?.[MEDIA_COLLECTION_INFO.MEDIA_COLLECTION_ID] ?? '');
    const generation = Number(info?.[MEDIA_COLLECTION_INFO.LAST_MEDIA_SYNC_GENERATION] ?? 0);
    if (collectionId !== '' && generation >= 0) return { collectionId, generation };
    const sentence = `Unexpected Latest Media Collection Info: ID/Gen=${collectionId}/${generation}`;
    throw new Throwable('IllegalStateException', sentence);
  }

  async #readAll(choice: Chosen, { collectionId }: SyncPosition): Promise<void> {
    const { authority } = choice;
    // Shown as it comes.
    this.#shown = authority;
    const pages = this.#pages(choice, { uri: cloudMediaUri(authority), args: {}, honored: [], collectionId });
    for await (const rows of pages) this.#services.mirror.add(authority, rows);
  }

  async #readChanges(choice: Chosen, { collectionId }: SyncPosition, since: number): Promise<void> {
    const { authority } = choice;
    const args = { [CLOUD_EXTRA.SYNC_GENERATION]: since };
    const shared = { args, honored: [CLOUD_EXTRA.SYNC_GENERATION], collectionId };
    const { mirror } = this.#services;
    for await (const rows of this.#pages(choice, { ...shared, uri: cloudMediaUri(authority) }))
      mirror.add(authority, rows);
    const deleted = contentUri(authority, [URI_PATH.DELETED_MEDIA]);
    for await (const rows of this.#pages(choice, { ...shared, uri: deleted }))
      mirror.remove(rows.map(({ id }) => String(id)));
  }

  async #readAlbums(choice: Chosen): Promise<void> {
    const { authority } = choice;
    const albums = { uri: contentUri(authority, [URI_PATH.ALBUM]), args: {}, honored: [], collectionId: null };
    const rows = await wholeOf(this.#pages(choice, albums));
    this.#check(choice);
    this.#services.mirror.replaceAlbums(authority, rows);
  }

  async #readAlbum(choice: Chosen, albumId: string): Promise<void> {
    const args = { [CLOUD_EXTRA.ALBUM_ID]: albumId };
    const album = { uri: cloudMediaUri(choice.authority), args, honored: [CLOUD_EXTRA.ALBUM_ID], collectionId: null };
    const rows = await wholeOf(this.#pages(choice, album));
    this.#check(choice);
    this.#services.mirror.replaceAlbumMedia(
      albumId,
      rows.map(({ id }) => String(id)),
    );
  }

  async *#pages(choice: Chosen, asked: Parameters<typeof pagesOf>[1]) {
    const { provider } = this.#services;
    for await (const rows of pagesOf((uri, args) => provider.query(uri, args), asked)) {
      this.#check(choice);
      yield rows;
    }
  }

  #check(choice: Choice): void {
    if (this.#choice !== choice) throw new ObsoleteSync();
  }

  /** As long as the picker waits, on the device's clock. */
  #withinWait(work: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const limit = this.#services.clock.after(SYNC_WAIT_MS, resolve);
      void work.finally(() => {
        limit[Symbol.dispose]();
        resolve();
      });
    });
  }
}

async function wholeOf<Row>(pages: AsyncIterable<readonly Row[]>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const page of pages) rows.push(...page);
  return rows;
}

function isChosen(choice: Choice): choice is Chosen {
  return choice.authority !== null;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function isSaved(value: unknown): value is Readonly<{ authority: string | null }> {
  if (typeof value !== 'object' || value === null || !('authority' in value)) return false;
  return value.authority === null || typeof value.authority === 'string';
}
