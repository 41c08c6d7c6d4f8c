// Mirrors photopicker/data/PickerDbFacade's URIs: what only the photo picker may ask the media provider.
import { AUTHORITY } from '../../contract/android/mediaStore.ts';
import { contentUri } from '../../contract/android/uri.ts';

const PICKER_INTERNAL = 'picker_internal';

/** Everything of the picker; its changes are announced here. */
export const pickerInternalUri = contentUri(AUTHORITY, [PICKER_INTERNAL]);

/** The device's own photos and videos, newest first. */
export const localMediaUri = contentUri(AUTHORITY, [PICKER_INTERNAL, 'media', 'local']);

/** The albums that have photos. */
export const localAlbumsUri = contentUri(AUTHORITY, [PICKER_INTERNAL, 'albums', 'local']);
