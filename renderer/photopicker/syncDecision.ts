// Mirrors PickerSyncController for what is on the screen: how much of it has to be read again.
import type { Bundle } from '../../contract/android/cursor.ts';
import { PICKER_LOCAL_AUTHORITY } from '../../contract/android/mediaStore.ts';
import { DEFAULT_GENERATION, syncDecision } from '../../contract/android/syncDecision.ts';

/** same: nothing to read. changed: what is in sight again. other: everything anew. */
export type Difference = 'same' | 'changed' | 'other';

/** The decision over what is on the screen and what the device says now: a notice alone does not say what changed. */
export function difference(shown: Bundle, next: Bundle | null): Difference {
  const [cached, latest] = [collectionInfo(shown), collectionInfo(next ?? {})];
  const sync = syncDecision({
    authority: next === null ? null : PICKER_LOCAL_AUTHORITY,
    ...{ cachedId: cached.id, cachedGeneration: cached.generation },
    ...{ latestId: latest.id, latestGeneration: latest.generation },
  });
  if (sync === 'NONE') return 'same';
  return sync === 'RESET' || sync === 'FULL_WITH_RESET' ? 'other' : 'changed';
}

function collectionInfo({ media_collection_id, last_media_sync_generation }: Bundle) {
  const generation = typeof last_media_sync_generation === 'number' ? last_media_sync_generation : DEFAULT_GENERATION;
  return { id: String(media_collection_id ?? ''), generation };
}
