// Mirrors what vold and the kernel put between an app and a volume: mounted or gone, read-only, full.
import { lowestAbove } from './layer.ts';
import { Listeners } from './listeners.ts';
import type { PreparedFile } from './preparedFile.ts';
import type { DirectoryView, VolumeEntry, VolumeListing } from './union.ts';
import type { FileGuard, VolumeReader, VolumeWriter } from './volumeAccess.ts';
import { failure } from './volumePath.ts';
import type { VolumeSpace } from './volumeSpace.ts';

/** What is known of disks in the folder that are away. */
type Disks = Readonly<{
  awaySentences(directory: string): readonly string[];
  diskProblem(path: string): string | null;
}>;

const NO_DISKS: Disks = { awaySentences: () => [], diskProblem: () => null };

/**
 * One mount of a volume. Once it has ended nothing comes through any more, also when the volume is mounted again: that
 * is another mount. What was under way in the upper layer comes to its end there.
 */
export class VolumeGate implements VolumeReader, VolumeWriter {
  isReadOnly = false;
  /** Called with paths below the volume after they came, went, or changed; a directory stands for all below it. */
  readonly changes = new Listeners<[paths: readonly string[]]>();
  readonly #files: VolumeReader & VolumeWriter;
  readonly #space: VolumeSpace;
  readonly #disks: Disks;
  readonly #running = new Set<Promise<unknown>>();
  #isOpen = true;

  constructor(files: VolumeReader & VolumeWriter, space: VolumeSpace, disks: Disks = NO_DISKS) {
    this.#files = files;
    this.#space = space;
    this.#disks = disks;
  }

  /** For a file that an app has opened. */
  readonly guard: FileGuard = {
    read: () => this.#requireOpen(),
    write: async (growth) => {
      this.#requireWritable();
      await this.#space.take(growth);
    },
  };

  get isOpen(): boolean {
    return this.#isOpen;
  }

  get isIdle(): boolean {
    return this.#running.size === 0;
  }

  /** Ends this mount at once. */
  close(): void {
    this.#isOpen = false;
  }

