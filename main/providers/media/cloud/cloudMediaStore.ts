// What the mock cloud has: accounts, and the collection of each, kept in the device's home.
import type { Store } from '../../../device/jsonFile.ts';
import { type CloudMediaItem, firstItem, newestFirst } from './cloudMediaItem.ts';

/** Items that an account begins with. */
const FIRST_ITEMS = 60;
/** The accounts of a device that was never used; the first is signed in. */
const FIRST_ACCOUNTS = ['ada@example.com', 'grace@example.com'] as const;

type Account = {
  /** Counts the ids that its collection has had. */
  collection: number;
  /** Of its last change. */
  generation: number;
  items: Record<string, CloudMediaItem>;
  /** Generation of each item's end. */
  deleted: Record<string, number>;
};

type Saved = { next: number; current: string | null; accounts: Record<string, Account> };

export type Collection = Readonly<{ id: string; generation: number }>;

export class CloudMediaStore {
  readonly #store: Store;
  readonly #now: () => number;
  #state: Saved;
  /** The current account's items, newest first; null when they have to be sorted again. */
  #sorted: readonly CloudMediaItem[] | null = null;

  /** @param now milliseconds since 1970 UTC */
  constructor(store: Store, now: () => number) {
    this.#store = store;
    this.#now = now;
    const saved = store.load();
    this.#state = isSaved(saved) ? structuredClone(saved) : this.#first();
  }

  /** Names, and how many items each has. */
  accounts(): readonly Readonly<{ name: string; items: number }>[] {
    return Object.entries(this.#state.accounts).map(([name, { items }]) => ({
      name,
      items: Object.keys(items).length,
    }));
  }

  get currentAccount(): string | null {
    return this.#state.current;
  }

  /**
   * Makes an account the current one, and adds it when there is none of the name; null signs out.
   * @throws {Error} for a name that no account can have
   */
  signIn(name: string | null): void {
    // It would be the account of every other one.
    if (name === '__proto__') throw new Error('__proto__ cannot be the name of an account; take another one.');
    if (name !== null && !Object.hasOwn(this.#state.accounts, name)) this.#state.accounts[name] = this.#newAccount();
    this.#state.current = name;
    this.#save();
  }

  /** Null when nobody is signed in. */
  collection(): Collection | null {
    const { current } = this.#state;
    const account = this.#account();
    if (current === null || account === null) return null;
    return { id: `${current}/${account.collection}`, generation: account.generation };
  }

  /** The current account's, newest first; of two with the same date, the one added later first. */
  items(): readonly CloudMediaItem[] {
    this.#sorted ??= Object.values(this.#account()?.items ?? {}).toSorted(newestFirst);
    return this.#sorted;
  }

  find(id: string): CloudMediaItem | null {
    const items = this.#account()?.items ?? {};
    return Object.hasOwn(items, id) ? (items[id] ?? null) : null;
  }

  /** Ids of what was deleted after a generation. */
  deletedSince(generation: number): readonly string[] {
    const deleted = Object.entries(this.#account()?.deleted ?? {});
    return deleted.filter(([, at]) => at > generation).map(([id]) => id);
  }

  /** Adds items to the current account, each made from a number of its own. @returns their ids */
  add(count: number, make: (number: number, index: number) => CloudMediaItem): readonly string[] {
    const added = Array.from({ length: count }, (_, index) => make(this.#state.next++, index));
    this.#change((account, syncGeneration) => {
      for (const item of added) account.items[item.id] = { ...item, syncGeneration };
    });
    return added.map(({ id }) => id);
  }

  remove(ids: readonly string[]): void {
    this.#change((account, generation) => {
      for (const id of ids) {
        if (!Object.hasOwn(account.items, id)) continue;
        delete account.items[id];
        account.deleted[id] = generation;
      }
    });
  }

  setFavorite(ids: readonly string[], isFavorite: boolean): void {
    this.#change((account, syncGeneration) => {
      for (const id of ids) {
        const item = this.find(id);
        if (item !== null) account.items[id] = { ...item, isFavorite, syncGeneration };
      }
    });
  }

  /** Gives the current account's collection another id; its items stay. */
  newCollection(): void {
    this.#change((account) => {
      account.collection += 1;
    });
  }

  clear(): void {
    this.#state = this.#first();
    this.#save();
  }

  #account(): Account | null {
    const { current, accounts } = this.#state;
    return current !== null && Object.hasOwn(accounts, current) ? (accounts[current] ?? null) : null;
  }

  /** @throws {Error} when nobody is signed in */
  #change(change: (account: Account, generation: number) => void): void {
    const account = this.#account();
    if (account === null) throw new Error('Nobody is signed in to the mock cloud; choose an account first.');
    account.generation += 1;
    change(account, account.generation);
    this.#save();
  }

  #save(): void {
    this.#sorted = null;
    this.#store.save(this.#state);
  }

  #first(): Saved {
    this.#state = { next: 1, current: FIRST_ACCOUNTS[0], accounts: {} };
    for (const name of FIRST_ACCOUNTS) this.#state.accounts[name] = this.#newAccount();
    return this.#state;
  }

  #newAccount(): Account {
    const now = this.#now();
    const items = Array.from({ length: FIRST_ITEMS }, () => firstItem(this.#state.next++, now));
    return {
      ...{ collection: 1, generation: 1, deleted: {} },
      items: Object.fromEntries(items.map((item) => [item.id, { ...item, syncGeneration: 1 }])),
    };
  }
}

function isSaved(value: unknown): value is Saved {
  return typeof value === 'object' && value !== null && 'accounts' in value && 'next' in value;
}
