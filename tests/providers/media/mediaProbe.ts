import type { Bundle } from '../../../contract/android/cursor.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import { rowFilter } from '../../../main/providers/media/accessChecker.ts';
import type { MediaDatabase, SqlValue } from '../../../main/providers/media/db/mediaDatabase.ts';
import { openMediaDatabase } from '../../../main/providers/media/db/openMediaDatabase.ts';
import { queryResult } from '../../../main/providers/media/db/queryResult.ts';
import { openFilesOf } from '../../../main/providers/media/defaultFilters.ts';
import { mediaAccess } from '../../../main/providers/media/mediaAccess.ts';
import { resolveQueryArgs } from '../../../main/providers/media/queryArgs.ts';
import { type BuiltQuery, buildQuery } from '../../../main/providers/media/queryBuilder.ts';
import { matchUri } from '../../../main/providers/media/uriMatcher.ts';

export type ProbeRow = Readonly<Record<string, SqlValue>> & Readonly<{ _id: number }>;

export type ProbeCaller = Readonly<{
  package: string;
  deviceSdk: number;
  targetSdk: number;
  /** Permission names, with or without android.permission. */
  granted?: readonly string[];
  legacyStorageAppOp?: boolean;
}>;

const ROW_DEFAULTS = {
  owner_package_name: null,
  media_type: 1,
  mime_type: 'image/jpeg',
  volume_name: 'external_primary',
  _modifier: 3,
};

/** An in-memory media database that holds these rows. */
export function probeDatabase(
  rows: readonly ProbeRow[],
  defaults: Readonly<Record<string, SqlValue>> = {},
): MediaDatabase {
  const database = openMediaDatabase(':memory:', (problem) => {
    throw new Error(problem);
  });
  database.transaction((write) => {
    for (const row of rows) {
      const values: Record<string, SqlValue> = { ...ROW_DEFAULTS, ...defaults, ...row };
      values._data ??= `/storage/emulated/0/x/${row._id}`;
      const names = Object.keys(values);
      write.run(
        `INSERT INTO files (${names.join(',')}) VALUES (${names.map(() => '?').join(',')})`,
        ...Object.values(values),
      );
    }
  });
  return database;
}

export type ProbeGrant = Readonly<{ package: string; file_id: number; generation: number; userId?: number }>;

/** Puts rows into media_grants as they are, without a generation of their own. */
export function insertGrants(database: MediaDatabase, grants: readonly ProbeGrant[]): void {
  database.transaction((write) => {
    for (const grant of grants)
      write.run(
        'INSERT INTO media_grants (owner_package_name, file_id, package_user_id, generation_granted) VALUES (?, ?, ?, ?)',
        grant.package,
        grant.file_id,
        grant.userId ?? 0,
        grant.generation,
      );
  });
}

/** What LocalCallingIdentity would know of the caller. */
export function accessOf(caller: ProbeCaller) {
  return mediaAccess({
    deviceSdk: caller.deviceSdk,
    targetSdk: caller.targetSdk,
    granted: new Set((caller.granted ?? []).map(fullName)),
    legacyStorageAppOp: caller.legacyStorageAppOp ?? false,
  });
}

export function fullName(permission: string): string {
  return permission.includes('.') ? permission : `android.permission.${permission}`;
}

export type ProbeQuery = Readonly<{
  caller: ProbeCaller;
  uri: string;
  extras?: Bundle;
  projection?: readonly string[] | null;
  mounted?: readonly string[];
  visiblePackages?: readonly string[] | 'all';
  /** As the provider asks the database first. */
  ownsOpenFiles?: boolean;
}>;

/** The query an app's call becomes, as the provider puts it together. */
export function builtQuery({ caller, uri, ...query }: ProbeQuery): BuiltQuery {
  const match = matchUri(parseUri(uri), false);
  const packageNames = [caller.package];
  const queryArgs = query.extras ?? {};
  const filter = rowFilter({
    access: accessOf(caller),
    code: match.code,
    volumeName: match.volumeName,
    packageNames,
    userId: 0,
    forWrite: false,
    latestOnly: queryArgs['android:query-arg-latest-selection-only'] === true,
  });
  return buildQuery({
    match,
    deviceSdk: caller.deviceSdk,
    targetSdk: caller.targetSdk,
    packageNames,
    filter,
    sqlArgs: resolveQueryArgs(queryArgs).sqlArgs,
    projection: query.projection === undefined ? ['_id'] : query.projection,
    queryArgs,
    mountedVolumes: query.mounted ?? ['external_primary'],
    visiblePackages: query.visiblePackages ?? [],
    ownsOpenFiles: query.ownsOpenFiles ?? true,
  });
}

/** Every row an app's query returns. */
export function rowsOf(database: MediaDatabase, query: ProbeQuery): readonly (readonly SqlValue[])[] {
  const ownsOpenFiles = database.get(openFilesOf([query.caller.package])) !== null;
  const result = queryResult(database, builtQuery({ ownsOpenFiles, ...query }));
  return result.window(0, result.count);
}

/** The ids an app's query returns, ascending. */
export function idsOf(database: MediaDatabase, query: ProbeQuery): readonly number[] {
  return rowsOf(database, query)
    .map(([id]) => Number(id))
    .sort((left, right) => left - right);
}
