// What each method of a conversation accepts. Nothing that fails here reaches the device.
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { SDK_INTS, type SdkInt } from '../../contract/android/build.ts';
import { RESULT_CANCELED, RESULT_OK } from '../../contract/android/intent.ts';
import { permission } from '../../contract/android/manifest.ts';
import type { AppApi } from '../../contract/rpc/appApi.ts';
import type { DeviceApi } from '../../contract/rpc/deviceApi.ts';
import type { DocumentsApi } from '../../contract/rpc/documentsApi.ts';
import type { MediaCodecApi } from '../../contract/rpc/mediaCodec.ts';
import type { SettingsApi } from '../../contract/rpc/settingsApi.ts';
import type { ScreenApi } from '../../contract/rpc/systemUi.ts';
import { manifestSchema, name, packageName } from '../packages/manifestSchema.ts';
import { replySchema } from '../providers/documents/process/wireResults.ts';
import { cloudGuards } from './cloudGuards.ts';
import type { Guards } from './rpcServer.ts';
import { uiGuards } from './uiAutomationPort.ts';

/** Longest text an app may send in one argument, characters: a Binder transaction holds about as much. */
const MAX_TEXT = 1_000_000;

/** Most that is read of a file in one call, bytes. */
const MAX_READ = 1_048_576;

/** Longest value of a BLOB column, and most that is written of a file in one call, bytes. */
const MAX_BLOB = 1_048_576;

/** Most that a shell command is given to read, or that is put on the device at once, bytes. */
const MAX_STDIN = 8 * 1_048_576;

const text = z.string().max(MAX_TEXT);
const upTo8MiB = z.instanceof(Uint8Array).refine((bytes) => bytes.length <= MAX_STDIN, 'at most 8 MiB');
const blob = z.instanceof(Uint8Array).refine((bytes) => bytes.length <= MAX_BLOB, 'at most 1 MiB');
const nothing = z.tuple([]);
const bundle = z.record(z.string(), z.unknown()).nullable();
const handle = z.int().nonnegative();
const position = z.int().nonnegative();
const button = z.enum([
  'ALLOW',
  'ALLOW_ALL',
  'ALLOW_SELECTED',
  'ALLOW_FOREGROUND',
  'ALLOW_ONE_TIME',
  'DENY',
  'DENY_AND_DONT_ASK_AGAIN',
  'DONT_SELECT_MORE',
]);

const intent = z.object({
  action: text,
  type: text.optional(),
  data: text.optional(),
  clipData: z.array(text).optional(),
  clipMimeTypes: z.array(text).optional(),
  categories: z.array(text).optional(),
  extras: z.record(z.string(), z.unknown()).optional(),
  flags: z.int().optional(),
});

/** ContentValues: plain values only, as a Parcel of Android carries them. */
const contentValues = z.record(text, z.union([z.null(), z.boolean(), z.number(), text, blob])).nullable();

const operation = z.object({
  type: z.enum(['insert', 'update', 'delete', 'assert']),
  uri: text,
  values: contentValues.unwrap().optional(),
  valueBackReferences: z.record(text, handle).optional(),
  selection: text.optional(),
  selectionArgs: z.array(text).optional(),
  extras: bundle.unwrap().optional(),
  expectedCount: handle.optional(),
  exceptionAllowed: z.boolean().optional(),
});

