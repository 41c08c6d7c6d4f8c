// One word for each answer to a dialog, whatever kind is up.
import type { GrantButton, ShownDialog } from '../contract/rpc/systemUi.ts';
import { EXIT, StartError } from '../main/hosts/commandLine.ts';
import { closest } from '../scenario/suggest.ts';
import type { WaitOptions } from '../sdk/screen.ts';
import type { GrantChoice, User } from '../sdk/user.ts';

/** What each word means. */
export const DIALOG_ANSWERS: Readonly<Record<string, string>> = {
  allow: '“Allow”, “Allow all”; also of a media request and of USB debugging',
  all: '“Allow all”',
  limited: '“Select photos and videos”, “Allow limited access”',
  'while-using': '“While using the app”',
  once: '“Only this time”',
  deny: '“Don’t allow”; also of a media request and of USB debugging',
  'deny-forever': '“Don’t allow”, where it is the last time',
  'no-more': '“Don’t select more”',
  always: 'USB debugging: allow, and do not ask about this computer again',
  'sign-in': 'sign in to a documents provider with an account',
  back: 'the Back button',
};

/** The words that fit each button. */
const WORDS: Readonly<Record<GrantButton, string>> = {
  ALLOW: 'allow',
  ALLOW_ALL: 'all',
  ALLOW_SELECTED: 'limited',
  ALLOW_FOREGROUND: 'while-using',
  ALLOW_ONE_TIME: 'once',
  DENY: 'deny',
  DENY_AND_DONT_ASK_AGAIN: 'deny-forever',
  DONT_SELECT_MORE: 'no-more',
};

/** What can be answered to a dialog, as words of this command or the name of the one that answers it. */
export function answersOf(dialog: ShownDialog): readonly string[] {
  if (dialog.kind === 'grantPermissions') return [...dialog.ask.buttons.map(({ id }) => WORDS[id]), 'back'];
  if (dialog.kind === 'mediaRequest') return ['allow', 'deny'];
  if (dialog.kind === 'usbDebugging') return ['allow', 'always', 'deny'];
  if (dialog.kind === 'signIn') return ['sign-in ACCOUNT', 'back'];
  return dialog.kind === 'cloudMediaApp' ? ['back'] : ['scopebox pick'];
}

type Given = Readonly<{ answer: string; account?: string | undefined }>;

/**
 * Waits for a dialog and gives it the answer.
 * @returns the dialog
 * @throws {StartError} for a word that is no answer; {Error} for one that this dialog does not have
 */
export async function answerDialog(user: User, { answer, account }: Given, wait: WaitOptions): Promise<ShownDialog> {
  const isButton = Object.hasOwn(WORDS, answer);
  if (!Object.hasOwn(DIALOG_ANSWERS, answer) && !isButton) {
    const meant = closest(answer, Object.keys(DIALOG_ANSWERS));
    throw new StartError(
      `“${answer}” is no answer. ${meant === null ? 'See --help.' : `Did you mean ${meant}?`}`,
      EXIT.usage,
    );
  }
  if (answer === 'sign-in' && account === undefined)
    throw new StartError('Name the account: scopebox dialog sign-in me@example.com', EXIT.usage);
  const dialog = await user.waitForDialog(undefined, wait);
  if (answer === 'back') await user.back(wait);
  else if (dialog.kind === 'grantPermissions') await user.dialog(answer as GrantChoice, wait);
  else if (!answersOf(dialog).some((fitting) => fitting.split(' ')[0] === answer))
    throw new Error(
      `“${answer}” does not fit: on the screen is ${dialog.kind}, which takes ${answersOf(dialog).join(', ')}.`,
    );
  else if (dialog.kind === 'mediaRequest') await user.mediaRequest(answer === 'allow' ? 'allow' : 'deny', wait);
  else if (dialog.kind === 'signIn') await user.signIn(account ?? '', wait);
  else if (dialog.kind === 'usbDebugging') await user.usbDebugging(answer as 'allow' | 'always' | 'deny', wait);
  return dialog;
}
