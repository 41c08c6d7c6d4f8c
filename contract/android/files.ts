// Mirrors android.os.ParcelFileDescriptor, as far as an app sees it.

/** Modes of openFileDescriptor. From Android 10 on "w" does not truncate; "wt" does. */
export const OPEN_MODES = ['r', 'w', 'wt', 'wa', 'rw', 'rwt'] as const;
export type OpenMode = (typeof OPEN_MODES)[number];

/** An open file of one connection: `fd` is good for that connection alone, until it is closed. */
export type ParcelFileDescriptor = Readonly<{
  fd: number;
  /** Bytes when it was opened. */
  statSize: number;
}>;
