// Mirrors DocumentsUI's queries/SearchChipViewManager.
import type { Bundle } from '../../contract/android/cursor.ts';
import {
  QUERY_ARG_FILE_SIZE_OVER,
  QUERY_ARG_LAST_MODIFIED_AFTER,
  QUERY_ARG_MIME_TYPES,
  Root,
} from '../../contract/android/documentsContract.ts';
import { anyMimeMatches, DOCUMENTS_MIME_TYPES } from './mimeTypes.ts';
import { hasRootFlag, type RootInfo } from './rootInfo.ts';

/** Bytes. */
const LARGE_FILE_SIZE_BYTES = 10_000_000;
const DAY_MS = 24 * 60 * 60 * 1000;

const TYPE_CHIPS = {
  images: ['image/*'],
  audio: ['audio/*', 'application/ogg', 'application/x-flac'],
  videos: ['video/*'],
  documents: DOCUMENTS_MIME_TYPES,
} as const;

type TypeChip = keyof typeof TYPE_CHIPS;
export type Chip = TypeChip | 'largeFiles' | 'thisWeek';

/** The chips of a root, in order. A type alone is no choice, so it is not shown. */
export function chipsOf(
  sdk: number,
  acceptMimes: readonly string[] | null,
  rootMimeTypes: readonly string[] | null,
): readonly Chip[] {
  const types = (Object.keys(TYPE_CHIPS) as TypeChip[]).filter(
    (chip) =>
      (chip !== 'documents' || sdk >= 30) &&
      anyMimeMatches(acceptMimes, TYPE_CHIPS[chip]) &&
      anyMimeMatches(rootMimeTypes, TYPE_CHIPS[chip]),
  );
  return [...(types.length > 1 ? types : []), 'largeFiles', 'thisWeek'];
}

/** Checked chips stand in front. */
export function orderedChips(chips: readonly Chip[], checked: readonly Chip[]): readonly Chip[] {
  return [...chips.filter((chip) => checked.includes(chip)), ...chips.filter((chip) => !checked.includes(chip))];
}

/** @param weekAgo local midnight seven days ago, milliseconds since 1970 UTC */
export function chipQueryArgs(checked: readonly Chip[], weekAgo: number): Bundle {
  const mimeTypes = checked.flatMap((chip) => (isTypeChip(chip) ? TYPE_CHIPS[chip] : []));
  return {
    ...(checked.includes('largeFiles') ? { [QUERY_ARG_FILE_SIZE_OVER]: LARGE_FILE_SIZE_BYTES } : {}),
    ...(checked.includes('thisWeek') ? { [QUERY_ARG_LAST_MODIFIED_AFTER]: weekAgo } : {}),
    ...(mimeTypes.length > 0 ? { [QUERY_ARG_MIME_TYPES]: mimeTypes } : {}),
  };
}

function isTypeChip(chip: Chip): chip is TypeChip {
  return chip in TYPE_CHIPS;
}

/** SearchViewManager.showMenu: a root that cannot search, or not by type, has no chips. */
export function isChipRowVisible(root: Pick<RootInfo, 'flags' | 'queryArgs'>, chipCount: number): boolean {
  const supportsMimeTypesSearch = root.queryArgs?.includes(QUERY_ARG_MIME_TYPES) ?? false;
  return chipCount > 1 && hasRootFlag(root, Root.FLAG_SUPPORTS_SEARCH) && supportsMimeTypesSearch;
}

/**
 * LocalDate.minusDays(7).atStartOfDay(zone), milliseconds since 1970 UTC.
 * @param today as yyyy-mm-dd
 * @param timeZone such as Europe/Berlin
 */
export function weekAgo(today: string, timeZone: string): number {
  const midnightUtc = Date.parse(`${today.slice(0, 10)}T00:00:00Z`) - 7 * DAY_MS;
  const first = midnightUtc - offsetAt(midnightUtc, timeZone);
  const second = midnightUtc - offsetAt(first, timeZone);
  // Where the clock jumps over midnight, the day begins after the jump.
  return offsetAt(second, timeZone) === offsetAt(first, timeZone) ? second : Math.max(first, second);
}

/** The local date of a moment, as yyyy-mm-dd. */
export function localDateIn(millis: number, timeZone: string): string {
  return new Date(millis + offsetAt(millis, timeZone)).toISOString().slice(0, 10);
}

/** Local time minus UTC, milliseconds. */
function offsetAt(millis: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  } as Intl.DateTimeFormatOptions);
  const parts = new Map(format.formatToParts(millis).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const local = Date.UTC(
    ...([part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second')] as const),
  );
  return local - Math.floor(millis / 1000) * 1000;
}
