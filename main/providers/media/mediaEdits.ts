// Mirrors what PermissionActivity does once the user has allowed a trash, favorite or delete request: as the provider itself.
import type { Bundle, ContentValues } from '../../../contract/android/cursor.ts';
import { filesContentUri } from '../../../contract/android/mediaStore.ts';
import { withAppendedId } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type { Device } from '../../device/device.ts';
import type { Logcat } from '../../log/logcat.ts';
import { type PackageManager, SYSTEM_PACKAGES } from '../../packages/packageManager.ts';
import type { MediaRequestVerb } from '../../permission/mediaRequest.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import { type Match, matchUri } from './uriMatcher.ts';
import { QUERY_ARG_ALLOW_MOVEMENT } from './write/mediaUpdater.ts';
import type { MediaWriter } from './write/mediaWriter.ts';

export type MediaEditsServices = Readonly<{
  database: MediaDatabase;
  device: Device;
  packages: PackageManager;
  logcat: Logcat;
  writer: MediaWriter;
}>;

const VALUES: Readonly<Record<Exclude<MediaRequestVerb, 'write' | 'delete'>, ContentValues>> = {
  trash: { is_trashed: 1 },
  untrash: { is_trashed: 0 },
  favorite: { is_favorite: 1 },
  unfavorite: { is_favorite: 0 },
};

const MOVING: Bundle = { [QUERY_ARG_ALLOW_MOVEMENT]: true };

export class MediaEdits {
  readonly #services: MediaEditsServices;

  constructor(services: MediaEditsServices) {
    this.#services = services;
  }

  /** Does it for every item; one that fails is said in logcat and does not keep the others from it, as on Android. */
  async perform(verb: Exclude<MediaRequestVerb, 'write'>, ids: readonly number[]): Promise<void> {
    const call = this.#asProvider();
    for (const id of ids) {
      const match = this.#match(id);
      if (match === null) continue;
      try {
        await this.#performOne(call, verb, match);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        this.#services.logcat.log('W', 'MediaProvider', `${verb} of ${match.uri} failed: ${why}`);
      }
    }
  }

  #performOne(call: BinderCall, verb: Exclude<MediaRequestVerb, 'write'>, match: Match): Promise<number> {
    const { writer } = this.#services;
    return verb === 'delete' ? writer.delete(call, match, {}) : writer.update(call, match, VALUES[verb], MOVING);
  }

  #match(id: number): Match | null {
    const sql = 'SELECT volume_name FROM files WHERE _id = ?';
    const row = this.#services.database.get<{ volume_name: string }>(sql, id);
    return row === null ? null : matchUri(withAppendedId(filesContentUri(row.volume_name), id), true);
  }

  #asProvider(): BinderCall {
    const { device, packages } = this.#services;
    const packageName = SYSTEM_PACKAGES.photoPicker;
    const uid = packages.find(packageName)?.uid ?? 0;
    return {
      caller: { uid, pid: 0, packageName, userId: 0, targetSdk: device.profile.sdk },
      signal: new AbortController().signal,
    };
  }
}
