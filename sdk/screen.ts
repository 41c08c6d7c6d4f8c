// The dialogs that are up, as a script sees them: it waits for one, and answers it.
import type { DialogAnswer, DialogKind, ScreenApi, ShownDialog } from '../contract/rpc/systemUi.ts';
import type { Context } from './context.ts';
import { canceled, throwIfCanceled } from './deviceAddress.ts';
import type { Remote } from './rpcClient.ts';

/** How long a person's act waits for its dialog. */
export type WaitOptions = Readonly<{
  /** Milliseconds; 10 000 unless told. */
  timeout?: number | undefined;
  signal?: AbortSignal | undefined;
}>;

/** Connects to an app of the system, as the screen runs it. */
export type OpenSystemApp = (packageName: string) => Promise<Context>;

/** A dialog of one kind. */
export type DialogOf<K extends DialogKind> = Extract<ShownDialog, Readonly<{ kind: K }>>;

const TIMEOUT = 10_000;

/** How long after a break somebody who waits tries again, milliseconds. */
const RETRY = 100;

export class Screen {
  readonly #api: Remote<ScreenApi>;
  /** What was answered; the device may not have told yet that it is gone. */
  readonly #answered = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #dialogs: readonly ShownDialog[] = [];
  #following: Promise<void> | null = null;

  constructor(api: Remote<ScreenApi>) {
    this.#api = api;
  }

  /** Those that are up now, oldest first; the first is on top. */
  async dialogs(): Promise<readonly ShownDialog[]> {
    for await (const dialogs of await this.#api.dialogs()) return dialogs;
    return [];
  }

  /**
   * The oldest dialog of a kind, or of any.
   * @throws {Error} after `timeout`, with what is on the screen instead
   * @throws {Throwable} OperationCanceledException
   */
  async wait<K extends DialogKind>(
    kinds: readonly K[] | null,
    { timeout = TIMEOUT, signal }: WaitOptions = {},
  ): Promise<DialogOf<K>> {
    throwIfCanceled(signal);
    this.#follow();
    let end = () => {};
    try {
      const dialog = await new Promise<ShownDialog>((resolve, reject) => {
        const look = () => {
          const found = this.#dialogs.find((each) => this.#fits(each, kinds));
          if (found !== undefined) resolve(found);
        };
        const cancel = () => reject(canceled());
        const timer = setTimeout(() => void this.#tellInstead(kinds, timeout).then(reject, reject), timeout);
        end = () => {
          clearTimeout(timer);
          this.#listeners.delete(look);
          signal?.removeEventListener('abort', cancel);
        };
        this.#listeners.add(look);
        signal?.addEventListener('abort', cancel);
        look();
      });
      return dialog as DialogOf<K>;
    } finally {
      end();
    }
  }

  /** @throws {Throwable} IllegalArgumentException for an answer the dialog does not have; it stays up */
  async answer(dialog: ShownDialog, answer: DialogAnswer): Promise<void> {
    this.#answered.add(dialog.id);
    try {
      if (await this.#api.answer(dialog.id, answer)) return;
    } catch (error) {
      this.#answered.delete(dialog.id);
      throw error;
    }
    throw new Error(`The ${describeDialog(dialog)} was gone before it could be answered.`);
  }

  #fits({ id, kind }: ShownDialog, kinds: readonly DialogKind[] | null): boolean {
    return !this.#answered.has(id) && (kinds === null || kinds.includes(kind));
  }

  /** One stream for as long as the conversation lasts; the next wait after a break begins another. */
  #follow(): void {
    this.#following ??= this.#read().finally(() => {
      this.#following = null;
    });
  }

  async #read(): Promise<void> {
    try {
      for await (const dialogs of await this.#api.dialogs()) {
        this.#dialogs = dialogs;
        for (const listener of [...this.#listeners]) listener();
      }
    } catch {
      // Whoever waits learns it from the time that passes, with what the device says then.
    }
    // Another connection, or the device after a restart, counts its dialogs anew.
    this.#answered.clear();
    this.#dialogs = [];
    if (this.#listeners.size > 0) setTimeout(() => this.#listeners.size > 0 && this.#follow(), RETRY);
  }

  async #tellInstead(kinds: readonly DialogKind[] | null, timeout: number): Promise<Error> {
    const wanted = kinds === null ? 'dialog' : kinds.map((kind) => DIALOG_NAMES[kind]).join(' or ');
    const dialogs = await this.dialogs();
    const there = dialogs.length === 0 ? 'no dialog at all' : dialogs.map(describeDialog).join(', and below it ');
    return new Error(`No ${wanted} came up within ${timeout} ms; on the screen is ${there}.`);
  }
}

const DIALOG_NAMES: Readonly<Record<DialogKind, string>> = {
  grantPermissions: 'permission dialog',
  photoPicker: 'photo picker',
  documentPicker: 'document picker',
  signIn: 'sign-in page',
  cloudMediaApp: 'cloud media app page',
  usbDebugging: 'USB debugging dialog',
  mediaRequest: 'media request',
};

/** A dialog in a few words, for messages. */
export function describeDialog(dialog: ShownDialog): string {
  const name = `${DIALOG_NAMES[dialog.kind]} of ${dialog.ask.packageName}`;
  if (dialog.kind === 'grantPermissions')
    return `${name} (“${dialog.ask.title}”: ${dialog.ask.buttons.map(({ id }) => id).join(', ')})`;
  if (dialog.kind === 'mediaRequest') return `${name} (“${dialog.ask.title}”)`;
  if (dialog.kind === 'documentPicker') return `${name} (${dialog.ask.action})`;
  return name;
}
