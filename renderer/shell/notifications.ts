// What the device has to tell: its scans and other work, folders that are gone, files that are in danger.
import type { DeviceState, VolumeState } from '../../contract/rpc/deviceApi.ts';
import type { DeviceWork } from '../../contract/rpc/volumeChanges.ts';
import { durationText } from '../inspector/scanWords.ts';
import { isInUse } from '../inspector/volumeWords.ts';
import type { IconName } from '../ui/Icon.tsx';
import { text } from '../ui/strings.ts';

export type DeviceNotification = Readonly<{
  id: string;
  icon: IconName;
  isWarning: boolean;
  title: string;
  lines: readonly string[];
  /** `max` is null while nobody knows how much there is; null as a whole for what does not progress. */
  progress: Readonly<{ value: number; max: number | null }> | null;
  /** What its button does with the scans of a volume. */
  action: Readonly<{ kind: 'pause' | 'resume'; volumeName: string }> | null;
}>;

/** Warnings first, then what is under way. */
export function notificationsOf({
  volumes,
  work,
}: Pick<DeviceState, 'volumes' | 'work'>): readonly DeviceNotification[] {
  const found = volumes.filter(isInUse).flatMap((volume) => [writeThrough(volume), problem(volume), scan(volume)]);
  const all = [...found, work === null ? null : workUnderWay(work)].filter((one) => one !== null);
  return all.toSorted((a, b) => Number(b.isWarning) - Number(a.isWarning));
}

function writeThrough(volume: VolumeState): DeviceNotification | null {
  if (!volume.writeThrough) return null;
  return warning(`writeThrough ${volume.id}`, text('notification.writeThrough', { volume: volume.description }), [
    text('notification.writeThrough.about', { folder: volume.folder }),
  ]);
}

function problem(volume: VolumeState): DeviceNotification | null {
  if (volume.problem === null || (volume.state !== 'missing' && volume.state !== 'failed')) return null;
  const key = volume.state === 'missing' ? 'notification.missing' : 'notification.failed';
  return warning(`problem ${volume.id}`, text(key, { volume: volume.description }), [volume.problem]);
}

function warning(id: string, title: string, lines: readonly string[]): DeviceNotification {
  return { id, icon: 'warning', isWarning: true, title, lines, progress: null, action: null };
}

function scan(volume: VolumeState): DeviceNotification | null {
  const { id, volumeName, description, paused, indexed, files } = volume;
  if (volume.state !== 'scanning' && !paused) return null;
  const total = volume.total ?? files;
  const counts = text('notification.count', { indexed: indexed.toLocaleString(), total: total.toLocaleString() });
  return {
    id: `scan ${id}`,
    icon: 'sync',
    isWarning: false,
    title: text(paused ? 'notification.paused' : 'notification.scanning', { volume: description }),
    lines: paused ? [counts] : [counts, ...pace(volume)],
    progress: { value: indexed, max: total > 0 ? total : null },
    action: { kind: paused ? 'resume' : 'pause', volumeName },
  };
}

function pace({ rate, remaining }: VolumeState): readonly string[] {
  if (rate === null) return [];
  const speed = text('notification.rate', { rate: Math.round(rate).toLocaleString() });
  return remaining === null ? [speed] : [speed, text('notification.left', { time: durationText(remaining) })];
}

function workUnderWay({ name, done, total }: DeviceWork): DeviceNotification {
  const counts = { indexed: done.toLocaleString(), total: (total ?? 0).toLocaleString() };
  return {
    id: 'work',
    icon: 'save',
    isWarning: false,
    title: text(`notification.${name}`),
    lines: total === null ? [] : [text('notification.count', counts)],
    progress: { value: done, max: total },
    action: null,
  };
}
