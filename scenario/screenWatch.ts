// The dialogs of a run: which came up, and whether one is up.
import type { DialogAnswer, ScreenApi, ShownDialog } from '../contract/rpc/systemUi.ts';
import type { DeviceAddress } from '../sdk/deviceAddress.ts';
import type { Remote } from '../sdk/rpcClient.ts';
import { conversation } from './conversation.ts';

export class ScreenWatch {
  readonly #api: Remote<ScreenApi>;
  readonly #answered = new Set<number>();
  readonly #seen: ShownDialog[] = [];
  readonly #waiting = new Set<() => void>();
  #up: readonly ShownDialog[] = [];

  private constructor(api: Remote<ScreenApi>) {
    this.#api = api;
    void this.#follow();
  }

  static async open(device: DeviceAddress): Promise<ScreenWatch> {
    return new ScreenWatch(await conversation<ScreenApi>(device, 'screen'));
  }

  /** Every dialog that came up, in order, each as it was when it was last seen. */
  get seen(): readonly ShownDialog[] {
    return this.#seen;
  }

  /** Those that are up and were not answered, the one on top first. */
  get up(): readonly ShownDialog[] {
    return this.#up.filter(({ id }) => !this.#answered.has(id));
  }

  /** Takes what is up now for answered: what comes next is another dialog. */
  leave(dialog: ShownDialog): void {
    this.#answered.add(dialog.id);
  }

  async answer(dialog: ShownDialog, answer: DialogAnswer): Promise<void> {
    await this.#api.answer(dialog.id, answer);
    this.leave(dialog);
  }

  /** Resolves when a dialog is up that was not answered. `signal` ends the wait without one. */
  async next(signal: AbortSignal): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => {
      if (this.up.length > 0 || signal.aborted) resolve();
    };
    this.#waiting.add(look);
    signal.addEventListener('abort', look);
    look();
    await promise;
    this.#waiting.delete(look);
    signal.removeEventListener('abort', look);
  }

  /** Looks at the device itself: what the stream tells comes a moment later, and leaves out what was brief. */
  async refresh(): Promise<void> {
    try {
      for await (const dialogs of await this.#api.dialogs()) {
        this.#show(dialogs);
        return;
      }
    } catch {
      // As in #follow().
    }
  }

  close(): void {
    this.#api.close();
  }

  async #follow(): Promise<void> {
    try {
      for await (const dialogs of await this.#api.dialogs()) this.#show(dialogs);
    } catch {
      // The device has restarted, or is gone: the step that needs the screen says so.
    }
  }

  #show(dialogs: readonly ShownDialog[]): void {
    this.#up = dialogs;
    for (const dialog of dialogs) this.#note(dialog);
    for (const look of [...this.#waiting]) look();
  }

  #note(dialog: ShownDialog): void {
    const before = this.#seen.findIndex(({ id }) => id === dialog.id);
    if (before < 0) this.#seen.push(dialog);
    else this.#seen[before] = dialog;
  }
}