export const appGuards: Guards<AppApi> = {
  getSdkInt: nothing,
  getExtensionVersion: z.tuple([handle]),
  getTargetSdkVersion: nothing,
  query: z.tuple([text, z.array(text).nullable(), bundle]),
  fillWindow: z.tuple([handle, handle]),
  closeCursor: z.tuple([handle]),
  getType: z.tuple([text]),
  canonicalize: z.tuple([text]),
  uncanonicalize: z.tuple([text]),
  insert: z.tuple([text, contentValues, bundle]),
  update: z.tuple([text, contentValues, bundle]),
  delete: z.tuple([text, bundle]),
  applyBatch: z.tuple([text, z.array(operation).max(10_000)]),
  openFileDescriptor: z.tuple([text, text]),
  getStreamTypes: z.tuple([text, text]),
  openTypedAssetFileDescriptor: z.tuple([text, text, bundle]),
  refresh: z.tuple([text, bundle]),
  notifyChange: z.tuple([text, z.int().nonnegative()]),
  queryIntentContentProviders: z.tuple([text]),
  readFile: z.tuple([handle, position, z.int().min(0).max(MAX_READ)]),
  writeFile: z.tuple([handle, position, blob]),
  closeFile: z.tuple([handle]),
  call: z.tuple([text, text, text.nullable(), bundle]),
  getStorageVolumes: nothing,
  canManageMedia: nothing,
  isExternalStorageManager: nothing,
  checkSelfPermission: z.tuple([text]),
  shouldShowRequestPermissionRationale: z.tuple([text]),
  requestPermissions: z.tuple([z.array(text.nullable()).max(1_000).nullable(), z.int()]),
  startActivityForResult: z.tuple([intent, z.int()]),
  startIntentSenderForResult: z.tuple([handle, z.int()]),
  finish: nothing,
  setResult: z.tuple([handle, z.literal([RESULT_OK, RESULT_CANCELED]), intent.nullable()]),
  takePersistableUriPermission: z.tuple([text, z.int()]),
  releasePersistableUriPermission: z.tuple([text, z.int()]),
  getPersistedUriPermissions: nothing,
  getOutgoingPersistedUriPermissions: nothing,
  checkUriPermission: z.tuple([text.nullable(), text, z.int()]),
  grantUriPermission: z.tuple([text, text, z.int()]),
  revokeUriPermission: z.tuple([text.nullable(), text, z.int()]),
  registerContentObserver: z.tuple([text, z.boolean()]),
  unregisterContentObserver: z.tuple([handle]),
  serveDocumentsProvider: z.tuple([name]),
  answerDocumentsProvider: z.tuple([name, handle, replySchema]),
  events: nothing,
};

const viewpoint = z.object({
  packageName: packageName.nullable(),
  collection: z.enum(['images', 'video', 'audio', 'downloads', 'files']),
});

/** The device may be on another computer's screen, but the folder is on its own: a path from the root. */
const folder = z
  .string()
  .min(1)
  .max(4_096)
  .refine((path) => isAbsolute(path), 'a full path, from the root on');
const description = z
  .string()
  .max(100)
  .regex(/^\P{Cc}+$/u, 'a name without control characters')
  .regex(/\S/, 'a name that can be seen');
const volumeId = z.string().regex(/^(primary|[0-9A-F]{4}-[0-9A-F]{4})$/, 'primary, or an id such as 19F4-0903');

const snapshotName = z.string().max(200);

