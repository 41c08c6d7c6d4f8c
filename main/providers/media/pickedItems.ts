// Mirrors PickerUriResolver and PickerDbFacade.queryMediaIdForApps: what the photo picker handed out, and who may have it.
import type { CursorValue, Projection } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import type { OpenMode } from '../../../contract/android/files.ts';
import { PICKER_LOCAL_AUTHORITY } from '../../../contract/android/mediaStore.ts';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import { memoryResult, type OpenedFile, type ResultSet, type ThumbnailSize } from '../../content/contentProvider.ts';
import { WORK_USER_ID } from '../../device/device.ts';
import { isSelf } from './callerAccess.ts';
import type { CloudItems } from './cloud/cloudItems.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import type { ItemRow, MediaItems } from './mediaItems.ts';
import { checkPickerOpen, checkUriPermission } from './pickerOpen.ts';
import { type PickerUriParts, pickerRowName, unwrapPickerUri } from './pickerUri.ts';
import type { Redaction } from './redaction.ts';
import type { WorkProfileMedia } from './workProfileMedia.ts';

/** PickerMediaColumns, in the order of a null projection. */
const ITEM_COLUMNS = [
  '_data',
  '_size',
  '_display_name',
  'datetaken',
  'mime_type',
  'duration',
  'width',
  'height',
  'orientation',
];

const LOCAL_ITEM = 'SELECT _size, datetaken, mime_type, duration, width, height, orientation FROM files WHERE _id = ?';

export type PickedItemsServices = Readonly<{
  database: MediaDatabase;
  items: MediaItems;
  redaction: Redaction;
  cloudItems: CloudItems;
  work: WorkProfileMedia;
  /** Whether the media module is one of Android 13's. */
  isFirstModule(): boolean;
  /** Whether a URI grant lets the package read this URI. */
  mayRead(packageName: string, uri: Uri): boolean;
}>;

type Row = Readonly<Record<string, CursorValue>>;

export class PickedItems {
  readonly #services: PickedItemsServices;

  constructor(services: PickedItemsServices) {
    this.#services = services;
  }

  /** A picked item as its receiver sees it: nine columns, unknown ones NULL, selection and order of no effect. */
  queryItem(call: BinderCall, uri: Uri, projection: Projection): ResultSet {
    this.#enforce(call, uri);
    const columns = projection === null || projection.length === 0 ? ITEM_COLUMNS : projection;
    const item = unwrapPickerUri(uri);
    const row = this.#find(item);
    if (row === null) return memoryResult(columns, []);
    const { userId, host: authority, mediaId } = item;
    const segment = uriParts(uri).segments[0] ?? '';
    const named = pickerRowName({ segment, userId, authority, mediaId, mimeType: String(row.mime_type) });
    const values: Readonly<Record<string, CursorValue | undefined>> = { ...row, ...named };
    return memoryResult(columns, [columns.map((column) => values[column] ?? null)]);
  }

  typeOf(call: BinderCall, uri: Uri): string | null {
    this.#enforce(call, uri);
    const mimeType = this.#find(unwrapPickerUri(uri))?.mime_type;
    return typeof mimeType === 'string' ? mimeType : null;
  }

  /** @throws {Throwable} SecurityException, UnsupportedOperationException, FileNotFoundException */
  async openItem(call: BinderCall, uri: Uri, mode: OpenMode): Promise<OpenedFile> {
    const { packageName, uid } = call.caller;
    const { items, redaction, cloudItems, work, mayRead } = this.#services;
    const redacted = checkPickerOpen({
      ...{ uri, mode, uid, isFirstModule: this.#services.isFirstModule() },
      mayRead: (granted) => isSelf(call) || mayRead(packageName, granted),
      locationHidden: redaction.isHiddenFrom(packageName),
    });
    const item = unwrapPickerUri(uri);
    if (isOfWork(item)) return work.open(uri, item.mediaId, call.signal);
    if (isLocal(item)) return items.picked(this.#rowOrThrow(uri, item), uri, redacted);
    // What a provider gives is handed on as it is: of its location nobody knows.
    return cloudItems.open(call, uri, item);
  }

  async openThumbnail(call: BinderCall, uri: Uri, size: ThumbnailSize): Promise<OpenedFile> {
    this.#enforce(call, uri);
    const item = unwrapPickerUri(uri);
    const { items, cloudItems, work } = this.#services;
    if (isLocal(item)) return items.thumbnailOf(this.#rowOrThrow(uri, item), size);
    // Providers are asked for whole pictures: Android knows no others.
    const whole = { ...item, size: { width: size.width, height: size.height } };
    return isOfWork(item) ? work.openThumbnail(uri, whole, call.signal) : cloudItems.openThumbnail(call, uri, whole);
  }

  #enforce(call: BinderCall, uri: Uri): void {
    const { packageName, uid } = call.caller;
    const mayRead = (granted: Uri) => isSelf(call) || this.#services.mayRead(packageName, granted);
    checkUriPermission({ uri, uid, mayRead, isFirstModule: this.#services.isFirstModule() });
  }

  #find(item: PickerUriParts): Row | null {
    if (isOfWork(item)) return this.#services.work.find(item.mediaId);
    if (isLocal(item)) return this.#services.database.get<Row>(LOCAL_ITEM, Number(item.mediaId));
    return this.#services.cloudItems.find(item);
  }

  #rowOrThrow(uri: Uri, { mediaId }: PickerUriParts): ItemRow {
    const row = this.#services.items.byId(Number(mediaId));
    if (row === null) throw new Throwable('FileNotFoundException', `File not found for uri: ${uri}`);
    return row;
  }
}

function isLocal({ userId, host }: PickerUriParts): boolean {
  return userId === 0 && host === PICKER_LOCAL_AUTHORITY;
}

/** Of another user, whose own media provider has it. */
function isOfWork({ userId, host }: PickerUriParts): boolean {
  return userId === WORK_USER_ID && host === PICKER_LOCAL_AUTHORITY;
}
