// Mirrors PermissionController's AppPermissionGroupsFragment.
import type { AppPermissionRow } from '../../contract/rpc/settingsApi.ts';
import { GROUP_ICONS } from '../ui/groupIcons.ts';
import { Icon } from '../ui/Icon.tsx';
import { type StringKey, text } from '../ui/strings.ts';
import { AppHeader } from './AppHeader.tsx';
import { PageFrame } from './PageFrame.tsx';
import { Preference, PreferenceCategory } from './Preference.tsx';
import type { PageProps } from './pageProps.ts';
import { navigate } from './settingsTask.ts';
import { useRead } from './useSettingsApi.ts';

type Category = AppPermissionRow['category'];

/** What an empty category says; one without words is left out. */
const CATEGORIES: readonly (readonly [Category, StringKey | null])[] = [
  ['Allowed', 'settings.noneAllowed'],
  ['Ask every time', null],
  ['Not allowed', 'settings.noneDenied'],
];

type AppPermissionsPageProps = PageProps & Readonly<{ packageName: string }>;

/** The permission groups of an app, by what it may do. */
export function AppPermissionsPage({ packageName, sdk: _sdk, ...frame }: AppPermissionsPageProps) {
  const { value: info, problem } = useRead(packageName, (api) => api.appInfo(packageName));
  return (
    <PageFrame {...frame} title={text('settings.permissions.title')} problem={problem}>
      {info !== null && (
        <>
          <AppHeader packageName={packageName} label={info.label} />
          {CATEGORIES.map(([category, empty]) => {
            const rows = info.permissions.filter((row) => row.category === category);
            if (rows.length === 0 && empty === null) return null;
            return (
              <PreferenceCategory key={category} title={category}>
                {rows.length === 0 && empty !== null && <p className="settings-empty">{text(empty)}</p>}
                <PermissionRows packageName={packageName} rows={rows} />
              </PreferenceCategory>
            );
          })}
        </>
      )}
    </PageFrame>
  );
}

type PermissionRowsProps = Readonly<{ packageName: string; rows: readonly AppPermissionRow[] }>;

function PermissionRows({ packageName, rows }: PermissionRowsProps) {
  if (rows.length === 0) return null;
  return (
    <ul className="settings-list">
      {rows.map(({ group, label }) => (
        <Preference
          key={group}
          title={label}
          icon={<Icon name={GROUP_ICONS[group] ?? 'info'} />}
          onClick={() => navigate({ kind: 'permission', packageName, group })}
        />
      ))}
    </ul>
  );
}
