// Mirrors DocumentsUI's picker/ActionHandler: what the user's taps do.
import { useEffect, useMemo, useRef } from 'react';
import { CALL_KEY, METHOD, MIME_TYPE_DIR } from '../../contract/android/documentsContract.ts';
import type { Dialogs } from '../../contract/rpc/systemUi.ts';
import type { Context } from '../../sdk/context.ts';
import { isStackRecents } from './breadcrumbs.ts';
import { type DocumentInfo, documentKey, documentUriOf, treeUriOf } from './documentInfo.ts';
import { isSelectable } from './enabled.ts';
import { backTarget } from './pickerState.ts';
import { type RootInfo, rootKey, rootUriOf } from './rootInfo.ts';
import { isFolderNameMissing, isSaveEnabled, saveStep } from './savePicker.ts';
import { isSearching } from './searchQuery.ts';
import type { HandlerActivity } from './sidebar.ts';
import { documentsText } from './strings.ts';
import { canLongPress, documentStackOf, pickedAnswer, tapEffect } from './tap.ts';
import type { Picker, PickerAsk } from './usePicker.ts';

type Answer = Dialogs['documentPicker']['answer'];

export type PickerActions = Readonly<{
  /** Back, wherever the picker is; at last it closes. */
  back(): void;
  close(): void;
  tap(document: DocumentInfo): void;
  longPress(document: DocumentInfo): void;
  selectAll(): void;
  pickSelected(): void;
  openApp(activity: HandlerActivity): void;
  /** Save, or a question before it. */
  save(): void;
  /** The answer to the question: what is there is answered as it is. */
  overwrite(target: DocumentInfo): void;
  /** False for a name that is none. */
  createFolder(name: string): boolean;
  pickTree(directory: DocumentInfo): void;
  eject(root: RootInfo): void;
}>;

type Activity = Readonly<{
  ask: PickerAsk;
  context: Context;
  picker: Picker;
  /** Answers the app; what comes after the first answer is nothing. */
  finish(answer: Answer): void;
  isGone(): boolean;
  /** Whether the user has gone on since: what was asked of a provider before is about another place. */
  isElsewhere(): boolean;
}>;

export function usePickerActions(
  ask: PickerAsk,
  context: Context,
  picker: Picker,
  onAnswer: (answer: Answer) => void,
): PickerActions {
  const life = useRef({ isFinished: false, isGone: false });
  useEffect(() => {
    life.current.isGone = false;
    return () => {
      life.current.isGone = true;
    };
  }, []);
  const latest = useRef<Activity | null>(null);
  latest.current = {
    ...{ ask, context, picker },
    finish: (answer) => {
      if (life.current.isFinished) return;
      life.current.isFinished = true;
      onAnswer(answer);
    },
    isGone: () => life.current.isGone || life.current.isFinished,
    isElsewhere: () => latest.current !== null && placeOf(latest.current.picker) !== placeOf(picker),
  };
  return useMemo(() => actionsOf(() => latest.current), []);
}

/** Where a picker is, as a text. */
function placeOf({ state: { stack, search } }: Picker): string {
  if (stack === null) return '';
  return JSON.stringify([rootKey(stack.root), stack.documents.map(documentKey), search]);
}

function actionsOf(current: () => Activity | null): PickerActions {
  const run =
    <Args extends readonly unknown[], R>(work: (activity: Activity, ...args: Args) => R, otherwise: R) =>
    (...args: Args): R => {
      const activity = current();
      return activity === null || activity.isGone() ? otherwise : work(activity, ...args);
    };
  return {
    back: run(back, undefined),
    close: run(({ finish }) => finish(null), undefined),
    tap: run(tap, undefined),
    longPress: run(longPress, undefined),
    selectAll: run(selectAll, undefined),
    pickSelected: run((activity) => pick(activity, activity.picker.state.selection), undefined),
    openApp: run(({ finish }, { packageName, name }) => finish({ activity: { packageName, name } }), undefined),
    save: run((activity) => void save(activity), undefined),
    overwrite: run((activity, target) => pick(activity, [target]), undefined),
    createFolder: run(createFolder, false),
    pickTree: run(pickTree, undefined),
    eject: run((activity, root) => void eject(activity, root), undefined),
  };
}

function back({ picker: { state, dispatch }, finish }: Activity): void {
  if (backTarget(state) === null) finish(null);
  else dispatch({ type: 'backPressed' });
}

