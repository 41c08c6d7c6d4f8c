// Mirrors MediaProvider's scan_file, scan_volume and wait_for_idle.
import type { Bundle } from '../../../contract/android/cursor.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import {
  AUTHORITY,
  audioContentUri,
  CALL_EXTRA,
  filesContentUri,
  imagesContentUri,
  MEDIA_TYPE,
  videoContentUri,
} from '../../../contract/android/mediaStore.ts';
import { contentUri, type Uri, withAppendedId } from '../../../contract/android/uri.ts';
import { walkDevicePath } from '../../device/devicePath.ts';
import type { Volumes } from '../../device/volumes.ts';
import type { Logcat } from '../../log/logcat.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import type { MediaScanner } from './scan/mediaScanner.ts';
import { checkArgumentVolumeName } from './uriMatcher.ts';
import { treeOf } from './write/moves.ts';

export type ScanCallServices = Readonly<{
  database: MediaDatabase;
  volumes: Volumes;
  logcat: Logcat;
  scanner: Pick<MediaScanner, 'scanFile' | 'scanVolume' | 'idle'>;
}>;

type SeenRow = Readonly<{ _id: number; volume_name: string; media_type: number }>;

const SEEN = 'SELECT _id, volume_name, media_type FROM files';

export class ScanCalls {
  readonly #services: ScanCallServices;

  constructor(services: ScanCallServices) {
    this.#services = services;
  }

  /**
   * @returns under STREAM the URI of the file in the collection of its type, of a directory or of the first row in a root
   *   that has none; null for what is no file of a volume, or is gone
   */
  async scanFile(path: string | null): Promise<Bundle> {
    if (path === null) throw new Throwable('NullPointerException', 'arg');
    // File.getCanonicalFile: what leads out of its volume is not in it.
    const canonical = walkDevicePath(path, true).path;
    const { volumes, scanner, database } = this.#services;
    if (canonical.includes('\0') || volumes.volumeOf(canonical) === null) return { [CALL_EXTRA.STREAM]: null };
    await scanner.scanFile(canonical);
    const below = `${SEEN} WHERE _data > ? AND _data < ? ORDER BY _data LIMIT 1`;
    const row =
      database.get<SeenRow>(`${SEEN} WHERE _data = ?`, canonical) ??
      database.get<SeenRow>(below, ...treeOf(canonical).slice(1));
    return { [CALL_EXTRA.STREAM]: row === null ? null : withAppendedId(collectionOf(row), row._id) };
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

/** ModernMediaScanner.Scan.getFirstResult. */
function collectionOf({ volume_name, media_type }: SeenRow): Uri {
  switch (media_type) {
    case MEDIA_TYPE.IMAGE:
      return imagesContentUri(volume_name);
    case MEDIA_TYPE.VIDEO:
      return videoContentUri(volume_name);
    case MEDIA_TYPE.AUDIO:
      return audioContentUri(volume_name);
    case MEDIA_TYPE.PLAYLIST:
      return contentUri(AUTHORITY, [volume_name, 'audio', 'playlists']);
    default:
      return filesContentUri(volume_name);
  }
}
