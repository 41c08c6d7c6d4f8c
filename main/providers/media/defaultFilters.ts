// Mirrors MediaProvider.getQueryBuilderInternal: pending, trashed and favorite rows, and rows of detached volumes.
import type { Bundle } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { MATCH, QUERY_ARG, VOLUME_EXTERNAL, VOLUME_INTERNAL } from '../../../contract/android/mediaStore.ts';
import { bindList } from './sqlText.ts';

export type DefaultFilterRequest = Readonly<{
  queryArgs: Bundle;
  /** A URI with an id finds pending and trashed rows, whatever the arguments say. */
  byId: boolean;
  /** `?includePending=` of the URI. */
  includePending: string | undefined;
  packageNames: readonly string[];
  /** false when it is known that openFilesOf() finds nothing for these packages: the condition is simpler then. */
  ownsOpenFiles?: boolean;
}>;

/**
 * The conditions of QUERY_ARG_MATCH_*, without the defaults that keep every row.
 * @throws {Throwable} IllegalArgumentException for a value that is no MATCH_ constant
 */
export function matchConditions(request: DefaultFilterRequest): readonly string[] {
  const { queryArgs, byId } = request;
  let pending = matchArgument(queryArgs, QUERY_ARG.MATCH_PENDING);
  let trashed = matchArgument(queryArgs, QUERY_ARG.MATCH_TRASHED);
  const favorite = matchArgument(queryArgs, QUERY_ARG.MATCH_FAVORITE);
  if (byId || parseBoolean(request.includePending)) pending = MATCH.INCLUDE;
  if (byId) trashed = MATCH.INCLUDE;
  const conditions: string[] = [];
  if (pending === MATCH.ONLY) conditions.push('is_pending=1');
  else if (pending !== MATCH.INCLUDE) conditions.push(notPending(request));
  if (trashed === MATCH.ONLY) conditions.push('is_trashed=1');
  else if (trashed !== MATCH.INCLUDE) conditions.push('is_trashed=0');
  if (favorite === MATCH.ONLY) conditions.push('is_favorite=1');
  else if (favorite === MATCH.EXCLUDE) conditions.push('is_favorite=0');
  return conditions;
}

// A file that is being written through its path has no .pending- name: its owner sees it, nobody else does.
function notPending({ packageNames, ownsOpenFiles = true }: DefaultFilterRequest): string {
  const published = 'is_pending=0 AND NOT _modifier=4';
  return ownsOpenFiles ? `(${published}) OR _id IN (${openFilesOf(packageNames)})` : published;
}

/** The ids of what these packages are writing through a path. Nearly always none. */
export function openFilesOf(packageNames: readonly string[]): string {
  return openFiles(bindList(packageNames));
}

/** The path of a file whose name says that it is pending. */
export const PENDING_PATTERN = '.*/\\.pending-(\\d+)-([^/]+)$';

// Android writes this as a part of one condition; as a query of its own it is answered by an index.
const openFiles = (owners: string) =>
  'SELECT _id FROM files WHERE is_pending=1 ' +
  `AND owner_package_name IN ${owners} AND lower(_data) NOT REGEXP '${PENDING_PATTERN}'`;

/** openFilesOf() the package that is its argument. */
export const OPEN_FILES_OF_ONE = openFiles('(?)');

/**
 * The rows of the volume a URI names; for `external` those of every mounted one.
 * @param includeUnmounted as includesUnmountedVolumes() answers
 */
export function volumeCondition(
  volumeName: string,
  mountedVolumes: readonly string[],
  includeUnmounted: boolean,
): string {
  if (volumeName !== VOLUME_EXTERNAL) return `volume_name IN ${bindList([volumeName])}`;
  if (includeUnmounted) return `volume_name NOT IN ${bindList([VOLUME_INTERNAL])}`;
  return `volume_name IN ${bindList(mountedVolumes)}`;
}

function matchArgument(queryArgs: Bundle, key: string): number {
  const value = queryArgs[key];
  if (typeof value !== 'number' || !Number.isInteger(value)) return MATCH.DEFAULT;
  if (value >= MATCH.DEFAULT && value <= MATCH.ONLY) return value;
  throw new Throwable('IllegalArgumentException', '');
}

/** DatabaseUtils.parseBoolean of a query parameter: there, and neither 0 nor false. */
export function parseBoolean(value: string | undefined): boolean {
  return value !== undefined && value !== '0' && value.toLowerCase() !== 'false';
}
