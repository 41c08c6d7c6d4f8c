// Mirrors MediaProvider.canonicalize and uncanonicalize: URIs that find their item on another device, or after a rescan.
import type { Uri } from '../../../contract/android/uri.ts';
import type { BinderCall } from '../../content/binderCall.ts';

export class CanonicalUris {
  /** The URI with what its item can be found by; null for what has no such thing. */
  async canonicalize(_call: BinderCall, _uri: Uri): Promise<Uri | null> {
    return null;
  }

  /** The URI of the item that is here now; null when there is none, or more than one. */
  async uncanonicalize(_call: BinderCall, uri: Uri): Promise<Uri | null> {
    return uri;
  }
}
