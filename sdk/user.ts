// What a person in front of the device does: answers the dialogs that come up.
import type { DialogKind, GrantButton, ShownDialog } from '../contract/rpc/systemUi.ts';
import { type DialogOf, describeDialog, type OpenSystemApp, type Screen, type WaitOptions } from './screen.ts';
import { UserDocuments } from './userDocuments.ts';
import { UserPicker } from './userPicker.ts';

/** An answer to the permission dialog in a tester's words, or a button by PermissionController's id. */
export type GrantChoice =
  | 'allow'
  | 'all'
  | 'limited'
  | 'while-using'
  | 'once'
  | 'deny'
  | 'deny-forever'
  | 'no-more'
  | GrantButton;

/** The buttons each word means, the first that is there. What says “Don't allow” the second time asks never again. */
const BUTTONS: Readonly<Record<Exclude<GrantChoice, GrantButton>, readonly GrantButton[]>> = {
  allow: ['ALLOW', 'ALLOW_ALL'],
  all: ['ALLOW_ALL', 'ALLOW'],
  limited: ['ALLOW_SELECTED'],
  'while-using': ['ALLOW_FOREGROUND'],
  once: ['ALLOW_ONE_TIME'],
  deny: ['DENY', 'DENY_AND_DONT_ASK_AGAIN'],
  'deny-forever': ['DENY_AND_DONT_ASK_AGAIN'],
  'no-more': ['DONT_SELECT_MORE'],
};

/**
 * Every act waits for its dialog, 10 s unless told, and then answers it. It rejects with an Error that says what is on the
 * screen instead, or with a Throwable OperationCanceledException when its signal aborts.
 */
export class User {
  readonly picker: UserPicker;
  readonly documents: UserDocuments;
  readonly #screen: Screen;

  constructor(screen: Screen, openApp: OpenSystemApp) {
    this.#screen = screen;
    this.picker = new UserPicker(screen, openApp);
    this.documents = new UserDocuments(screen, openApp);
  }

  /** Presses a button of the permission dialog. */
  async dialog(choice: GrantChoice, options?: WaitOptions): Promise<void> {
    const dialog = await this.#screen.wait(['grantPermissions'], options);
    const wanted = choice in BUTTONS ? BUTTONS[choice as keyof typeof BUTTONS] : [choice as GrantButton];
    const button = wanted.find((id) => dialog.ask.buttons.some((shown) => shown.id === id));
    if (button === undefined) throw new Error(`“${choice}” is not to be had: this is the ${describeDialog(dialog)}.`);
    await this.#screen.answer(dialog, { button });
  }

  /** Answers what MediaStore.create*Request asks. */
  async mediaRequest(answer: 'allow' | 'deny', options?: WaitOptions): Promise<void> {
    const dialog = await this.#screen.wait(['mediaRequest'], options);
    await this.#screen.answer(dialog, { allowed: answer === 'allow' });
  }

  /** Signs in to a documents provider. */
  async signIn(account: string, options?: WaitOptions): Promise<void> {
    const dialog = await this.#screen.wait(['signIn'], options);
    await this.#screen.answer(dialog, { account });
  }

  /** Answers whether the computer with the key that is shown may use adb. */
  async usbDebugging(answer: 'allow' | 'always' | 'deny', options?: WaitOptions): Promise<void> {
    const dialog = await this.#screen.wait(['usbDebugging'], options);
    await this.#screen.answer(dialog, answer === 'deny' ? null : { debugging: true, always: answer === 'always' });
  }

  /** Back: closes the dialog on top. A media request has no Back, as on Android. */
  async back(options?: WaitOptions): Promise<void> {
    await this.#screen.answer(await this.#screen.wait(null, options), null);
  }

  /** Resolves with the dialog, of a kind or any, as soon as it is up; it stays there. */
  waitForDialog(kind?: undefined, options?: WaitOptions): Promise<ShownDialog>;
  waitForDialog<K extends DialogKind>(kind: K, options?: WaitOptions): Promise<DialogOf<K>>;
  waitForDialog(kind?: DialogKind, options?: WaitOptions): Promise<ShownDialog> {
    return this.#screen.wait(kind === undefined ? null : [kind], options);
  }

  /** What is on the screen now, oldest first. */
  dialogs(): Promise<readonly ShownDialog[]> {
    return this.#screen.dialogs();
  }
}
