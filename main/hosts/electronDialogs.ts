// Questions and sentences in the system's own windows.
import { type BrowserWindow, dialog } from 'electron';
import type { Question } from './desktopUpdates.ts';

/**
 * Asks with the last button as what closing the question means.
 * @param options safe: whether Enter presses that one too, because somebody else thought of what is asked
 * @returns which button was pressed, from 0
 */
export async function ask(
  window: BrowserWindow | null,
  { message, detail, buttons }: Question,
  { safe = false }: Readonly<{ safe?: boolean }> = {},
): Promise<number> {
  const last = buttons.length - 1;
  const options = {
    ...{ type: 'question' as const, title: 'Scopebox', message, detail, noLink: true },
    ...{ buttons: [...buttons], cancelId: last, defaultId: safe ? last : 0 },
  };
  const { response } = await (window === null || window.isDestroyed()
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options));
  return response;
}

/** Says what went wrong, in the words of the error. */
export function tell(error: unknown): void {
  dialog.showErrorBox('Scopebox', error instanceof Error ? error.message : String(error));
}
