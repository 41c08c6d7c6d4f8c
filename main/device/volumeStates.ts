// What the device tells of each volume it knows: one that is mounted, and one that is away.
import type { VolumeState } from '../../contract/rpc/deviceApi.ts';
import type { MountedFolder } from './mountedFolder.ts';
import type { VolumeLimits, VolumeRecord } from './volumeRecords.ts';
import type { VolumeSpace } from './volumeSpace.ts';

export type VolumeSpec = Readonly<{
  /** primary, or the file system id: 19F4-0903. */
  id: string;
  /** MediaStore's name: external_primary, or the file system id in lower case. */
  volumeName: string;
  kind: VolumeState['kind'];
  /** The user's folder on this computer. */
  folder: string;
  description: string;
  /** Whether what apps change is changed in the folder itself; else it stays in the device's home. */
  writeThrough: boolean;
}>;

/** What a scan tells of its volume. */
export type Progress = Pick<
  VolumeState,
  'state' | 'files' | 'indexed' | 'skipped' | 'problem' | 'total' | 'rate' | 'remaining' | 'paused' | 'watching'
>;

type MountedParts = Readonly<{
  volume: VolumeSpec;
  space: Pick<VolumeSpace, 'space'>;
  source: Pick<MountedFolder, 'isDoubtful'>;
  progress: Progress;
}>;

export const UNSCANNED: Progress = {
  ...{ state: 'scanning', files: 0, indexed: 0, skipped: 0, problem: null },
  ...{ total: null, rate: null, remaining: null, paused: false, watching: 'starting' },
};

export function specOf({ fsUuid, kind, folder, description, writeThrough }: VolumeRecord): VolumeSpec {
  return { id: fsUuid, volumeName: fsUuid.toLowerCase(), kind, folder, description, writeThrough };
}

export function mountedState(
  { volume, space, source, progress }: MountedParts,
  { readOnly, quotaBytes }: VolumeLimits,
): VolumeState {
  const { id, volumeName, kind, folder, description, writeThrough } = volume;
  const isMissing = progress.state === 'missing';
  const spec = { id, volumeName, kind, folder, description, writeThrough };
  // Where a disk was, the one below it would answer.
  const bytes = isMissing ? { freeBytes: null, totalBytes: quotaBytes } : space.space();
  // Nothing else is wrong with one that is ready.
  const lacksDisk = progress.state === 'ready' && progress.problem !== null;
  const doubtful = isMissing ? source.isDoubtful : lacksDisk;
  return { ...spec, ...progress, doubtful, readOnly, quotaBytes, ...bytes };
}

/** @param problem why one that should be mounted is not */
export function detachedState(record: VolumeRecord, problem: string | null): VolumeState {
  // One that should be mounted and could not be has stayed unmounted.
  const state = record.presence === 'mounted' ? 'unmounted' : record.presence;
  return { ...awayState(specOf(record), record), state, problem };
}

export function awayState(spec: VolumeSpec, { readOnly, quotaBytes }: VolumeLimits): VolumeState {
  const bytes = { freeBytes: null, totalBytes: quotaBytes };
  return { ...spec, ...UNSCANNED, state: 'unmounted', doubtful: false, readOnly, quotaBytes, ...bytes };
}
