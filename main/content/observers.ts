// Mirrors ContentService: who is told when the data behind a URI changed.
import { type Uri, uriParts } from '../../contract/android/uri.ts';

/** ContentResolver.NOTIFY_*: what happened, and that a sync adapter may carry it on. */
export const NOTIFY = { SYNC_TO_NETWORK: 1, INSERT: 4, UPDATE: 8, DELETE: 16 } as const;

/** ContentObserver.onChange(selfChange, uris, flags): the URIs of one notice that concern the observer. */
export type OnChange = (uris: readonly Uri[], flags: number) => void;

type Observer = Readonly<{
  path: readonly string[];
  descendants: boolean;
  onChange: OnChange;
}>;

export class ContentObservers {
  readonly #observers = new Set<Observer>();

  /** `notifyForDescendants` as in ContentResolver.registerContentObserver. */
  register(uri: Uri, notifyForDescendants: boolean, onChange: OnChange): Disposable {
    const observer = { path: pathOf(uri), descendants: notifyForDescendants, onChange };
    this.#observers.add(observer);
    return { [Symbol.dispose]: () => this.#observers.delete(observer) };
  }

  /** Whether anybody may listen to a URI, or one below it: who would have to work those out first can spare itself that. */
  mayHear(uri: Uri): boolean {
    const path = pathOf(uri);
    for (const observer of this.#observers) if (concerns(observer, path)) return true;
    return false;
  }

  /** ContentResolver.notifyChange: the observers of each URI, those above it, and those below it. */
  notifyChange(uris: readonly Uri[], flags: number): void {
    if (this.#observers.size === 0) return;
    const paths = uris.map(pathOf);
    for (const observer of [...this.#observers]) {
      const concerned = uris.filter((_, index) => concerns(observer, paths[index] ?? []));
      if (concerned.length > 0) observer.onChange(concerned, flags);
    }
  }
}

function pathOf(uri: Uri): readonly string[] {
  const { authority, segments } = uriParts(uri);
  return [authority, ...segments];
}

/** ObserverNode.collectObserversLocked: a change above an observer always concerns it. */
function concerns(observer: Observer, path: readonly string[]): boolean {
  const shared = Math.min(observer.path.length, path.length);
  for (let index = 0; index < shared; index++) if (observer.path[index] !== path[index]) return false;
  return path.length <= observer.path.length || observer.descendants;
}
