// A cloud of photos that is part of the device: the provider in front of it, and what a tester may do to it.
import { join } from 'node:path';
import type {
  CloudMediaChange,
  CloudMediaFault,
  CloudMediaItemRow,
  CloudMediaKind,
  CloudMediaOperation,
  CloudMediaState,
} from '../../../../contract/rpc/cloudMediaApi.ts';
import type { Clock } from '../../../device/clock.ts';
import { CloudFaults } from '../../../device/cloudFaults.ts';
import { CloudNetwork, PROFILES } from '../../../device/cloudNetwork.ts';
import type { Store } from '../../../device/jsonFile.ts';
import { Listeners } from '../../../device/listeners.ts';
import { CloudMediaFiles } from './cloudMediaFiles.ts';
import { factsOf, newItem } from './cloudMediaItem.ts';
import { CloudMediaProvider } from './cloudMediaProvider.ts';
import { CloudMediaStore } from './cloudMediaStore.ts';

/** Between two photos that are added at once. */
const SHUTTER_MILLIS = 1_000;

export type MockCloudMediaOptions = Readonly<{
  /** Folder of everything the device keeps. */
  home: string;
  store: Store;
  clock: Clock;
  packageName: string;
  /** MediaStore.notifyCloudMediaChangedEvent: the collection is not what it was. */
  notifyChanged(collectionId: string): void;
}>;

/** An item of the device, as it is backed up. */
export type Original = Readonly<{ id: number; dateTakenMillis: number; kind: CloudMediaKind }>;

export class MockCloudMedia {
  readonly provider: CloudMediaProvider;
  readonly #options: MockCloudMediaOptions;
  readonly #store: CloudMediaStore;
  readonly #files: CloudMediaFiles;
  readonly #network: CloudNetwork;
  readonly #faults = new CloudFaults<CloudMediaOperation, CloudMediaFault>();
  readonly #listeners = new Listeners<[]>();

  constructor(options: MockCloudMediaOptions) {
    this.#options = options;
    const { home, store, clock, packageName } = options;
    this.#network = new CloudNetwork(clock);
    this.#store = new CloudMediaStore(store, () => clock.currentTimeMillis());
    this.#files = new CloudMediaFiles(join(home, 'cloudmedia'), this.#network);
    const services = { store: this.#store, files: this.#files, network: this.#network, faults: this.#faults };
    this.provider = new CloudMediaProvider({ ...services, packageName });
  }

  get accountName(): string | null {
    return this.#store.currentAccount;
  }

  state(): Pick<CloudMediaState, 'accounts' | 'collection' | 'network' | 'seed' | 'faults'> {
    const current = this.#store.currentAccount;
    const { profile, speed, online } = this.#network;
    const { seed, faults } = this.#faults;
    const collection = this.#store.collection();
    const downloaded = this.#files.downloaded().filter((id) => this.#store.find(id) !== null).length;
    return {
      accounts: this.#store.accounts().map((account) => ({ ...account, isCurrent: account.name === current })),
      collection: collection === null ? null : { ...collection, items: this.#store.items().length, downloaded },
      ...{ network: { profile, ...speed, online }, seed, faults },
    };
  }

  /** Newest first. */
  items({ offset, limit }: Readonly<{ offset: number; limit: number }>): readonly CloudMediaItemRow[] {
    return this.#store
      .items()
      .slice(offset, offset + limit)
      .map((item) => {
        const { mimeType, sizeBytes } = factsOf(item);
        const { id, kind, dateTakenMillis, isFavorite, localId } = item;
        const isDownloaded = this.#files.isDownloaded(item);
        return { id, kind, mimeType, dateTakenMillis, sizeBytes, isFavorite, localId, isDownloaded };
      });
  }

  setAccount(name: string | null): void {
    this.#store.signIn(name);
    this.#changed();
  }

  /** Adds items that are taken now, the first of them last. @throws {Error} when nobody is signed in */
  add({ count, kind }: Readonly<{ count: number; kind: CloudMediaKind }>): readonly string[] {
    const now = this.#options.clock.currentTimeMillis();
    const ids = this.#store.add(count, (number, index) => newItem(number, kind, now - index * SHUTTER_MILLIS));
    this.#changed();
    return ids;
  }

  /** How many items are copies of the device's. */
  copies(): number {
    return this.#store.items().filter(({ localId }) => localId !== null).length;
  }

  /** Copies the first `count` of these but those that are copied already. @throws {Error} when nobody is signed in */
  backUp(count: number, originals: readonly Original[]): readonly string[] {
    const copied = new Set(this.#store.items().map(({ localId }) => localId));
    const left = originals.filter(({ id }) => !copied.has(id)).slice(0, count);
    const ids = this.#store.add(left.length, (number, index) => {
      const { id = null, kind = 'photo', dateTakenMillis = 0 } = left[index] ?? {};
      return { ...newItem(number, kind, dateTakenMillis), localId: id };
    });
    this.#changed();
    return ids;
  }

  remove(ids: readonly string[]): void {
    this.#store.remove(ids);
    this.#changed();
  }

  setFavorite(ids: readonly string[], isFavorite: boolean): void {
    this.#store.setFavorite(ids, isFavorite);
    this.#changed();
  }

  newCollection(): void {
    this.#store.newCollection();
    this.#changed();
  }

  set(change: CloudMediaChange): void {
    const network = this.#network;
    const wasOnline = network.online;
    if (change.profile !== undefined) {
      network.profile = change.profile;
      network.speed = PROFILES[change.profile];
    }
    const { latencyMillis = network.speed.latencyMillis, bytesPerSecond = network.speed.bytesPerSecond } = change;
    network.speed = { latencyMillis, bytesPerSecond };
    if (change.seed !== undefined || change.faults !== undefined)
      this.#faults.set(change.seed ?? this.#faults.seed, change.faults ?? this.#faults.faults);
    if (change.online !== undefined) network.online = change.online;
    // What happened meanwhile is heard of now.
    if (network.online && !wasOnline) this.#changed();
    else this.#listeners.call();
  }

  forgetDownloads(): void {
    this.#files.clear();
    this.#listeners.call();
  }

  /** A factory reset: the accounts begin anew. */
  reset(): void {
    this.#faults.set(1, []);
    this.#files.clear();
    this.#store.clear();
    this.set({ profile: 'instant', online: true, seed: 1, faults: [] });
  }

  onChange(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }

  #changed(): void {
    this.#options.notifyChanged(this.#store.collection()?.id ?? '');
    this.#listeners.call();
  }
}
