// Mirrors what MediaProvider does once the user has allowed a trash, favorite or delete request.
import { posix } from 'node:path';
import type { Clock } from '../../device/clock.ts';
import { devicePath, type VolumePath, type Volumes } from '../../device/volumes.ts';
import type { Logcat } from '../../log/logcat.ts';
import type { MediaRequestVerb } from '../../permission/mediaRequest.ts';
import type { MediaDatabase, SqlValue } from './db/mediaDatabase.ts';
import { computeValuesFromData } from './scan/fileUtils.ts';

/** FileUtils.DEFAULT_DURATION_TRASHED, seconds. */
const TRASHED_SECONDS = 30 * 86_400;
/** FileUtils.buildUniqueNameIterator: `name.ext`, then `name (1).ext` to `name (31).ext`. */
const UNIQUE_NAMES = 32;

export type MediaEditsServices = Readonly<{
  database: MediaDatabase;
  volumes: Volumes;
  clock: Clock;
  logcat: Logcat;
}>;

type Row = Readonly<{ _id: number; _data: string; _display_name: string }>;

export class MediaEdits {
  readonly #services: MediaEditsServices;

  constructor(services: MediaEditsServices) {
    this.#services = services;
  }

  /** Does it for every item; one that fails is said in logcat and does not keep the others from it, as on Android. */
  async perform(verb: Exclude<MediaRequestVerb, 'write'>, ids: readonly number[]): Promise<void> {
    for (const id of ids) {
      const row = this.#services.database.get<Row>('SELECT _id, _data, _display_name FROM files WHERE _id = ?', id);
      if (row === null) continue;
      try {
        await this.#performOne(verb, row);
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        this.#services.logcat.log('W', 'MediaProvider', `${verb} of ${row._data} failed: ${why}`);
      }
    }
  }

  async #performOne(verb: Exclude<MediaRequestVerb, 'write'>, row: Row): Promise<void> {
    switch (verb) {
      case 'favorite':
      case 'unfavorite':
        this.#update(row._id, { is_favorite: verb === 'favorite' ? 1 : 0 });
        return;
      case 'trash': {
        const expires = Math.floor(this.#services.clock.currentTimeMillis() / 1_000) + TRASHED_SECONDS;
        await this.#move(row, `.trashed-${expires}-${row._display_name}`);
        return;
      }
      case 'untrash':
        await this.#move(row, this.#freeName(row));
        return;
      case 'delete':
        this.#place(row._data)?.volume.files.deleteFile(this.#place(row._data)?.relative ?? '');
        this.#services.database.transaction((write) => write.run('DELETE FROM files WHERE _id = ?', row._id));
    }
  }

  /** The row keeps its id: an app's own move is no new file. */
  async #move(row: Row, name: string): Promise<void> {
    const place = this.#place(row._data);
    if (place === null) return;
    const target = posix.join(posix.dirname(place.relative), name);
    if (target === place.relative) return;
    await place.volume.files.moveFile(place.relative, target);
    this.#update(row._id, computeValuesFromData(devicePath(place.volume, target)));
  }

  #freeName({ _data, _display_name }: Row): string {
    const place = this.#place(_data);
    const { name, ext } = posix.parse(_display_name);
    for (let number = 0; number < UNIQUE_NAMES && place !== null; number++) {
      const candidate = number === 0 ? _display_name : `${name} (${number})${ext}`;
      const path = posix.join(posix.dirname(place.relative), candidate);
      if (place.volume.files.stat(path) === null) return candidate;
    }
    throw new Error('Failed to create unique file');
  }

  #place(path: string): VolumePath | null {
    return this.#services.volumes.volumeOf(path);
  }

  #update(id: number, values: Readonly<Record<string, SqlValue>>): void {
    const names = Object.keys(values);
    this.#services.database.transaction((write) => {
      const assignments = names.map((name) => `${name} = ?`).join(', ');
      const sql = `UPDATE files SET ${assignments}, generation_modified = ? WHERE _id = ?`;
      write.run(sql, ...Object.values(values), write.generation, id);
    });
  }
}
