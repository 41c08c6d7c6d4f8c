// Runners for what the document picker merges of several roots, how it saves, and how a directory looks.
import { Throwable } from '../../../contract/android/errors.ts';
import { directoryState } from '../../../renderer/documentsui/directoryState.ts';
import {
  isGlobalSearchSource,
  isRecentsSource,
  mergeRecents,
  notMovable,
} from '../../../renderer/documentsui/multiRoot.ts';
import type { DerivedType } from '../../../renderer/documentsui/rootInfo.ts';
import {
  isSaveEnabled,
  openSavePicker,
  type SaveAction,
  savePickerReducer,
  saveStep,
} from '../../../renderer/documentsui/savePicker.ts';
import type { Group, Groups } from '../groups.ts';
import { deepEqual } from '../runCases.ts';
import { documentOf, ROOT, type RowCase } from './documentsUi.ts';

type RecentsCase = Readonly<{
  now: number;
  acceptMimes: readonly string[] | null;
  showHidden: boolean;
  roots: readonly Readonly<{ authority: string; flags: number; userId: number; rows: readonly RowCase[] }>[];
}>;
type SearchRoot = Readonly<{ authority: string; rootId: string; flags: number; derivedType: DerivedType }>;
type SaveCase = Readonly<{
  cwdFlags?: number;
  isRecents?: boolean;
  replaceTarget?: string | null;
  textEditedAfterwards?: boolean;
  navigatedAfterwards?: boolean;
  text?: string;
  intentType?: string;
  cwd?: string;
}>;
type StateCase = Readonly<{
  cursor?: null;
  rows?: number;
  extras?: Readonly<Record<string, unknown>>;
  searching?: boolean;
  exception?: string;
  rootTitle?: string;
  app?: string;
  appName?: string;
  blockedFromTree?: boolean;
}>;

const recents: Group = {
  run({ roots, now, ...filter }: RecentsCase) {
    const perRoot = roots
      .filter((root) => isRecentsSource({ ...ROOT, ...root }))
      .map(({ authority, rows }) => rows.map((row) => documentOf(row, authority)));
    const merged = mergeRecents(perRoot, now, { ...filter, sort: { dimension: 'date', direction: 'desc' } });
    return merged.map(({ documentId }) => documentId);
  },
};

const savePicker: Group = {
  run(input: SaveCase) {
    if (input.cwdFlags !== undefined)
      return { saveEnabled: isSaveEnabled(input.isRecents === true ? null : { flags: input.cwdFlags }) };
    const target = documentOf({ id: 't', name: input.replaceTarget ?? '', mime: input.intentType ?? null });
    const steps: readonly SaveAction[] = [
      ...(input.replaceTarget ? [{ type: 'documentTapped' as const, document: target }] : []),
      ...(input.textEditedAfterwards || !input.replaceTarget
        ? [{ type: 'nameEdited' as const, name: input.text ?? `${input.replaceTarget ?? ''}x` }]
        : []),
      ...(input.navigatedAfterwards ? [{ type: 'navigated' as const }] : []),
    ];
    const state = steps.reduce(savePickerReducer, openSavePicker(null));
    const step = saveStep(state, { documentId: input.cwd ?? '' }, input.intentType ?? '');
    if (step.kind === 'askOverwrite') return { dialog: 'overwrite', providerCall: null };
    return {
      ...{ dialog: null, providerCall: 'createDocument' },
      args: [step.parentDocumentId, step.mimeType, step.displayName],
    };
  },
  same: sameWhereTold,
};

const directoryStateGroup: Group = {
  run(input: StateCase) {
    const error =
      input.exception === undefined ? null : new Throwable(input.exception as 'AuthenticationRequiredException', '');
    const extras = input.cursor === null ? null : (input.extras ?? {});
    const { header, body, rowsShown, isLoading } = directoryState(
      { rowCount: input.rows ?? 0, extras, error },
      {
        isSearching: input.searching ?? false,
        rootTitle: input.rootTitle ?? '',
        appName: input.app ?? input.appName ?? '',
        isBlockedFromTree: input.blockedFromTree ?? false,
      },
    );
    const headerText = header === null ? null : (header.title ?? header.text);
    return {
      ...{ header: headerText, body: body?.text ?? null, rowsShown },
      ...{ progress: isLoading, loading: isLoading, button: header?.button ?? null },
    };
  },
  same: sameWhereTold,
};

/** The cases name only what they are about. */
function sameWhereTold(actual: Readonly<Record<string, unknown>>, expected: Readonly<Record<string, unknown>>) {
  return Object.entries(expected).every(([key, value]) => deepEqual(actual[key], value));
}

export const documentsUiStateGroups: Groups = {
  recents,
  recents_row_flags: { run: ({ flags }: Readonly<{ flags: number }>) => notMovable(flags) },
  global_search_root: {
    run: ({ authority, flags, derivedType }: SearchRoot) =>
      isGlobalSearchSource({ authority, flags, derivedType, userId: 0 }),
  },
  save_picker: savePicker,
  directory_state: directoryStateGroup,
};
