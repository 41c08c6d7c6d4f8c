// Which photos and videos a tester means: by name, by _id, or the newest.
import type { MediaRow } from '../contract/rpc/inspection.ts';
import { EXIT, StartError } from '../main/hosts/commandLine.ts';
import { matchesName } from '../sdk/namePattern.ts';
import type { Tester } from '../sdk/tester.ts';

/** At most one of them. */
export type ItemChoice = Readonly<{
  select?: readonly string[] | undefined;
  ids?: readonly number[] | undefined;
  newest?: number | undefined;
}>;

type Item = Pick<MediaRow, 'id' | 'displayName' | 'date'>;

/**
 * @param items photos and videos, in any order
 * @returns their _ids, newest first
 * @throws {StartError} for a choice that fits nothing: a test would go on with an empty selection
 */
export function chooseItems(items: readonly Item[], { select, ids, newest }: ItemChoice): readonly number[] {
  const sorted = [...items].sort((a, b) => b.date - a.date || b.id - a.id);
  if (newest !== undefined) {
    if (newest > sorted.length) throw nothing(`there are only ${sorted.length} photos and videos, not ${newest}`);
    return sorted.slice(0, newest).map(({ id }) => id);
  }
  for (const id of ids ?? [])
    if (!sorted.some((item) => item.id === id)) throw nothing(`no photo or video has the _id ${id}`);
  for (const pattern of select ?? [])
    if (!sorted.some((item) => fits(pattern, item))) throw nothing(`no photo or video is called “${pattern}”`);
  return sorted
    .filter((item) => ids?.includes(item.id) || select?.some((pattern) => fits(pattern, item)))
    .map(({ id }) => id);
}

function fits(pattern: string, { displayName }: Item): boolean {
  return matchesName(pattern, displayName ?? '');
}

function nothing(why: string): StartError {
  return new StartError(`Nothing was selected: ${why}. “scopebox query images” tells what is there.`, EXIT.failed);
}

/** Every photo and video that a picker could show. */
export async function mediaItems(tester: Tester): Promise<readonly MediaRow[]> {
  const both = [await rowsOf(tester, 'images'), await rowsOf(tester, 'video')].flat();
  return both.filter(
    ({ visible, isDirectory, isPending, isTrashed }) => visible && !isDirectory && !isPending && !isTrashed,
  );
}

const PAGE = 1_000;

async function rowsOf({ api }: Tester, collection: 'images' | 'video'): Promise<readonly MediaRow[]> {
  const rows: MediaRow[] = [];
  let before: number | null = null;
  do {
    const request = { packageName: null, collection, search: '', hiddenOnly: false, before, downTo: null, limit: PAGE };
    const page: Awaited<ReturnType<Tester['api']['mediaRows']>> = await api.mediaRows(request);
    rows.push(...page.rows);
    before = page.next;
  } while (before !== null);
  return rows;
}
