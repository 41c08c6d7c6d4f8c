import type { Bundle } from '../../../contract/android/cursor.ts';
import { permission } from '../../../contract/android/manifest.ts';
import { parseUri, type Uri } from '../../../contract/android/uri.ts';
import { type RowFilter, rowFilter } from '../../../main/providers/media/accessChecker.ts';
import { getType } from '../../../main/providers/media/getType.ts';
import { isLocationRedacted, readPermissions } from '../../../main/providers/media/mediaAccess.ts';
import { grantsSurvive, MediaGrants } from '../../../main/providers/media/mediaGrants.ts';
import {
  includesUnmountedVolumes,
  maybeBalance,
  recoverAbusiveSelection,
  recoverAbusiveSortOrder,
  resolveQueryArgs,
  type SqlArgs,
} from '../../../main/providers/media/queryArgs.ts';
import { tokenize } from '../../../main/providers/media/sqliteTokenizer.ts';
import { computeProjection, enforceStrictGrammar, projectionMap } from '../../../main/providers/media/strictQuery.ts';
import {
  checkArgumentVolumeName,
  isRedactedUri,
  matchUri,
  URI_CODE,
  type UriCodeName,
} from '../../../main/providers/media/uriMatcher.ts';
import {
  accessOf,
  fullName,
  idsOf,
  insertGrants,
  type ProbeCaller,
  type ProbeGrant,
  type ProbeRow,
  probeDatabase,
} from '../../providers/media/mediaProbe.ts';
import type { Groups } from '../groups.ts';

const SQL_KEYS = {
  selection: 'android:query-arg-sql-selection',
  selectionArgs: 'android:query-arg-sql-selection-args',
  groupBy: 'android:query-arg-sql-group-by',
  having: 'android:query-arg-sql-having',
  sortOrder: 'android:query-arg-sql-sort-order',
  limit: 'android:query-arg-sql-limit',
} as const;

type Strict = Readonly<{ columns: readonly string[]; targetSdk: number }>;

const sqlGroups: Groups = {
  resolve_query_args: {
    run({ args }: { args: Bundle }) {
      const { sqlArgs, honored } = resolveQueryArgs(args, (locale) => locale);
      const named = Object.entries(sqlArgs).map(([name, value]) => [SQL_KEYS[name as keyof SqlArgs], value]);
      return { sqlArgs: Object.fromEntries(named), honored: [...honored].sort() };
    },
  },
  sqlite_tokenize: { run: ({ sql }: { sql: string }) => ({ tokens: tokenize(sql) }) },
  strict_grammar: {
    run({ table, columns, targetSdk, parts }: Strict & { table: string; parts: SqlArgs }) {
      enforceStrictGrammar({ table, columns: projectionMap(columns), targetSdk }, parts);
      return 'ok';
    },
  },
  strict_projection: {
    run({ columns, targetSdk, projection }: Strict & { projection: readonly string[] }) {
      computeProjection({ table: 'images', columns: projectionMap(columns), targetSdk }, projection);
      return 'ok';
    },
  },
  maybe_balance: { run: ({ sql }: { sql: string | null }) => (sql === null ? null : maybeBalance(sql)) },
  recover_abusive_group_by: {
    run({ selection, groupBy }: { selection: string | null; groupBy: string | null }) {
      const recovered = recoverAbusiveSelection({ ...given('selection', selection), ...given('groupBy', groupBy) });
      return { selection: recovered.selection ?? null, groupBy: recovered.groupBy ?? null };
    },
  },
  recover_abusive_sort_limit: {
    run({ sortOrder, limit }: { sortOrder: string | null; limit: string | null }) {
      const recovered = recoverAbusiveSortOrder({ ...given('sortOrder', sortOrder), ...given('limit', limit) });
      return { sortOrder: recovered.sortOrder ?? null, limit: recovered.limit ?? null };
    },
  },
};

function given<Name extends keyof SqlArgs>(name: Name, value: string | null): SqlArgs {
  return value === null ? {} : { [name]: value };
}

const uriGroups: Groups = {
  uri_match: {
    run: ({ uri, allowHidden }: { uri: Uri; allowHidden: boolean }) => ({ code: matchUri(uri, allowHidden).code }),
  },
  get_type: { run: ({ uri }: { uri: Uri }) => ({ type: getType(matchUri(uri, true), () => null) }) },
  volume_name_argument: {
    run: ({ volumeName }: { volumeName: string }) => ({ ok: checkArgumentVolumeName(volumeName) }),
  },
  is_redacted_uri: { run: ({ uri }: { uri: Uri }) => isRedactedUri(uri) },
  include_unmounted_volumes: {
    run(input: { deviceSdk: number; targetSdk: number; allVolumesParam: string | null; queryArg: boolean }) {
      const queryArgs = { 'android:query-arg-recently-unmounted-volumes': input.queryArg };
      return { includeUnmounted: includesUnmountedVolumes(input, input.allVolumesParam ?? undefined, queryArgs) };
    },
  },
};

