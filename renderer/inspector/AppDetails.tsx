import type { DeviceApi, PackageState, ProcessState } from '../../contract/rpc/deviceApi.ts';
import { openSettings } from '../settings/settingsTask.ts';
import { ManifestDialog } from './ManifestDialog.tsx';
import { PermissionTable } from './PermissionTable.tsx';
import { PhotoAccessControls } from './PhotoAccessControls.tsx';
import { useOrder } from './useCommands.ts';

const PROCESS_TEXT: Readonly<Record<ProcessState, string>> = {
  FOREGROUND: 'In front',
  BACKGROUND: 'In the background',
  STOPPED: 'Not running',
};

/** One app: its process, its permissions with their flags, and how many items are selected for it. */
export function AppDetails({ app }: Readonly<{ app: PackageState }>) {
  const { manifest, process, pid, uid, selectedItems } = app;
  return (
    <div className="app-details" data-package={manifest.packageName}>
      <p className="app-package">{manifest.packageName}</p>
      <dl className="facts">
        <div>
          <dt>Process</dt>
          <dd data-process={process}>
            {pid === null ? PROCESS_TEXT[process] : `${PROCESS_TEXT[process]}, pid ${pid}`}
          </dd>
        </div>
        <div>
          <dt>Uid</dt>
          <dd>{uid}</dd>
        </div>
        <div>
          <dt>Selected items</dt>
          <dd data-selected={selectedItems}>{selectedItems.toLocaleString()}</dd>
        </div>
      </dl>
      <AppButtons app={app} />
      <PhotoAccessControls app={app} />
      <PermissionTable app={app} />
    </div>
  );
}

type Act = Readonly<{
  label: string;
  run(tester: DeviceApi, packageName: string): Promise<void>;
  title?: string;
  kind?: 'filled' | 'danger';
  /** In which state of the process there is nothing to do. */
  isDone?(process: ProcessState): boolean;
}>;

const PROCESS_ACTS: readonly Act[] = [
  {
    ...{ label: 'Open', kind: 'filled', isDone: (process) => process === 'FOREGROUND' },
    run: (tester, packageName) => tester.launch(packageName),
  },
  {
    ...{ label: 'Background', isDone: (process) => process !== 'FOREGROUND' },
    run: (tester, packageName) => tester.setProcessState(packageName, 'BACKGROUND'),
  },
  {
    ...{ label: 'Kill', isDone: (process) => process === 'STOPPED' },
    run: (tester, packageName) => tester.setProcessState(packageName, 'STOPPED'),
  },
  {
    label: 'Finish activity',
    title: "Finishes the app's activity: what results granted it, and it has not taken, ends",
    run: (tester, packageName) => tester.finishActivity(packageName),
  },
  {
    label: 'Force stop',
    title: 'Ends its process and its activity, as Force stop in Settings',
    run: (tester, packageName) => tester.forceStop(packageName),
  },
  {
    label: 'Clear access',
    title: 'Takes back every document and folder the app was given',
    run: (tester, packageName) => tester.clearAccess(packageName),
  },
];

const LAST_ACTS: readonly Act[] = [
  { label: 'Clear data', kind: 'danger', run: (tester, packageName) => tester.clearData(packageName) },
  { label: 'Uninstall', kind: 'danger', run: (tester, packageName) => tester.uninstall(packageName) },
];

function AppButtons({ app: { manifest, process } }: Readonly<{ app: PackageState }>) {
  const order = useOrder();
  const { packageName } = manifest;
  const button = ({ label, title, kind, isDone, run }: Act) => (
    <button
      key={label}
      type="button"
      className="button"
      data-kind={kind}
      title={title}
      disabled={isDone?.(process)}
      onClick={() => order((tester) => run(tester, packageName))}
    >
      {label}
    </button>
  );
  return (
    <div className="buttons">
      {PROCESS_ACTS.map(button)}
      <button type="button" className="button" onClick={() => openSettings({ kind: 'appInfo', packageName })}>
        App info
      </button>
      <ManifestDialog key={packageName} app={manifest} />
      {LAST_ACTS.map(button)}
    </div>
  );
}
