import { basename, dirname } from 'node:path/posix';
import type { ContentValues } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { permission } from '../../../contract/android/manifest.ts';
import { parseUri, type Uri, withAppendedId } from '../../../contract/android/uri.ts';
import { buildValidFatFilename, trimFilename } from '../../../main/content/fatFilename.ts';
import {
  checkMediaRequestValues,
  type MediaRequestKind,
  type MediaRequestVerb,
  mediaRequestKinds,
  mediaRequestPrompt,
  RECOVERABLE,
} from '../../../main/permission/mediaRequest.ts';
import { rowFilter } from '../../../main/providers/media/accessChecker.ts';
import type { MediaDatabase } from '../../../main/providers/media/db/mediaDatabase.ts';
import { notifyUris } from '../../../main/providers/media/notifyExpansion.ts';
import { contains, isDataOrObbPath, isDataOrObbRelativePath } from '../../../main/providers/media/scan/fileUtils.ts';
import { shouldFileBeHidden } from '../../../main/providers/media/scan/hiddenMedia.ts';
import { parseOptionalTrack } from '../../../main/providers/media/scan/parseOptional.ts';
import { type BindArg, bindList, bindSelection, escapeForLike } from '../../../main/providers/media/sqlText.ts';
import { type Match, matchUri } from '../../../main/providers/media/uriMatcher.ts';
import { computeDataFromValues, dateExpires } from '../../../main/providers/media/write/dataFromValues.ts';
import { type ExpiringItem, extendExpiryPath, idleExpiry } from '../../../main/providers/media/write/expiry.ts';
import { sanitizeValues, splitFileName } from '../../../main/providers/media/write/fileNames.ts';
import { insertColumns } from '../../../main/providers/media/write/insertColumns.ts';
import { type Operation, operationOutcome } from '../../../main/providers/media/write/operationOutcome.ts';
import { buildUniqueFile } from '../../../main/providers/media/write/uniqueFile.ts';
import { filterUpdateColumns, touchesPlacement } from '../../../main/providers/media/write/updateColumns.ts';
import type { WriteCaller } from '../../../main/providers/media/write/writeCaller.ts';
import {
  accessOf,
  fullName,
  insertGrants,
  type ProbeCaller,
  type ProbeGrant,
  type ProbeRow,
  probeDatabase,
} from '../../providers/media/mediaProbe.ts';
import type { Group, Groups } from '../groups.ts';

const nameGroups: Groups = {
  fat_filename: { run: ({ name }: { name: string }) => buildValidFatFilename(name) },
  trim_filename: { run: ({ str, maxBytes }: { str: string; maxBytes: number }) => trimFilename(str, maxBytes) },
  sanitize_values: {
    run: ({ rewriteHidden, ...values }: { rewriteHidden: boolean } & ContentValues) =>
      sanitizeValues(values, rewriteHidden),
  },
  split_file_name: {
    run({ mimeType, displayName }: { mimeType: string; displayName: string }) {
      const { name, ext } = splitFileName(mimeType, displayName);
      return [name, ext];
    },
  },
  unique_file: {
    run(input: { dir: string; existing: readonly string[]; mimeType?: string; displayName: string }) {
      const taken = (path: string) => dirname(path) === input.dir && input.existing.includes(basename(path));
      return basename(buildUniqueFile(input.dir, input.mimeType ?? null, input.displayName, taken));
    },
  },
  compute_data_from_values: {
    run: ({ values, volumePath, nowMs }: { values: ContentValues; volumePath: string; nowMs: number }) =>
      computeDataFromValues(values, volumePath, nowMs),
  },
  date_expires: { run: ({ values, nowMs }: { values: ContentValues; nowMs: number }) => dateExpires(values, nowMs) },
  extend_expiry_path: {
    run: ({ path, newExpiry }: { path: string; newExpiry: number }) => extendExpiryPath(path, newExpiry),
  },
  idle_expiry: { run: ({ nowMs, ...item }: ExpiringItem & { nowMs: number }) => idleExpiry(item, nowMs) },
  is_data_or_obb_path: { run: ({ path }: { path: string }) => isDataOrObbPath(path) },
  private_insert_relative_path: {
    run: ({ relativePath }: { relativePath: string }) => isDataOrObbRelativePath(relativePath),
  },
  dir_contains: { run: ({ dir, file }: { dir: string; file: string }) => contains(dir, file) },
  audio_track: {
    run: ({ disc, track }: { disc: string | null; track: string | null }) => parseOptionalTrack(disc, track),
  },
};