type AccessWhere = ProbeCaller &
  Readonly<{ userId: number; uriType: UriCodeName; forWrite: boolean; latestOnly: boolean; volume: string }>;

type Visibility = Readonly<{
  rows: readonly ProbeRow[];
  rowDefaults: Omit<ProbeRow, '_id'>;
  caller: ProbeCaller & Readonly<{ mediaGrants?: readonly ProbeGrant[] }>;
  uri: string;
  extras: Bundle;
  mountedExternalVolumes: readonly string[];
}>;

const accessGroups: Groups = {
  permission_mode: {
    run(caller: ProbeCaller) {
      const names = readPermissions(caller.deviceSdk, caller.targetSdk);
      const { readImages, readVideo, readAudio, userSelectedMode } = accessOf(caller);
      const short = (name: string) => name.replace('android.permission.', '');
      return {
        imagesPermission: short(names.images),
        videoPermission: short(names.video),
        audioPermission: short(names.audio),
        readImages,
        readVideo,
        readAudio,
        userSelectedMode,
      };
    },
  },
  access_where: {
    run(input: AccessWhere): RowFilter {
      const { userId, forWrite, latestOnly } = input;
      const common = { userId, forWrite, latestOnly, packageNames: [input.package], volumeName: input.volume };
      return rowFilter({ ...common, access: accessOf(input), code: URI_CODE[input.uriType] });
    },
    same: sameRowsKept,
  },
  query_visibility: {
    run({ rows, rowDefaults, caller, uri, extras, mountedExternalVolumes }: Visibility) {
      using database = probeDatabase(rows, rowDefaults);
      insertGrants(database, caller.mediaGrants ?? []);
      return idsOf(database, { caller, uri, extras, mounted: mountedExternalVolumes });
    },
  },
};

// A clause is compared by the rows it keeps, of rows that differ in all a clause can speak of.
function sameRowsKept(actual: RowFilter, expected: string | null, input: AccessWhere): boolean {
  if (actual === 'all' || expected === null) return actual === 'all' && expected === null;
  const rows: ProbeRow[] = [];
  for (const media_type of [0, 1, 2, 3, 4, 5, 6])
    for (const owner_package_name of [null, 'com.app', 'com.other'])
      for (const volume_name of ['external_primary', '0000-0000'])
        for (const flag of ['is_ringtone', 'is_alarm', 'is_notification', 'is_music'])
          rows.push({ _id: rows.length + 1, media_type, owner_package_name, volume_name, [flag]: 1 });
  using database = probeDatabase(rows);
  const ids = rows.map(({ _id }) => _id);
  insertGrants(database, [
    ...ids.filter((id) => id % 5 === 0).map((file_id) => ({ package: 'com.app', file_id, generation: 7 })),
    ...ids.filter((id) => id % 7 === 0).map((file_id) => ({ package: 'com.app', file_id, generation: 9 })),
    ...ids.filter((id) => id % 11 === 0).map((file_id) => ({ package: 'com.other', file_id, generation: 11 })),
    ...ids
      .filter((id) => id % 13 === 0)
      .map((file_id) => ({ package: 'com.app', file_id, generation: 13, userId: 10 })),
  ]);
  const table = input.uriType.includes('THUMBNAILS')
    ? '(SELECT _id, _id AS image_id, _id AS video_id FROM files)'
    : 'files';
  const kept = (where: string, args: readonly (string | number)[]) =>
    database.all(`SELECT _id FROM ${table} WHERE ${where} ORDER BY _id`, ...args);
  return JSON.stringify(kept(actual.where, actual.args)) === JSON.stringify(kept(expected, []));
}

type Operation = Readonly<{ op: string; package: string; uris?: readonly Uri[]; file_id?: number }>;

const grantGroups: Groups = {
  media_grants_sequence: {
    run({ operations, limit }: { operations: readonly Operation[]; limit?: number }) {
      using database = probeDatabase(Array.from({ length: 100 }, (_, index) => ({ _id: index + 1 })));
      const mediaGrants = new MediaGrants(database, limit);
      let error: unknown;
      try {
        for (const operation of operations) apply(operation, mediaGrants, database);
      } catch (thrown) {
        error = thrown;
      }
      const rows = database.all<{ package: string; id: number; generation: number }>(
        'SELECT owner_package_name AS package, file_id AS id, generation_granted AS generation FROM media_grants ORDER BY 1, 2',
      );
      const grants: Record<string, { all: number[]; latest: number[] }> = {};
      for (const { package: name, id, generation } of rows) {
        const newest = Math.max(...rows.filter((row) => row.package === name).map((row) => row.generation));
        grants[name] ??= { all: [], latest: [] };
        grants[name].all.push(id);
        if (generation === newest) grants[name].latest.push(id);
      }
      if (!(error instanceof Error)) return { grants };
      return { grants, error: { exception: error.name, message: error.message } };
    },
  },
  appop_change_clears_grants: {
    run(input: {
      deviceSdk: number;
      targetSdk: number;
      initial: Readonly<Record<string, boolean>>;
      grantCount: number;
      changes: readonly (readonly [string, boolean])[];
    }) {
      const held = new Map(Object.entries(input.initial));
      let left = input.grantCount;
      return input.changes.map(([name, allowed]) => {
        held.set(name, allowed);
        const granted = [...held].filter(([, isHeld]) => isHeld).map(([permissionName]) => permissionName);
        const access = accessOf({
          package: 'com.app',
          deviceSdk: input.deviceSdk,
          targetSdk: input.targetSdk,
          granted,
        });
        if (!grantsSurvive(fullName(name), access)) left = 0;
        return left;
      });
    },
  },
};

