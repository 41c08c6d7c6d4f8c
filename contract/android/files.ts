// Mirrors android.os.ParcelFileDescriptor, as far as an app sees it.

/** Modes of openFileDescriptor. From Android 10 on "w" does not truncate; "wt" does. */
export const OPEN_MODES = ['r', 'w', 'wt', 'wa', 'rw', 'rwt', 'rwa'] as const;
export type OpenMode = (typeof OPEN_MODES)[number];

/** An open file of one connection: `fd` is good for that connection alone, until it is closed. */
export type ParcelFileDescriptor = Readonly<{
  fd: number;
  /** Bytes when it was opened; -1 for a pipe, whose length nobody knows. */
  statSize: number;
  /** Of openTypedAssetFileDescriptor: what the bytes are. */
  mimeType?: string;
  /** AssetFileDescriptor.getExtras(), such as EXTRA_ORIENTATION. */
  extras?: Readonly<Record<string, unknown>>;
}>;

/** ContentResolver.EXTRA_SIZE: opts of openTypedAssetFileDescriptor, a Point of pixels. */
export const EXTRA_SIZE = 'android.content.extra.SIZE';

/** An open document that is no file of this computer: a provider's own bytes. */
export interface FileChannel {
  /** Bytes; null for a pipe, which is read or written from its beginning on. */
  readonly size: number | null;
  /** MIME type of the bytes, where it is not the document's own. */
  readonly mimeType?: string;
  /** AssetFileDescriptor.getExtras(), such as EXTRA_ORIENTATION. */
  readonly extras?: Readonly<Record<string, unknown>>;
  /** At most `length` bytes from `position` on; none at the end. */
  read(position: number, length: number): Promise<Uint8Array>;
  write(position: number, bytes: Uint8Array): Promise<void>;
  truncate?(size: number): Promise<void>;
  /** Called once. With an error when the client did not end in order: what was written is not whole. */
  close(error?: Error): Promise<void>;
}
