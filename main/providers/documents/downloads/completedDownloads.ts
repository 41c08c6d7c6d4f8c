// Mirrors the rows of DownloadManager that DownloadStorageProvider shows: downloads that are complete.
import type { Store } from '../../../device/jsonFile.ts';

export type CompletedDownload = Readonly<{
  id: number;
  /** On the device. */
  path: string;
  mimeType: string;
}>;

type Saved = Readonly<{ nextId: number; downloads: readonly CompletedDownload[] }>;

/** Differs from Android: nothing is ever under way, because no app of this device downloads through DownloadManager. */
export class CompletedDownloads {
  readonly #store: Pick<Store, 'load' | 'save'>;
  #saved: Saved;

  constructor(store: Pick<Store, 'load' | 'save'>) {
    this.#store = store;
    const saved = store.load();
    this.#saved = isSaved(saved) ? saved : { nextId: 1, downloads: [] };
  }

  /** The newest first. */
  list(): readonly CompletedDownload[] {
    return this.#saved.downloads.toReversed();
  }

  find(id: number): CompletedDownload | null {
    return this.#saved.downloads.find((download) => download.id === id) ?? null;
  }

  /** DownloadManager.addCompletedDownload, of a file that is new. @returns its id */
  add(download: Omit<CompletedDownload, 'id'>): number {
    const { nextId, downloads } = this.#saved;
    const others = downloads.filter(({ path }) => path !== download.path);
    this.#keep({ nextId: nextId + 1, downloads: [...others, { ...download, id: nextId }] });
    return nextId;
  }

  /** It is another file now. */
  moved(id: number, path: string): void {
    const downloads = this.#saved.downloads.map((download) => (download.id === id ? { ...download, path } : download));
    this.#keep({ ...this.#saved, downloads });
  }

  remove(id: number): void {
    this.#keep({ ...this.#saved, downloads: this.#saved.downloads.filter((download) => download.id !== id) });
  }

  #keep(saved: Saved): void {
    this.#saved = saved;
    this.#store.save(saved);
  }
}

function isSaved(value: unknown): value is Saved {
  if (typeof value !== 'object' || value === null) return false;
  const { nextId, downloads } = value as Partial<Record<keyof Saved, unknown>>;
  return typeof nextId === 'number' && Array.isArray(downloads) && downloads.every(isDownload);
}

function isDownload(value: unknown): value is CompletedDownload {
  if (typeof value !== 'object' || value === null) return false;
  const { id, path, mimeType } = value as Partial<Record<keyof CompletedDownload, unknown>>;
  return typeof id === 'number' && typeof path === 'string' && typeof mimeType === 'string';
}
