// The ContentResolver of a system provider's own package: Binder.clearCallingIdentity() before it asks another provider.
import type { Bundle, Projection } from '../../../contract/android/cursor.ts';
import type { OpenMode } from '../../../contract/android/files.ts';
import type { Uri } from '../../../contract/android/uri.ts';
import type { OpenedFile, ResultSet, ThumbnailSize } from '../../content/contentProvider.ts';

/** Who called at first is only asked whether they still want the answer. */
export interface SystemResolver {
  query(uri: Uri, queryArgs: Bundle, projection?: Projection, signal?: AbortSignal): Promise<ResultSet | null>;
  /** @returns number of rows */
  delete(uri: Uri): Promise<number>;
  openFile(uri: Uri, mode: OpenMode, signal?: AbortSignal): Promise<OpenedFile>;
  openThumbnail(uri: Uri, size: ThumbnailSize, signal?: AbortSignal): Promise<OpenedFile>;
}
