import { useEffect, useState } from 'react';
import type { PackageState } from '../../contract/rpc/deviceApi.ts';
import type { DialogKind, ShownDialog } from '../../contract/rpc/systemUi.ts';
import { useDevice } from '../deviceStore.ts';

type Dialogs = Readonly<{
  /** What was on the screen once and has no answer yet: it stays as it is while it is out of sight. */
  kept: readonly ShownDialog[];
  /** The one of them that shows while its task is in front. */
  dialog: ShownDialog | null;
  /** On top of everything. */
  above: ShownDialog | null;
  /** Told while the picker is open that Settings leads to. */
  onEditSelected: (editing: Promise<unknown>) => void;
}>;

type Tasks = Readonly<{ inFront: PackageState | undefined; showsSettings: boolean; hasSettings: boolean }>;

/**
 * The dialogs of the device. One belongs to its app: it shows while the app is in front, and waits while it is not.
 * The picker that Settings opens is about an app, but belongs to Settings.
 */
export function useDialogs({ inFront, showsSettings, hasSettings }: Tasks): Dialogs {
  const dialogs = useDevice((store) => store.dialogs);
  const { ofSettings, onEditSelected } = useSettingsPicker(dialogs, hasSettings);
  const packageName = inFront?.manifest.packageName;
  const ofApp = dialogs.find((one) => one !== ofSettings && one.ask.packageName === packageName) ?? null;
  const shown = showsSettings ? ofSettings : ofApp;
  // The system's own question is on top of everything; a provider's page of the picker, or of the app, that led to it.
  const ofKind = (kind: DialogKind) => dialogs.find((one) => one.kind === kind) ?? null;
  const above = ofKind('usbDebugging') ?? (showsSettings ? null : ofKind('signIn'));
  const dialog = shown === above ? null : shown;
  const kept = useShownOnce(dialogs, dialog).filter((one) => one !== above);
  return { kept, dialog, above, onEditSelected };
}

function useShownOnce(dialogs: readonly ShownDialog[], shown: ShownDialog | null): readonly ShownDialog[] {
  const [ids, setIds] = useState<readonly number[]>([]);
  if (shown !== null && !ids.includes(shown.id)) {
    setIds([...ids.filter((id) => dialogs.some((one) => one.id === id)), shown.id]);
  }
  return dialogs.filter(({ id }) => ids.includes(id));
}

/** The first picker that comes after Settings asked for one is its own; it goes with the task. */
function useSettingsPicker(dialogs: readonly ShownDialog[], hasSettings: boolean) {
  const screen = useDevice((store) => store.screen);
  const [before, setBefore] = useState<readonly number[] | null>(null);
  const isOfSettings = ({ id, kind }: ShownDialog) => kind === 'photoPicker' && !before?.includes(id);
  const ofSettings = before === null ? null : (dialogs.find(isOfSettings) ?? null);
  const orphan = hasSettings ? undefined : ofSettings?.id;
  useEffect(() => {
    if (orphan !== undefined) void screen?.answer(orphan, null);
  }, [screen, orphan]);
  const onEditSelected = (editing: Promise<unknown>) => {
    const known = dialogs.map(({ id }) => id);
    const ended = () => setBefore((latest) => (latest === known ? null : latest));
    setBefore(known);
    editing.then(ended, ended);
  };
  return { ofSettings, onEditSelected };
}
