// What MediaStore does for files of the volumes: the ordinary road, by the path of a file.
import type { Bundle } from '../../../../contract/android/cursor.ts';
import type { Point } from '../../../../contract/android/documentsProvider.ts';
import {
  AUTHORITY,
  CALL,
  filesContentUri,
  QUERY_ARG,
  VOLUME_EXTERNAL,
} from '../../../../contract/android/mediaStore.ts';
import { withAppendedId } from '../../../../contract/android/uri.ts';
import type { SystemResolver } from '../systemResolver.ts';
import type { ExternalStorageOptions } from './externalStorageProvider.ts';

/** A resolver that sees every row, and can ask for scans. */
type MediaResolver = Pick<SystemResolver, 'query' | 'openThumbnail'> & {
  call(authority: string, method: string, extras: Bundle, arg: string): Promise<unknown>;
};

export function mediaStoreFiles(resolver: MediaResolver): ExternalStorageOptions['media'] {
  const files = filesContentUri(VOLUME_EXTERNAL);
  return {
    /** MediaStore.scanFile: done when it returns. */
    async scanFile(path: string): Promise<void> {
      await resolver.call(AUTHORITY, CALL.SCAN_FILE, {}, path);
    },
    async openThumbnail(path: string, size: Point, signal: AbortSignal) {
      const queryArgs = { [QUERY_ARG.SQL_SELECTION]: '_data=?', [QUERY_ARG.SQL_SELECTION_ARGS]: [path] };
      const result = await resolver.query(files, queryArgs, ['_id'], signal);
      const id = result?.window(0, 1)[0]?.[0];
      return typeof id === 'number' ? resolver.openThumbnail(withAppendedId(files, id), size, signal) : null;
    },
  };
}
