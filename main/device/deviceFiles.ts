// Mirrors the file system as adb shell sees it: the volumes, a private folder, and the directories that lead there.
import { constants, mkdirSync, rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type DevicePath, ROOT_DIRECTORIES, SHELL_TEMPORARY_DIRECTORY, walkDevicePath } from './devicePath.ts';
import type { PreparedFile } from './preparedFile.ts';
import { Slices } from './realTime.ts';
import type { VolumeEntry } from './union.ts';
import type { FileGuard, VolumeReader, VolumeWriter } from './volumeAccess.ts';
import { codeOf, failure, isWithin, volumePath } from './volumePath.ts';
import type { Volumes } from './volumes.ts';
import { WriteThroughFiles } from './writeThroughFiles.ts';

/** What stat(2) tells. */
export type FileStat = Readonly<{
  /** With the type of the file: S_IFREG, S_IFDIR or S_IFLNK. */
  mode: number;
  /** Bytes. */
  size: number;
  /** Milliseconds since 1970 UTC. */
  mtimeMs: number;
  dev: number;
  ino: number;
  nlink: number;
  uid: number;
  gid: number;
}>;

export type NamedStat = Readonly<{ name: string; stat: FileStat }>;

/** A file that is read from its start to its end. */
export type OpenFile = Readonly<{
  /** @returns nothing at its end. @throws {Error} with a `code`; EIO when the volume was taken out */
  read(length: number): Promise<Buffer>;
  /** Fills buffers in their order. @returns how many bytes; 0 at its end. @throws {Error} as read() */
  readv(into: readonly Uint8Array[]): Promise<number>;
  close(): Promise<void>;
}>;

/** As PreparedFile; `indexed` resolves when MediaStore has the row of what was placed. */
export type NewFile = Omit<PreparedFile, 'place'> &
  Readonly<{ place(mtimeMs: number): Promise<Readonly<{ indexed: Promise<void> }>> }>;

/** Something that files lie on: a volume, or the shell's private folder. */
export type FileMount = Readonly<{
  path: string;
  files: VolumeReader & VolumeWriter;
  /** Null where files cannot go away. */
  guard: FileGuard | null;
  /** Whether MediaStore has rows of what is on it. */
  isScanned: boolean;
}>;

/** A path on a mount; `relative` is spelled as it is there. */
export type FilePlace = Readonly<{ mount: FileMount; relative: string; isDirectoryAsked: boolean }>;

export type DeviceFilesOptions = Readonly<{
  home: string;
  volumes: Volumes;
  /** Who owns what is on the volumes: MediaProvider. */
  mediaUid: () => number;
  /** Brings the rows of a path of a volume in line with it. Resolves when they are. */
  scanFile(path: string): Promise<void>;
  /** Directories that a volume has from the start, such as DCIM. */
  defaultDirectories: readonly string[];
}>;

const S_IFDIR = 0o40000;
const S_IFREG = 0o100000;
const S_IFLNK = 0o120000;

const SHELL_UID = 2_000;
const MEDIA_RW_GID = 1_023;

/** What a directory says it takes up, bytes. */
const DIRECTORY_SIZE = 4_096;

export class DeviceFiles {
  readonly #options: DeviceFilesOptions;
  #temporary: FileMount | null = null;

  constructor(options: DeviceFilesOptions) {
    this.#options = options;
  }

  /** stat(2). @throws {Error} with a `code` */
  stat(path: string): FileStat {
    return this.#stat(walkDevicePath(path, true));
  }

  /** lstat(2). @throws {Error} with a `code` */
  lstat(path: string): FileStat {
    return this.#stat(walkDevicePath(path, false));
  }

  /** Where a link leads, as it says itself. @throws {Error} with the code EINVAL for what is no link */
  readlink(path: string): string {
    const { link } = walkDevicePath(path, false);
    if (link === null) throw failure('EINVAL', `${path} is no link.`);
    return link;
  }

