// What an app asks: a POST for each of Android's methods, its arguments by name.
import { z } from 'zod';
import type { AppApi } from '../../../contract/rpc/appApi.ts';
import { packageName } from '../../packages/manifestSchema.ts';
import { appGuards } from '../guards.ts';
import { bundle, permissionResult } from './answers.ts';
import { named } from './named.ts';
import { type Operation, operation, type Tag } from './operation.ts';

/** Whose call it is. */
export const ofApp = z.strictObject({
  packageName: packageName.describe('The app that calls; it is started when it is not running.'),
});

type AppMethod = keyof AppApi & string;

/** What comes back: the field it is called, and what is in it; null for nothing. */
type Result = readonly [name: string, schema: z.ZodType] | null;

type Row = Readonly<{
  tag: Tag;
  /** Names of the arguments, in their order. */
  names: readonly string[];
  summary: string;
  result: Result;
  example: Readonly<{ body?: unknown; answer?: unknown }>;
}>;

const URI = 'content://media/external/images/media/42';
const TREE = 'content://com.android.externalstorage.documents/tree/primary%3APictures';
const PERMISSION = 'android.permission.READ_MEDIA_IMAGES';

const uriPermission = z.strictObject({
  uri: z.string(),
  modeFlags: z.int(),
  persistedTime: z.union([z.number(), z.string()]),
});
const uriPermissions = ['permissions', z.array(uriPermission)] as const;
const taken = { permissions: [{ uri: TREE, modeFlags: 1, persistedTime: 1_717_243_200_000 }] };

const operationResult = z.union([
  z.strictObject({ uri: z.string() }),
  z.strictObject({ count: z.int() }),
  z.strictObject({ exception: z.looseObject({ name: z.string(), message: z.string() }) }),
]);

const volume = z.strictObject({
  mediaStoreVolumeName: z.string(),
  state: z.enum(['mounted', 'mounted_ro', 'unmounted', 'removed', 'bad_removal']),
});

const resolvedProvider = z.strictObject({
  ...{ authority: z.string(), packageName: z.string(), label: z.string() },
  ...{ exported: z.boolean(), grantUriPermissions: z.boolean(), permission: z.string().nullable() },
});

/** ContentResolver. */
const CONTENT = {
  getType: {
    ...{ tag: 'Content', names: ['uri'], summary: 'The MIME type of a URI.', result: ['type', z.string().nullable()] },
    example: { body: { uri: URI }, answer: { type: 'image/jpeg' } },
  },
  canonicalize: {
    ...{ tag: 'Content', names: ['uri'], summary: 'The canonical form of a URI.' },
    result: ['uri', z.string().nullable()],
    example: { body: { uri: URI }, answer: { uri: `${URI}?canonical=1&title=IMG_1` } },
  },
  uncanonicalize: {
    ...{ tag: 'Content', names: ['uri'], summary: 'What a canonical URI names on this device.' },
    result: ['uri', z.string().nullable()],
    example: { body: { uri: `${URI}?canonical=1&title=IMG_1` }, answer: { uri: URI } },
  },
  insert: {
    ...{ tag: 'Content', names: ['uri', 'values', 'extras'], summary: 'Inserts a row.' },
    result: ['uri', z.string().nullable()],
    example: {
      body: {
        uri: 'content://media/external/images/media',
        values: {
          _display_name: 'sunset.jpg',
          mime_type: 'image/jpeg',
          relative_path: 'Pictures/Trip/',
          is_pending: 1,
        },
      },
      answer: { uri: URI },
    },
  },
  applyBatch: {
    ...{ tag: 'Content', names: ['authority', 'operations'], summary: 'Several changes, all or nothing.' },
    result: ['results', z.array(operationResult)],
    example: {
      body: { authority: 'media', operations: [{ type: 'update', uri: URI, values: { is_favorite: 1 } }] },
      answer: { results: [{ count: 1 }] },
    },
  },
  call: {
    ...{ tag: 'Content', names: ['authority', 'method', 'arg', 'extras'] },
    summary: 'A method of a provider that is none of the others.',
    result: ['result', bundle.nullable()],
    example: { body: { authority: 'media', method: 'get_version', arg: null }, answer: { result: { version: '1' } } },
  },
  getStreamTypes: {
    ...{ tag: 'Content', names: ['uri', 'mimeTypeFilter'], summary: 'Types that a document can be read as.' },
    result: ['types', z.array(z.string()).nullable()],
    example: { body: { uri: URI, mimeTypeFilter: '*/*' }, answer: { types: ['image/jpeg'] } },
  },
  refresh: {
    ...{ tag: 'Content', names: ['uri', 'extras'], summary: 'Asks a provider to look again.' },
    result: ['refreshed', z.boolean()],
    example: { body: { uri: URI }, answer: { refreshed: false } },
  },
  notifyChange: {
    ...{ tag: 'Content', names: ['uri', 'flags'], summary: 'Tells observers of a URI.', result: null },
    example: { body: { uri: URI, flags: 8 } },
  },
  takePersistableUriPermission: {
    ...{
      tag: 'Content',
      names: ['uri', 'modeFlags'],
      summary: 'Keeps what the result of a picker offers.',
      result: null,
    },
    example: { body: { uri: TREE, modeFlags: 1 } },
  },
  releasePersistableUriPermission: {
    ...{ tag: 'Content', names: ['uri', 'modeFlags'], summary: 'Gives up what was kept.', result: null },
    example: { body: { uri: TREE, modeFlags: 1 } },
  },
  getPersistedUriPermissions: {
    ...{ tag: 'Content', names: [], summary: 'What was granted to the app and kept.', result: uriPermissions },
    example: { answer: taken },
  },
  getOutgoingPersistedUriPermissions: {
    ...{ tag: 'Content', names: [], summary: 'What others keep of the app’s providers.', result: uriPermissions },
    example: { answer: taken },
  },
} as const satisfies Partial<Record<AppMethod, Row>>;

