// Mirrors com.android.settings' ManageApplications for MANAGE_EXTERNAL_STORAGE and MANAGE_MEDIA.
import type { SettingsApi, SpecialAccess } from '../../contract/rpc/settingsApi.ts';
import { AppIcon } from '../ui/AppIcon.tsx';
import { text } from '../ui/strings.ts';
import { PageFrame } from './PageFrame.tsx';
import { SwitchPreference } from './Preference.tsx';
import type { PageProps } from './pageProps.ts';
import { specialAccessDescription, specialAccessTitle } from './specialAccessWords.ts';
import { useOrders, useRead } from './useSettingsApi.ts';

type SpecialAccessPageProps = PageProps & Readonly<{ access: SpecialAccess }>;

type ListedApp = Readonly<{ packageName: string; label: string; summary: string; isAllowed: boolean }>;

/** Every app that may be allowed, with a switch. */
export function SpecialAccessPage({ access, sdk: _sdk, ...frame }: SpecialAccessPageProps) {
  const { value: apps, problem } = useRead(access, (api) => listedApps(api, access));
  const orders = useOrders();
  const set = (packageName: string, isAllowed: boolean) =>
    void orders.order((api) => api.setSpecialAccess(packageName, access, isAllowed));
  return (
    <PageFrame {...frame} title={specialAccessTitle(access)} problem={problem ?? orders.problem}>
      {apps?.length === 0 && <p className="settings-empty">{text('settings.noApps')}</p>}
      {apps !== null && apps.length > 0 && (
        <ul className="settings-list" aria-label={specialAccessTitle(access)}>
          {apps.map(({ packageName, label, summary, isAllowed }) => (
            <SwitchPreference
              key={packageName}
              title={label}
              summary={summary}
              icon={<AppIcon packageName={packageName} size={40} />}
              isOn={isAllowed}
              onChange={(isOn) => set(packageName, isOn)}
            />
          ))}
        </ul>
      )}
      <p className="settings-footer">{specialAccessDescription(access)}</p>
    </PageFrame>
  );
}

async function listedApps(api: SettingsApi, access: SpecialAccess): Promise<readonly ListedApp[]> {
  const infos = await Promise.all((await api.apps()).map(({ packageName }) => api.appInfo(packageName)));
  return infos.flatMap(({ packageName, label, specialAccess }) => {
    const listed = specialAccess.find((one) => one.access === access);
    return listed === undefined ? [] : [{ packageName, label, summary: listed.label, isAllowed: listed.allowed }];
  });
}
