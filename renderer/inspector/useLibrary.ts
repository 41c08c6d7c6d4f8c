// What the library panel shows, kept up to date while a scan runs, an app writes, or a permission changes.
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { MediaCounts, MediaRowDetail, MediaRowsRequest, Viewpoint } from '../../contract/rpc/inspection.ts';
import { useDevice } from '../deviceStore.ts';
import { throttled } from '../ui/throttled.ts';
import { LibraryRows, type LibrarySnapshot } from './libraryRows.ts';

/** Height of a row, CSS px. */
export const ROW_HEIGHT = 64;
/** A scan changes the library hundreds of times a second; nobody reads that fast. */
const REFRESH_MS = 700;
const SCROLL_MS = 100;
const TYPING_MS = 200;

export type LibraryQuery = Pick<MediaRowsRequest, 'packageName' | 'collection' | 'search' | 'hiddenOnly'>;

/** Calls `changed` after every change of the device, not too often; never at once. */
function useDeviceChange(changed: () => void): void {
  const device = useDevice((store) => store.device);
  const known = useRef(device);
  const tell = useMemo(() => throttled(changed, REFRESH_MS), [changed]);
  useEffect(() => {
    if (known.current !== device) tell();
    known.current = device;
  }, [device, tell]);
}

export type ShownLibrary = LibrarySnapshot &
  Readonly<{ onNearEnd: () => void; onScroll: () => void; onRetry: () => void }>;

/** The rows of a query, as far as the scroller has come. */
export function useLibraryRows(query: LibraryQuery, scroller: RefObject<HTMLElement | null>): ShownLibrary {
  const tester = useDevice((store) => store.tester);
  const model = useMemo(
    () =>
      new LibraryRows(async (part) => {
        if (tester === null) throw new Error('The device is not connected.');
        return tester.mediaRows({ ...query, ...part });
      }),
    [tester, query],
  );
  useEffect(() => {
    model.open();
    return () => model.close();
  }, [model]);
  const snapshot = useSyncExternalStore(model.subscribe, model.snapshot);
  const inSight = useCallback((): readonly [number, number] => {
    const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    return [Math.floor(scrollTop / ROW_HEIGHT), Math.ceil((scrollTop + clientHeight) / ROW_HEIGHT)];
  }, [scroller]);
  useDeviceChange(useCallback(() => void model.changed(inSight()), [model, inSight]));
  const onScroll = useMemo(() => throttled(() => void model.show(inSight()), SCROLL_MS), [model, inSight]);
  const onNearEnd = useCallback(() => void model.loadMore(), [model]);
  const onRetry = useCallback(() => void model.retry(), [model]);
  return { ...snapshot, onNearEnd, onScroll, onRetry };
}

/** How many rows there are, and how many of them the app sees. */
export function useLibraryCounts({ packageName, collection }: Viewpoint): Answer<MediaCounts> {
  return useAnswer(useCallback((tester) => tester.mediaCounts({ packageName, collection }), [packageName, collection]));
}

/** Everything about a row, read again after changes. */
export function useRowDetail(id: number, { packageName, collection }: Viewpoint): Answer<MediaRowDetail> {
  return useAnswer(
    useCallback((tester) => tester.mediaRow(id, { packageName, collection }), [id, packageName, collection]),
  );
}

type Tester = NonNullable<ReturnType<typeof useDevice.getState>['tester']>;
type Answer<T> = Readonly<{ answer: T | null; problem: string | null }>;

const UNANSWERED = { answer: null, problem: null };

function useAnswer<T>(ask: (tester: Tester) => Promise<T>): Answer<T> {
  const tester = useDevice((store) => store.tester);
  const [known, setKnown] = useState<Answer<T> & Readonly<{ ask: unknown }>>({ ...UNANSWERED, ask });
  const latest = useRef(ask);
  const read = useCallback(() => {
    const isWanted = () => latest.current === ask;
    if (tester === null) return;
    ask(tester).then(
      (answer) => isWanted() && setKnown({ answer, problem: null, ask }),
      (error: unknown) => isWanted() && setKnown({ answer: null, problem: messageOf(error), ask }),
    );
  }, [tester, ask]);
  useEffect(() => {
    latest.current = ask;
    read();
  }, [ask, read]);
  useDeviceChange(read);
  // What another question was answered must not stand under this one.
  return known.ask === ask ? known : UNANSWERED;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The value when it has not changed for a moment. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), TYPING_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
