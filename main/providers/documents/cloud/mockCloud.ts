// A cloud that is part of the device: accounts, a network, faults, uploads, and the provider in front of them.
import { join } from 'node:path';
import { buildRootsUri } from '../../../../contract/android/documentsContract.ts';
import type { Throwable } from '../../../../contract/android/errors.ts';
import type { CloudChange, CloudFault, CloudOperation, CloudState } from '../../../../contract/rpc/documentsApi.ts';
import type { Clock } from '../../../device/clock.ts';
import { CloudFaults } from '../../../device/cloudFaults.ts';
import { CloudNetwork, PROFILES } from '../../../device/cloudNetwork.ts';
import type { Store } from '../../../device/jsonFile.ts';
import { Listeners } from '../../../device/listeners.ts';
import type { ProviderServices } from '../deviceDocumentsProvider.ts';
import { CLOUD_AUTHORITY, CloudProvider } from './cloudProvider.ts';
import { CloudStore } from './cloudStore.ts';
import { CloudUploads } from './cloudUploads.ts';
import { addAccount, FIRST_ACCOUNTS } from './sampleDocuments.ts';

export type MockCloudOptions = Readonly<{
  /** Folder of everything the device keeps. */
  home: string;
  store: Store;
  clock: Clock;
  packageName: string;
  services: ProviderServices;
  /** What a client gets whose user has to sign in first. */
  authenticationRequired(account: string): Throwable;
}>;

export class MockCloud {
  readonly provider: CloudProvider;
  readonly #options: MockCloudOptions;
  readonly #store: CloudStore;
  readonly #network: CloudNetwork;
  readonly #faults = new CloudFaults<CloudOperation, CloudFault>();
  readonly #uploads: CloudUploads;
  readonly #listeners = new Listeners<[]>();

  constructor(options: MockCloudOptions) {
    this.#options = options;
    this.#store = new CloudStore(options.store, join(options.home, 'cloud'));
    this.#network = new CloudNetwork(options.clock);
    this.#uploads = new CloudUploads({
      ...{ store: this.#store, network: this.#network, clock: options.clock },
      strike: ({ id, displayName }, at) =>
        this.#faults.strike({ operation: 'upload', document: { id, displayName } }, at),
      uploaded: (document) => this.provider.changed(document),
      changed: () => this.#listeners.call(),
    });
    this.provider = new CloudProvider({
      ...{ store: this.#store, network: this.#network, faults: this.#faults, uploads: this.#uploads },
      ...{ clock: options.clock, services: options.services, packageName: options.packageName },
      authenticationRequired: options.authenticationRequired,
      signIn: (account) => this.signIn(account),
    });
    this.#addFirstAccounts();
  }

  /** Goes on with the uploads that the last boot left. */
  boot(): void {
    this.#uploads.resume();
  }

  state(): CloudState {
    const accounts = this.#store.accounts().map(({ name, signedIn, quotaBytes }) => {
      return { name, signedIn, quotaBytes, usedBytes: this.#store.usedBytes(name) };
    });
    const { profile, speed, online } = this.#network;
    const { seed, faults } = this.#faults;
    const uploads = this.#uploads.list();
    return { accounts, profile, ...speed, online, pageSize: this.provider.pageSize, seed, faults, uploads };
  }

  /** A profile brings its own speed; a speed beside it wins. Faults, and a seed, begin their sequences again. */
  set(change: CloudChange): void {
    const network = this.#network;
    if (change.profile !== undefined) {
      network.profile = change.profile;
      network.speed = PROFILES[change.profile];
    }
    const { latencyMillis = network.speed.latencyMillis, bytesPerSecond = network.speed.bytesPerSecond } = change;
    network.speed = { latencyMillis, bytesPerSecond };
    if (change.pageSize !== undefined) this.provider.pageSize = change.pageSize;
    if (change.seed !== undefined || change.faults !== undefined)
      this.#faults.set(change.seed ?? this.#faults.seed, change.faults ?? this.#faults.faults);
    if (change.online !== undefined) network.online = change.online;
    if (network.online) this.#uploads.resume();
    this.#listeners.call();
  }

  /** Its roots are there from now on. An account that there is none of begins with the sample documents. */
  signIn(name: string): void {
    const account = this.#store.account(name);
    if (account === null) {
      const now = this.#options.clock.currentTimeMillis();
      addAccount(this.#store, { name, signedIn: true, quotaBytes: null }, now);
    } else this.#store.putAccount({ ...account, signedIn: true });
    this.provider.signedIn(name);
    this.#rootsChanged();
  }

  /** Its roots go, what was not uploaded yet is lost, and what is open of it fails. */
  signOut(name: string): void {
    const account = this.#store.account(name);
    if (account === null) return;
    this.#store.putAccount({ ...account, signedIn: false });
    this.#uploads.drop(name);
    this.#rootsChanged();
  }

  /** @throws {Error} for an account that there is none of */
  setQuota(name: string, quotaBytes: number | null): void {
    const account = this.#store.account(name);
    if (account === null) throw new Error(`The cloud has no account ${name}.`);
    this.#store.putAccount({ ...account, quotaBytes });
    this.#uploads.resume();
    this.#rootsChanged();
  }

  /** Resolves when no upload is under way. */
  uploadsIdle(): Promise<void> {
    return this.#uploads.idle();
  }

  /** A factory reset: a cloud keeps nothing of a device that is new. */
  reset(): void {
    this.#store.clear();
    this.#faults.set(1, []);
    this.set({ profile: 'instant', online: true });
    this.#addFirstAccounts();
    this.#rootsChanged();
  }

  onChange(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }

  async close(): Promise<void> {
    await this.#uploads.stop();
  }

  #addFirstAccounts(): void {
    if (this.#store.accounts().length > 0) return;
    const now = this.#options.clock.currentTimeMillis();
    for (const account of FIRST_ACCOUNTS) addAccount(this.#store, account, now);
  }

  #rootsChanged(): void {
    this.#options.services.notifyChange(buildRootsUri(CLOUD_AUTHORITY));
    this.#listeners.call();
  }
}
