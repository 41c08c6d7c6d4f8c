// An app's query as the provider runs it, without the road to the provider.
import type { Bundle, Row } from '../contract/android/cursor.ts';
import { permission } from '../contract/android/manifest.ts';
import { parseUri } from '../contract/android/uri.ts';
import type { ResultSet } from '../main/content/contentProvider.ts';
import { rowFilter } from '../main/providers/media/accessChecker.ts';
import type { MediaDatabase } from '../main/providers/media/db/mediaDatabase.ts';
import { queryResult } from '../main/providers/media/db/queryResult.ts';
import { openFilesOf } from '../main/providers/media/defaultFilters.ts';
import { mediaAccess } from '../main/providers/media/mediaAccess.ts';
import { resolveQueryArgs } from '../main/providers/media/queryArgs.ts';
import { QueryPlans } from '../main/providers/media/queryPlans.ts';
import { matchUri } from '../main/providers/media/uriMatcher.ts';
import { APP } from './mediaRows.ts';

export const COLUMNS = ['_id', '_display_name', 'datetaken', 'width', 'height'];
export const IMAGES = 'content://media/external/images/media';
const LEVEL = 34;

export class MediaCaller {
  readonly #database: MediaDatabase;
  readonly #granted: ReadonlySet<string>;
  readonly #plans = new QueryPlans();

  /** @param isLimited whether the app sees selected items, or every image and video */
  constructor(database: MediaDatabase, isLimited = false) {
    this.#database = database;
    const all = [permission.READ_MEDIA_IMAGES, permission.READ_MEDIA_VIDEO];
    this.#granted = new Set(isLimited ? [permission.READ_MEDIA_VISUAL_USER_SELECTED] : all);
  }

  query(queryArgs: Bundle, uri = IMAGES): ResultSet {
    const match = matchUri(parseUri(uri), false);
    const { sqlArgs } = resolveQueryArgs(queryArgs);
    const levels = { deviceSdk: LEVEL, targetSdk: LEVEL };
    const access = mediaAccess({ ...levels, granted: this.#granted, legacyStorageAppOp: false });
    const { code, volumeName } = match;
    const packageNames = [APP];
    const filter = rowFilter({ access, code, volumeName, packageNames, userId: 0, forWrite: false, latestOnly: false });
    const query = this.#plans.build({
      ...{ ...levels, match, packageNames, filter, sqlArgs, queryArgs, projection: COLUMNS },
      mountedVolumes: ['external_primary'],
      visiblePackages: [],
      ownsOpenFiles: this.#database.get(openFilesOf(packageNames)) !== null,
    });
    return queryResult(this.#database, query);
  }

  rows(queryArgs: Bundle): readonly Row[] {
    const result = this.query(queryArgs);
    return result.window(0, result.count);
  }
}
