// Mirrors MediaProvider's thumbnails tables, which nothing fills any more, and what apps below Q still find there.
import { VERSION_CODES } from '../../../contract/android/build.ts';
import type { CursorValue, Projection } from '../../../contract/android/cursor.ts';
import { memoryResult, type ResultSet } from '../../content/contentProvider.ts';
import type { SqlArgs } from './queryArgs.ts';
import { computeProjection, projectionMap } from './strictQuery.ts';
import { type Match, URI_CODE } from './uriMatcher.ts';

/** Table and media collection of each of the two. */
const TABLES = {
  images: { table: 'thumbnails', columns: ['_id', '_data', 'image_id', 'kind', 'width', 'height', 'thumb_data'] },
  video: { table: 'videothumbnails', columns: ['_id', '_data', 'video_id', 'kind', 'width', 'height'] },
} as const;

/** Whether a match is one of the two tables, or a row of one. */
export function isLegacyThumbnail({ code }: Match): boolean {
  return legacyCollection(code) !== null;
}

/**
 * Rows of V/images/thumbnails or V/video/thumbnails: none; for apps below Q that ask for `image_id = N`, one that
 * leads to the thumbnail of that item.
 * @throws {Throwable} IllegalArgumentException `Invalid column …`
 */
export function queryLegacyThumbnails(
  match: Match,
  targetSdk: number,
  { projection, sqlArgs }: Readonly<{ projection: Projection; sqlArgs: SqlArgs }>,
): ResultSet {
  const collection = legacyCollection(match.code) ?? 'images';
  const { table, columns } = TABLES[collection];
  const names = computeProjection({ table, columns: projectionMap(columns), targetSdk }, projection);
  const id = targetSdk < VERSION_CODES.Q ? mediaIdOf(sqlArgs) : null;
  const data = `/mnt/content/media/${match.volumeName}/${collection}/media/${id}/thumbnail`;
  const row: Readonly<Record<string, CursorValue>> = { _data: data, [columns[2]]: id };
  const cursorNames = names.map(({ name }) => name);
  return memoryResult(cursorNames, id === null ? [] : [cursorNames.map((name) => row[name] ?? null)]);
}

function legacyCollection(code: Match['code']): 'images' | 'video' | null {
  if (code === URI_CODE.IMAGES_THUMBNAILS || code === URI_CODE.IMAGES_THUMBNAILS_ID) return 'images';
  return code === URI_CODE.VIDEO_THUMBNAILS || code === URI_CODE.VIDEO_THUMBNAILS_ID ? 'video' : null;
}

function mediaIdOf({ selection = '', selectionArgs = [] }: SqlArgs): number | null {
  const value = /^\s*(?:image_id|video_id)\s*=\s*(\d+|\?)\s*$/i.exec(selection)?.[1];
  const id = value === '?' ? selectionArgs[0] : value;
  return id !== undefined && id !== null && /^\d+$/.test(id) ? Number(id) : null;
}
