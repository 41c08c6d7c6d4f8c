// What the API answers, as it looks in JSON.
import { z } from 'zod';
import type { JournalEntry, LogLine, PermissionSummary, VolumeState } from '../../../contract/rpc/deviceApi.ts';
import type { MediaRow, QueryEntry } from '../../../contract/rpc/inspection.ts';
import type { Snapshot, VolumeChange } from '../../../contract/rpc/volumeChanges.ts';
import { manifestSchema } from '../../packages/manifestSchema.ts';

const text = z.string();
const maybe = text.nullable();
const whole = z.int();

/** A schema with a place of its own in the document; `shown` is an example of it. */
const shared = <S extends z.ZodType>(id: string, description: string, schema: S): S => schema.meta({ id, description });

export const blob = shared('Blob', 'Bytes.', z.strictObject({ base64: z.base64() }));

export const value = shared(
  'Value',
  'A value of a cursor. A whole number beyond 2^53, and one that is not finite, comes as a text of its digits.',
  z.union([z.null(), z.number(), text, blob]),
);

export const bundle = shared('Bundle', 'Names and values. Bytes are {"base64": "…"}.', z.record(text, z.unknown()));

export const cursor = shared(
  'Cursor',
  'A page of a result.',
  z.strictObject({
    columns: z.array(text),
    rows: z
      .array(z.union([z.record(text, value), z.array(value)]))
      .describe('Objects by column name, or arrays in the order of `columns` where format=arrays.'),
    count: whole.describe('Rows of the whole result.'),
    offset: whole.describe('Place of the first row of this page in the result.'),
    extras: bundle.optional(),
    notificationUri: text.optional().describe('A notice on it says that these rows are old.'),
    next: maybe.describe('Path of the next page, for the same method and body; null at the end.'),
  }),
);

export const intent = shared(
  'Intent',
  'As android.content.Intent.',
  z.strictObject({
    action: text.optional(),
    type: text.optional(),
    data: text.optional(),
    clipData: z.array(text).optional(),
    clipMimeTypes: z.array(text).optional(),
    categories: z.array(text).optional(),
    extras: bundle.optional(),
    flags: whole.optional(),
  }),
);

export const activityResult = shared(
  'ActivityResult',
  'What onActivityResult gets: RESULT_OK is -1, RESULT_CANCELED 0.',
  z.strictObject({ requestCode: whole, resultCode: z.literal([-1, 0]), data: intent.nullable() }),
);

/** PERMISSION_GRANTED and PERMISSION_DENIED. */
export const permissionResult = z.literal([0, -1]).describe('PERMISSION_GRANTED (0) or PERMISSION_DENIED (-1).');

const permissionSummary: z.ZodType<PermissionSummary> = z.strictObject({
  name: text,
  implicit: z.boolean(),
  check: permissionResult,
  flags: z.array(text),
});

export const packageState = shared(
  'PackageState',
  'An installed app.',
  z.strictObject({
    manifest: manifestSchema,
    uid: whole,
    process: z.enum(['FOREGROUND', 'BACKGROUND', 'STOPPED']),
    pid: whole.nullable(),
    permissions: z.array(permissionSummary),
    selectedItems: whole.describe('How many items are selected for the app.'),
  }),
);

const volumeFields: z.ZodType<VolumeState> = z.strictObject({
  ...{ id: text, volumeName: text, folder: text, kind: z.enum(['primary', 'sd', 'usb']), description: text },
  state: z.enum(['scanning', 'ready', 'missing', 'failed', 'unmounted', 'ejected', 'removed']),
  ...{ writeThrough: z.boolean(), readOnly: z.boolean(), quotaBytes: z.number().nullable() },
  ...{ freeBytes: z.number().nullable(), totalBytes: z.number().nullable() },
  ...{ files: whole, indexed: whole, skipped: whole, doubtful: z.boolean(), problem: maybe },
  ...{ total: whole.nullable(), rate: z.number().nullable(), remaining: z.number().nullable() },
  ...{ paused: z.boolean(), watching: z.enum(['starting', 'events', 'polling']) },
});
export const volumeState = shared('VolumeState', 'A volume of the device.', volumeFields);

