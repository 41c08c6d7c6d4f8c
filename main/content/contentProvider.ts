// Mirrors android.content.ContentProvider and android.content.pm.ProviderInfo.
import type {
  ContentProviderOperation,
  ContentProviderResult,
} from '../../contract/android/contentProviderOperation.ts';
import type { Bundle, ContentValues, CursorValue, Projection, Row } from '../../contract/android/cursor.ts';
import type { FileChannel, OpenMode } from '../../contract/android/files.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { FileGuard } from '../device/volumeAccess.ts';
import type { BinderCall } from './binderCall.ts';
import type { ByteRange } from './byteRanges.ts';

export type ProviderInfo = Readonly<{
  authority: string;
  packageName: string;
  exported: boolean;
  grantUriPermissions: boolean;
  /** Permission needed to reach the provider at all; MediaProvider has none and decides by row. */
  permission?: string;
  /** android:forceUriPermissions: it decides by itself who may, so that nobody may hand on what was not granted. */
  forceUriPermissions?: boolean;
  /** Class, as error messages tell it. */
  name?: string;
  /** As pickers show it; the package's own label without one. */
  label?: string;
  /** Actions of its intent filters. */
  intentActions?: readonly string[];
}>;

/** A result on the provider's side: it is read in windows, never all at once. */
export type ResultSet = Readonly<{
  columns: readonly string[];
  count: number;
  extras?: Bundle;
  /** Cursor.setNotificationUri: a notice on it says that these rows are old. */
  notificationUri?: Uri;
  /** Rows that cross to a caller at once, where it wants few from many places; left out for as many as usual. */
  windowRows?: number;
  /** Rows from `start`, at most `length` of them. */
  window(start: number, length: number): readonly Row[];
}>;

/** What a caller may read, or write when it was opened for that. */
export type OpenedFile = LocalFile | ChannelFile;

type Opened = Readonly<{
  mimeType: string;
  /** AssetFileDescriptor.getExtras(), such as EXTRA_ORIENTATION. */
  extras?: Bundle;
  /** Asked before each read and write of the caller. */
  guard?: FileGuard;
  /** Called once after the caller has closed it, with an error when its process ended instead. */
  closed?: (error?: Error) => Promise<void>;
}>;

/** A file on this computer. */
export type LocalFile = Opened &
  Readonly<{
    path: string;
    /** The part of the file that it is, as an AssetFileDescriptor's offset and length tell it; all of it without one. */
    part?: ByteRange;
    /** What the caller reads as zeros, in order and apart from each other. */
    redactedRanges?: readonly ByteRange[];
  }>;

/** Bytes that a provider's own code reads and writes. */
export type ChannelFile = Opened & Readonly<{ channel: FileChannel }>;

/** Longest side and shortest side wanted, pixels. */
export type ThumbnailSize = Readonly<{
  width: number;
  height: number;
  /** The middle of the picture is enough: it fills a square, and what goes beyond it is cut off. */
  isSquare?: boolean;
}>;

export interface ContentProvider {
  readonly info: ProviderInfo;
  query(call: BinderCall, uri: Uri, projection: Projection, queryArgs: Bundle | null): Promise<ResultSet | null>;
  getType(call: BinderCall, uri: Uri): Promise<string | null>;
  call(call: BinderCall, method: string, arg: string | null, extras: Bundle | null): Promise<Bundle | null>;
  canonicalize(call: BinderCall, uri: Uri): Promise<Uri | null>;
  uncanonicalize(call: BinderCall, uri: Uri): Promise<Uri | null>;
  insert(call: BinderCall, uri: Uri, values: ContentValues, extras: Bundle | null): Promise<Uri | null>;
  update(call: BinderCall, uri: Uri, values: ContentValues, extras: Bundle | null): Promise<number>;
  delete(call: BinderCall, uri: Uri, extras: Bundle | null): Promise<number>;
  applyBatch(
    call: BinderCall,
    operations: readonly ContentProviderOperation[],
  ): Promise<readonly ContentProviderResult[]>;
  openFile(call: BinderCall, uri: Uri, mode: OpenMode): Promise<OpenedFile>;
  /** openTypedAssetFile(uri, "image/*", EXTRA_SIZE): what ContentResolver.loadThumbnail asks for. */
  openThumbnail(call: BinderCall, uri: Uri, size: ThumbnailSize): Promise<OpenedFile>;
  /** Types that openTypedAssetFile can make of it; null when there are none. */
  getStreamTypes(call: BinderCall, uri: Uri, mimeTypeFilter: string): Promise<readonly string[] | null>;
  openTypedAssetFile(call: BinderCall, uri: Uri, mimeTypeFilter: string, opts: Bundle | null): Promise<OpenedFile>;
  /** @returns whether the provider did something about it */
  refresh(call: BinderCall, uri: Uri, extras: Bundle | null): Promise<boolean>;
}

/** The same rows from memory, for results that are small by nature. */
export function memoryResult(columns: readonly string[], rows: readonly (readonly CursorValue[])[]): ResultSet {
  return { columns, count: rows.length, window: (start, length) => rows.slice(start, start + length) };
}
