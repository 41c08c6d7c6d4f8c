// The dialogs that are up. Whoever shows a screen (the window, a browser, a script) draws and answers them.
import { Throwable } from '../../contract/android/errors.ts';
import { ACTION_GET_CONTENT } from '../../contract/android/intent.ts';
import type {
  AskChanges,
  DialogAnswer,
  DialogKind,
  Dialogs,
  ShownDialog,
  SystemUi,
} from '../../contract/rpc/systemUi.ts';
import { Listeners } from '../device/listeners.ts';
import type { Journal } from '../log/journal.ts';
import { isPickerAnswer } from './pickedUris.ts';

/** A wrong answer may be as long as whoever gave it likes; as much of it is told, characters. */
const LONGEST_TOLD = 1_000;

type Waiting = Readonly<{ dialog: ShownDialog; resolve(answer: DialogAnswer): void }>;

export class Screen implements SystemUi {
  readonly #journal: Journal;
  readonly #waiting = new Map<number, Waiting>();
  readonly #listeners = new Listeners<[]>();
  #lastId = 0;

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  async show<K extends DialogKind>(
    kind: K,
    ask: Dialogs[K]['ask'],
    changes?: AskChanges<K>,
  ): Promise<Dialogs[K]['answer']> {
    const id = ++this.#lastId;
    // Kind and ask belong together by the signature; TypeScript cannot carry that into a union by itself.
    const dialogOf = (current: Dialogs[K]['ask']) => ({ id, kind, ask: current }) as unknown as ShownDialog;
    const finish = this.#journal.open('device', `show ${kind}`, [ask]);
    const answered = new Promise<DialogAnswer>((resolve) => {
      this.#waiting.set(id, { dialog: dialogOf(ask), resolve });
      this.#listeners.call();
    });
    const unfollow = changes?.((current) => this.#revise(dialogOf(current)));
    const answer = await answered;
    unfollow?.();
    finish({ result: answer });
    return answer as Dialogs[K]['answer'];
  }

  /** The dialog stays in its place. */
  #revise(dialog: ShownDialog): void {
    const waiting = this.#waiting.get(dialog.id);
    if (waiting === undefined) return;
    this.#waiting.set(dialog.id, { ...waiting, dialog });
    this.#listeners.call();
  }

  dismiss(packageName: string): void {
    for (const { dialog } of [...this.#waiting.values()]) {
      if (dialog.ask.packageName === packageName) this.#take(dialog.id, null);
    }
  }

  dismissAll(): void {
    for (const id of [...this.#waiting.keys()]) this.#take(id, null);
  }

  /** Oldest first; the first one is on top. */
  dialogs(): readonly ShownDialog[] {
    return [...this.#waiting.values()].map(({ dialog }) => dialog);
  }

  /**
   * @returns false when the dialog is gone already
   * @throws {Throwable} IllegalArgumentException for an answer this dialog does not have; it stays up
   */
  answer(id: number, answer: DialogAnswer): boolean {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return false;
    if (!fits(waiting.dialog, answer)) {
      const given = JSON.stringify(answer).slice(0, LONGEST_TOLD);
      throw new Throwable('IllegalArgumentException', `The ${waiting.dialog.kind} dialog has no answer ${given}.`);
    }
    this.#take(id, answer);
    return true;
  }

  #take(id: number, answer: DialogAnswer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    this.#listeners.call();
    waiting?.resolve(answer);
  }

  /** Called after a dialog went up or down. */
  onChange(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }
}

/** Whether a user could have given this answer. Null is Back, which a media request does not have. */
function fits({ kind, ask }: ShownDialog, answer: DialogAnswer): boolean {
  if (answer === null) return kind !== 'mediaRequest';
  switch (kind) {
    case 'grantPermissions':
      return 'button' in answer && ask.buttons.some(({ id }) => id === answer.button);
    case 'photoPicker':
      if ('browse' in answer) return ask.action === ACTION_GET_CONTENT;
      return 'uris' in answer && isPickerAnswer(ask, answer.uris);
    case 'mediaRequest':
      return 'allowed' in answer;
    case 'documentPicker':
      return 'activity' in answer || ('uris' in answer && answer.uris.length > 0);
    case 'signIn':
      return 'account' in answer;
    case 'cloudMediaApp':
      return false;
    case 'usbDebugging':
      return 'debugging' in answer;
  }
}
