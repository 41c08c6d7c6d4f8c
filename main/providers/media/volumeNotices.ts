// Mirrors the notices of MediaProvider.attachVolume and detachVolume.
import { AUTHORITY, VOLUME_EXTERNAL } from '../../../contract/android/mediaStore.ts';
import { contentUri } from '../../../contract/android/uri.ts';
import { type ContentObservers, NOTIFY } from '../../content/observers.ts';
import type { Volumes } from '../../device/volumes.ts';

const PICKER_MEDIA = contentUri(AUTHORITY, ['picker_internal', 'media', 'local']);

type Services = Readonly<{ volumes: Volumes; observers: Pick<ContentObservers, 'notifyChange'> }>;

/** Tells observers of every volume whose rows come or go, however that comes about. */
export function announceVolumes({ volumes, observers }: Services): void {
  let before = volumes.mountedNames();
  volumes.onChange(() => {
    const now = volumes.mountedNames();
    const gone = before.filter((name) => !now.includes(name));
    const changed = [...gone, ...now.filter((name) => !before.includes(name))];
    before = now;
    // Each on its own, as Android does: one notice is for one URI.
    for (const name of changed) {
      observers.notifyChange([contentUri(AUTHORITY, [name])], NOTIFY.SYNC_TO_NETWORK);
      observers.notifyChange([contentUri(AUTHORITY, [VOLUME_EXTERNAL])], NOTIFY.SYNC_TO_NETWORK);
    }
    if (changed.length > 0) observers.notifyChange([PICKER_MEDIA], NOTIFY.UPDATE);
  });
}
