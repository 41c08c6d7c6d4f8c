// Scripted cloud media: a provider that can be chosen, two accounts, and three items.
import type {
  CloudMediaApi,
  CloudMediaChange,
  CloudMediaItemRow,
  CloudMediaState,
} from '../../contract/rpc/cloudMediaApi.ts';
import { Broadcast } from './broadcast.ts';
import { NOW } from './fakeMedia.ts';

export const CLOUD_PHOTOS_AUTHORITY = 'com.example.cloudphotos.cloudmedia';

const item = (number: number, change: Partial<CloudMediaItemRow> = {}): CloudMediaItemRow => ({
  ...{ id: `cloud-${number}`, kind: 'photo', mimeType: 'image/jpeg', dateTakenMillis: NOW - number * 86_400_000 },
  ...{ sizeBytes: 1_200_000, isFavorite: false, localId: null, isDownloaded: false, ...change },
});

const FIRST: CloudMediaState = {
  available: [{ authority: CLOUD_PHOTOS_AUTHORITY, label: 'Cloud Photos', accountName: 'ada@example.com' }],
  active: null,
  accounts: [
    { name: 'ada@example.com', isCurrent: true, items: 3 },
    { name: 'grace@example.com', isCurrent: false, items: 60 },
  ],
  collection: { id: 'ada@example.com/1', generation: 4, items: 3, downloaded: 1 },
  sync: { isRunning: false, items: 3, problem: null },
  network: { profile: 'instant', latencyMillis: 0, bytesPerSecond: null, online: true },
  ...{ seed: 1, faults: [] },
};

export class FakeCloudMedia {
  #state = FIRST;
  #items: readonly CloudMediaItemRow[] = [item(1, { isDownloaded: true }), item(2, { localId: 7 }), item(3)];
  readonly #broadcast = new Broadcast(0);

  readonly api: CloudMediaApi = {
    changes: async () => this.#broadcast.values(),
    cloudMedia: async () => this.#state,
    cloudMediaItems: async ({ offset, limit }) => this.#items.slice(offset, offset + limit),
    setCloudMediaProvider: async (authority) =>
      this.#set({ active: FIRST.available.find((each) => each.authority === authority) ?? null }),
    setCloudMediaAccount: async (name) =>
      this.#set({
        accounts: FIRST.accounts.map((account) => ({ ...account, isCurrent: account.name === name })),
        collection: name === null ? null : FIRST.collection,
      }),
    addCloudMedia: async ({ count, kind }) => {
      const added = Array.from({ length: count }, (_, index) => item(10 + index, { kind, dateTakenMillis: NOW }));
      this.#items = [...added, ...this.#items];
      this.#set({});
      return added.map(({ id }) => id);
    },
    backUpToCloudMedia: async () => {
      throw new Error('Nobody is signed in to the mock cloud; choose an account first.');
    },
    removeCloudMedia: async (ids) => {
      this.#items = this.#items.filter(({ id }) => !ids.includes(id));
      this.#set({});
    },
    setCloudMediaFavorite: async (ids, isFavorite) => {
      this.#items = this.#items.map((each) => (ids.includes(each.id) ? { ...each, isFavorite } : each));
      this.#set({});
    },
    newCloudMediaCollection: async () => this.#set({ collection: { ...this.#collection(), id: 'ada@example.com/2' } }),
    setCloudMedia: async (change) => this.#change(change),
    forgetCloudMediaDownloads: async () => this.#set({ collection: { ...this.#collection(), downloaded: 0 } }),
  };

  #collection() {
    if (this.#state.collection === null) throw new Error('Nobody is signed in.');
    return this.#state.collection;
  }

  #change({ seed = this.#state.seed, faults = this.#state.faults, ...network }: CloudMediaChange): void {
    const problem = network.online === false ? 'No connection to the cloud' : null;
    const sync = { ...this.#state.sync, problem };
    this.#set({ seed, faults, sync, network: { ...this.#state.network, ...network } });
  }

  #set(change: Partial<CloudMediaState>): void {
    this.#state = { ...this.#state, ...change };
    this.#broadcast.set(this.#broadcast.value + 1);
  }
}
