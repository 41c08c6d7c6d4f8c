// What is in the cloud: accounts and their documents, kept in the device's home. The bytes of each version are a file.
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { MIME_TYPE_DIR } from '../../../../contract/android/documentsContract.ts';
import type { Store } from '../../../device/jsonFile.ts';

export type CloudAccountRecord = Readonly<{ name: string; signedIn: boolean; quotaBytes: number | null }>;

export type CloudDocument = Readonly<{
  id: string;
  account: string;
  /** Null for the top directory of an account. */
  parentId: string | null;
  displayName: string;
  mimeType: string;
  /** Milliseconds since 1970 UTC. */
  lastModified: number;
  /** Name of the file with its bytes; null for a directory and for a document without bytes of its own. */
  blob: string | null;
  /** What the cloud says of its size: one that says nothing answers null. */
  tellsSize: boolean;
  /** Types that a document without bytes of its own can be had as. */
  exports: readonly string[];
  /** Counts its contents: who writes over another's has a conflict. */
  version: number;
}>;

/** What is closed and not in the cloud yet. */
export type PendingUpload = Readonly<{
  documentId: string;
  /** Name of the file with what was written. */
  draft: string;
  /** Version that was opened. */
  baseVersion: number;
}>;

type Saved = {
  next: number;
  accounts: Record<string, CloudAccountRecord>;
  documents: Record<string, CloudDocument>;
  uploads: Record<string, PendingUpload>;
};

const EMPTY: Saved = { next: 1, accounts: {}, documents: {}, uploads: {} };

export class CloudStore {
  readonly #store: Store;
  readonly #folder: string;
  readonly #state: Saved;
  readonly #children = new Map<string | null, Set<string>>();

