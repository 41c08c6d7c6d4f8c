// What a tester does with the changes on a volume: look, export, drop, or apply them to the folder.
import { isAbsolute, normalize } from 'node:path';
import type { ApplyConfirmation, ApplyResult, DeviceWork, VolumeChanges } from '../../contract/rpc/volumeChanges.ts';
import { applyChanges, finishApply } from './applyChanges.ts';
import { exportChanges } from './exportChanges.ts';
import { listChanges } from './volumeChanges.ts';
import type { Volume, Volumes } from './volumes.ts';
import type { Work } from './work.ts';

type DeviceChangesOptions = Readonly<{
  home: string;
  volumes: Volumes;
  work: Work;
  /** Ends every app: none may write while its files change hands. */
  stopApps(): void;
  /** Has the rows follow what is on the volumes now. */
  rescan(): void;
}>;

export class DeviceChanges {
  readonly #options: DeviceChangesOptions;

  constructor(options: DeviceChangesOptions) {
    this.#options = options;
  }

  /** Nothing for one that is written through. @throws {Error} for a volume that is not mounted */
  list(volumeId: string): Promise<VolumeChanges> {
    return listChanges(this.#volume(volumeId).layers());
  }

  /** @throws {Error} with one sentence when the target cannot be used or written */
  async export(volumeId: string, target: string): Promise<void> {
    const { home, volumes } = this.#options;
    const layers = this.#layered(volumeId).layers();
    if (!isAbsolute(target)) throw new Error(`“${target}” is not a whole path; begin it at the root of the computer.`);
    const notIn = [home, ...volumes.list().map(({ folder }) => folder)];
    await this.#work('exporting', (onProgress) =>
      exportChanges(layers, { target: normalize(target), notIn, onProgress }),
    );
  }

  /** Forgets what was changed on a volume: it shows the folder as it is. */
  async drop(volumeId: string): Promise<void> {
    const volume = this.#layered(volumeId);
    const { stopApps, rescan } = this.#options;
    await this.#work('dropping', async () => {
      stopApps();
      volume.files.clear();
    });
    rescan();
  }

  /** @throws {Error} with one sentence when nothing was confirmed for this folder, or it cannot be written */
  async apply(volumeId: string, confirmed: ApplyConfirmation): Promise<ApplyResult> {
    const volume = this.#layered(volumeId);
    const { folder } = volume;
    if (confirmed.folder !== folder)
      throw new Error(`The question named ${confirmed.folder}, but the folder is ${folder}; nothing was changed.`);
    if (this.#isReadOnly(volumeId))
      throw new Error(`The volume ${volumeId} is read-only; nothing was changed in ${folder}.`);
    const away = () => this.#awayProblem(volume);
    const problemBefore = away();
    if (problemBefore !== null) throw new Error(problemBefore);
    const { stopApps, rescan } = this.#options;
    let done = 0;
    try {
      return await this.#work('applying', (progress) => {
        stopApps();
        const onProgress = (count: number) => {
          done = count;
          progress(count);
        };
        const { overwriteConflicts } = confirmed;
        const problem = () => volume.problem() ?? away();
        return applyChanges(volume.layers(), { overwriteConflicts, onProgress, problem });
      });
    } catch (error) {
      throw new Error(
        `${folder} could not be changed any further (${reason(error)}). ${done} changes are in it; the others are still on the device. Apply again when that is mended.`,
        { cause: error },
      );
    } finally {
      rescan();
    }
  }

  /** Ends what a killed program was applying to the folders; where one is away it waits for the next mount or apply. */
  recover(onProblem: (sentence: string) => void): void {
    for (const volume of this.#options.volumes.all()) {
      if (volume.problem() !== null) continue;
      try {
        finishApply(volume.layers());
      } catch (error) {
        onProblem(`A file that was being applied is left in ${volume.folder} (${reason(error)}).`);
      }
    }
  }

  #work<Result>(name: DeviceWork['name'], run: (progress: (done: number) => void) => Promise<Result>): Promise<Result> {
    return this.#options.work.run(name, run);
  }

  /** Where a disk was, changes would lie below it when it is back. */
  #awayProblem({ id, folder }: Volume): string | null {
    const [away] = this.#options.volumes.awayDisks(id);
    if (away === undefined) return null;
    return `The disk that was mounted at ${away} in ${folder} is not mounted any more; mount it first.`;
  }

  #isReadOnly(volumeId: string): boolean {
    return this.#options.volumes.list().some(({ id, readOnly }) => id === volumeId && readOnly);
  }

  #layered(volumeId: string): Volume {
    const volume = this.#volume(volumeId);
    if (volume.writeThrough)
      throw new Error(
        `${volume.description} is mounted write-through: what apps changed is in ${volume.folder} already, and nothing is above it.`,
      );
    return volume;
  }

  #volume(volumeId: string): Volume {
    const volume = this.#options.volumes.all().find(({ id }) => id === volumeId);
    if (volume === undefined) throw new Error(`The volume ${volumeId} is not mounted.`);
    const problem = volume.problem();
    if (problem !== null) throw new Error(problem);
    return volume;
  }
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
