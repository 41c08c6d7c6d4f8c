// Mirrors MediaProvider's PermissionActivity.handleDescriptions: how the items of a request are shown.
import type { Dialogs } from '../../contract/rpc/systemUi.ts';

export type RequestItem = Dialogs['mediaRequest']['ask']['items'][number];

/** A last tile, dimmed, with how many items have no tile of their own. */
export type MoreTile = Readonly<{ behind: RequestItem; count: number }>;

/** One large picture; a few small ones; or names where there are no pictures. */
export type RequestPreview =
  | Readonly<{ kind: 'picture'; item: RequestItem }>
  | Readonly<{ kind: 'thumbnails'; items: readonly RequestItem[]; more: MoreTile | null }>
  | Readonly<{ kind: 'names'; names: readonly string[]; more: number }>;

const MAX_THUMBNAILS = 3;
const MAX_NAMES = 3;

/** What the body of the dialog shows for these items, in the order asked. */
export function requestPreview(items: readonly RequestItem[]): RequestPreview {
  const visual = items.filter(({ kind }) => kind === 'image' || kind === 'video');
  const [first] = visual;
  if (first === undefined) return namesOf(items);
  if (items.length === 1) return { kind: 'picture', item: first };
  if (visual.length === items.length && items.length <= MAX_THUMBNAILS)
    return { kind: 'thumbnails', items, more: null };
  const shown = visual.slice(0, MAX_THUMBNAILS - 1);
  const behind = visual[shown.length] ?? first;
  return { kind: 'thumbnails', items: shown, more: { behind, count: items.length - shown.length } };
}

function namesOf(items: readonly RequestItem[]): RequestPreview {
  const names = items.map(({ displayName }) => displayName).filter((name) => name !== '');
  const shown = names.slice(0, MAX_NAMES);
  return { kind: 'names', names: shown, more: names.length - shown.length };
}
