// What the picker's loaders ask of the world: a test has a world of its own.
import type { Bundle } from '../../contract/android/cursor.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { ResolvedProvider } from '../../contract/rpc/appApi.ts';
import type { Context } from '../../sdk/context.ts';
import type { CursorRow } from './cursorRow.ts';

/** As much of a Cursor as loading all of its rows needs. */
export type LoadedCursor = CursorRow &
  Readonly<{
    getExtras(): Bundle;
    /** Null where the provider set none. */
    getNotificationUri(): Uri | null;
    moveToNext(): Promise<boolean>;
    close(): Promise<void>;
  }>;

export type LoaderPort = Readonly<{
  /** ContentResolver.query; null where the provider answers null. */
  query(uri: Uri, queryArgs: Bundle | null, signal: AbortSignal): Promise<LoadedCursor | null>;
  /** Calls `onChange` for notices on the URI and all below it; the answer ends that. */
  observe(uri: Uri, onChange: () => void): Promise<() => void>;
  /** Resolves after so many milliseconds. */
  wait(millis: number): Promise<void>;
  /** Lets the screen draw. */
  pause(): Promise<void>;
}>;

export type ProvidersPort = LoaderPort &
  Readonly<{ queryIntentContentProviders(action: string): Promise<readonly ResolvedProvider[]> }>;

/** The world as DocumentsUI's own connection to the device sees it. */
export function contextPort(context: Context): ProvidersPort {
  const { contentResolver } = context;
  return {
    queryIntentContentProviders: (action) => context.queryIntentContentProviders(action),
    query: (uri, queryArgs, signal) => contentResolver.query(uri, null, queryArgs, signal),
    observe: (uri, onChange) => contentResolver.registerContentObserver(uri, true, onChange),
    wait: (millis) => new Promise((resolve) => setTimeout(resolve, millis)),
    pause: nextTask,
  };
}

/** Sooner than a timer: a task after those that wait already. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
