// What the desktop host remembers, kept in one file: each change is on disk at once, whole, whatever ends the program.
import { JsonFile } from '../device/jsonFile.ts';
import { type DesktopState, readDesktopState, type WindowPlace, withRecent } from './desktopState.ts';

export class DesktopMemory {
  readonly #file: JsonFile;
  #state: DesktopState;

  /** @param onProblem told in a sentence when the file can be read or written no more; the program runs on without it */
  constructor(path: string, onProblem: (sentence: string) => void) {
    this.#file = new JsonFile(path, onProblem);
    this.#state = readDesktopState(this.#file.load());
  }

  get state(): DesktopState {
    return this.#state;
  }

  setWindow(window: WindowPlace): void {
    this.#save({ ...this.#state, window });
  }

  opened(folder: string): void {
    this.#save({ ...this.#state, recent: withRecent(this.#state.recent, folder) });
  }

  /** A folder that is not there any more, or without one every folder. */
  forget(folder?: string): void {
    const recent = folder === undefined ? [] : this.#state.recent.filter((other) => other !== folder);
    this.#save({ ...this.#state, recent });
  }

  setChecksForUpdates(checksForUpdates: boolean): void {
    this.#save({ ...this.#state, checksForUpdates });
  }

  #save(state: DesktopState): void {
    if (JSON.stringify(state) === JSON.stringify(this.#state)) return;
    this.#state = state;
    this.#file.save(state);
  }
}
