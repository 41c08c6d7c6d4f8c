import type { PackageState, ProcessState } from '../../contract/rpc/deviceApi.ts';
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

function AppButtons({ app: { manifest, process } }: Readonly<{ app: PackageState }>) {
  const order = useOrder();
  const { packageName } = manifest;
  return (
    <div className="buttons">
      <button
        type="button"
        className="button"
        data-kind="filled"
        disabled={process === 'FOREGROUND'}
        onClick={() => order((tester) => tester.launch(packageName))}
      >
        Open
      </button>
      <button
        type="button"
        className="button"
        disabled={process !== 'FOREGROUND'}
        onClick={() => order((tester) => tester.setProcessState(packageName, 'BACKGROUND'))}
      >
        Background
      </button>
      <button
        type="button"
        className="button"
        disabled={process === 'STOPPED'}
        onClick={() => order((tester) => tester.setProcessState(packageName, 'STOPPED'))}
      >
        Kill
      </button>
      <button
        type="button"
        className="button"
        title="Finishes the app's activity: what results granted it, and it has not taken, ends"
        onClick={() => order((tester) => tester.finishActivity(packageName))}
      >
        Finish activity
      </button>
      <button
        type="button"
        className="button"
        title="Ends its process and its activity, as Force stop in Settings"
        onClick={() => order((tester) => tester.forceStop(packageName))}
      >
        Force stop
      </button>
      <button
        type="button"
        className="button"
        title="Takes back every document and folder the app was given"
        onClick={() => order((tester) => tester.clearAccess(packageName))}
      >
        Clear access
      </button>
      <button type="button" className="button" onClick={() => openSettings({ kind: 'appInfo', packageName })}>
        App info
      </button>
      <ManifestDialog key={packageName} app={manifest} />
      <button
        type="button"
        className="button"
        data-kind="danger"
        onClick={() => order((tester) => tester.clearData(packageName))}
      >
        Clear data
      </button>
      <button
        type="button"
        className="button"
        data-kind="danger"
        onClick={() => order((tester) => tester.uninstall(packageName))}
      >
        Uninstall
      </button>
    </div>
  );
}
