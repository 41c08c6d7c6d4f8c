// Mirrors MediaProvider.getQueryBuilder for TYPE_UPDATE and TYPE_DELETE: the rows that may be written, and were meant.
import type { Bundle } from '../../../../contract/android/cursor.ts';
import { Throwable } from '../../../../contract/android/errors.ts';
import type { BinderCall } from '../../../content/binderCall.ts';
import { rowFilter } from '../accessChecker.ts';
import { accessOf, type CallerServices } from '../callerAccess.ts';
import type { MediaDatabase } from '../db/mediaDatabase.ts';
import { queryResult } from '../db/queryResult.ts';
import { resolveQueryArgs } from '../queryArgs.ts';
import { buildQuery } from '../queryBuilder.ts';
import { type Match, URI_CODE } from '../uriMatcher.ts';
import { enforceWritable } from './readOnlyViews.ts';

export type MatchedRowsServices = CallerServices &
  Readonly<{ database: MediaDatabase; mountedVolumes(): readonly string[] }>;

/**
 * The ids of the rows an update or delete touches: those of the URI that the caller may write and its selection keeps.
 * Pending and trashed rows are left out of a collection as in a query, unless the arguments ask for them.
 * @throws {Throwable} as a query does for its selection
 */
export function matchedIds(
  services: MatchedRowsServices,
  call: BinderCall,
  match: Match,
  extras: Bundle,
): readonly number[] {
  const { packageName, userId, targetSdk } = call.caller;
  const access = accessOf(services, packageName);
  const { code, volumeName } = match;
  const granted = match.id !== null && services.uriGrants.mayWrite(packageName, match.uri);
  const packageNames = [packageName];
  const filter = granted
    ? 'all'
    : rowFilter({ access, code, volumeName, packageNames, userId, forWrite: true, latestOnly: false });
  const { selection, selectionArgs } = resolveQueryArgs(extras).sqlArgs;
  const result = queryResult(
    services.database,
    buildQuery({
      ...{ match, targetSdk, packageNames, filter, queryArgs: extras, projection: ['_id'], forWrite: true },
      deviceSdk: services.device.profile.sdk,
      sqlArgs: { ...(selection === undefined ? {} : { selection }), ...(selectionArgs && { selectionArgs }) },
      mountedVolumes: services.mountedVolumes(),
      visiblePackages: access.manager ? 'all' : [],
    }),
  );
  return result.window(0, result.count).map(([id]) => Number(id));
}

/**
 * The first check of an update or delete: the URI has rows, and they can be changed.
 * @throws {Throwable} UnsupportedOperationException
 */
export function enforceRows({ uri, code, collection }: Match): void {
  enforceWritable(code);
  const isThumbnail = code === URI_CODE.IMAGES_MEDIA_ID_THUMBNAIL || code === URI_CODE.VIDEO_MEDIA_ID_THUMBNAIL;
  if (collection === null || isThumbnail)
    throw new Throwable('UnsupportedOperationException', `Unknown or unsupported URL: ${uri}`);
}
