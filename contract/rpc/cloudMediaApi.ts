// What the tester sees of cloud media in the photo picker, and may do to it. Never reachable from an app's connection.
import type { CloudFault, CloudState } from './documentsApi.ts';
import type { CloudMediaProviderInfo } from './systemUi.ts';

/** Questions to the provider: which collection it has, its pages of items, its albums, an item's bytes, a small picture of it. */
export type CloudMediaOperation = 'collection' | 'media' | 'albums' | 'open' | 'thumbnail';

/** What goes wrong, on which operations, how often. `document` is the id of an item, or null for any. */
export type CloudMediaFault = Omit<CloudFault, 'operations' | 'kind'> &
  Readonly<{
    operations: readonly CloudMediaOperation[] | 'all';
    /** An error of the server, no answer at all, or half of the bytes. */
    kind: 'fail' | 'hang' | 'truncate';
  }>;

export type CloudMediaKind = 'photo' | 'video' | 'gif' | 'motionPhoto';

export type CloudMediaItemRow = Readonly<{
  id: string;
  kind: CloudMediaKind;
  mimeType: string;
  /** Milliseconds since 1970 UTC. */
  dateTakenMillis: number;
  sizeBytes: number;
  isFavorite: boolean;
  /** files._id of the item on the device that it is a copy of; null for one that is in the cloud only. */
  localId: number | null;
  /** Whether its bytes are on the device. */
  isDownloaded: boolean;
}>;

export type CloudMediaState = Readonly<{
  /** Every provider that can be chosen, and the one that is; null for none. */
  available: readonly CloudMediaProviderInfo[];
  active: CloudMediaProviderInfo | null;
  /** Accounts of the mock provider; at most one is current. */
  accounts: readonly Readonly<{ name: string; isCurrent: boolean; items: number }>[];
  /** Of the current account; null when nobody is signed in. */
  collection: Readonly<{ id: string; generation: number; items: number; downloaded: number }> | null;
  /** Whether the picker is reading the collection, how many of its items it knows, and why it could not read on. */
  sync: Readonly<{ isRunning: boolean; items: number; problem: string | null }>;
  network: Pick<CloudState, 'profile' | 'latencyMillis' | 'bytesPerSecond' | 'online'>;
  seed: number;
  faults: readonly CloudMediaFault[];
}>;

/** What is left out stays as it is. A profile brings its own speed; a speed beside it wins. */
export type CloudMediaChange = Readonly<{
  profile?: CloudState['profile'];
  latencyMillis?: number;
  bytesPerSecond?: number | null;
  online?: boolean;
  /** A seed, or faults, begin their sequences again. */
  seed?: number;
  faults?: readonly CloudMediaFault[];
}>;

export interface CloudMediaApi {
  /** Counts up when something the others answer has changed: read it again. */
  changes(): Promise<AsyncIterable<number>>;
  cloudMedia(): Promise<CloudMediaState>;
  /** Items of the current account, newest first. */
  cloudMediaItems(page: Readonly<{ offset: number; limit: number }>): Promise<readonly CloudMediaItemRow[]>;
  /** Chooses who provides cloud media; null for none. @throws {Error} for an authority that nobody provides for */
  setCloudMediaProvider(authority: string | null): Promise<void>;
  /** Signs in, and adds the account when there is none; null signs out. */
  setCloudMediaAccount(name: string | null): Promise<void>;
  /** Adds items that are taken now. @returns their ids, the newest first */
  addCloudMedia(added: Readonly<{ count: number; kind: CloudMediaKind }>): Promise<readonly string[]>;
  /** Copies the newest items of the device that are not copied yet, as a backup does. @returns their ids */
  backUpToCloudMedia(count: number): Promise<readonly string[]>;
  removeCloudMedia(ids: readonly string[]): Promise<void>;
  setCloudMediaFavorite(ids: readonly string[], isFavorite: boolean): Promise<void>;
  /** The same items under another collection id: whoever read them reads them all again. */
  newCloudMediaCollection(): Promise<void>;
  setCloudMedia(change: CloudMediaChange): Promise<void>;
  /** Deletes the bytes of downloaded items from the device. */
  forgetCloudMediaDownloads(): Promise<void>;
}