const sqlGroups: Groups = {
  bind_selection: {
    run: ({ selection, args }: { selection: string | null; args: readonly BindArg[] | null }) =>
      selection === null ? null : bindSelection(selection, args ?? []),
  },
  bind_list: { run: ({ args }: { args: readonly BindArg[] }) => bindList(args) },
  escape_for_like: { run: ({ arg }: { arg: string }) => escapeForLike(arg) },
};

const ORDINARY: WriteCaller = {
  packageName: 'com.app',
  targetSdk: 34,
  deviceSdk: 34,
  isSelf: false,
  isShell: false,
  isManager: false,
  isDelegator: false,
  isSystemGallery: false,
  isLegacyWrite: false,
};

const COLLECTION_PATHS: Readonly<Record<string, string>> = {
  images: 'images/media',
  video: 'video/media',
  audio: 'audio/media',
  playlists: 'audio/playlists',
  files: 'file',
};

const DEFAULT_DIRECTORIES = 'Music Podcasts Ringtones Alarms Notifications Pictures Movies Download DCIM Documents';

type Insert = Readonly<{
  collection: string;
  volume: string;
  targetSdk: number;
  deviceSdk?: number;
  callerPackage: string;
  values: ContentValues;
  existing: readonly string[];
  nowMs: number;
}>;

function volumeOf(name: string) {
  if (name === 'external' || name === 'external_primary')
    return { name: 'external_primary', path: '/storage/emulated/0' };
  return { name, path: name === 'internal' ? '/system/media' : `/storage/${name.toUpperCase()}` };
}

function insert(input: Insert): unknown {
  const volume = volumeOf(input.volume);
  const uri = parseUri(`content://media/${input.volume}/${COLLECTION_PATHS[input.collection] ?? input.collection}`);
  const directories = DEFAULT_DIRECTORIES.split(' ').map((name) => `${volume.path}/${name}`);
  const row = insertColumns({
    match: matchUri(uri, false),
    caller: {
      ...ORDINARY,
      packageName: input.callerPackage,
      targetSdk: input.targetSdk,
      deviceSdk: input.deviceSdk ?? 36,
    },
    volume,
    values: input.values,
    related: null,
    nowMs: input.nowMs,
    disk: {
      exists: (path) => input.existing.includes(path) || directories.includes(path),
      stat: () => null,
      isHidden: (path) => shouldFileBeHidden(path, () => false),
    },
  });
  return { ...row.columns, returnedUri: withAppendedId(row.uri, 7).replace(/7$/, '<id>') };
}

/** Only the columns a vector names are its fact. */
const sameNamed: Group['same'] = (actual: Record<string, unknown>, expected: Record<string, unknown>) =>
  Object.entries(expected).every(([name, value]) => JSON.stringify(actual[name]) === JSON.stringify(value));

const sameSet: Group['same'] = (actual: readonly unknown[], expected: readonly unknown[]) =>
  JSON.stringify([...actual].sort()) === JSON.stringify([...expected].sort());

type Update = Readonly<{
  uri: Uri;
  rowIsPending: boolean;
  nowMs: number;
  values: ContentValues;
  targetSdk?: number;
}>;

function updateFilter({ uri, rowIsPending, nowMs, values, targetSdk = 34 }: Update): unknown {
  const caller = { ...ORDINARY, targetSdk };
  const match = matchUri(uri, false);
  const filtered = filterUpdateColumns({ match, caller, values, isPending: rowIsPending, nowMs });
  if (Object.keys(filtered.values).length === 0) return { rows: 0 };
  return { applied: filtered.values, rescan: filtered.rescan, movement: filtered.movement };
}

type OperationCase = Readonly<{
  caller: ProbeCaller & Readonly<{ mediaGrants?: readonly ProbeGrant[] }>;
  row: ProbeRow | null;
  uri: Uri;
  op: string;
  uriGrants?: readonly string[];
}>;

function operation({ caller, row, uri, op, uriGrants = [] }: OperationCase): unknown {
  using database = probeDatabase(row === null ? [] : [row]);
  insertGrants(database, caller.mediaGrants ?? []);
  const match = matchUri(uri, false);
  const [verb = '', detail = ''] = op.split(':');
  const outcome = operationOutcome({
    operation: operationOf(verb, detail),
    uri,
    code: match.code,
    packageName: caller.package,
    row: itemOf(database, match),
    canRead: uriGrants.includes('read') || passes(database, match, { caller, forWrite: false }),
    canWrite: uriGrants.includes('write') || passes(database, match, { caller, forWrite: true }),
    placementTouched: touchesPlacement({ [detail]: 1 }),
  });
  if (outcome instanceof Throwable) return told(outcome);
  if (verb === 'openFile') return { ok: true };
  return { rows: outcome === 'ok' ? 1 : 0 };
}