function tap(activity: Activity, document: DocumentInfo): void {
  const { picker } = activity;
  const { state, dispatch, filter } = picker;
  const effect = tapEffect(document, filter, state.selection.length > 0);
  if (effect === 'enter') void enter(activity, document);
  else if (effect === 'pick') pick(activity, [document]);
  else if (effect === 'toggle') dispatch({ type: 'selectionToggled', document });
  else if (effect === 'replace') dispatch({ type: 'save', action: { type: 'documentTapped', document } });
}

/** What was found may lie anywhere; its provider may say where. */
async function enter(activity: Activity, directory: DocumentInfo): Promise<void> {
  const { access, state, dispatch, providers } = activity.picker;
  const { stack } = state;
  if (stack === null) return;
  if (isSearching(state.search) || isStackRecents(stack)) {
    const found = await access.findDocumentPath(documentUriOf(directory));
    const root = providers.roots.find(
      ({ authority, rootId }) => authority === directory.authority && rootId === (found?.rootId ?? stack.root.rootId),
    );
    const uris = found?.path.map((documentId) => documentUriOf({ ...directory, documentId })) ?? [];
    const documents = await Promise.all(uris.map((uri) => access.getDocument(uri)));
    if (activity.isGone() || activity.isElsewhere()) return;
    const known = documents.filter((document) => document !== null);
    if (root !== undefined && known.length > 0 && known.length === documents.length) {
      return dispatch({ type: 'pathFound', root, documents: known });
    }
  }
  dispatch({ type: 'directoryEntered', directory });
}

function longPress({ ask, picker: { filter, dispatch } }: Activity, document: DocumentInfo): void {
  if (canLongPress(document, filter, ask.allowMultiple)) dispatch({ type: 'selectionToggled', document });
}

function selectAll({ ask, picker: { directory, filter, dispatch } }: Activity): void {
  if (!ask.allowMultiple) return;
  dispatch({ type: 'allSelected', documents: directory.rows.filter((row) => isSelectable(row, filter)) });
}

function pick({ picker, finish }: Activity, documents: readonly DocumentInfo[]): void {
  if (documents.length > 0) finish(pickedAnswer(documents, picker.state.stack));
}

async function save(activity: Activity): Promise<void> {
  const { ask, finish } = activity;
  const { state, dispatch, access, cwd } = activity.picker;
  const { save: bar, stack } = state;
  if (cwd === null || stack === null || bar.isSaving || bar.name === '' || !isSaveEnabled(cwd)) return;
  const step = saveStep(bar, cwd, ask.mimeType ?? '*/*');
  if (step.kind === 'askOverwrite') {
    return dispatch({ type: 'dialogOpened', dialog: { kind: 'overwrite', target: step.target } });
  }
  dispatch({ type: 'save', action: { type: 'createStarted' } });
  const uri = await access.createDocument(cwd, step.mimeType, step.displayName);
  if (uri !== null) return finish({ uris: [uri], stack: documentStackOf(stack) });
  if (activity.isGone()) return;
  dispatch({ type: 'save', action: { type: 'createFailed' } });
  dispatch({ type: 'snackbarShown', text: documentsText('save_error') });
}

function createFolder(activity: Activity, name: string): boolean {
  if (isFolderNameMissing(name)) return false;
  activity.picker.dispatch({ type: 'dialogClosed' });
  void makeFolder(activity, name.trim());
  return true;
}

async function makeFolder(activity: Activity, name: string): Promise<void> {
  const { access, cwd, dispatch } = activity.picker;
  const uri = cwd === null ? null : await access.createDocument(cwd, MIME_TYPE_DIR, name);
  const folder = uri === null ? null : await access.getDocument(uri);
  if (activity.isGone()) return;
  if (folder === null) dispatch({ type: 'snackbarShown', text: documentsText('create_error') });
  else if (!activity.isElsewhere()) dispatch({ type: 'directoryEntered', directory: folder });
}

function pickTree({ picker: { state }, finish }: Activity, directory: DocumentInfo): void {
  finish({ uris: [treeUriOf(directory)], stack: state.stack === null ? null : documentStackOf(state.stack) });
}

/** The volume's provider takes the root away; the drawer hears of it. */
async function eject(activity: Activity, root: RootInfo): Promise<void> {
  const uri = rootUriOf(root);
  if (uri === null || root.authority === null) return;
  const { contentResolver } = activity.context;
  try {
    await contentResolver.call(root.authority, METHOD.EJECT_ROOT, null, { [CALL_KEY.URI]: uri });
  } catch {
    const text = documentsText('toast_failed_eject', { root: root.title });
    if (!activity.isGone()) activity.picker.dispatch({ type: 'snackbarShown', text });
  }
}
