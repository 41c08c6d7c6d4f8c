// What was closed goes to the cloud by itself, one after the other, over a reboot too.
import { statSync } from 'node:fs';
import type { CloudFault, CloudState } from '../../../../contract/rpc/documentsApi.ts';
import type { Clock } from '../../../device/clock.ts';
import type { CloudNetwork } from '../../../device/cloudNetwork.ts';
import type { CloudDocument, CloudStore, PendingUpload } from './cloudStore.ts';

/** Most bytes that are sent before the rest of the device is looked at again. */
const PART = 262_144;

/** How long after a failure it is tried again, milliseconds. */
const RETRY_MS = 30_000;

export type UploadServices = Readonly<{
  store: CloudStore;
  network: CloudNetwork;
  clock: Clock;
  strike(document: CloudDocument, at: CloudFault['at']): CloudFault | null;
  /** After the document, or a copy beside it, has what was written. */
  uploaded(document: CloudDocument): void;
  /** After what is told of uploads has changed. */
  changed(): void;
}>;

type Progress = { sentBytes: number; sizeBytes: number; problem: string | null };

export class CloudUploads {
  readonly #services: UploadServices;
  readonly #progress = new Map<string, Progress>();
  #running: Promise<void> | null = null;
  #retry: Disposable | null = null;
  #stopped = new AbortController();

  constructor(services: UploadServices) {
    this.#services = services;
  }

  /** Takes a draft that was closed in order. */
  add(upload: PendingUpload): void {
    this.#services.store.putUpload(upload);
    this.resume();
  }

  /** Goes on with what is left: at boot, with a connection again, or at once. */
  resume(): void {
    this.#retry?.[Symbol.dispose]();
    this.#retry = null;
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
    });
  }

  /** Resolves when nothing is under way: what is left waits for the network, for quota, or for its next try. */
  async idle(): Promise<void> {
    await this.#running;
  }

  /** Switches off: what is on its way begins again at the next boot. */
  async stop(): Promise<void> {
    this.#retry?.[Symbol.dispose]();
    this.#stopped.abort();
    await this.#running;
    this.#stopped = new AbortController();
  }

  /** What an account that was signed out had left: it never reaches the cloud. */
  drop(account: string): void {
    const { store } = this.#services;
    for (const { documentId, draft } of store.uploads()) {
      if (store.find(documentId)?.account !== account) continue;
      store.removeUpload(draft);
      store.drop(draft);
      this.#progress.delete(draft);
    }
    this.#services.changed();
  }

  list(): CloudState['uploads'] {
    const { store } = this.#services;
    return store.uploads().map(({ documentId, draft }) => {
      const document = store.find(documentId);
      const size = statSync(store.path(draft), { throwIfNoEntry: false })?.size ?? 0;
      const { sentBytes, problem } = this.#progress.get(draft) ?? { sentBytes: 0, problem: null };
      const names = { account: document?.account ?? '', displayName: document?.displayName ?? '' };
      return { ...names, sentBytes, sizeBytes: size, problem };
    });
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopped;
    let hasFailed = false;
    const tried = new Set<string>();
    for (;;) {
      const next = this.#services.store.uploads().find(({ draft }) => !tried.has(draft));
      if (next === undefined || signal.aborted) break;
      tried.add(next.draft);
      const problem = await this.#send(next, signal).catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      );
      const progress = this.#progress.get(next.draft);
      if (problem !== null && progress !== undefined) Object.assign(progress, { sentBytes: 0, problem });
      hasFailed ||= problem !== null;
      this.#services.changed();
    }
    if (hasFailed && !signal.aborted) this.#retry = this.#services.clock.after(RETRY_MS, () => this.resume());
  }

  /** @returns why it is not in the cloud yet; null when it is, or has nowhere to go any more */
  async #send(upload: PendingUpload, signal: AbortSignal): Promise<string | null> {
    const { store, network, strike } = this.#services;
    const { size: sizeBytes } = statSync(store.path(upload.draft));
    const progress: Progress = { sentBytes: 0, sizeBytes, problem: null };
    this.#progress.set(upload.draft, progress);
    const document = store.find(upload.documentId);
    if (document === null) return this.#forget(upload);
    await this.#fail(document, 'before', signal);
    await network.request(signal);
    if (this.#isOverQuota(document, sizeBytes)) return 'The account has no room for it.';
    for (const half = Math.floor(sizeBytes / 2); progress.sentBytes < sizeBytes; ) {
      const part = Math.min(PART, sizeBytes - progress.sentBytes);
      await network.transfer(part, signal);
      if (progress.sentBytes <= half && progress.sentBytes + part > half) await this.#fail(document, 'during', signal);
      progress.sentBytes += part;
      this.#services.changed();
    }
    // It may have been deleted, or signed out, while it was on its way.
    const still = store.find(upload.documentId);
    if (still === null || !store.uploads().some(({ draft }) => draft === upload.draft)) return this.#forget(upload);
    const isConflict = strike(still, 'after')?.kind === 'conflict' || still.version !== upload.baseVersion;
    this.#arrive(still, upload, isConflict);
    return null;
  }

  /** What was written is the document's, or, when somebody else has written meanwhile, a copy's beside it. */
  #arrive(document: CloudDocument, { draft }: PendingUpload, isConflict: boolean): void {
    const { store, clock, uploaded } = this.#services;
    const blob = store.finish(draft);
    const lastModified = clock.currentTimeMillis();
    const arrived = isConflict
      ? store.add({ ...document, displayName: conflictName(document.displayName), blob, lastModified })
      : store.change(document.id, { blob, lastModified, version: document.version + 1 });
    store.removeUpload(draft);
    this.#progress.delete(draft);
    if (arrived !== null) uploaded(arrived);
  }

  async #fail(document: CloudDocument, at: 'before' | 'during', signal: AbortSignal): Promise<void> {
    const fault = this.#services.strike(document, at);
    if (fault === null) return;
    if (fault.kind === 'hang') await this.#services.network.hang(signal);
    throw new Error('The cloud did not take it.');
  }

  #isOverQuota(document: CloudDocument, sizeBytes: number): boolean {
    const { store } = this.#services;
    const quota = store.account(document.account)?.quotaBytes ?? null;
    return quota !== null && store.usedBytes(document.account) - store.sizeOf(document) + sizeBytes > quota;
  }

  #forget({ draft }: PendingUpload): null {
    this.#services.store.removeUpload(draft);
    this.#services.store.drop(draft);
    this.#progress.delete(draft);
    return null;
  }
}

/** `notes.txt` is kept as `notes (conflict).txt`. */
export function conflictName(displayName: string): string {
  const dot = displayName.lastIndexOf('.');
  const [stem, extension] = dot > 0 ? [displayName.slice(0, dot), displayName.slice(dot)] : [displayName, ''];
  return `${stem} (conflict)${extension}`;
}
