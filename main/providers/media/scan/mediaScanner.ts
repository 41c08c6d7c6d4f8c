// Mirrors ModernMediaScanner: brings the rows of a volume in line with its files.
import { posix } from 'node:path';
import { Slices } from '../../../device/realTime.ts';
import { devicePath, parentOf } from '../../../device/volumePath.ts';
import type { Volume } from '../../../device/volumes.ts';
import { countFiles } from './countFiles.ts';
import { isFileHidden } from './hiddenMedia.ts';
import { ScanGate } from './scanGate.ts';
import { ScanPass, type ScanServices } from './scanPass.ts';
import { TouchedPaths } from './touchedPaths.ts';
import { isBelowLink, isHiddenBelow, isScannable, Walk, walkedFile } from './walk.ts';

/** From here on a look at all that is in a directory is quicker than file by file. */
const MANY_FILES = 32;
/** From here on a walk over everything, which costs a stat for what has not changed, is quicker than part by part. */
const MANY_PARTS = 500;

/** Scans of one volume, one after the other. */
type Line = {
  readonly volume: Volume;
  end: Promise<void>;
  /** Single files that wait for their turn: what changes meanwhile joins them. */
  gathering: Readonly<{ paths: Set<string>; done: Promise<void> }> | null;
};

export class MediaScanner {
  readonly #services: ScanServices;
  readonly #lines = new Map<string, Line>();
  /** Scans of one path beside whatever is being scanned; those of the same path after each other. */
  readonly #lanes = new Map<string, Promise<void>>();
  readonly #paths = new TouchedPaths();
  readonly #gate = new ScanGate();
  #closed = false;

  constructor(services: ScanServices) {
    this.#services = services;
  }

  /** Scans a whole volume after whatever is being scanned of it. Problems end up in the volume's state, never here. */
  scanVolume(volume: Volume): Promise<void> {
    return this.#enqueue(volume, () => this.#scanWhole(volume));
  }

