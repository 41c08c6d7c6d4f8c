// Why a row of the library is visible to an app or hidden from it, told by the very conditions an app's query is built of.
import { MATCH, QUERY_ARG, VOLUME_EXTERNAL } from '../../../contract/android/mediaStore.ts';
import type { InspectedCollection, Verdict } from '../../../contract/rpc/inspection.ts';
import { rowFilter } from './accessChecker.ts';
import type { SqlValue } from './db/mediaDatabase.ts';
import { matchConditions, volumeCondition } from './defaultFilters.ts';
import { mediaAccess } from './mediaAccess.ts';
import { bindSelection, sqlLiteral } from './sqlText.ts';
import { URI_CODE, type UriCode } from './uriMatcher.ts';
import { closingReasons, type Explained, openingReasons } from './visibilityReasons.ts';
import {
  OPENING_PERMISSIONS,
  QUERY_CONDITIONS,
  type QueryCondition,
  type VisibilityParts,
  type VisibilityRequest,
} from './visibilityRow.ts';

const CODES: Readonly<Record<InspectedCollection, UriCode>> = {
  images: URI_CODE.IMAGES_MEDIA,
  video: URI_CODE.VIDEO_MEDIA,
  audio: URI_CODE.AUDIO_MEDIA,
  downloads: URI_CODE.DOWNLOADS,
  files: URI_CODE.FILES,
};

/** What to ask SQLite for a row's parts, and how to read its answer. */
export type VisibilityPlan = Readonly<{
  /** Columns for a SELECT ... FROM files. */
  columns: string;
  parts(row: Readonly<Record<string, SqlValue>>): VisibilityParts;
}>;

/** A condition over files that keeps exactly the rows a plain query of the collection returns. Never null, so NOT works. */
export function visibleCondition(request: VisibilityRequest): string {
  const conditions = queryConditions(request);
  return `(${QUERY_CONDITIONS.map((name) => `(${conditions[name]})`).join(' AND ')}) IS TRUE`;
}

/** Asks for every part of the rules once, however many permissions depend on the same one. */
export function visibilityPlan(request: VisibilityRequest): VisibilityPlan {
  const { packageName, userId, caller } = request;
  const texts: string[] = [];
  const column = (sql: string) => {
    if (!texts.includes(sql)) texts.push(sql);
    return `part_${texts.indexOf(sql)}`;
  };
  const conditions = QUERY_CONDITIONS.map((name) => [name, column(queryConditions(request)[name])] as const);
  const forEverybody = column(accessCondition(holding(request, [])));
  const own = column(accessCondition(holding({ ...request, collection: 'images' }, [])));
  const byPermission = OPENING_PERMISSIONS.map((name) => ({
    name,
    alone: column(accessCondition(holding(request, [name]))),
    besides: column(accessCondition(holding(request, [...caller.granted, name]))),
  }));
  const selected =
    `(SELECT generation_granted FROM media_grants WHERE owner_package_name = ${sqlLiteral(packageName)} ` +
    `AND file_id = files._id AND package_user_id = ${userId}) AS part_selected`;
  return {
    columns: [...texts.map((sql, index) => `(${sql}) AS part_${index}`), selected].join(', '),
    parts: (row) => {
      const opened = (key: 'alone' | 'besides') =>
        new Set(byPermission.filter((one) => row[one[key]] === 1).map(({ name }) => name));
      const held = Object.fromEntries(conditions.map(([name, part]) => [name, row[part] === 1]));
      return {
        ...(held as Record<QueryCondition, boolean>),
        own: row[own] === 1,
        forEverybody: row[forEverybody] === 1,
        selected: typeof row.part_selected === 'number' ? row.part_selected : null,
        openedBy: opened('alone'),
        openedWith: opened('besides'),
      };
    },
  };
}

/** Whether a plain query of the collection returns the row, and why: the weightiest reason first, never none. */
export function explainRow(row: Explained): Verdict {
  const visible = QUERY_CONDITIONS.every((name) => row.parts[name]);
  return { visible, reasons: visible ? openingReasons(row.request, row.parts) : closingReasons(row) };
}

function queryConditions(request: VisibilityRequest): Readonly<Record<QueryCondition, string>> {
  const { collection, packageName, mountedVolumes } = request;
  const match = (queryArgs: Readonly<Record<string, number>>) =>
    matchConditions({ queryArgs, byId: false, includePending: undefined, packageNames: [packageName] })
      .map((sql) => `(${sql})`)
      .join(' AND ');
  return {
    // The view says what the collection is; EXISTS looks at one row of it and not at all of them.
    inCollection:
      collection === 'files' ? '1' : `EXISTS (SELECT 1 FROM ${collection} AS listed WHERE listed._id = files._id)`,
    admitted: accessCondition(request),
    onVolume: volumeCondition(VOLUME_EXTERNAL, mountedVolumes, false),
    notTrashed: match({ [QUERY_ARG.MATCH_PENDING]: MATCH.INCLUDE }),
    notPending: match({ [QUERY_ARG.MATCH_TRASHED]: MATCH.INCLUDE }),
  };
}

function holding(request: VisibilityRequest, names: readonly string[]): VisibilityRequest {
  return { ...request, hasFullAccess: false, caller: { ...request.caller, granted: new Set(names) } };
}

function accessCondition(request: VisibilityRequest): string {
  const { packageName, userId, caller, hasFullAccess, collection } = request;
  const access = mediaAccess(caller);
  const filter = rowFilter({
    access: hasFullAccess ? { ...access, manager: true } : access,
    code: CODES[collection],
    volumeName: VOLUME_EXTERNAL,
    packageNames: [packageName],
    userId,
    forWrite: false,
    latestOnly: false,
  });
  return filter === 'all' ? '1' : bindSelection(filter.where, filter.args);
}
