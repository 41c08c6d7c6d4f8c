// Mirrors MediaProvider's OnFilesChangeListener and DatabaseHelper.NotifyTask: who hears of rows that changed.
import { AUTHORITY } from '../../../contract/android/mediaStore.ts';
import { contentUri, type Uri } from '../../../contract/android/uri.ts';
import { type ContentObservers, NOTIFY } from '../../content/observers.ts';
import type { UriGrantsManager } from '../../uri/uriGrantsManager.ts';
import type { FileChange } from './db/fileChanges.ts';
import { notifiedCollections, notifyUris, type RowChange } from './notifyExpansion.ts';
import { pickerRowEffect } from './pickerRowEffect.ts';

/** DatabaseHelper.NOTIFY_BATCH_SIZE. */
const URIS_PER_NOTICE = 256;
/** Rows whose URIs are worked out in one turn of the event loop: about 5 ms. */
const ROWS_PER_TURN = 1_000;

const PICKER_MEDIA = contentUri(AUTHORITY, ['picker_internal', 'media', 'local']);

type Services = Readonly<{
  observers: Pick<ContentObservers, 'mayHear' | 'notifyChange'>;
  uriGrants: Pick<UriGrantsManager, 'revokeAll'>;
}>;

/** Tells observers of committed changes, in the order of the transactions. */
export class ChangeNotices {
  readonly #services: Services;
  #waiting: (readonly FileChange[])[] = [];
  #isBusy = false;
  /** What has become of each row since hold(); null when nobody holds. */
  #held: Map<number, FileChange> | null = null;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Tells a small transaction's changes at once, and the first rows of a large one; the others in turns of their own. */
  announce(changes: readonly FileChange[]): void {
    if (this.#held !== null) keep(this.#held, changes);
    else this.#enqueue(changes);
  }

  /** Keeps what is announced until release(), which tells of each row once; of `restored` ones it tells nothing. */
  hold(): Readonly<{ release(restored: ReadonlySet<number>): void }> {
    const held = new Map<number, FileChange>();
    this.#held = held;
    return {
      release: (restored) => {
        this.#held = null;
        const isTold = ({ id, before, after }: FileChange) => before === null || after === null || !restored.has(id);
        this.announce([...held.values()].filter(isTold));
      },
    };
  }

  #enqueue(changes: readonly FileChange[]): void {
    for (let from = 0; from < changes.length; from += ROWS_PER_TURN)
      this.#waiting.push(changes.slice(from, from + ROWS_PER_TURN));
    if (!this.#isBusy) this.#next();
  }

  #next(): void {
    const changes = this.#waiting.shift();
    if (changes === undefined) return;
    this.#isBusy = this.#waiting.length > 0;
    if (this.#isBusy) {
      setImmediate(() => {
        this.#isBusy = false;
        this.#next();
      });
    }
    this.#tell(changes);
  }

  #tell(changes: readonly FileChange[]): void {
    const { observers, uriGrants } = this.#services;
    const deleted = urisOf(changes.filter(({ after }) => after === null));
    // Whoever was given one of these URIs must not get the file that takes its place.
    if (deleted.length > 0) uriGrants.revokeAll(deleted);
    if (this.#isAnyHeard(changes)) {
      this.#notify(urisOf(changes.filter(({ before }) => before === null)), NOTIFY.INSERT);
      this.#notify(urisOf(changes.filter(({ before, after }) => before !== null && after !== null)), NOTIFY.UPDATE);
      this.#notify(deleted, NOTIFY.DELETE);
    }
    if (observers.mayHear(PICKER_MEDIA) && changes.some(({ before, after }) => pickerRowEffect(before, after).sync))
      observers.notifyChange([PICKER_MEDIA], NOTIFY.UPDATE);
  }

  /** A scan would work out thousands of URIs for nobody. Where one is heard all go, in the notices that Android makes. */
  #isAnyHeard(changes: readonly FileChange[]): boolean {
    const { observers } = this.#services;
    const asked = new Set<string>();
    return changes.some((change) => {
      const row = rowChange(change);
      const key = `${row.volumeName} ${row.mediaType} ${row.oldMediaType} ${row.isDownload}`;
      if (asked.has(key)) return false;
      asked.add(key);
      return notifiedCollections(row).some((collection) => observers.mayHear(collection));
    });
  }

  #notify(uris: readonly Uri[], kind: number): void {
    for (let from = 0; from < uris.length; from += URIS_PER_NOTICE)
      this.#services.observers.notifyChange(uris.slice(from, from + URIS_PER_NOTICE), kind | NOTIFY.SYNC_TO_NETWORK);
  }
}

function keep(held: Map<number, FileChange>, changes: readonly FileChange[]): void {
  for (const change of changes) {
    const known = held.get(change.id);
    const { before } = known ?? change;
    if (before === null && change.after === null) held.delete(change.id);
    else held.set(change.id, { ...change, before });
  }
}

/** Every URI the changes concern, once. */
function urisOf(changes: readonly FileChange[]): readonly Uri[] {
  return [...new Set(changes.flatMap((change) => notifyUris(rowChange(change))))];
}

function rowChange({ id, volumeName, before, after }: FileChange): RowChange {
  const isDownload = before?.is_download === 1 || after?.is_download === 1;
  const mediaType = (after ?? before)?.media_type ?? 0;
  return { volumeName, id, mediaType, oldMediaType: before?.media_type ?? mediaType, isDownload };
}
