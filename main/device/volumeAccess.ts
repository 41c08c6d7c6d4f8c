// What the rest of the device may ask of a volume, and do to it.
import type { DirectoryLayers } from './directoryWalk.ts';
import type { PreparedFile } from './preparedFile.ts';
import type { DirectoryView, VolumeEntry, VolumeListing } from './union.ts';

/** The read side of a volume. Paths are relative to its root, with slashes, '' for the root itself. */
export interface VolumeReader {
  /** @throws {Error} with a `code` such as ENOENT or EACCES when the directory cannot be listed */
  readdir(path: string): Promise<VolumeListing>;
  /** The same; null for one of more than `most` names, none of which is looked at. @throws {Error} as readdir() does */
  readdirUpTo(path: string, most: number): Promise<VolumeListing | null>;
  /**
   * The names in a directory, without a look at each: the road for those that may be large.
   * @throws {Error} with a `code` as readdir() does
   */
  openDirectory(path: string): Promise<DirectoryView>;
  stat(path: string): VolumeEntry | null;
  /** Where the bytes of a path are; null when there is none, or it would lie outside of the volume. */
  resolve(path: string): string | null;
  /**
   * Whether there is a file or directory whose path differs from this one in ASCII case only, or not at all. A directory
   * is listed once and again only when it changes; the names of at most 32 directories are kept, and of no more than one
   * that has over 100,000.
   */
  existsIgnoringCase(path: string): boolean;
  /** The path with what is there of it in the letters it has there, for one that differs in ASCII case only. */
  spelled(path: string): string;
}

/**
 * What can be changed on a volume. The folder stays as it is, unless the volume is mounted write-through: then it is what
 * is changed, and nothing is above it. Each change is seen as a whole or not at all, also by who mounts the volume after
 * the program was killed, and one that fails leaves what was there. Directories above a path are made when they are
 * missing. Errors have a `code`: ENOENT (nothing there, or no path on the volume), ENOTDIR (a file is in the way), EISDIR,
 * ENOTEMPTY, EINVAL, EBUSY, ENAMETOOLONG, ENOSPC when the device's home is full, and the others of the file system; where
 * it is written through, also EIO when the folder that was mounted is not there any more, EXDEV for a directory that
 * would go to another disk, and EEXIST for a name that something has which volumes do not show.
 */
export interface VolumeWriter {
  /** mkdir -p on the volume. @throws {Error} with a `code` */
  mkdirs(path: string): void;
  /**
   * Where on this computer the bytes of a file can be written: in the upper layer. A file of the folder is copied there
   * first, blocks shared where the file system can; one that is not there is created empty. Written through it is the
   * file of the folder itself. @throws {Error} with a `code`
   */
  openForWriting(path: string, options: Readonly<{ truncate: boolean }>): Promise<string>;
  /** Begins a file that takes the place at a path only when it is whole. @throws {Error} with a `code` */
  prepareFile(path: string): Promise<PreparedFile>;
  /** Renames a file within the volume, over `to`; bytes and modification time stay. @throws {Error} with a `code` */
  moveFile(from: string, to: string): Promise<void>;
  /**
   * Renames a directory with all below it; `to` may only be an empty directory. A file that is open for writing stays
   * the same one. What is put in the folder under the old name meanwhile stays there. @throws {Error} with a `code`
   */
  moveDirectory(from: string, to: string): Promise<void>;
  /**
   * What the folder has under this name is hidden until another file takes its place there. @throws {Error} with a `code`
   */
  deleteFile(path: string): void;
  /**
   * Deletes a directory with all below it. Files put in the folder there afterwards are shown, and the directory with
   * them; what was deleted stays hidden, also when the directory is made again. @throws {Error} with a `code`
   */
  deleteDirectory(path: string): Promise<void>;
  /** Of a file, milliseconds since 1970 UTC; it is copied up first. @throws {Error} with a `code` */
  setLastModified(path: string, mtimeMs: number): Promise<void>;
  /** Forgets everything above the folder: what was written, moved and deleted. Written through there is nothing to forget. */
  clear(): void;
}

/** A volume's files, however they are written. */
export interface MountedFiles extends VolumeReader, VolumeWriter {
  /** The folder and the layer above it by themselves, for what compares them; written through that layer has nothing. */
  readonly layers: DirectoryLayers;
  /** Finishes what a killed program was doing. Resolves when what it had prepared in vain is deleted, too. */
  recover(): Promise<void>;
}

/** What stands between an app and a file it has opened: the volume may go, become read-only, or fill up. */
export type FileGuard = Readonly<{
  /** Before bytes are read. @throws {Error} with the code EIO when the volume is not mounted any more */
  read(): void;
  /**
   * Before bytes are written. `growth` answers how many bytes longer the file gets.
   * @throws {Error} with the code EIO, EROFS or ENOSPC
   */
  write(growth: () => Promise<number>): Promise<void>;
}>;
