import type { VolumeState } from '../../contract/rpc/deviceApi.ts';

export const VOLUME_STATES: Readonly<Record<VolumeState['state'], string>> = {
  scanning: 'Scanning',
  ready: 'Ready',
  missing: 'Missing',
  failed: 'Scan ended early',
  unmounted: 'Unmounted',
  ejected: 'Ejected',
  removed: 'Removed',
};

/** Whether there is something to unmount; a folder that is missing may come back. */
export function isInUse({ state }: Pick<VolumeState, 'state'>): boolean {
  return state !== 'unmounted' && state !== 'ejected' && state !== 'removed';
}

/** What a volume's line says of how it is written; null for the usual way. */
export function writeText({ writeThrough }: Pick<VolumeState, 'writeThrough'>): string | null {
  return writeThrough ? 'write-through' : null;
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size as Android's settings write it, in powers of 1,000: `41.2 GB`. */
export function bytesText(bytes: number): string {
  let value = bytes;
  let unit = 0;
  for (; value >= 999.5 && unit < UNITS.length - 1; unit++) value /= 1_000;
  const digits = unit === 0 || value >= 99.95 ? 0 : 1;
  return `${value.toLocaleString(undefined, { maximumFractionDigits: digits })} ${UNITS[unit]}`;
}

/** `41.2 GB free of 128 GB`; null while it is not known. */
export function spaceText({ freeBytes, totalBytes }: Pick<VolumeState, 'freeBytes' | 'totalBytes'>): string | null {
  if (freeBytes === null || totalBytes === null) return null;
  return freeBytes === 0
    ? `Full, ${bytesText(totalBytes)}`
    : `${bytesText(freeBytes)} free of ${bytesText(totalBytes)}`;
}

/** What somebody has written for a size in megabytes, in bytes; null for nothing, which is no limit. */
export function quotaOf(megabytes: string): number | null {
  const value = Number(megabytes);
  if (megabytes.trim() === '' || !Number.isFinite(value) || value < 0) return null;
  return Math.round(value * 1_000_000);
}
