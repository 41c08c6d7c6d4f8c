import type { ShownDialog } from '../contract/rpc/systemUi.ts';

/**
 * The dialogs that are up now. One that asks what it asked before stays the same object, and so does each part of a
 * question that asks something else: the list comes anew with every dialog that goes up or down, and a picker would
 * begin again with each.
 */
export function keepUnchanged(before: readonly ShownDialog[], now: readonly ShownDialog[]): readonly ShownDialog[] {
  return now.map((dialog) => {
    const known = before.find(({ id, kind }) => id === dialog.id && kind === dialog.kind);
    if (known === undefined) return dialog;
    if (isSame(known, dialog)) return known;
    const parts = Object.entries(dialog.ask).map(([name, part]) => {
      const old: unknown = known.ask[name as keyof typeof known.ask];
      return [name, isSame(old, part) ? old : part];
    });
    // The parts of a question of one kind, put together again.
    return { ...dialog, ask: Object.fromEntries(parts) } as ShownDialog;
  });
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
