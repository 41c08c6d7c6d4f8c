// Mirrors android.content.UriPermission: a persisted grant as its holder, or its provider, is told of it.
import type { Uri } from './uri.ts';

/** UriPermission.INVALID_TIME. Java's Long.MIN_VALUE, as near as a number gets. */
export const INVALID_TIME = -(2 ** 63);

export type UriPermission = Readonly<{
  uri: Uri;
  /** FLAG_GRANT_READ_URI_PERMISSION and FLAG_GRANT_WRITE_URI_PERMISSION. */
  modeFlags: number;
  /** When it was last taken, milliseconds since 1970 UTC. */
  persistedTime: number;
}>;
