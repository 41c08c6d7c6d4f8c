// Mirrors MediaProvider MediaGrants: which items a user selected for which app.
import { Throwable } from '../../../contract/android/errors.ts';
import { permission } from '../../../contract/android/manifest.ts';
import { PICKER_LOCAL_AUTHORITY } from '../../../contract/android/mediaStore.ts';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import type { MediaAccess } from './mediaAccess.ts';
import { matchUri, URI_CODE } from './uriMatcher.ts';

/** MediaGrants.PER_PACKAGE_GRANTS_LIMIT_CONST. */
export const PER_PACKAGE_GRANTS_LIMIT = 5000;

/** Permissions whose app-op MediaProvider watches to drop grants. */
export const WATCHED_PERMISSIONS: ReadonlySet<string> = new Set([
  permission.READ_EXTERNAL_STORAGE,
  permission.READ_MEDIA_IMAGES,
  permission.READ_MEDIA_VIDEO,
  permission.READ_MEDIA_VISUAL_USER_SELECTED,
]);

/**
 * MediaProvider.removeMediaGrantsOnModeChange: whether the selection stays when a permission or its app-op changed.
 * @param changed full name of the permission
 * @param access what the package holds after the change
 */
export function grantsSurvive(changed: string, access: MediaAccess): boolean {
  return !WATCHED_PERMISSIONS.has(changed) || access.userSelectedMode;
}

export type GrantFilter = Readonly<{
  /** Such as image/* or video/mp4; none for every image and video. */
  mimeTypes?: readonly string[];
  /** Volumes that are there; none given for all. */
  volumeNames?: readonly string[];
}>;

/** The media_grants table. */
export class MediaGrants {
  readonly #database: MediaDatabase;
  readonly #limit: number;

  /** @param limit how many grants one package and user keeps; the oldest go first */
  constructor(database: MediaDatabase, limit = PER_PACKAGE_GRANTS_LIMIT) {
    this.#database = database;
    this.#limit = limit;
  }

  /**
   * Lets a package see items, all with one new generation; an item granted before keeps its old one.
   * Differs from Android: an item deleted while the picker was open is passed over instead of failing the whole grant.
   * @throws {Throwable} IllegalArgumentException for anything but local picker URIs; nothing is stored then
   */
  grant(packageName: string, uris: readonly Uri[], userId: number): void {
    const ids = uris.map((uri) => fileId(uri, 'create'));
    this.#database.transaction((write) => {
      for (const id of ids) {
        write.run(
          `INSERT OR IGNORE INTO media_grants (owner_package_name, file_id, package_user_id, generation_granted)
           SELECT ?, _id, ?, ? FROM files WHERE _id = ?`,
          packageName,
          userId,
          write.generation,
          id,
        );
      }
      write.run(
        `DELETE FROM media_grants WHERE rowid IN (SELECT rowid FROM media_grants
         WHERE owner_package_name = ? AND package_user_id = ? ORDER BY rowid DESC LIMIT -1 OFFSET ?)`,
        packageName,
        userId,
        this.#limit,
      );
    });
  }

  /**
   * Takes single items away from packages.
   * @throws {Throwable} IllegalArgumentException without a package, or for a URI that is none of the local picker's
   */
  revoke(packageNames: readonly string[], uris: readonly Uri[], userId: number): void {
    requirePackages(packageNames);
    const ids = uris.map((uri) => fileId(uri, 'remove'));
    this.#database.transaction((write) =>
      write.run(
        `DELETE FROM media_grants WHERE package_user_id = ? AND owner_package_name IN (SELECT value FROM json_each(?))
         AND file_id IN (SELECT value FROM json_each(?))`,
        userId,
        JSON.stringify(packageNames),
        JSON.stringify(ids),
      ),
    );
  }

  /**
   * Takes every item away from packages.
   * @throws {Throwable} IllegalArgumentException without a package
   */
  revokeAll(packageNames: readonly string[], userId: number): void {
    requirePackages(packageNames);
    this.#database.transaction((write) =>
      write.run(
        `DELETE FROM media_grants WHERE package_user_id = ? AND owner_package_name IN (SELECT value FROM json_each(?))`,
        userId,
        JSON.stringify(packageNames),
      ),
    );
  }

  /** Ids of the images and videos a package may see by selection, as the picker shows them: none in the trash, none pending. */
  list(packageName: string, userId: number, filter: GrantFilter = {}): readonly number[] {
    const conditions: string[] = [];
    const args: string[] = [];
    for (const [sql, values] of [
      [
        'EXISTS (SELECT 1 FROM json_each(?) WHERE mime_type LIKE value)',
        filter.mimeTypes?.map((type) => type.replaceAll('*', '%')),
      ],
      ['volume_name IN (SELECT value FROM json_each(?))', filter.volumeNames],
    ] as const) {
      if (values === undefined || values.length === 0) continue;
      conditions.push(` AND ${sql}`);
      args.push(JSON.stringify(values));
    }
    const rows = this.#database.all<{ id: number }>(
      `SELECT DISTINCT file_id AS id FROM media_grants JOIN files ON files._id = file_id
       WHERE media_grants.owner_package_name = ? AND package_user_id = ?
       AND is_trashed = 0 AND is_pending = 0 AND media_type IN (1, 3)${conditions.join('')} LIMIT ${PER_PACKAGE_GRANTS_LIMIT}`,
      packageName,
      userId,
      ...args,
    );
    return rows.map(({ id }) => id);
  }

  /** Packages that something is selected for. */
  packageNames(): readonly string[] {
    const sql = 'SELECT DISTINCT owner_package_name AS name FROM media_grants';
    return this.#database.all<{ name: string }>(sql).map(({ name }) => name);
  }

  /** Rows of a package in the table, whatever became of the items. */
  count(packageName: string, userId: number): number {
    const sql = 'SELECT COUNT(*) AS count FROM media_grants WHERE owner_package_name = ? AND package_user_id = ?';
    return this.#database.get<{ count: number }>(sql, packageName, userId)?.count ?? 0;
  }
}

function requirePackages(packageNames: readonly string[]): void {
  if (packageNames.length === 0)
    throw new Throwable('IllegalArgumentException', 'Removing grants requires a non empty package name.');
}

// picker/<user>/<authority>/media/<id>, of the device's own photos.
function fileId(uri: Uri, action: 'create' | 'remove'): number {
  const { scheme, segments } = uriParts(uri);
  const id = segments[4] ?? '';
  const isLocal = segments[2] === PICKER_LOCAL_AUTHORITY && /^[0-9]+$/.test(id);
  if (scheme === 'content' && isLocal && matchUri(uri, true).code === URI_CODE.PICKER_ID) return Number(id);
  throw new Throwable(
    'IllegalArgumentException',
    `Illegal Uri, cannot ${action} media grant for malformed uri: ${uri}`,
  );
}
