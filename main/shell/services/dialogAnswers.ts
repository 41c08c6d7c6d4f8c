// The dialog that is up, answered from a shell as a user would answer it.

import type { Uri } from '../../../contract/android/uri.ts';
import type { DialogAnswer, GrantButton, ShownDialog } from '../../../contract/rpc/systemUi.ts';
import { afterRealTime } from '../../device/realTime.ts';
import { ProgramError } from '../command.ts';
import { Interrupted } from '../streams.ts';

export const ANSWERS = [
  ...(['allow', 'all', 'selected', 'while-using', 'once', 'deny', 'dont-ask', 'no-more', 'cancel'] as const),
] as const;
export type AnswerWord = (typeof ANSWERS)[number];

/** A word, items that are picked, or who signs in. */
export type Answer = AnswerWord | readonly Uri[] | Readonly<{ account: string }>;

/** The dialogs that are up, as whoever shows a screen has them. */
export type DialogScreen = Readonly<{
  dialogs(): readonly ShownDialog[];
  answer(id: number, answer: DialogAnswer): boolean;
  onChange(listener: () => void): Disposable;
}>;

/** The first that the permission dialog has is pressed. */
const BUTTONS: Readonly<Record<Exclude<AnswerWord, 'cancel'>, readonly GrantButton[]>> = {
  allow: ['ALLOW_ALL', 'ALLOW', 'ALLOW_FOREGROUND', 'ALLOW_ONE_TIME'],
  all: ['ALLOW_ALL'],
  selected: ['ALLOW_SELECTED'],
  'while-using': ['ALLOW_FOREGROUND'],
  once: ['ALLOW_ONE_TIME'],
  deny: ['DENY', 'DONT_SELECT_MORE', 'DENY_AND_DONT_ASK_AGAIN'],
  'dont-ask': ['DENY_AND_DONT_ASK_AGAIN'],
  'no-more': ['DONT_SELECT_MORE'],
};

/**
 * What a word means to a dialog, or the items that are picked.
 * @throws {ProgramError} where the dialog has no such answer
 */
export function answerOf({ kind, ask }: ShownDialog, answer: Answer): DialogAnswer {
  if (typeof answer !== 'string' && 'account' in answer) {
    if (kind === 'signIn') return answer;
    throw new ProgramError(`Nobody signs in to the ${kind} dialog.`);
  }
  if (typeof answer !== 'string') {
    if (kind === 'photoPicker') return { uris: answer };
    if (kind === 'documentPicker') return { uris: answer, stack: null };
    throw new ProgramError(`The ${kind} dialog picks nothing.`);
  }
  if (answer === 'cancel') return null;
  if (kind === 'grantPermissions') {
    const button = BUTTONS[answer].find((id) => ask.buttons.some((each) => each.id === id));
    if (button !== undefined) return { button };
  }
  if (kind === 'mediaRequest' && (answer === 'allow' || answer === 'deny')) return { allowed: answer === 'allow' };
  if (kind === 'usbDebugging' && answer === 'allow') return { debugging: true, always: false };
  if (kind === 'usbDebugging' && answer === 'deny') return null;
  throw new ProgramError(`The ${kind} dialog has no answer ${answer}.`);
}

/** @returns a word for what was done. @throws {ProgramError} */
export function answerDialog(screen: DialogScreen, dialog: ShownDialog, answer: Answer): string {
  if (!screen.answer(dialog.id, answerOf(dialog, answer))) throw new ProgramError('The dialog was gone.');
  if (typeof answer === 'string') return answer;
  return 'account' in answer ? answer.account : `picked ${answer.length}`;
}

/**
 * The dialog on top, or the next one.
 * @param after milliseconds to wait when it is there. @param most milliseconds to wait for it
 * @throws {ProgramError} when it has not come in time. @throws {Interrupted}
 */
export async function waitForDialog(
  screen: DialogScreen,
  signal: AbortSignal,
  after: number,
  most: number | null = null,
): Promise<ShownDialog> {
  const { promise, resolve, reject } = Promise.withResolvers<ShownDialog>();
  const look = () => {
    const [dialog] = screen.dialogs();
    if (dialog !== undefined) resolve(dialog);
  };
  const stop = () => reject(new Interrupted());
  using _changes = screen.onChange(look);
  using _limit = most === null ? null : afterRealTime(most, () => reject(new ProgramError('No dialog came.')));
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  look();
  try {
    const dialog = await promise;
    if (after > 0) await new Promise<void>((done) => afterRealTime(after, done));
    return dialog;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
