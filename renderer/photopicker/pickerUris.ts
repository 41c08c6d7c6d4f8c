// Mirrors photopicker/data/PickerDbFacade's URIs: what only the photo picker may ask the media provider.
import { AUTHORITY } from '../../contract/android/mediaStore.ts';
import { contentUri, type Uri } from '../../contract/android/uri.ts';

const PICKER_INTERNAL = 'picker_internal';

/** Everything of the picker; its changes are announced here. */
export const pickerInternalUri = contentUri(AUTHORITY, [PICKER_INTERNAL]);

/** Photos and videos for the XML picker, newest first: the device's own, or those of a cloud provider too. */
export function mediaUri(isLocalOnly: boolean): Uri {
  return contentUri(AUTHORITY, [PICKER_INTERNAL, 'media', isLocalOnly ? 'local' : 'all']);
}

/** Albums for the XML picker. */
export function albumsUri(isLocalOnly: boolean): Uri {
  return contentUri(AUTHORITY, [PICKER_INTERNAL, 'albums', isLocalOnly ? 'local' : 'all']);
}

/** The same for the Compose picker, in pages. */
export const mediaUriV2 = contentUri(AUTHORITY, [PICKER_INTERNAL, 'v2', 'media']);

/** Albums for the Compose picker; below it, by their ids, what is in them. */
export const albumsUriV2 = contentUri(AUTHORITY, [PICKER_INTERNAL, 'v2', 'album']);

export function albumMediaUriV2(albumId: string): Uri {
  return contentUri(AUTHORITY, [PICKER_INTERNAL, 'v2', 'album', albumId]);
}
