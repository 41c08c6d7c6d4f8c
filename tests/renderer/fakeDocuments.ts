// Scripted grants, providers and a cloud, as the tester sees them.
import { parseUri } from '../../contract/android/uri.ts';
import type { CloudState, DocumentsApi, DocumentsProviderState, UriGrantRow } from '../../contract/rpc/documentsApi.ts';
import { Broadcast } from './broadcast.ts';

const STORAGE = 'com.android.externalstorage';
const base = `content://${STORAGE}.documents`;

const TAKEN: UriGrantRow = {
  ...{ targetPackage: 'com.example.gallery', sourcePackage: STORAGE, uri: parseUri(`${base}/tree/primary%3ADCIM`) },
  ...{ prefix: true, ownedModes: 0, globalModes: 0, persistableModes: 3, persistedModes: 3, owners: [] },
  persistedTime: Date.UTC(2024, 5, 1, 12),
  why: 'result of OPEN_DOCUMENT_TREE, picked by the user',
  until: 'Read and write until it is released, or one of the two apps is cleared or uninstalled.',
};

const OWNED: UriGrantRow = {
  ...{ ...TAKEN, targetPackage: 'com.example.album33', uri: parseUri(`${base}/document/primary%3Aa.txt`) },
  ...{ prefix: false, ownedModes: 1, persistableModes: 0, persistedModes: 0, owners: ['com.example.album33/1'] },
  ...{ persistedTime: null, why: 'result of GET_CONTENT, picked by the user' },
  until: 'Read while com.example.album33/1 is not finished.',
};

const STORAGE_PROVIDER: DocumentsProviderState = {
  ...{ authority: `${STORAGE}.documents`, packageName: STORAGE, label: 'External Storage', kind: 'system' },
  ...{ state: 'running', problem: null },
  roots: [
    { rootId: 'primary', title: 'Internal storage', summary: null, flags: 0x1001b, documentId: 'primary:' },
    { rootId: '19F4-0903', title: 'SanDisk USB', summary: null, flags: 0xa003b, documentId: '19F4-0903:' },
  ],
};

const PLUGIN: DocumentsProviderState = {
  ...{ authority: 'com.example.mycloud.documents', packageName: 'com.example.mycloud', label: 'MyCloud' },
  ...{ kind: 'plugin', state: 'failed', roots: null, problem: 'Provider must be protected by MANAGE_DOCUMENTS' },
};

const CLOUD: CloudState = {
  accounts: [
    { name: 'ada@example.com', signedIn: true, usedBytes: 12_000_000, quotaBytes: 1_000_000_000 },
    { name: 'grace@example.com', signedIn: false, usedBytes: 0, quotaBytes: null },
  ],
  ...{ profile: 'wifi', latencyMillis: 20, bytesPerSecond: 5_000_000, online: true, pageSize: 100, seed: 1 },
  faults: [],
  uploads: [
    {
      ...{ account: 'ada@example.com', displayName: 'Plan.pdf', sentBytes: 400_000, sizeBytes: 2_000_000 },
      problem: 'The network is away.',
    },
  ],
};

export class FakeDocuments {
  readonly #changes = new Broadcast(0);
  #grants: readonly UriGrantRow[] = [OWNED, TAKEN];
  #cloud = CLOUD;

  readonly api: DocumentsApi = {
    changes: async () => this.#changes.values(),
    uriGrants: async () => this.#grants,
    providers: async () => [STORAGE_PROVIDER, PLUGIN],
    cloud: async () => this.#cloud,
    setCloud: async (change) => this.#set(change),
    cloudSignIn: async (name) => this.#sign(name, true),
    cloudSignOut: async (name) => this.#sign(name, false),
    setCloudQuota: async () => undefined,
    loadPlugin: async (folder) => {
      throw new Error(`${folder} has no manifest.json.`);
    },
    unloadPlugin: async () => undefined,
  };

  /** Nobody has a grant any more. */
  revokeAll(): void {
    this.#grants = [];
    this.#changed();
  }

  #set(change: Partial<CloudState>): void {
    this.#cloud = { ...this.#cloud, ...change };
    this.#changed();
  }

  #sign(name: string, signedIn: boolean): void {
    const others = this.#cloud.accounts.filter((account) => account.name !== name);
    const known = this.#cloud.accounts.find((account) => account.name === name);
    const account = known ?? { name, usedBytes: 0, quotaBytes: null };
    this.#set({ accounts: [...others, { ...account, signedIn }] });
  }

  #changed(): void {
    this.#changes.set(this.#changes.value + 1);
  }
}
