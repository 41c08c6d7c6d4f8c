// Mirrors PickerUriResolver.unwrapProviderUri and PickerDbFacade's names: what a picker URI says of its item.
import { Throwable } from '../../../contract/android/errors.ts';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';
import { getExtensionFromMimeType } from '../../content/mimeTypeMap.ts';

/** What a picker URI is made of. */
export type PickerUriParts = Readonly<{ uri: Uri; userId: number; host: string; mediaId: string }>;

/**
 * PickerUriResolver.unwrapProviderUri: content://media/picker/<user>/<authority>/media/<id>, or picker_get_content.
 * @throws {Throwable} IllegalArgumentException for any other shape
 */
export function unwrapPickerUri(uri: Uri): PickerUriParts {
  const [, userId, host, media, mediaId] = uriParts(uri).segments;
  if (userId === undefined || host === undefined || media !== 'media' || mediaId === undefined) {
    throw new Throwable('IllegalArgumentException', `Unexpected picker provider URI: ${uri}`);
  }
  const unwrapped = `content://${userId}@${host}/media/${mediaId}` as Uri;
  return { uri: unwrapped, userId: Number(userId), host, mediaId };
}

export type PickerRow = Readonly<{
  segment: string;
  userId: number;
  authority: string;
  mediaId: string;
  mimeType: string;
}>;

/** The name and path apps see of a picked item: never the file's own. */
export function pickerRowName(row: PickerRow): Readonly<{ _display_name: string; _data: string }> {
  const fallback = row.mimeType.startsWith('video/') ? 'mp4' : 'jpg';
  const name = `${row.mediaId}.${getExtensionFromMimeType(row.mimeType) ?? fallback}`;
  const folder = `/sdcard/.transforms/synthetic/${row.segment}/${row.userId}/${row.authority}/media`;
  return { _display_name: name, _data: `${folder}/${name}` };
}