function apply(operation: Operation, mediaGrants: MediaGrants, database: ReturnType<typeof probeDatabase>): void {
  const { op, uris = [], file_id = 0 } = operation;
  if (op === 'grant') mediaGrants.grant(operation.package, uris, 0);
  else if (op === 'revoke') mediaGrants.revoke([operation.package], uris, 0);
  else if (op === 'revokeAll' || op === 'packageOrphaned') mediaGrants.revokeAll([operation.package], 0);
  else if (op === 'deleteFile') database.transaction((write) => write.run('DELETE FROM files WHERE _id = ?', file_id));
  else throw new Error(`The vectors name an operation this runner does not know: ${op}.`);
}

type PermissionState = Readonly<Record<string, Readonly<{ granted: boolean; flags: readonly string[] }>>>;

type SelectionGrants = Readonly<{
  access?: 'full';
  all?: readonly number[];
  own?: readonly number[];
  selections: readonly (readonly number[])[];
  managedDeselect?: readonly number[];
  deleteFile?: readonly number[];
  latestOnly?: boolean;
}>;

const permissionVectorGroups: Groups = {
  mediastore_access: {
    run(input: { device: number; target: number; declared: readonly string[]; state?: PermissionState }) {
      const granted = Object.entries(input.state ?? {})
        .filter(([, { granted: isGranted, flags }]) => isGranted && !flags.includes('REVOKED_COMPAT'))
        .map(([name]) => name);
      const caller: ProbeCaller = { package: 'com.app', deviceSdk: input.device, targetSdk: input.target, granted };
      const access = accessOf(caller);
      const visual = (isWhole: boolean) => (isWhole ? 'all' : access.userSelectedMode ? 'selected+own' : 'own');
      return {
        images: visual(access.readImages || access.manager),
        video: visual(access.readVideo || access.manager),
        audio: access.readAudio || access.manager ? 'all' : 'own+ringtones',
        locationRedacted: isLocationRedacted(
          {
            deviceSdk: input.device,
            targetSdk: input.target,
            granted: new Set(granted.map(fullName)),
            legacyStorageAppOp: false,
          },
          {
            requestsMediaLocation: input.declared.includes('ACCESS_MEDIA_LOCATION'),
            userSelectedIsImplicit: !input.declared.includes('READ_MEDIA_VISUAL_USER_SELECTED'),
          },
        ),
      };
    },
  },
  selection_grants: {
    run(input: SelectionGrants) {
      const ids = new Set([...(input.all ?? []), ...(input.own ?? []), ...input.selections.flat()]);
      const owner = (id: number) => (input.own?.includes(id) ? 'com.app' : 'com.other');
      using database = probeDatabase([...ids].map((_id) => ({ _id, owner_package_name: owner(_id) })));
      const mediaGrants = new MediaGrants(database);
      for (const selection of input.selections) mediaGrants.grant('com.app', selection.map(pickerItem), 0);
      const deselected = input.managedDeselect ?? [];
      if (deselected.length > 0) mediaGrants.revoke(['com.app'], deselected.map(pickerItem), 0);
      database.transaction((write) => {
        for (const id of input.deleteFile ?? []) write.run('DELETE FROM files WHERE _id = ?', id);
      });
      const granted = [
        input.access === 'full' ? permission.READ_MEDIA_IMAGES : permission.READ_MEDIA_VISUAL_USER_SELECTED,
      ];
      const caller: ProbeCaller = { package: 'com.app', deviceSdk: 35, targetSdk: 35, granted };
      const extras = { 'android:query-arg-latest-selection-only': input.latestOnly ?? false };
      return { ids: idsOf(database, { caller, uri: 'content://media/external/images/media', extras }) };
    },
  },
};

function pickerItem(id: number): Uri {
  return parseUri(`content://media/picker/0/com.android.providers.media.photopicker/media/${id}`);
}

export const mediaQueryGroups: Groups = {
  ...sqlGroups,
  ...uriGroups,
  ...accessGroups,
  ...grantGroups,
  ...permissionVectorGroups,
};
