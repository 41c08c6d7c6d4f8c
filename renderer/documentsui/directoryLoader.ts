// Mirrors DocumentsUI's DirectoryLoader: the rows of one query, kept up to date.
import type { Bundle } from '../../contract/android/cursor.ts';
import { EXTRA_LOADING } from '../../contract/android/documentsContract.ts';
import { Throwable } from '../../contract/android/errors.ts';
import { type Uri, uriParts } from '../../contract/android/uri.ts';
import { type DocumentInfo, documentInfoFromRow } from './documentInfo.ts';
import type { LoadedCursor, LoaderPort } from './loaderPort.ts';
import type { RootQuery } from './multiRoot.ts';
import { Observers } from './observers.ts';
import { Snapshots } from './snapshots.ts';
import { isPreSorted, type Sort, sortInSteps } from './sorting.ts';

/** Rows shown before all of them are there, and how many times as many the next time. */
const FIRST_ROWS = 500;
const NEXT_ROWS = 8;

export type DirectorySnapshot = Readonly<{
  /** Those that are listed, sorted. */
  rows: readonly DocumentInfo[];
  /** Of the answer; null before the first one, and when the provider answered null. */
  extras: Bundle | null;
  /** Why there is no answer; null when there is one. */
  error: unknown;
  /** Whether anything can be said about the directory yet. */
  hasAnswer: boolean;
  /** Whether rows are still on their way from the provider; it may say by EXTRA_LOADING that it has more. */
  isLoading: boolean;
}>;

export const NO_ANSWER: DirectorySnapshot = {
  ...{ rows: [], extras: null, error: null, hasAnswer: false, isLoading: true },
};

/** What a screen needs of a loader. */
export type Loader = Readonly<{
  snapshot(): DirectorySnapshot;
  subscribe(listener: () => void): () => void;
  /** Asks again; calls that come meanwhile lead to one more run. */
  reload(): Promise<void>;
  /** Ends its query, wherever it is, and its observers. */
  close(): void;
}>;

export type DirectorySource = Readonly<{
  query: RootQuery;
  sort: Sort;
  isListed: (document: DocumentInfo) => boolean;
}>;

/** Children of a directory, or a search inside one root. */
export class DirectoryLoader implements Loader {
  readonly #port: LoaderPort;
  readonly #source: DirectorySource;
  readonly #state = new Snapshots<DirectorySnapshot>(NO_ANSWER);
  readonly #observers: Observers;
  readonly #abort = new AbortController();
  #running: Promise<void> | null = null;
  #isStale = false;
  /** Whether what is on screen is the beginning of the answer that is being read. */
  #isFilling = false;

  constructor(port: LoaderPort, source: DirectorySource) {
    this.#port = port;
    this.#observers = new Observers(port);
    this.#source = source;
  }

  snapshot = this.#state.snapshot;
  subscribe = this.#state.subscribe;

  reload(): Promise<void> {
    this.#isStale = true;
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
      try {
        await this.#load();
      } catch (error) {
        this.#show({ rows: [], extras: null, error, hasAnswer: true, isLoading: false });
      }
    }
  }

  async #load(): Promise<void> {
    const { uri, queryArgs } = this.#source.query;
    this.#isFilling = false;
    this.#show({ isLoading: true });
    // Before the query: a provider that loads on may have more before its answer is here.
    await this.#observe(uri);
    const cursor = await this.#port.query(uri, queryArgs, this.#abort.signal);
    if (cursor === null) throw new Throwable('RemoteException', 'Provider returned null');
    try {
      const extras = cursor.getExtras();
      await this.#observeNotificationUri(cursor, extras);
      const rows = await this.#readRows(cursor, extras);
      const sorted = isPreSorted(extras) ? rows : await this.#sorted(rows);
      this.#show({ rows: sorted, extras, error: null, hasAnswer: true, isLoading: extras[EXTRA_LOADING] === true });
    } finally {
      // The connection may be gone by now, and the cursor with it.
      await cursor.close().catch(() => {});
    }
  }

  async #observeNotificationUri(cursor: LoadedCursor, extras: Bundle): Promise<void> {
    const uri = cursor.getNotificationUri();
    if (uri === null || this.#observers.has(uri)) return;
    await this.#observe(uri);
    // Nobody listened there while the answer was on its way.
    if (extras[EXTRA_LOADING] === true) this.#isStale = true;
  }

  #observe(uri: Uri): Promise<void> {
    return this.#observers.add(uri, () => void this.reload());
  }

  async #readRows(cursor: LoadedCursor, extras: Bundle): Promise<readonly DocumentInfo[]> {
    const { authority } = uriParts(this.#source.query.uri);
    const rows: DocumentInfo[] = [];
    const seen = new Set<string>();
    let next = FIRST_ROWS;
    while (await cursor.moveToNext()) {
      this.#abort.signal.throwIfAborted();
      const row = documentInfoFromRow(authority, cursor);
      if (row === null || seen.has(row.documentId)) continue;
      seen.add(row.documentId);
      if (this.#source.isListed(row)) rows.push(row);
      if (rows.length < next) continue;
      next *= NEXT_ROWS;
      await this.#showFirst(rows, extras);
    }
    return rows;
  }

  /** Rows that are there, unless those of the last answer are still on screen. */
  async #showFirst(rows: readonly DocumentInfo[], extras: Bundle): Promise<void> {
    if (this.#state.snapshot().hasAnswer && !this.#isFilling) return this.#port.pause();
    this.#isFilling = true;
    const shown = isPreSorted(extras) ? [...rows] : await this.#sorted(rows);
    this.#show({ rows: shown, extras, error: null, hasAnswer: true, isLoading: true });
    await this.#port.pause();
  }

  async #sorted(rows: readonly DocumentInfo[]): Promise<readonly DocumentInfo[]> {
    const steps = sortInSteps(rows, this.#source);
    for (let step = steps.next(); ; step = steps.next()) {
      if (step.done === true) return step.value;
      this.#abort.signal.throwIfAborted();
      await this.#port.pause();
    }
  }

  #show(change: Partial<DirectorySnapshot>): void {
    if (!this.#abort.signal.aborted) this.#state.show(change);
  }
}
