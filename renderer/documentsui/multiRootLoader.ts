// Mirrors DocumentsUI's MultiRootDocumentsLoader: Recents, and a search of all roots.
import { EXTRA_LOADING } from '../../contract/android/documentsContract.ts';
import { uriParts } from '../../contract/android/uri.ts';
import { type DirectorySnapshot, type Loader, NO_ANSWER } from './directoryLoader.ts';
import { type DocumentInfo, documentInfoFromRow } from './documentInfo.ts';
import type { LoaderPort } from './loaderPort.ts';
import { MAX_FIRST_PASS_WAIT_MILLIS, MAX_OUTSTANDING_TASK, type RootQuery } from './multiRoot.ts';
import { Observers } from './observers.ts';
import { Snapshots } from './snapshots.ts';

export type MultiRootSource = Readonly<{
  /** One per root. */
  queries: readonly RootQuery[];
  /** Rows taken from each; null for all. */
  cap: number | null;
  /** Rows of every root that answered, in the order of the roots. */
  merge: (perRoot: readonly (readonly DocumentInfo[])[]) => readonly DocumentInfo[];
}>;

/** Providers that fail are passed over; slow ones come later, and hold up nobody else. */
export class MultiRootLoader implements Loader {
  readonly #port: LoaderPort;
  readonly #source: MultiRootSource;
  readonly #state = new Snapshots<DirectorySnapshot>(NO_ANSWER);
  readonly #observers: Observers;
  readonly #abort = new AbortController();
  #running: Promise<void> | null = null;
  #isStale = false;
  /** Set once the first result is shown: from then on a change does not wait for who is slow. */
  #slowPass: AbortController | null = null;

  constructor(port: LoaderPort, source: MultiRootSource) {
    this.#port = port;
    this.#observers = new Observers(port);
    this.#source = source;
  }

  snapshot = this.#state.snapshot;
  subscribe = this.#state.subscribe;

  reload(): Promise<void> {
    this.#isStale = true;
    this.#slowPass?.abort();
    this.#running ??= this.#loadWhileStale().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  close(): void {
    this.#abort.abort();
    this.#observers.close();
  }

  async #loadWhileStale(): Promise<void> {
    while (this.#isStale && !this.#abort.signal.aborted) {
      this.#isStale = false;
      await this.#load();
    }
  }

  async #load(): Promise<void> {
    const answers = new Map<RootQuery, readonly DocumentInfo[]>();
    const pass = new AbortController();
    const done = this.#askAll(answers, AbortSignal.any([this.#abort.signal, pass.signal]));
    const isInTime = await Promise.race([
      done.then(() => true),
      this.#port.wait(MAX_FIRST_PASS_WAIT_MILLIS).then(() => false),
    ]);
    if (!isInTime) {
      this.#show(answers, true);
      this.#slowPass = pass;
      if (this.#isStale) pass.abort();
      await done;
      this.#slowPass = null;
    }
    if (!pass.signal.aborted) this.#show(answers, false);
  }

  /** Each provider does one thing after the other; some of them at a time. */
  async #askAll(answers: Map<RootQuery, readonly DocumentInfo[]>, signal: AbortSignal): Promise<void> {
    const byAuthority = new Map<string, RootQuery[]>();
    for (const query of this.#source.queries) {
      const { authority } = uriParts(query.uri);
      byAuthority.set(authority, [...(byAuthority.get(authority) ?? []), query]);
    }
    const waiting = [...byAuthority.values()];
    const work = async () => {
      for (let queries = waiting.shift(); queries !== undefined; queries = waiting.shift()) {
        for (const query of queries) {
          const rows = await this.#rowsOf(query, signal);
          if (rows !== null) answers.set(query, rows);
        }
      }
    };
    await Promise.all(Array.from({ length: MAX_OUTSTANDING_TASK }, work));
  }

  async #rowsOf({ uri, queryArgs }: RootQuery, signal: AbortSignal): Promise<readonly DocumentInfo[] | null> {
    try {
      const cursor = await this.#port.query(uri, queryArgs, signal);
      if (cursor === null) return null;
      void this.#observers.add(cursor.getNotificationUri() ?? uri, () => void this.reload());
      const rows: DocumentInfo[] = [];
      try {
        while (rows.length < (this.#source.cap ?? Number.POSITIVE_INFINITY) && (await cursor.moveToNext())) {
          signal.throwIfAborted();
          const row = documentInfoFromRow(uriParts(uri).authority, cursor);
          if (row !== null) rows.push(row);
        }
      } finally {
        await cursor.close();
      }
      return rows;
    } catch {
      return null;
    }
  }

  #show(answers: ReadonlyMap<RootQuery, readonly DocumentInfo[]>, isLoading: boolean): void {
    if (this.#abort.signal.aborted) return;
    const perRoot = this.#source.queries.map((query) => answers.get(query) ?? []);
    const extras = { [EXTRA_LOADING]: isLoading };
    this.#state.show({ rows: this.#source.merge(perRoot), extras, error: null, hasAnswer: true, isLoading });
  }
}
