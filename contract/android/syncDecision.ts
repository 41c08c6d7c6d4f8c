// Mirrors PickerSyncController.getSyncRequestParamsLocked: how much of what is known has to be read again.

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
