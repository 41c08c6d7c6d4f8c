// Mirrors MediaProvider's get_version and get_generation: how an app finds out that what it kept is stale.
import type { Bundle } from '../../../contract/android/cursor.ts';
import { CALL_EXTRA, VOLUME_EXTERNAL, VOLUME_INTERNAL } from '../../../contract/android/mediaStore.ts';
import type { MediaDatabase } from './db/mediaDatabase.ts';
import { SCHEMA_VERSION } from './mediaItems.ts';

export type MediaVersionServices = Readonly<{ database: MediaDatabase; mountedVolumes(): readonly string[] }>;

/** `<schema>:<uuid>`; null when the volume is not there, as MediaStore.getVersion answers then. */
export function getVersion(services: MediaVersionServices, extras: Bundle): Bundle | null {
  if (!isAttached(services, extras[CALL_EXTRA.TEXT])) return null;
  return { [CALL_EXTRA.TEXT]: `${SCHEMA_VERSION}:${services.database.uuid()}` };
}

/** The generation of a volume; null when it is not there, of which the client makes an IllegalStateException. */
export function getGeneration(services: MediaVersionServices, extras: Bundle): Bundle | null {
  if (!isAttached(services, extras[CALL_EXTRA.TEXT])) return null;
  return { [CALL_EXTRA.INDEX]: services.database.generation() };
}

function isAttached({ mountedVolumes }: MediaVersionServices, volumeName: unknown): boolean {
  if (volumeName === VOLUME_EXTERNAL || volumeName === VOLUME_INTERNAL) return true;
  return mountedVolumes().some((mounted) => mounted === volumeName);
}
