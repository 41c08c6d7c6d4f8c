// The dialogs that are up. Whoever shows a screen (the window, a browser, a script) draws and answers them.
import type { DialogAnswer, DialogKind, Dialogs, ShownDialog, SystemUi } from '../../contract/rpc/systemUi.ts';
import { Listeners } from '../device/listeners.ts';
import type { Journal } from '../log/journal.ts';

type Waiting = Readonly<{ dialog: ShownDialog; resolve(answer: DialogAnswer): void }>;

export class Screen implements SystemUi {
  readonly #journal: Journal;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Listeners<[]>();
  #lastId = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  async show<K extends DialogKind>(kind: K, ask: Dialogs[K]['ask']): Promise<Dialogs[K]['answer']> {
    const id = ++this.#lastId;
    // Kind and ask belong together by the signature; TypeScript cannot carry that into a union by itself.
    const dialog = { id, kind, ask } as unknown as ShownDialog;
    const finish = this.#journal.open('device', `show ${kind}`, [ask]);
    const answer = await new Promise<DialogAnswer>((resolve) => {
      this.#waiting.set(id, { dialog, resolve });
      this.#listeners.call();
    });
    finish({ result: answer });
    return answer as Dialogs[K]['answer'];
  }

  dismiss(packageName: string): void {
    for (const { dialog } of [...this.#waiting.values()]) {
      if (dialog.ask.packageName === packageName) this.answer(dialog.id, null);
    }
  }

  dismissAll(): void {
    for (const id of [...this.#waiting.keys()]) this.answer(id, null);
  }

  /** Oldest first; the first one is on top. */
  dialogs(): readonly ShownDialog[] {
    return [...this.#waiting.values()].map(({ dialog }) => dialog);
  }

  /** @returns false when the dialog is gone already */
  answer(id: number, answer: DialogAnswer): boolean {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return false;
    this.#waiting.delete(id);
    this.#listeners.call();
    waiting.resolve(answer);
    return true;
  }

  /** Called after a dialog went up or down. */
  onChange(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }
}
