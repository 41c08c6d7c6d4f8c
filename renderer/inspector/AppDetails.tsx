import { PERMISSION_GRANTED } from '../../contract/android/manifest.ts';
import type { PackageState, PermissionSummary, ProcessState } from '../../contract/rpc/deviceApi.ts';
import { openSettings } from '../settings/settingsTask.ts';
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
      <PermissionTable permissions={app.permissions} />
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
      <button type="button" className="button" onClick={() => openSettings({ kind: 'appInfo', packageName })}>
        App info
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

function PermissionTable({ permissions }: Readonly<{ permissions: readonly PermissionSummary[] }>) {
  if (permissions.length === 0) return <p className="muted">This app requests no permissions.</p>;
  return (
    <table className="permissions">
      <thead>
        <tr>
          <th scope="col">Permission and flags</th>
          <th scope="col">Check</th>
        </tr>
      </thead>
      <tbody>
        {permissions.map(({ name, implicit, check, flags }) => (
          <tr key={name} data-permission={name}>
            <th scope="row">
              {name.replace('android.permission.', '')}
              {implicit && <small title="Added by Android, not in the manifest"> implicit</small>}
              <span className="flags">{flags.length === 0 ? 'no flags' : flags.join(', ')}</span>
            </th>
            <td data-granted={check === PERMISSION_GRANTED}>{check === PERMISSION_GRANTED ? 'granted' : 'denied'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
