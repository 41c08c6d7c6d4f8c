// Mirrors MediaProvider's scan_file, scan_volume and wait_for_idle.
import { posix } from 'node:path';
import type { Bundle } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import { CALL_EXTRA, filesContentUri } from '../../../contract/android/mediaStore.ts';
import { withAppendedId } from '../../../contract/android/uri.ts';
import type { Volumes } from '../../device/volumes.ts';
import type { Logcat } from '../../log/logcat.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import type { MediaScanner } from './scan/mediaScanner.ts';
import { checkArgumentVolumeName } from './uriMatcher.ts';

export type ScanCallServices = Readonly<{
  database: MediaDatabase;
  volumes: Volumes;
  logcat: Logcat;
  scanner: Pick<MediaScanner, 'scanFile' | 'scanVolume' | 'idle'>;
}>;

export class ScanCalls {
  readonly #services: ScanCallServices;

  constructor(services: ScanCallServices) {
    this.#services = services;
  }

  /** @returns the URI of the file under STREAM; null for what is no file of a volume, or is gone */
  async scanFile(path: string | null): Promise<Bundle> {
    if (path === null) throw new Throwable('NullPointerException', 'arg');
    // File.getCanonicalFile: what leads out of its volume is not in it.
    const canonical = posix.normalize(path);
    const { volumes, scanner, database } = this.#services;
    const isName = !canonical.includes('\0');
    if (isName && volumes.volumeOf(canonical) !== null) await scanner.scanFile(canonical);
    const sql = 'SELECT _id, volume_name FROM files WHERE _data = ?';
    const row = database.get<{ _id: number; volume_name: string }>(sql, canonical);
    return { [CALL_EXTRA.STREAM]: row === null ? null : withAppendedId(filesContentUri(row.volume_name), row._id) };
  }

  /** Resolves when the volume was scanned; one that is not there is only told in logcat. */
  async scanVolume(volumeName: string | null): Promise<Bundle> {
    const { volumes, scanner, logcat } = this.#services;
    const volume = volumes.find(checkArgumentVolumeName(volumeName ?? ''));
    if (volume === null) logcat.log('W', 'MediaProvider', `Failed to scan volume ${volumeName}: it is not there`);
    else await scanner.scanVolume(volume);
    return {};
  }

  /** Resolves after every scan that was asked for. */
  async waitForIdle(): Promise<null> {
    await this.#services.scanner.idle();
    return null;
  }
}
