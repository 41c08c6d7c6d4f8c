// What somebody dropped on the window, and what can be done with it.

/** One thing that was dropped. */
export type Dropped = Readonly<{
  name: string;
  /** Null where the browser does not tell. */
  isFolder: boolean | null;
  /** Null where the page is told no paths. */
  path: string | null;
}>;

export type Drop =
  | Readonly<{ kind: 'folder'; name: string; path: string | null }>
  | Readonly<{ kind: 'problem'; sentence: string }>;

/** A folder to put in, or one sentence about what is wrong with what was dropped. */
export function readDrop(dropped: readonly Dropped[]): Drop {
  const [first, second] = dropped;
  if (first === undefined) return problem('That is neither a file nor a folder; drop a folder of photos here.');
  if (second !== undefined) return problem(`That is ${dropped.length} things at once; drop one folder.`);
  if (first.isFolder === false)
    return problem(`“${first.name}” is a file; drop the folder it is in, and the device shows what is in there.`);
  if (first.path === '') return problem(`“${first.name}” has no path on this computer; copy it to a folder first.`);
  return { kind: 'folder', name: first.name, path: first.path };
}

function problem(sentence: string): Drop {
  return { kind: 'problem', sentence };
}

/** Reads what the browser lets a page know, while the event lasts. */
export function droppedOf(transfer: DataTransfer, pathOf: ((file: File) => string) | null): readonly Dropped[] {
  return [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .flatMap((item) => {
      const file = item.getAsFile();
      const entry = item.webkitGetAsEntry();
      if (file === null && entry === null) return [];
      const name = entry?.name ?? file?.name ?? '';
      return [
        { name, isFolder: entry?.isDirectory ?? null, path: pathOf === null || file === null ? null : pathOf(file) },
      ];
    });
}