  /** Resolves when nothing is under way on the volume. */
  async idle(): Promise<void> {
    while (!this.isIdle) await Promise.allSettled(this.#running);
  }

  async readdir(path: string): Promise<VolumeListing> {
    return this.#withAway(path, await this.#whileOpen(() => this.#files.readdir(path)));
  }

  async readdirUpTo(path: string, most: number): Promise<VolumeListing | null> {
    const listing = await this.#whileOpen(() => this.#files.readdirUpTo(path, most));
    return listing === null ? null : this.#withAway(path, listing);
  }

  async openDirectory(path: string): Promise<DirectoryView> {
    const view = await this.#whileOpen(() => this.#files.openDirectory(path));
    const more = this.#disks.awaySentences(path);
    return {
      ...{ names: view.names, directories: view.directories },
      entry: (name) => (this.#isOpen ? view.entry(name) : null),
      get skipped() {
        return [...view.skipped, ...more];
      },
    };
  }

  stat(path: string): VolumeEntry | null {
    return this.#isOpen ? this.#files.stat(path) : null;
  }

  resolve(path: string): string | null {
    return this.#isOpen ? this.#files.resolve(path) : null;
  }

  existsIgnoringCase(path: string): boolean {
    return this.#isOpen && this.#files.existsIgnoringCase(path);
  }

  spelled(path: string): string {
    return this.#isOpen ? this.#files.spelled(path) : path;
  }

  mkdirs(path: string): void {
    if (this.stat(path)?.isDirectory) return;
    this.#requireWritable();
    this.#space.requireRoom();
    const made = this.#appearing(path);
    this.#files.mkdirs(path);
    this.changes.call([made]);
  }

  async openForWriting(path: string, options: Readonly<{ truncate: boolean }>): Promise<string> {
    this.#requireWritable();
    const before = this.stat(path);
    if (before === null) this.#space.requireRoom();
    const changed = before === null ? this.#appearing(path) : path;
    const real = await this.#run(this.#files.openForWriting(path, options));
    this.#requireOpen();
    if (options.truncate) this.#space.give(before?.size ?? 0);
    if (before === null || options.truncate) this.changes.call([changed]);
    return real;
  }

  async prepareFile(path: string): Promise<PreparedFile> {
    this.#requireWritable();
    if (this.stat(path) === null) this.#space.requireRoom();
    const file = await this.#run(this.#files.prepareFile(path));
    let taken = 0;
    return {
      write: async (...pieces) => {
        const bytes = pieces.reduce((length, piece) => length + piece.length, 0);
        await this.guard.write(async () => bytes);
        taken += bytes;
        await file.write(...pieces);
      },
      place: async (mtimeMs) => {
        this.#requireWritable();
        const over = this.stat(path);
        const placed = this.#appearing(path);
        await this.#run(file.place(mtimeMs));
        taken = 0;
        this.#space.give(over?.size ?? 0);
        this.changes.call([placed]);
      },
      discard: async () => {
        this.#space.give(taken);
        await this.#run(file.discard());
      },
    };
  }

  async moveFile(from: string, to: string): Promise<void> {
    this.#requireWritable();
    const over = from === to ? null : this.stat(to);
    const placed = this.#appearing(to);
    await this.#run(this.#files.moveFile(from, to));
    this.#space.give(over?.size ?? 0);
    this.changes.call([from, placed]);
  }

  async moveDirectory(from: string, to: string): Promise<void> {
    this.#requireWritable();
    this.#requireDisks(from);
    const placed = this.#appearing(to);
    await this.#run(this.#files.moveDirectory(from, to));
    this.changes.call([from, placed]);
  }

  deleteFile(path: string): void {
    this.#requireWritable();
    const size = this.stat(path)?.size ?? 0;
    this.#files.deleteFile(path);
    this.#space.give(size);
    this.changes.call([path]);
  }

  async deleteDirectory(path: string): Promise<void> {
    this.#requireWritable();
    this.#requireDisks(path);
    await this.#run(this.#files.deleteDirectory(path));
    this.changes.call([path]);
    await this.#space.count();
  }

  async setLastModified(path: string, mtimeMs: number): Promise<void> {
    this.#requireWritable();
    await this.#run(this.#files.setLastModified(path, mtimeMs));
    this.changes.call([path]);
  }

  clear(): void {
    this.#requireOpen();
    this.#files.clear();
    void this.#space.count();
    this.changes.call(['']);
  }

  /** What comes to be in the lowest directory that is there, when something is made at a path. */
  #appearing(path: string): string {
    const above = lowestAbove(path, (parent) => (this.stat(parent) === null ? null : parent));
    const next = path.indexOf('/', above === null ? 0 : above.length + 1);
    return next < 0 ? path : path.slice(0, next);
  }

  async #run<Result>(work: Promise<Result>): Promise<Result> {
    this.#running.add(work);
    try {
      return await work;
    } finally {
      this.#running.delete(work);
    }
  }

  /** A directory that was listed while its volume went may lack anything. */
  async #whileOpen<Listing>(list: () => Promise<Listing>): Promise<Listing> {
    this.#requireOpen();
    const listing = await list();
    this.#requireOpen();
    return listing;
  }

  #withAway(path: string, listing: VolumeListing): VolumeListing {
    const more = this.#disks.awaySentences(path);
    return more.length === 0 ? listing : { ...listing, skipped: [...listing.skipped, ...more] };
  }

  #requireOpen(): void {
    if (!this.#isOpen) throw failure('EIO', 'The volume is not mounted any more.');
  }

  /** As a kernel refuses it for where something is mounted: the rows of what is on the disk would go with it. */
  #requireDisks(directory: string): void {
    const problem = this.#disks.diskProblem(directory);
    if (problem !== null) throw failure('EBUSY', problem);
  }

  #requireWritable(): void {
    this.#requireOpen();
    if (this.isReadOnly) throw failure('EROFS', 'The volume is mounted read-only.');
  }
}
