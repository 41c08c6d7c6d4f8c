// Mirrors DocumentsUI's sorting/SortModel and sorting/SortingCursorWrapper.
import type { Bundle } from '../../contract/android/cursor.ts';
import { Document } from '../../contract/android/documentsContract.ts';
import { QUERY_ARG } from '../../contract/android/mediaStore.ts';
import { compareToIgnoreCaseNullable } from './collation.ts';
import { type DocumentInfo, hasDocumentFlag, isDirectory } from './documentInfo.ts';
import { fileType } from './fileType.ts';
import type { DocumentsString } from './strings.ts';

export type SortDimension = 'name' | 'type' | 'size' | 'date';
export type SortDirection = 'asc' | 'desc';
export type Sort = Readonly<{ dimension: SortDimension; direction: SortDirection }>;

/** The choices of the sort dialog, in its order. */
export const SORT_CHOICES: readonly Readonly<{ sort: Sort; label: DocumentsString }>[] = [
  { sort: { dimension: 'name', direction: 'asc' }, label: 'sort_name_ascending' },
  { sort: { dimension: 'name', direction: 'desc' }, label: 'sort_name_descending' },
  { sort: { dimension: 'type', direction: 'asc' }, label: 'sort_type_ascending' },
  { sort: { dimension: 'type', direction: 'desc' }, label: 'sort_type_descending' },
  { sort: { dimension: 'size', direction: 'asc' }, label: 'sort_size_ascending' },
  { sort: { dimension: 'size', direction: 'desc' }, label: 'sort_size_descending' },
  { sort: { dimension: 'date', direction: 'desc' }, label: 'sort_date_descending' },
  { sort: { dimension: 'date', direction: 'asc' }, label: 'sort_date_ascending' },
];

/** What a user chose stays; else Recents and a directory that asks for it have the newest first, others go by name. */
export function currentSort(userChoice: Sort | null, directoryFlags: number | null, isRecents: boolean): Sort {
  if (userChoice !== null) return userChoice;
  const prefersLastModified = hasDocumentFlag({ flags: directoryFlags ?? 0 }, Document.FLAG_DIR_PREFERS_LAST_MODIFIED);
  return isRecents || prefersLastModified
    ? { dimension: 'date', direction: 'desc' }
    : { dimension: 'name', direction: 'asc' };
}

const SORT_COLUMNS = {
  name: Document.COLUMN_DISPLAY_NAME,
  size: Document.COLUMN_SIZE,
  date: Document.COLUMN_LAST_MODIFIED,
} as const;

/** SortModel.addQuerySortArgs. Providers do not know the names the picker has for types, so those are not asked for. */
export function sortQueryArgs({ dimension, direction }: Sort): Bundle {
  if (dimension === 'type') return {};
  return {
    [QUERY_ARG.SORT_COLUMNS]: [SORT_COLUMNS[dimension]],
    [QUERY_ARG.SORT_DIRECTION]: direction === 'asc' ? 0 : 1,
  };
}

/** Whether the provider has sorted as it was asked to, so that the picker leaves its order alone. */
export function isPreSorted(extras: Bundle): boolean {
  return QUERY_ARG.SORT_COLUMNS in extras;
}

type Sortable = Pick<DocumentInfo, 'documentId' | 'displayName' | 'mimeType' | 'size' | 'lastModified'>;

type Sorting<T> = Readonly<{
  sort: Sort;
  /** The localized name of a row's type. */
  typeLabelOf?: (row: T) => string | null;
}>;

/** Directories first, whichever the direction; rows that are equal go by their ids, ascending always. */
export function sortDocuments<T extends Sortable>(rows: readonly T[], sorting: Sorting<T>): readonly T[] {
  return [...rows].sort(comparatorOf(sorting));
}

/** Rows taken between two pauses: less than a frame of work, names with accents too. */
const STEP = 1_000;

/** The same in steps: yields when it is time to let the screen draw. 50,000 names take some 250 steps of 1 to 7 ms. */
export function* sortInSteps<T extends Sortable>(
  rows: readonly T[],
  sorting: Sorting<T>,
): Generator<undefined, readonly T[]> {
  const compare = comparatorOf(sorting);
  let runs: (readonly T[])[] = [];
  for (let start = 0; start < rows.length; start += STEP) {
    runs.push(rows.slice(start, start + STEP).sort(compare));
    yield;
  }
  while (runs.length > 1) {
    const merged: (readonly T[])[] = [];
    for (let index = 0; index < runs.length; index += 2) {
      merged.push(yield* merge(runs[index] ?? [], runs[index + 1] ?? [], compare));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

function* merge<T>(
  left: readonly T[],
  right: readonly T[],
  compare: (left: T, right: T) => number,
): Generator<undefined, readonly T[]> {
  const merged: T[] = [];
  let [at, other] = [0, 0];
  for (;;) {
    const [first, second] = [left[at], right[other]];
    if (first === undefined) return merged.concat(right.slice(other));
    if (second === undefined) return merged.concat(left.slice(at));
    if (compare(first, second) <= 0) {
      merged.push(first);
      at++;
    } else {
      merged.push(second);
      other++;
    }
    if (merged.length % STEP === 0) yield;
  }
}

function comparatorOf<T extends Sortable>({ sort, typeLabelOf }: Sorting<T>): (left: T, right: T) => number {
  const sign = sort.direction === 'asc' ? 1 : -1;
  const byValue = valueComparator(sort.dimension, typeLabelOf ?? (({ mimeType }) => fileType(mimeType)));
  return (left, right) =>
    Number(isDirectory(right)) - Number(isDirectory(left)) || sign * byValue(left, right) || compareIds(left, right);
}

function valueComparator<T extends Sortable>(
  dimension: SortDimension,
  typeLabelOf: (row: T) => string | null,
): (left: T, right: T) => number {
  switch (dimension) {
    case 'name':
      return (left, right) => compareToIgnoreCaseNullable(left.displayName, right.displayName);
    case 'type':
      return (left, right) => compareToIgnoreCaseNullable(typeLabelOf(left), typeLabelOf(right));
    case 'size':
      return (left, right) => (left.size ?? -1) - (right.size ?? -1);
    case 'date':
      // A document without a date is one that is only being made.
      return (left, right) => compareNumbers(left.lastModified ?? Infinity, right.lastModified ?? Infinity);
  }
}

/** Two infinities have no difference. */
function compareNumbers(left: number, right: number): number {
  return left === right ? 0 : left < right ? -1 : 1;
}

function compareIds(left: Sortable, right: Sortable): number {
  return left.documentId === right.documentId ? 0 : left.documentId < right.documentId ? -1 : 1;
}
