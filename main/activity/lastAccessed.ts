// Mirrors LastAccessedProvider of DocumentsUI: where each app's picker was left.
import { type Uri, uriParts } from '../../contract/android/uri.ts';
import type { DocumentStack } from '../../contract/rpc/systemUi.ts';
import type { Store } from '../device/jsonFile.ts';

export class LastAccessed {
  readonly #store: Store;
  #stacks: Map<string, DocumentStack>;

  constructor(store: Store) {
    this.#store = store;
    this.#stacks = new Map(savedStacks(store.load()));
  }

  /** Where an app's picker was left; nobody has looked whether that is still there. */
  get(packageName: string): DocumentStack | null {
    return this.#stacks.get(packageName) ?? null;
  }

  set(packageName: string, stack: DocumentStack): void {
    this.#put(packageName, stack);
  }

  /** What was saved was put back as it was at some time. */
  reload(): void {
    this.#stacks = new Map(savedStacks(this.#store.load()));
  }

  /** PurgePackage: a package's data was cleared, or it was removed: what it offers is not gone back to. */
  purge(packageName: string, isOf: (authority: string) => boolean): void {
    this.#put(packageName, null);
    for (const [caller, stack] of [...this.#stacks]) {
      if (urisOf(stack).some((uri) => isOf(uriParts(uri).authority))) this.#put(caller, null);
    }
  }

  #put(packageName: string, stack: DocumentStack | null): void {
    if (stack !== null) this.#stacks.set(packageName, stack);
    else if (!this.#stacks.delete(packageName)) return;
    if (this.#store.put !== undefined) this.#store.put([packageName], stack ?? undefined);
    else this.#store.save(Object.fromEntries(this.#stacks));
  }
}

/** Every URI of a stack, the root's first. */
export function urisOf({ rootUri, documents }: DocumentStack): readonly Uri[] {
  return rootUri === null ? documents : [rootUri, ...documents];
}

function savedStacks(value: unknown): readonly (readonly [string, DocumentStack])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).filter((entry): entry is [string, DocumentStack] => isStack(entry[1]));
}

function isStack(value: unknown): value is DocumentStack {
  if (typeof value !== 'object' || value === null || !('rootUri' in value) || !('documents' in value)) return false;
  const { rootUri, documents } = value;
  const isUri = (each: unknown) => typeof each === 'string';
  return (rootUri === null || isUri(rootUri)) && Array.isArray(documents) && documents.every(isUri);
}
