// Mirrors SelectedMediaPreloader and MediaPreparerViewModel: what was chosen is fetched before the app gets it.
import { ACTION_GET_CONTENT, ACTION_PICK_IMAGES } from '../../../contract/android/intent.ts';
import { PICKER_LOCAL_AUTHORITY, pickerItem } from '../../../contract/android/mediaStore.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import type { PickerStyle } from '../pickerStyle.ts';

/** How the two generations go about it. */
const PRELOAD: Readonly<Record<PickerStyle['ui'], PreloadStyle>> = {
  // Everything is opened, two at a time; what takes longer goes on by itself, and counts as ready.
  classic: { isRemoteOnly: false, atOnce: 2, patience: 4_000 },
  modern: { isRemoteOnly: true, atOnce: 5, patience: null },
};

type PreloadStyle = Readonly<{
  /** Whether the device's own items are left out, and not counted either. */
  isRemoteOnly: boolean;
  atOnce: number;
  /** How long an item is waited for, milliseconds; null for as long as it takes. */
  patience: number | null;
}>;

/** Whether a choice is prepared at all: one that an app is handed, with something of a cloud provider in it. */
export function needsPreload(action: string, uris: readonly Uri[]): boolean {
  return (action === ACTION_PICK_IMAGES || action === ACTION_GET_CONTENT) && uris.some(isRemote);
}

/** What of a choice is opened, and counted. */
export function preloadedUris(ui: PickerStyle['ui'], uris: readonly Uri[]): readonly Uri[] {
  return PRELOAD[ui].isRemoteOnly ? uris.filter(isRemote) : uris;
}

type Preload = Readonly<{
  ui: PickerStyle['ui'];
  uris: readonly Uri[];
  /** Has an item fetched. Rejects when it cannot be had. */
  open(uri: Uri): Promise<void>;
  onProgress(ready: number): void;
  /** No further item is opened then. */
  signal: AbortSignal;
}>;

/** Opens items a few at a time. @returns those that could not be had */
export async function preloadMedia({ ui, uris, open, onProgress, signal }: Preload): Promise<readonly Uri[]> {
  const { atOnce, patience } = PRELOAD[ui];
  const waiting = [...uris];
  const failed: Uri[] = [];
  let done = 0;
  const work = async () => {
    for (let uri = waiting.shift(); uri !== undefined && !signal.aborted; uri = waiting.shift()) {
      if (!(await isOpened(open(uri), patience))) failed.push(uri);
      onProgress(++done);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return failed;
}

function isOpened(opening: Promise<void>, patience: number | null): Promise<boolean> {
  const opened = opening.then(
    () => true,
    () => false,
  );
  if (patience === null) return opened;
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), patience);
    void opened.then((isThere) => {
      clearTimeout(timer);
      resolve(isThere);
    });
  });
}

function isRemote(uri: Uri): boolean {
  const authority = pickerItem(uri)?.authority;
  return authority !== undefined && authority !== PICKER_LOCAL_AUTHORITY;
}