  /** What is in a directory, without `.` and `..`, in the order of names. @throws {Error} with a `code` */
  async readdir(path: string): Promise<readonly NamedStat[]> {
    const walked = walkDevicePath(path, true);
    const names = ROOT_DIRECTORIES[walked.path];
    if (names !== undefined) {
      const volumes = walked.path === '/storage' ? this.#removable() : [];
      return [...names, ...volumes].map((name) => ({ name, stat: this.lstat(join(walked.path, name)) }));
    }
    const { mount, relative } = this.#place(walked);
    const listed = await this.#listed(mount, relative);
    const slices = new Slices();
    const found: NamedStat[] = [];
    for (const [name, entry] of [...listed].sort(([a], [b]) => (a < b ? -1 : 1))) {
      found.push({ name, stat: this.#statOf(mount, relative === '' ? name : `${relative}/${name}`, entry) });
      if (slices.isOver) await slices.breathe();
    }
    return found;
  }

  /** @throws {Error} with a `code`; EISDIR for a directory */
  async openForReading(path: string): Promise<OpenFile> {
    const walked = walkDevicePath(path, true);
    if (ROOT_DIRECTORIES[walked.path] !== undefined) throw failure('EISDIR', `${path} is a directory.`);
    const { mount, relative } = this.#place(walked);
    const entry = this.#entry(mount, relative);
    if (entry === null) throw failure('ENOENT', `There is no file ${path}.`);
    if (entry === 'directory' || entry.isDirectory) throw failure('EISDIR', `${path} is a directory.`);
    if (walked.isDirectoryAsked) throw failure('ENOTDIR', `${path} is a file.`);
    mount.guard?.read();
    // A pipe that took the file's place meanwhile is not waited for, nor is a link followed.
    const handle = await open(
      entry.realPath,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    return openFile(handle, mount.guard);
  }

  /**
   * Begins a file that takes its place only when it is whole.
   * @throws {Error} with a `code`; EISDIR for a path with a slash at its end
   */
  async prepareFile(path: string): Promise<NewFile> {
    const { mount, relative, isDirectoryAsked } = this.place(path);
    if (isDirectoryAsked) throw failure('EISDIR', `${path} names a directory.`);
    const file = await mount.files.prepareFile(relative);
    return {
      ...file,
      place: async (mtimeMs) => {
        await file.place(mtimeMs);
        return { indexed: mount.isScanned ? this.#options.scanFile(`${mount.path}/${relative}`) : Promise.resolve() };
      },
    };
  }

  /**
   * Where something is to be changed.
   * @throws {Error} with a `code`: EROFS outside of all mounts, where nothing can be made, and EACCES in between
   */
  place(path: string): FilePlace {
    const walked = walkDevicePath(path, true);
    if (ROOT_DIRECTORIES[walked.path] !== undefined) throw failure('EISDIR', `${path} is a directory.`);
    try {
      return this.#place(walked);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      const inStorage = isWithin(walked.path, '/storage') || isWithin(walked.path, '/data');
      throw failure(inStorage ? 'EACCES' : 'EROFS', `Nothing can be made at ${path}.`);
    }
  }

  /** Brings MediaStore's rows of a place in line with what is there now. Resolves when they are. */
  async scan({ mount, relative }: FilePlace): Promise<void> {
    if (mount.isScanned) await this.#options.scanFile(`${mount.path}/${relative}`);
  }

  /** A factory reset: what lies in the shell's private folder is gone. @throws {Error} with a `code` */
  reset(): void {
    this.#temporary = null;
    rmSync(this.#privateFolder(), { recursive: true, force: true });
  }

  #stat(walked: DevicePath): FileStat {
    if (walked.link !== null) return linkStat(walked.path, walked.link);
    if (ROOT_DIRECTORIES[walked.path] !== undefined) return rootStat(walked.path);
    const { mount, relative } = this.#place(walked);
    const entry = this.#entry(mount, relative);
    if (entry === null) throw failure('ENOENT', `There is no file ${walked.path}.`);
    if (walked.isDirectoryAsked && entry !== 'directory' && !entry.isDirectory)
      throw failure('ENOTDIR', `${walked.path} is a file.`);
    return this.#statOf(mount, relative, entry);
  }

  /** @throws {Error} with the code ENOENT for what is on no mount, or could lead out of it */
  #place({ path, isDirectoryAsked }: DevicePath): FilePlace {
    if (Buffer.byteLength(path) >= 4_096) throw failure('ENAMETOOLONG', 'The path is too long.');
    for (const mount of [this.#temporaryMount(), ...this.#volumeMounts()]) {
      if (!isWithin(path, mount.path)) continue;
      const relative = volumePath(path.slice(mount.path.length));
      if (relative === null) break;
      if (relative.split('/').some((name) => Buffer.byteLength(name) > 255))
        throw failure('ENAMETOOLONG', `A name in ${path} is too long.`);
      return { mount, relative: mount.files.spelled(relative), isDirectoryAsked };
    }
    throw failure('ENOENT', `${path} is on no volume.`);
  }

  #volumeMounts(): readonly FileMount[] {
    return this.#options.volumes.all().map(({ path, files, guard }) => ({ path, files, guard, isScanned: true }));
  }

  #removable(): readonly string[] {
    const paths = this.#options.volumes.all().map(({ path }) => path.slice('/storage/'.length));
    return paths.filter((path) => !path.includes('/')).sort();
  }

  #temporaryMount(): FileMount {
    this.#temporary ??= privateFolder(this.#privateFolder());
    return this.#temporary;
  }

  #privateFolder(): string {
    return join(this.#options.home, 'shell');
  }

  #entry(mount: FileMount, relative: string): VolumeEntry | 'directory' | null {
    const entry = mount.files.stat(relative);
    return entry ?? (this.#isDefault(mount, relative) ? 'directory' : null);
  }

  /** Shown on every volume that apps write to first, and made when something is put there. */
  #isDefault(mount: FileMount, relative: string): boolean {
    return mount.path === '/storage/emulated/0' && this.#options.defaultDirectories.includes(relative);
  }