  /** @param folder where the bytes are; it is made when it is missing. What no document has is removed */
  constructor(store: Store, folder: string) {
    this.#store = store;
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    const saved = store.load();
    this.#state = isSaved(saved) ? structuredClone(saved) : structuredClone(EMPTY);
    for (const document of Object.values(this.#state.documents)) this.#siblings(document.parentId).add(document.id);
    this.#sweep();
  }

  accounts(): readonly CloudAccountRecord[] {
    return Object.values(this.#state.accounts);
  }

  account(name: string): CloudAccountRecord | null {
    return this.#state.accounts[name] ?? null;
  }

  putAccount(account: CloudAccountRecord): void {
    this.#put('accounts', account.name, account);
  }

  find(id: string): CloudDocument | null {
    return Object.hasOwn(this.#state.documents, id) ? (this.#state.documents[id] ?? null) : null;
  }

  /** In the order they were added. */
  children(parentId: string): readonly CloudDocument[] {
    return [...this.#siblings(parentId)].flatMap((id) => this.find(id) ?? []);
  }

  /** The top directory of an account. */
  top(account: string): CloudDocument | null {
    return (
      [...this.#siblings(null)].flatMap((id) => this.find(id) ?? []).find((top) => top.account === account) ?? null
    );
  }

  /** Everything of an account but its top. */
  *documents(account: string): Generator<CloudDocument> {
    for (const document of Object.values(this.#state.documents)) {
      if (document.account === account && document.parentId !== null) yield document;
    }
  }

  add(document: Omit<CloudDocument, 'id' | 'version'>): CloudDocument {
    const added = { ...document, id: `d${this.#next()}`, version: 1 };
    this.#put('documents', added.id, added);
    this.#siblings(added.parentId).add(added.id);
    return added;
  }

  change(id: string, change: Partial<Omit<CloudDocument, 'id' | 'account'>>): CloudDocument | null {
    const before = this.find(id);
    if (before === null) return null;
    const after = { ...before, ...change };
    if (after.parentId !== before.parentId) {
      this.#siblings(before.parentId).delete(id);
      this.#siblings(after.parentId).add(id);
    }
    this.#put('documents', id, after);
    // The record first: bytes that nobody names are swept away, a name without bytes would be a loss.
    if (before.blob !== null && before.blob !== after.blob) rmSync(this.path(before.blob), { force: true });
    return after;
  }

  /** @returns every document that is gone, those below it first */
  remove(id: string): readonly CloudDocument[] {
    const removed: CloudDocument[] = [];
    const document = this.find(id);
    if (document === null) return removed;
    for (const child of this.children(id)) removed.push(...this.remove(child.id));
    this.#siblings(document.parentId).delete(id);
    this.#children.delete(id);
    this.#put('documents', id, undefined);
    if (document.blob !== null) rmSync(this.path(document.blob), { force: true });
    return [...removed, document];
  }

  uploads(): readonly PendingUpload[] {
    return Object.values(this.#state.uploads);
  }

  putUpload(upload: PendingUpload): void {
    this.#put('uploads', upload.draft, upload);
  }

  removeUpload(draft: string): void {
    this.#put('uploads', draft, undefined);
  }

  /** Bytes. */
  usedBytes(account: string): number {
    let used = 0;
    for (const document of this.documents(account)) used += this.sizeOf(document);
    return used;
  }

  /** Bytes that are really there. */
  sizeOf({ blob }: CloudDocument): number {
    return blob === null ? 0 : (statSync(this.path(blob), { throwIfNoEntry: false })?.size ?? 0);
  }

  /** Where a file of the store is. */
  path(name: string): string {
    return join(this.#folder, name);
  }

  /** A new file with these bytes. @returns its name */
  write(bytes: Uint8Array | string): string {
    const name = `b${this.#next()}`;
    writeFileSync(this.path(name), bytes);
    return name;
  }

  /** A file to write into, with what another one has; one that nobody names is removed at the next start. @returns its name */
  draftOf(blob: string | null): string {
    const name = `u${this.#next()}`;
    if (blob === null) writeFileSync(this.path(name), '');
    else copyFileSync(this.path(blob), this.path(name));
    return name;
  }

  /** A draft becomes the bytes of a version. @returns their name */
  finish(draft: string): string {
    const name = `b${this.#next()}`;
    renameSync(this.path(draft), this.path(name));
    return name;
  }

  drop(name: string): void {
    rmSync(this.path(name), { force: true });
  }

  /** A factory reset. */
  clear(): void {
    Object.assign(this.#state, structuredClone(EMPTY));
    this.#children.clear();
    this.#store.save(this.#state);
    this.#sweep();
  }

  #siblings(parentId: string | null): Set<string> {
    const known = this.#children.get(parentId);
    if (known !== undefined) return known;
    const made = new Set<string>();
    this.#children.set(parentId, made);
    return made;
  }

  #next(): number {
    const number = this.#state.next++;
    if (this.#store.put !== undefined) this.#store.put(['next'], this.#state.next);
    return number;
  }

  #put<K extends 'accounts' | 'documents' | 'uploads'>(
    kind: K,
    key: string,
    value: Saved[K][string] | undefined,
  ): void {
    const entries = this.#state[kind] as Record<string, Saved[K][string]>;
    if (value === undefined) delete entries[key];
    else entries[key] = value;
    if (this.#store.put === undefined) this.#store.save(this.#state);
    else this.#store.put([kind, key], value);
  }

  /** What a killed program was writing: drafts nobody closed, bytes of documents that are gone. */
  #sweep(): void {
    const named = new Set(this.uploads().map(({ draft }) => draft));
    for (const { blob } of Object.values(this.#state.documents)) if (blob !== null) named.add(blob);
    for (const name of existsSync(this.#folder) ? readdirSync(this.#folder) : []) if (!named.has(name)) this.drop(name);
  }
}

/** Whether a document is a directory. */
export function isDirectory({ mimeType }: CloudDocument): boolean {
  return mimeType === MIME_TYPE_DIR;
}

function isSaved(value: unknown): value is Saved {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['next', 'accounts', 'documents', 'uploads'].every((key) => key in value)
  );
}