function operationOf(verb: string, detail: string): Operation {
  if (verb === 'openFile') return detail === 'r' ? 'openFile:r' : 'openFile:w';
  return verb === 'delete' ? 'delete' : 'update';
}

type Item = Readonly<{ _data: string | null; owner_package_name: string | null; is_pending: number }>;

function itemOf(database: MediaDatabase, { collection, id, volumeName }: Match): Item | null {
  const sql = `SELECT _data, owner_package_name, is_pending FROM ${collection} WHERE _id = ? AND (? = 'external' OR volume_name = ?)`;
  return collection === null ? null : database.get<Item>(sql, id, volumeName, volumeName);
}

function passes(
  database: MediaDatabase,
  { code, collection, id, volumeName }: Match,
  { caller, forWrite }: Readonly<{ caller: ProbeCaller; forWrite: boolean }>,
): boolean {
  const common = { packageNames: [caller.package], userId: 0, latestOnly: false, access: accessOf(caller) };
  if (common.access.manager) return true;
  const filter = rowFilter({ ...common, code, volumeName, forWrite });
  const { where, args } = filter === 'all' ? { where: '1', args: [] } : filter;
  return database.get(`SELECT _id FROM ${collection} WHERE _id = ? AND (${where})`, id, ...args) !== null;
}

function told({ name, message }: Throwable): unknown {
  const { userMessage } = RECOVERABLE;
  return { exception: name, message, ...(name === 'RecoverableSecurityException' ? { userMessage } : {}) };
}

const REQUESTS: Readonly<Record<string, MediaRequestVerb>> = {
  create_write_request: 'write',
  create_trash_request: 'trash',
  create_favorite_request: 'favorite',
  create_delete_request: 'delete',
};

type Request = Readonly<{
  method: string;
  uris: readonly Readonly<{ uri: Uri; isSubtitle?: boolean }>[];
  values: ContentValues | null;
}>;

function createRequest({ method, uris, values }: Request): unknown {
  const subtitles = uris.filter(({ isSubtitle }) => isSubtitle).map(({ uri }) => matchUri(uri, false).id);
  mediaRequestKinds(
    uris.map(({ uri }) => uri),
    (id) => subtitles.includes(id),
  );
  checkMediaRequestValues(REQUESTS[method] ?? 'write', Object.keys(values ?? {}));
  return { ok: true };
}

type Dialog = Readonly<{
  verb: MediaRequestVerb;
  uris: readonly Uri[];
  appLabel: string;
  deviceSdk: number;
  targetSdk: number;
  granted: readonly string[];
}>;

function permissionDialog({ verb, uris, appLabel, deviceSdk, targetSdk, granted: names }: Dialog): unknown {
  const granted = new Set(names.map(fullName));
  const kinds: readonly MediaRequestKind[] = mediaRequestKinds(uris, () => true);
  const access = {
    sdk: deviceSdk,
    targetSdk,
    granted,
    isExternalStorageManager: granted.has(permission.MANAGE_EXTERNAL_STORAGE),
    canManageMedia: granted.has(permission.MANAGE_MEDIA),
  };
  const prompt = mediaRequestPrompt({ verb, kinds, appLabel, access });
  return { showDialog: prompt !== null, title: prompt?.title ?? null };
}

type Change = Readonly<{
  volume: string;
  id: number;
  media_type: number;
  old_media_type?: number;
  is_download: number;
}>;

const rowGroups: Groups = {
  insert_placement: { run: insert, same: sameNamed },
  update_column_filter: { run: updateFilter },
  operation_outcome: { run: operation },
  create_request_validation: { run: createRequest },
  permission_dialog: { run: permissionDialog },
  notify_expansion: {
    run: ({ volume, id, media_type, old_media_type, is_download }: Change) =>
      notifyUris({
        volumeName: volume,
        id,
        mediaType: media_type,
        ...(old_media_type === undefined ? {} : { oldMediaType: old_media_type }),
        isDownload: is_download === 1,
      }),
    same: sameSet,
  },
};

/** What apps insert, change and delete. */
export const mediaWriteGroups: Groups = { ...nameGroups, ...sqlGroups, ...rowGroups };
