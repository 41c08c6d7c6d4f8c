// Mirrors android.content.ContentUris.
import { parseId, parseUri, type Uri, withAppendedId } from '../contract/android/uri.ts';

export const ContentUris = {
  withAppendedId,
  parseId,
  /** The collection of an item's URI. */
  removeId(uri: Uri): Uri {
    const [path = '', ...query] = uri.split('?');
    return parseUri([path.replace(/\/[0-9]+$/, ''), ...query].join('?'));
  },
} as const;
