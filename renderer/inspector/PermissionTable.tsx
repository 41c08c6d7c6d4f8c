import { PERMISSION_GRANTED } from '../../contract/android/manifest.ts';
import type { PackageState, PermissionSummary } from '../../contract/rpc/deviceApi.ts';
import { useOrder } from './useCommands.ts';

/** What an app requests, what checkSelfPermission answers, and pm grant and revoke for each. */
export function PermissionTable({ app }: Readonly<{ app: PackageState }>) {
  if (app.permissions.length === 0) return <p className="muted">This app requests no permissions.</p>;
  return (
    <table className="permissions">
      <thead>
        <tr>
          <th scope="col">Permission and flags</th>
          <th scope="col">Check</th>
          <th scope="col">
            <span className="visually-hidden">Change</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {app.permissions.map((summary) => (
          <PermissionLine key={summary.name} packageName={app.manifest.packageName} summary={summary} />
        ))}
      </tbody>
    </table>
  );
}

type PermissionLineProps = Readonly<{ packageName: string; summary: PermissionSummary }>;

function PermissionLine({ packageName, summary: { name, implicit, check, flags } }: PermissionLineProps) {
  const order = useOrder();
  const shortName = name.replace('android.permission.', '');
  const isGranted = check === PERMISSION_GRANTED;
  const verb = isGranted ? 'Revoke' : 'Grant';
  return (
    <tr data-permission={name}>
      <th scope="row">
        {shortName}
        {implicit && <small title="Added by Android, not in the manifest"> implicit</small>}
        <span className="flags">{flags.length === 0 ? 'no flags' : flags.join(', ')}</span>
      </th>
      <td data-granted={isGranted}>{isGranted ? 'granted' : 'denied'}</td>
      <td>
        <button
          type="button"
          className="permission-change"
          aria-label={`${verb} ${shortName}`}
          title={`pm ${verb.toLowerCase()}`}
          onClick={() => order((tester) => tester.setPermission(packageName, name, !isGranted))}
        >
          {verb}
        </button>
      </td>
    </tr>
  );
}