export const deviceState = shared(
  'DeviceState',
  'Everything the panel shows, at this moment.',
  z.strictObject({
    sdk: whole.describe('API level, 29 to 36.'),
    skin: z.enum(['T-legacy', 'U-legacy', 'U-managed', 'Modern']),
    workProfile: z.enum(['none', 'ready', 'paused', 'blocked']),
    ...{ takeOverGetContent: z.boolean(), keepsActivities: z.boolean() },
    ...{ bootCount: whole, booted: z.boolean() },
    currentTimeMillis: z.number().describe('Wall clock of the device, milliseconds since 1970 UTC.'),
    clock: z.enum(['system', 'manual']),
    ...{ home: text, isDemoLibrary: z.boolean(), volumes: z.array(volumeState) },
    work: z.strictObject({ name: text, done: z.number(), total: z.number().nullable() }).nullable(),
    packages: z.array(packageState),
  }),
);

const change: z.ZodType<VolumeChange> = z.strictObject({
  path: text,
  kind: z.enum(['created', 'changed', 'deleted']),
  isDirectory: z.boolean(),
  size: z.number(),
  conflict: maybe,
});
export const volumeChange = shared('VolumeChange', 'A path that the device shows otherwise than the folder.', change);

const savedSnapshot: z.ZodType<Snapshot> = z.strictObject({
  ...{ name: text, savedAt: z.number(), bytes: z.number(), files: whole, folder: text },
  writtenThrough: z.array(text),
});
export const snapshot = shared('Snapshot', 'A state of the device, saved under a name.', savedSnapshot);

const entry: z.ZodType<JournalEntry> = z.strictObject({
  ...{ id: whole, at: z.number(), actor: text, method: text, args: text, result: maybe },
  thrown: z.strictObject({ name: text, message: text }).nullable(),
  took: z.number().nullable(),
});
export const journalEntry = shared('JournalEntry', 'One call that crossed a boundary.', entry);

const line: z.ZodType<LogLine> = z.strictObject({
  at: z.number(),
  priority: z.enum(['D', 'I', 'W', 'E']),
  tag: text,
  message: text,
});
export const logLine = shared('LogLine', 'A line of logcat.', line);

const query: z.ZodType<QueryEntry> = z.strictObject({
  ...{ id: whole, at: z.number(), packageName: text, uri: text, sql: text, args: z.array(maybe) },
  ...{ rows: whole.nullable(), read: whole, took: z.number(), thrown: maybe },
});
export const queryEntry = shared('QueryEntry', 'A query of an app as SQLite ran it.', query);

export const verdict = {
  visible: z.boolean(),
  reasons: z.array(z.strictObject({ code: text, text })).describe('Why; the first says the most.'),
};

const row = z.strictObject({
  ...verdict,
  ...{ id: whole, displayName: maybe, data: text, mimeType: maybe, mediaType: whole, isDirectory: z.boolean() },
  ...{ owner: maybe, date: z.number(), isPending: z.boolean(), isTrashed: z.boolean(), isFavorite: z.boolean() },
  problem: maybe.describe('Why its file is not opened any more: it ended the media process.'),
}) satisfies z.ZodType<Omit<MediaRow, 'reasons'>>;
export const mediaRow = shared('MediaRow', 'A row as the provider holds it, with whether an app sees it and why.', row);

export const dialog = shared(
  'Dialog',
  'A dialog that is up. What `ask` has depends on the kind; `packageName` is who it is for.',
  z.strictObject({
    id: whole,
    kind: z.enum([
      ...(['grantPermissions', 'photoPicker', 'documentPicker', 'signIn'] as const),
      ...(['cloudMediaApp', 'usbDebugging', 'mediaRequest'] as const),
    ]),
    ask: z.looseObject({ packageName: text }),
  }),
);

export const problem = shared(
  'Problem',
  'RFC 9457. `androidClass` is there for an exception of Android, with its own words in `detail`.',
  z.strictObject({
    ...{ type: text, title: text, status: whole, detail: text },
    androidClass: text.optional(),
    userAction: z.strictObject({ userMessage: text, title: text, actionIntent: whole }).optional(),
    errors: z
      .array(z.strictObject({ in: z.enum(['path', 'query', 'body']), pointer: text, message: text }))
      .optional()
      .describe('Fields that are not as they have to be; `pointer` is a JSON pointer.'),
  }),
);
