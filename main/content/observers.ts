// Mirrors ContentService: who is told when the data behind a URI changed.
import { type Uri, uriParts } from '../../contract/android/uri.ts';

/** ContentResolver.NOTIFY_INSERT, NOTIFY_UPDATE, NOTIFY_DELETE. */
export const NOTIFY = { INSERT: 4, UPDATE: 8, DELETE: 16 } as const;

type Observer = Readonly<{
  path: readonly string[];
  descendants: boolean;
  onChange(uri: Uri, flags: number): void;
}>;

export class ContentObservers {
  readonly #observers = new Set<Observer>();

  /** `notifyForDescendants` as in ContentResolver.registerContentObserver. */
  register(uri: Uri, notifyForDescendants: boolean, onChange: (uri: Uri, flags: number) => void): Disposable {
    const observer = { path: pathOf(uri), descendants: notifyForDescendants, onChange };
    this.#observers.add(observer);
    return { [Symbol.dispose]: () => this.#observers.delete(observer) };
  }

  /** ContentResolver.notifyChange: the URI's observers, those above it, and those below it. */
  notifyChange(uri: Uri, flags: number): void {
    const path = pathOf(uri);
    for (const observer of [...this.#observers]) {
      if (concerns(observer, path)) observer.onChange(uri, flags);
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
