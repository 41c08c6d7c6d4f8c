// Mirrors PickerSyncController.getSyncRequestParamsLocked: how much of what is known has to be read again.
import type { Bundle } from '../../contract/android/cursor.ts';
import { PICKER_LOCAL_AUTHORITY } from '../../contract/android/mediaStore.ts';

/** Generation of what was never read. */
export const DEFAULT_GENERATION = -1;

export type SyncType = 'NONE' | 'INCREMENTAL' | 'FULL' | 'FULL_WITH_RESET' | 'RESET';

/** The state of a provider's collection: what it says now, and what was read of it last. */
export type SyncState = Readonly<{
  /** Who provides the items; null when nobody does. */
  authority: string | null;
  latestId: string;
  latestGeneration: number;
  cachedId: string | null;
  cachedGeneration: number;
}>;

/** Another collection starts anew; the same generation has nothing new. */
export function syncDecision(state: SyncState): SyncType {
  if (state.authority === null) return 'RESET';
  if (state.cachedId !== state.latestId) return 'FULL_WITH_RESET';
  if (state.cachedGeneration === DEFAULT_GENERATION) return 'FULL';
  return state.cachedGeneration === state.latestGeneration ? 'NONE' : 'INCREMENTAL';
}

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