  async #listed(mount: FileMount, relative: string): Promise<ReadonlyMap<string, VolumeEntry | 'directory'>> {
    if (mount.files.stat(relative) === null && this.#isDefault(mount, relative)) return new Map();
    const { entries } = await mount.files.readdir(relative);
    const listed = new Map<string, VolumeEntry | 'directory'>(entries.map((entry) => [entry.name, entry]));
    if (relative !== '') return listed;
    // One that is there in other letters is the same one.
    const names = new Set(entries.map(({ name }) => name.toLowerCase()));
    for (const name of this.#options.defaultDirectories)
      if (this.#isDefault(mount, name) && !names.has(name.toLowerCase())) listed.set(name, 'directory');
    return listed;
  }

  #statOf(mount: FileMount, relative: string, entry: VolumeEntry | 'directory'): FileStat {
    const isDirectory = entry === 'directory' || entry.isDirectory;
    const { isScanned } = mount;
    const mode = isDirectory ? S_IFDIR | (isScanned ? 0o2770 : 0o771) : S_IFREG | (isScanned ? 0o660 : 0o644);
    return {
      mode,
      size: isDirectory ? DIRECTORY_SIZE : entry.size,
      mtimeMs: entry === 'directory' ? 0 : entry.mtimeMs,
      dev: numberOf(mount.path),
      ino: numberOf(`${mount.path}/${relative}`),
      nlink: isDirectory ? 2 : 1,
      uid: isScanned ? this.#options.mediaUid() : SHELL_UID,
      gid: isScanned ? MEDIA_RW_GID : SHELL_UID,
    };
  }
}

function openFile(handle: FileHandle, guard: FileGuard | null): OpenFile {
  return {
    read: async (length) => {
      guard?.read();
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(length), 0, length, null);
      guard?.read();
      return buffer.subarray(0, bytesRead);
    },
    readv: async (into) => {
      guard?.read();
      const { bytesRead } = await handle.readv(into);
      guard?.read();
      return bytesRead;
    },
    close: () => handle.close(),
  };
}

/** Written itself, with nothing above it. */
function privateFolder(folder: string): FileMount {
  const lower = join(folder, 'tmp');
  mkdirSync(lower, { recursive: true });
  const files = new WriteThroughFiles({ lower, upper: join(folder, 'upper') }, join(folder, 'writing'));
  void files.recover();
  return { path: SHELL_TEMPORARY_DIRECTORY, files, guard: null, isScanned: false };
}

function linkStat(path: string, link: string): FileStat {
  return { ...rootStat(path), mode: S_IFLNK | 0o777, size: link.length, nlink: 1 };
}

function rootStat(path: string): FileStat {
  const root = { mode: S_IFDIR | 0o755, size: DIRECTORY_SIZE, mtimeMs: 0, dev: 1, nlink: 2, uid: 0, gid: 0 };
  return { ...root, ino: numberOf(path) };
}

/** A number that stays the same: FNV-1a. */
function numberOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  return hash;
}