export const deviceGuards: Guards<DeviceApi> = {
  ...uiGuards,
  state: nothing,
  watch: nothing,
  journal: z.tuple([handle]),
  timeline: z.tuple([handle]),
  queries: z.tuple([handle]),
  logcat: nothing,
  mediaRows: z.tuple([
    viewpoint.extend({
      search: z.string().max(1_000),
      hiddenOnly: z.boolean(),
      before: handle.nullable(),
      downTo: handle.nullable(),
      limit: z.int().min(1).max(1_000),
    }),
  ]),
  mediaCounts: z.tuple([viewpoint]),
  mediaRow: z.tuple([handle, viewpoint]),
  setSdk: z.tuple([z.literal<SdkInt[]>([...SDK_INTS])]),
  setSkin: z.tuple([z.enum(['T-legacy', 'U-legacy', 'U-managed', 'Modern'])]),
  setWorkProfile: z.tuple([z.enum(['none', 'ready', 'paused', 'blocked'])]),
  setTakeOverGetContent: z.tuple([z.boolean()]),
  setKeepsActivities: z.tuple([z.boolean()]),
  pauseScan: z.tuple([text]),
  resumeScan: z.tuple([text]),
  indexAsItIs: z.tuple([text]),
  mountVolume: z.tuple([
    z.strictObject({
      ...{ folder, kind: z.enum(['sd', 'usb']), description: description.optional() },
      writeThrough: z.boolean().optional(),
    }),
  ]),
  unmountVolume: z.tuple([volumeId]),
  ejectVolume: z.tuple([volumeId]),
  removeVolume: z.tuple([volumeId]),
  setVolume: z.tuple([
    volumeId,
    z.strictObject({
      readOnly: z.boolean().exactOptional(),
      quotaBytes: z.int().nonnegative().nullable().exactOptional(),
    }),
  ]),
  changes: z.tuple([volumeId]),
  exportChanges: z.tuple([volumeId, folder]),
  dropChanges: z.tuple([volumeId]),
  applyChanges: z.tuple([volumeId, z.strictObject({ folder, overwriteConflicts: z.boolean() })]),
  snapshots: nothing,
  saveSnapshot: z.tuple([snapshotName]),
  restoreSnapshot: z.tuple([snapshotName]),
  deleteSnapshot: z.tuple([snapshotName]),
  reboot: nothing,
  mark: nothing,
  reset: nothing,
  factoryReset: nothing,
  setClock: z.tuple([z.enum(['system', 'manual'])]),
  advanceClock: z.tuple([z.number().nonnegative().max(1e13)]),
  install: z.tuple([manifestSchema]),
  readManifest: z.tuple([
    text,
    z.object({ packageName: z.string().exactOptional(), targetSdk: z.int().exactOptional() }),
  ]),
  uninstall: z.tuple([packageName]),
  clearData: z.tuple([packageName]),
  setPhotoAccess: z.tuple([
    packageName,
    z.enum(['full', 'limited', 'denied', 'fixed', 'reset']),
    z.array(handle).max(5_000).optional(),
  ]),
  setPermission: z.tuple([packageName, name, z.boolean()]),
  launch: z.tuple([packageName]),
  home: nothing,
  forceStop: z.tuple([packageName]),
  finishActivity: z.tuple([packageName]),
  clearAccess: z.tuple([packageName]),
  setProcessState: z.tuple([packageName, z.enum(['FOREGROUND', 'BACKGROUND', 'STOPPED'])]),
  pushFile: z.tuple([text, upTo8MiB, z.number().nonnegative().max(1e13).nullable()]),
  shell: z.tuple([z.array(text).max(1_000), upTo8MiB.optional()]),
};

const documentStack = z.object({ rootUri: text.nullable(), documents: z.array(text).max(1_000) });

export const screenGuards: Guards<ScreenApi> = {
  dialogs: nothing,
  answer: z.tuple([
    handle,
    z
      .union([
        z.object({ button }),
        z.object({
          uris: z.array(text).max(10_000),
          stack: documentStack.nullable().exactOptional(),
          deselectedAll: z.literal(true).exactOptional(),
        }),
        z.object({ browse: z.literal(true) }),
        z.object({ allowed: z.boolean() }),
        z.object({ activity: z.object({ packageName, name: text }) }),
        z.object({ account: z.string().min(1).max(200) }),
        z.object({ debugging: z.literal(true), always: z.boolean() }),
      ])
      .nullable(),
  ]),
};

const frameAnswer = z
  .union([z.strictObject({ picture: z.instanceof(Uint8Array) }), z.strictObject({ problem: text })])
  // Whoever waits for the frame goes on to the next one who may have it.
  .catch({ problem: 'what it answered is no picture' });

export const codecGuards: Guards<MediaCodecApi> = {
  frames: nothing,
  answerFrame: z.tuple([text, frameAnswer]),
};

export const documentsGuards: Guards<DocumentsApi> = {
  ...cloudGuards,
  changes: nothing,
  uriGrants: nothing,
  providers: nothing,
  loadPlugin: z.tuple([folder]),
  unloadPlugin: z.tuple([name]),
};

export const settingsGuards: Guards<SettingsApi> = {
  changes: nothing,
  apps: nothing,
  appInfo: z.tuple([packageName]),
  appPermission: z.tuple([packageName, name]),
  choose: z.tuple([packageName, name, z.enum(['ALLOW', 'ALLOW_ALL_FILES', 'LIMITED', 'DENY']), z.boolean()]),
  editSelectedPhotos: z.tuple([packageName, name]),
  setSpecialAccess: z.tuple([
    packageName,
    z.enum([permission.MANAGE_EXTERNAL_STORAGE, permission.MANAGE_MEDIA]),
    z.boolean(),
  ]),
  setUnusedAppSwitch: z.tuple([packageName, z.boolean()]),
  cloudMediaApp: nothing,
  setCloudMediaApp: z.tuple([name.nullable()]),
};