/** Context and Activity. */
const CONTEXT = {
  getSdkInt: {
    ...{ tag: 'Apps', names: [], summary: 'Build.VERSION.SDK_INT.', result: ['sdkInt', z.int()] },
    example: { answer: { sdkInt: 34 } },
  },
  getTargetSdkVersion: {
    ...{ tag: 'Apps', names: [], summary: 'What the app targets.', result: ['targetSdkVersion', z.int()] },
    example: { answer: { targetSdkVersion: 34 } },
  },
  getExtensionVersion: {
    ...{ tag: 'Apps', names: ['extension'], summary: 'SdkExtensions.getExtensionVersion.' },
    result: ['version', z.int()],
    example: { body: { extension: 34 }, answer: { version: 15 } },
  },
  checkSelfPermission: {
    ...{ tag: 'Permissions', names: ['permission'], summary: 'Whether the app holds a permission.' },
    result: ['result', permissionResult],
    example: { body: { permission: PERMISSION }, answer: { result: 0 } },
  },
  shouldShowRequestPermissionRationale: {
    ...{ tag: 'Permissions', names: ['permission'], summary: 'Whether the app should explain why it asks.' },
    result: ['shouldShow', z.boolean()],
    example: { body: { permission: PERMISSION }, answer: { shouldShow: true } },
  },
  canManageMedia: {
    ...{
      tag: 'Permissions',
      names: [],
      summary: 'MediaStore.canManageMedia.',
      result: ['canManageMedia', z.boolean()],
    },
    example: { answer: { canManageMedia: false } },
  },
  isExternalStorageManager: {
    ...{ tag: 'Permissions', names: [], summary: 'Environment.isExternalStorageManager.' },
    result: ['isExternalStorageManager', z.boolean()],
    example: { answer: { isExternalStorageManager: false } },
  },
  getStorageVolumes: {
    ...{
      tag: 'Apps',
      names: [],
      summary: 'StorageManager.getRecentStorageVolumes.',
      result: ['volumes', z.array(volume)],
    },
    example: { answer: { volumes: [{ mediaStoreVolumeName: 'external_primary', state: 'mounted' }] } },
  },
  queryIntentContentProviders: {
    ...{ tag: 'Apps', names: ['action'], summary: 'PackageManager.queryIntentContentProviders.' },
    result: ['providers', z.array(resolvedProvider)],
    example: { body: { action: 'android.content.action.DOCUMENTS_PROVIDER' }, answer: { providers: [] } },
  },
  checkUriPermission: {
    ...{ tag: 'Permissions', names: ['packageName', 'uri', 'modeFlags'] },
    summary: 'Whether the app, or another package, may use a URI by a grant of it.',
    result: ['result', permissionResult],
    example: { body: { uri: URI, modeFlags: 1 }, answer: { result: -1 } },
  },
  grantUriPermission: {
    ...{ tag: 'Permissions', names: ['toPackage', 'uri', 'modeFlags'], summary: 'Hands a URI on.', result: null },
    example: { body: { toPackage: 'com.example.editor', uri: URI, modeFlags: 1 } },
  },
  revokeUriPermission: {
    ...{ tag: 'Permissions', names: ['toPackage', 'uri', 'modeFlags'] },
    ...{ summary: 'Takes a URI back, from a package or from all.', result: null },
    example: { body: { uri: URI, modeFlags: 1 } },
  },
  finish: {
    ...{ tag: 'Activities', names: [], summary: 'Activity.finish.', result: null, example: {} },
  },
  setResult: {
    ...{ tag: 'Activities', names: ['id', 'resultCode', 'data'], result: null },
    summary: 'Answers the intent of another app that started an activity of this one, by the id of its event.',
    example: { body: { id: 1, resultCode: -1, data: { action: 'android.intent.action.VIEW', data: URI } } },
  },
} as const satisfies Partial<Record<AppMethod, Row>>;

export const appOperations: readonly Operation[] = [
  ...Object.entries<Row>(CONTENT).map(([method, row]) => posted(method as AppMethod, '/content', row)),
  ...Object.entries<Row>(CONTEXT).map(([method, row]) => posted(method as AppMethod, '', row)),
];

type Methods = Readonly<Record<string, (...args: readonly unknown[]) => Promise<unknown>>>;

function posted(method: AppMethod, folder: string, row: Row): Operation {
  const { names, result, ...about } = row;
  return operation({
    ...about,
    ...{ id: method, method: 'POST', path: `/apps/{packageName}${folder}/${method}`, opensTo: 'app' },
    ...{ params: ofApp, body: named(appGuards, method, names) },
    answer: result === null ? null : z.strictObject({ [result[0]]: result[1] }),
    run: ({ path, body, device }) =>
      device.asApp(path.packageName, async (app) => {
        // The guard of the method checks them once more: names are this table's, arguments are Android's.
        const answer = await (app as unknown as Methods)[method]?.(...names.map((name) => body[name]));
        return result === null ? null : { [result[0]]: answer };
      }),
  });
}
