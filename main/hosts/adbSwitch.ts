// Whether adb reaches the device of the desktop host: one switch, off at first.
import type { System } from '../system.ts';
import { type AdbEndpoint, adbOptions, startAdb } from './adb.ts';
import type { AdbSettings } from './commandLine.ts';

export class AdbSwitch {
  readonly #device: Readonly<{ readonly system: System }>;
  readonly #changed: () => void;
  #endpoint: AdbEndpoint | null = null;
  /** One after the other: who presses twice means what was meant last. */
  #changing: Promise<void> = Promise.resolve();

  /**
   * @param device read at each request: another folder, or a restart, brings another one
   * @param changed called after it was switched, or could not be
   */
  constructor(device: Readonly<{ readonly system: System }>, changed: () => void) {
    this.#device = device;
    this.#changed = changed;
  }

  get isOn(): boolean {
    return this.#endpoint !== null;
  }

  /** @param settings null switches it off. @throws {StartError} when no port can be had */
  set(settings: AdbSettings | null): Promise<void> {
    const change = this.#changing.then(() => this.#switch(settings));
    this.#changing = change.catch(() => {});
    return change;
  }

  /** Ends every connection: the device is another one now. */
  hangUp(): void {
    this.#endpoint?.hangUp();
  }

  async #switch(settings: AdbSettings | null): Promise<void> {
    const before = this.#endpoint;
    this.#endpoint = null;
    try {
      await before?.close();
      if (settings !== null) this.#endpoint = await startAdb(adbOptions(settings, this.#device));
    } finally {
      this.#changed();
    }
  }
}
