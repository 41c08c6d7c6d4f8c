import type { ShownDialog } from '../contract/rpc/systemUi.ts';

/**
 * The dialogs that are up now. One that asks what it asked before stays the same object: the list comes anew with
 * every dialog that goes up or down, and a picker would begin again with each.
 */
export function keepUnchanged(before: readonly ShownDialog[], now: readonly ShownDialog[]): readonly ShownDialog[] {
  return now.map((dialog) => {
    const known = before.find(({ id }) => id === dialog.id);
    return known !== undefined && JSON.stringify(known) === JSON.stringify(dialog) ? known : dialog;
  });
}