  /**
   * Scans single files and directories, whether they are new, changed or gone.
   * @param paths on the device, e.g. /storage/emulated/0/DCIM/Camera/a.jpg
   */
  async scanFiles(paths: readonly string[]): Promise<void> {
    const waiting = new Set<Promise<void>>();
    for (const path of paths) {
      const place = this.#services.volumes.volumeOf(path);
      if (place !== null) waiting.add(this.#gather(place.volume, place.relative));
    }
    await Promise.all(waiting);
  }

  /** Scans one file or directory at once, however much else waits. Resolves when its row is written. */
  scanFile(path: string): Promise<void> {
    const before = this.#lanes.get(path) ?? Promise.resolve();
    const lane = before
      .then(() => {
        // Not earlier: whoever waits for the scan before this one must find its row written.
        this.#paths.touch([path]);
        const place = this.#services.volumes.volumeOf(path);
        if (place === null) return;
        return this.#guarded(() => this.#scanParts(place.volume, [place.relative], 'at once'));
      })
      .finally(() => {
        if (this.#lanes.get(path) === lane) this.#lanes.delete(path);
      });
    this.#lanes.set(path, lane);
    return lane;
  }

  /** While the result is held no scan writes or deletes rows of these paths, or below them: they are being changed. */
  hold(paths: readonly string[]): Disposable {
    return this.#paths.hold(paths);
  }

  /** Has the scans of a volume wait, once what they have read is committed; single files of apps do not wait. */
  pause(volume: Volume): void {
    this.#gate.pause(volume.id);
    this.#services.volumes.update(volume, { paused: true, rate: null, remaining: null });
  }

  resume(volume: Volume): void {
    this.#gate.resume(volume.id);
    this.#services.volumes.update(volume, { paused: false });
  }

  /** Resolves after every scan that was asked for; one that is paused is waited for. */
  async idle(): Promise<void> {
    await Promise.all([...[...this.#lines.values()].map(({ end }) => end), ...this.#lanes.values()]);
  }

  /** Stops after the step that is under way. Nothing is written once this has resolved. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#gate.open();
    await this.idle();
  }

  #gather(volume: Volume, relative: string): Promise<void> {
    const line = this.#line(volume);
    if (line.gathering === null) {
      const paths = new Set<string>();
      const done = this.#enqueue(volume, () => {
        line.gathering = null;
        return this.#scanParts(volume, [...paths], 'in turn');
      });
      line.gathering = { paths, done };
    }
    line.gathering.paths.add(relative);
    return line.gathering.done;
  }

  #line(volume: Volume): Line {
    const before = this.#lines.get(volume.id);
    // Mounted again it is another one, whose scans wait for what is under way for the one before.
    const line =
      before?.volume.isDetached() === false
        ? before
        : { volume, end: before?.end ?? Promise.resolve(), gathering: null };
    this.#lines.set(volume.id, line);
    return line;
  }

  #enqueue(volume: Volume, run: () => Promise<void>): Promise<void> {
    const line = this.#line(volume);
    line.end = line.end.then(() => this.#gate.wait(volume.id)).then(() => this.#guarded(run));
    return line.end;
  }

  async #guarded(run: () => Promise<void>): Promise<void> {
    if (this.#closed) return;
    await run().catch((error: unknown) => this.#services.log(`The scan failed: ${messageOf(error)}`));
  }

  async #scanWhole(volume: Volume): Promise<void> {
    const { volumes } = this.#services;
    const away = volume.problem();
    if (away !== null) return this.#missing(volume, away);
    const known = this.#stateOf(volume)?.files ?? 0;
    volumes.update(volume, {
      ...{ state: 'scanning', files: 0, indexed: 0, skipped: 0, problem: null },
      ...{ total: known > 0 ? known : null, rate: null, remaining: null },
    });
    try {
      const gone = await this.#scanAll(volume, known);
      if (this.#closed) return;
      if (gone === null) volumes.update(volume, { state: 'ready' });
      else this.#missing(volume, gone);
    } catch (error) {
      const problem = `The scan of ${volume.folder} ended early: ${messageOf(error)}. What is indexed stays; start the device again, or reboot it, once that is mended.`;
      this.#services.log(problem);
      volumes.update(volume, { state: 'failed', problem });
    }
  }

  /** @returns why the volume is not there any more, or null */
  #scanAll(volume: Volume, known: number): Promise<string | null> {
    return this.#inPass(volume, 'whole', async (pass) => {
      let isOver = false;
      pass.progress.total = known > 0 ? known : null;
      if (known === 0)
        void countFiles(volume, () => isOver || this.#closed || volume.isDetached()).then((total) => {
          pass.progress.total = total;
        });
      try {
        const failed = await pass.walk(new Walk(volume, '', { large: this.#services.largeDirectory }));
        if (failed !== null) return `${volume.folder} is not there any more: ${failed}.`;
      } finally {
        isOver = true;
      }
      const gone = await this.#end(pass);
      if (gone === null && !this.#closed) pass.progress.finish();
      return gone;
    });
  }

  /** Runs a pass; whatever it has not written when it ends is not written. */
  async #inPass<Result>(
    volume: Volume,
    kind: 'whole' | 'in turn' | 'at once',
    run: (pass: ScanPass) => Promise<Result>,
  ): Promise<Result> {
    const { volumes } = this.#services;
    volumes.noteDisks(volume);
    const pass = new ScanPass(this.#services, {
      volume,
      touched: this.#paths.begin(),
      show: (shown) => kind === 'whole' && volumes.update(volume, shown),
      stopped: () => this.#closed || volume.isDetached(),
      pause: () => (kind === 'at once' ? null : this.#gate.wait(volume.id)),
      keepsUnwritten: kind === 'in turn',
    });
    try {
      return await run(pass);
    } finally {
      await pass.abandon();
      this.#paths.end(pass.touched);
    }
  }

  /** Writes what a pass has read and deletes what it has missed. @returns why the volume is not there any more, or null */
  async #end(pass: ScanPass): Promise<string | null> {
    if (this.#closed) return null;
    await pass.finish();
    // Files that went with the folder are not deleted files: the rows wait for its return.
    const gone = pass.volume.problem();
    if (gone !== null) return gone;
    await pass.clean();
    return pass.volume.problem();
  }

  async #scanParts(volume: Volume, relatives: readonly string[], kind: 'in turn' | 'at once'): Promise<void> {
    const { crowded, single } = partsOf(relatives);
    if (this.#stateOf(volume)?.state === 'missing' || crowded.size + single.length > MANY_PARTS)
      return this.#scanWhole(volume);
    await this.#inPass(volume, kind, async (pass) => {
      const slices = new Slices();
      const entries = new Map(single.map((relative) => [relative, volume.files.stat(relative)]));
      const isWalked = (relative: string) => entries.get(relative)?.isDirectory === true;
      for (const [parent, changed] of crowded)
        if (!isWithinAny(parent, isWalked) && !isWalked(parent)) await this.#scanCrowded(pass, parent, changed);
      // What is there comes first: a name that is only spelled otherwise now takes over the row of the one that is gone.
      for (const relative of single.toSorted((a, b) => Number(!entries.get(a)) - Number(!entries.get(b)))) {
        if (this.#closed) return;
        if (!isWithinAny(relative, isWalked)) await this.#scanPart(pass, relative);
        await slices.breathe();
      }
      const gone = await this.#end(pass);
      if (gone === null) this.#adjust(pass);
      else this.#missing(volume, gone);
    });
  }

  async #scanPart(pass: ScanPass, relative: string): Promise<void> {
    const { volume } = pass;
    const parent = parentOf(relative);
    // A .nomedia that came or went changes everything beside and below it.
    if (posix.basename(relative) === '.nomedia') return this.#scanBelow(pass, parent);
    const entry = volume.files.stat(relative);
    if (entry === null || entry.isLink || isBelowLink(volume, relative)) return pass.miss(`${volume.path}/${relative}`);
    if (entry.isDirectory) return this.#scanBelow(pass, relative);
    if (!isScannable(volume, parent)) return;
    this.#services.extractor.forgive(entry.realPath);
    const path = `${volume.path}/${relative}`;
    const hidden = isFileHidden(path) || isHiddenBelow(volume, parent);
    await this.#parents(pass, parent);
    await pass.visit(walkedFile(path, { ...entry, hidden }));
  }

  /** Everything directly in a directory, and below those directories in it that have changed. */
  #scanCrowded(pass: ScanPass, parent: string, changed: ReadonlySet<string>): Promise<void> {
    const isHiding = changed.has(posix.join(parent, '.nomedia'));
    return this.#scanBelow(
      pass,
      parent,
      (relative) => isHiding || parentOf(relative) !== parent || changed.has(relative),
    );
  }

