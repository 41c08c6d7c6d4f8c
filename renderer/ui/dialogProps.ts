import type { DialogKind, Dialogs } from '../../contract/rpc/systemUi.ts';

/** What every dialog of the device gets: the question, and the way back. A null answer is Back. */
export type DialogProps<K extends DialogKind> = Readonly<{
  ask: Dialogs[K]['ask'];
  onAnswer: (answer: Dialogs[K]['answer']) => void;
}>;
