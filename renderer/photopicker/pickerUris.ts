// Mirrors photopicker/data/PickerDbFacade's URIs: what only the photo picker may ask the media provider.
import { AUTHORITY } from '../../contract/android/mediaStore.ts';
import { contentUri, type Uri } from '../../contract/android/uri.ts';

const PICKER_INTERNAL = 'picker_internal';

/** Everything of the picker; its changes are announced here. */
export const pickerInternalUri = contentUri(AUTHORITY, [PICKER_INTERNAL]);

/** Photos and videos, newest first: the device's own, or those of a cloud provider too. */
export function mediaUri(isLocalOnly: boolean): Uri {
  return contentUri(AUTHORITY, [PICKER_INTERNAL, 'media', isLocalOnly ? 'local' : 'all']);
}

/** How many of them were taken in each quarter of an hour, newest first. */
export function timelineUri(isLocalOnly: boolean): Uri {
  return contentUri(AUTHORITY, [PICKER_INTERNAL, 'timeline', isLocalOnly ? 'local' : 'all']);
}

/** Albums for the XML picker. */
export function albumsUri(isLocalOnly: boolean): Uri {
  return contentUri(AUTHORITY, [PICKER_INTERNAL, 'albums', isLocalOnly ? 'local' : 'all']);
}

/** Albums for the Compose picker. */
export const albumsUriV2 = contentUri(AUTHORITY, [PICKER_INTERNAL, 'v2', 'album']);
