// Mirrors android.content.ContentProvider and android.content.pm.ProviderInfo.
import type { Bundle, CursorValue, Projection, Row } from '../../contract/android/cursor.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { BinderCall } from './binderCall.ts';

export type ProviderInfo = Readonly<{
  authority: string;
  packageName: string;
  exported: boolean;
  grantUriPermissions: boolean;
  /** Permission needed to reach the provider at all; MediaProvider has none and decides by row. */
  permission?: string;
}>;

/** A result on the provider's side: it is read in windows, never all at once. */
export type ResultSet = Readonly<{
  columns: readonly string[];
  count: number;
  extras?: Bundle;
  /** Rows from `start`, at most `length` of them. */
  window(start: number, length: number): readonly Row[];
}>;

/** A file on this computer whose bytes the caller may read: the copy of a thumbnail, or the item itself. */
export type ReadableFile = Readonly<{ path: string; mimeType: string }>;

/** Longest side and shortest side wanted, pixels. */
export type ThumbnailSize = Readonly<{ width: number; height: number }>;

export interface ContentProvider {
  readonly info: ProviderInfo;
  query(call: BinderCall, uri: Uri, projection: Projection, queryArgs: Bundle | null): Promise<ResultSet | null>;
  getType(call: BinderCall, uri: Uri): Promise<string | null>;
  call(call: BinderCall, method: string, arg: string | null, extras: Bundle | null): Promise<Bundle | null>;
  /** openFile(uri, "r"). */
  openFile(call: BinderCall, uri: Uri): Promise<ReadableFile>;
  /** openTypedAssetFile(uri, "image/*", EXTRA_SIZE): what ContentResolver.loadThumbnail asks for. */
  openThumbnail(call: BinderCall, uri: Uri, size: ThumbnailSize): Promise<ReadableFile>;
}

/** The same rows from memory, for results that are small by nature. */
export function memoryResult(columns: readonly string[], rows: readonly (readonly CursorValue[])[]): ResultSet {
  return { columns, count: rows.length, window: (start, length) => rows.slice(start, start + length) };
}
