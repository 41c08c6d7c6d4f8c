import type { VolumeState } from '../../contract/rpc/deviceApi.ts';

type Progress = Pick<VolumeState, 'files' | 'indexed' | 'skipped' | 'total' | 'volumeName'>;

/** How many files of a volume have a row: `1,200 of 10,000 files indexed as external_primary`. */
export function countsText({ files, indexed, skipped, total, volumeName }: Progress): string {
  const counts = `${indexed.toLocaleString()} of ${(total ?? files).toLocaleString()} files indexed as ${volumeName}`;
  return skipped > 0 ? `${counts}, ${skipped.toLocaleString()} skipped (see Logcat)` : counts;
}

/** How fast a scan is and how long it will take; null when neither is known. */
export function paceText({ rate, remaining }: Pick<VolumeState, 'rate' | 'remaining'>): string | null {
  if (rate === null) return null;
  const speed = `${Math.round(rate).toLocaleString()} files/s`;
  return remaining === null ? speed : `${speed}, ${durationText(remaining)} left`;
}

/** Seconds as somebody who waits wants them: `less than 5 s`, `40 s`, `12 min`, `3 h 10 min`. */
export function durationText(seconds: number): string {
  if (seconds < 5) return 'less than 5 s';
  if (seconds < 60) return `${Math.ceil(seconds / 5) * 5} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
