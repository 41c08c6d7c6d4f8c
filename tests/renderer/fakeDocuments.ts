// Scripted grants: a tree that was taken, and a document that lasts as long as the activity.
import { parseUri } from '../../contract/android/uri.ts';
import type { DocumentsApi, UriGrantRow } from '../../contract/rpc/documentsApi.ts';
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

export class FakeDocuments {
  readonly #changes = new Broadcast(0);
  #grants: readonly UriGrantRow[] = [OWNED, TAKEN];

  readonly api: Pick<DocumentsApi, 'changes' | 'uriGrants'> = {
    changes: async () => this.#changes.values(),
    uriGrants: async () => this.#grants,
  };

  /** Nobody has a grant any more. */
  revokeAll(): void {
    this.#grants = [];
    this.#changes.set(this.#changes.value + 1);
  }
}