  async #scanBelow(pass: ScanPass, relative: string, enters?: (relative: string) => boolean): Promise<void> {
    const { volume } = pass;
    const walk = new Walk(volume, relative, {
      ...(enters === undefined ? {} : { enters }),
      large: this.#services.largeDirectory,
    });
    const isLinked = isBelowLink(volume, relative) || volume.files.stat(relative)?.isLink === true;
    if (walk.isEmpty || isLinked) return pass.miss(devicePath(volume, relative));
    await this.#parents(pass, parentOf(relative));
    await pass.walk(walk);
  }

  /** Rows of the directories above a single file, the topmost first. */
  async #parents(pass: ScanPass, parent: string): Promise<void> {
    const names = parent === '' ? [] : parent.split('/');
    for (let depth = 1; depth <= names.length; depth++) {
      const relative = names.slice(0, depth).join('/');
      const entry = pass.volume.files.stat(relative);
      const path = `${pass.volume.path}/${relative}`;
      if (entry !== null && this.#services.store.rowAt(path) === null)
        await pass.visit(walkedFile(path, { ...entry, hidden: isFileHidden(path) }));
    }
  }

  #stateOf({ id }: Volume) {
    return this.#services.volumes.list().find((state) => state.id === id);
  }

  #missing(volume: Volume, problem: string): void {
    this.#services.log(problem);
    this.#services.volumes.update(volume, { state: 'missing', problem });
  }

  /** The numbers of a ready volume after part of it has changed. */
  #adjust({ volume, growth }: ScanPass): void {
    const state = this.#stateOf(volume);
    if (state?.state !== 'ready' || growth === 0) return;
    const [files, indexed] = [state.files + growth, state.indexed + growth];
    this.#services.volumes.update(volume, { files, indexed, total: files });
  }
}

/** Paths by how they are scanned: many in one directory by a look at all that is in it, the rest one by one. */
function partsOf(relatives: readonly string[]) {
  const crowded = new Map<string, ReadonlySet<string>>();
  const single: string[] = [];
  for (const [parent, paths] of Map.groupBy(relatives, parentOf)) {
    if (paths.length >= MANY_FILES) crowded.set(parent, new Set(paths));
    else single.push(...paths);
  }
  return { crowded, single };
}

/** Whether a directory above the path is one of those. */
function isWithinAny(relative: string, isOne: (directory: string) => boolean): boolean {
  for (let above = relative; above !== ''; ) {
    above = parentOf(above);
    if (isOne(above)) return true;
  }
  return false;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
