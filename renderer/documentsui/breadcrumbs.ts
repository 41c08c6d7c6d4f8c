// Mirrors DocumentsUI's base/DocumentStack.
import type { DocumentInfo } from './documentInfo.ts';
import { isRecents, type RootInfo } from './rootInfo.ts';

/** Where the picker is: a root, and its directories from the root's own document down. Recents has none. */
export type PickerStack = Readonly<{ root: RootInfo; documents: readonly DocumentInfo[] }>;

/** The directory on screen; null in Recents, and until the root's document is there. */
export function peek({ documents }: PickerStack): DocumentInfo | null {
  return documents.at(-1) ?? null;
}

export function isStackRecents({ root, documents }: PickerStack): boolean {
  return isRecents(root) && documents.length === 0;
}

/** Into a directory. A search result may be anywhere, so its path comes by `replaceDocuments` when the provider tells it. */
export function push(stack: PickerStack, directory: DocumentInfo): PickerStack {
  return { ...stack, documents: [...stack.documents, directory] };
}

/** One up; the root's own directory stays. */
export function pop(stack: PickerStack): PickerStack {
  return stack.documents.length <= 1 ? stack : { ...stack, documents: stack.documents.slice(0, -1) };
}

/** To a crumb by its place, 0 for the root. */
export function popTo(stack: PickerStack, index: number): PickerStack {
  return { ...stack, documents: stack.documents.slice(0, Math.max(1, index + 1)) };
}

/** The labels of the row, from the root down. */
export function crumbs({ root, documents }: PickerStack): readonly string[] {
  return [root.title, ...documents.slice(1).map(({ displayName }) => displayName)];
}

/** The title of where the picker is, and what the question about a tree calls the folder. */
export function currentTitle(stack: PickerStack): string {
  return crumbs(stack).at(-1) ?? stack.root.title;
}
