// Mirrors com.android.settings.applications.appinfo.AppInfoDashboardFragment.
import type { AppInfo } from '../../contract/rpc/settingsApi.ts';
import { text } from '../ui/strings.ts';
import { AppHeader } from './AppHeader.tsx';
import { PageFrame } from './PageFrame.tsx';
import { Preference, PreferenceCategory, SwitchPreference } from './Preference.tsx';
import type { PageProps } from './pageProps.ts';
import { navigate } from './settingsTask.ts';
import { specialAccessTitle } from './specialAccessWords.ts';
import { useOrders, useRead } from './useSettingsApi.ts';

type AppInfoPageProps = PageProps & Readonly<{ packageName: string }>;

/** One app: its permissions, what happens when nobody opens it, and its special access. */
export function AppInfoPage({ packageName, sdk: _sdk, ...frame }: AppInfoPageProps) {
  const { value: info, problem } = useRead(packageName, (api) => api.appInfo(packageName));
  const orders = useOrders();
  return (
    <PageFrame {...frame} title={text('settings.appInfo')} problem={problem ?? orders.problem}>
      {info !== null && (
        <>
          <AppHeader packageName={packageName} label={info.label} />
          <ul className="settings-list" aria-label={info.label}>
            <Preference
              title={text('settings.permissions')}
              summary={permissionSummary(info)}
              onClick={() => navigate({ kind: 'permissions', packageName })}
            />
            {info.specialAccess.map(({ access, allowed }) => (
              <Preference
                key={access}
                title={specialAccessTitle(access)}
                summary={text(allowed ? 'settings.allowed' : 'settings.notAllowed')}
                onClick={() => navigate({ kind: 'specialAccess', access })}
              />
            ))}
          </ul>
          {info.unusedApp !== null && (
            <PreferenceCategory title={text('settings.unusedSettings')}>
              <ul className="settings-list">
                <SwitchPreference
                  title={info.unusedApp.label}
                  isOn={info.unusedApp.on}
                  onChange={(on) => void orders.order((api) => api.setUnusedAppSwitch(packageName, on))}
                />
              </ul>
            </PreferenceCategory>
          )}
        </>
      )}
    </PageFrame>
  );
}

/** AppPermissionPreferenceController's summary: what is granted, or that nothing is. */
function permissionSummary({ permissions }: AppInfo): string {
  if (permissions.length === 0) return text('settings.permissions.none');
  const granted = permissions.filter(({ category }) => category !== 'Not allowed').map(({ label }) => label);
  return granted.length === 0 ? text('settings.permissions.noneGranted') : granted.join(', ');
}
