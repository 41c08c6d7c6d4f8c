import { permission } from '../../contract/android/manifest.ts';
import type { SpecialAccess } from '../../contract/rpc/settingsApi.ts';
import { AppIcon } from '../ui/AppIcon.tsx';
import { text } from '../ui/strings.ts';
import { PageFrame } from './PageFrame.tsx';
import { Preference, PreferenceCategory } from './Preference.tsx';
import type { PageProps } from './pageProps.ts';
import { navigate } from './settingsTask.ts';
import { specialAccessTitle } from './specialAccessWords.ts';
import { useRead } from './useSettingsApi.ts';

/** Android 13 brought ACTION_PICK_IMAGES_SETTINGS. */
const CLOUD_MEDIA_SINCE = 33;

/** Every app, and the special access pages there are on this level. */
export function AppsPage({ sdk, ...frame }: PageProps) {
  const { value: apps, problem } = useRead('apps', (api) => api.apps());
  const accesses: readonly SpecialAccess[] = [
    ...(sdk >= 30 ? [permission.MANAGE_EXTERNAL_STORAGE] : []),
    ...(sdk >= 31 ? [permission.MANAGE_MEDIA] : []),
  ];
  return (
    <PageFrame {...frame} title={text('settings.apps')} problem={problem}>
      {apps?.length === 0 && <p className="settings-empty">{text('settings.noApps')}</p>}
      <ul className="settings-list" aria-label={text('settings.apps')}>
        {(apps ?? []).map(({ packageName, label }) => (
          <Preference
            key={packageName}
            title={label}
            icon={<AppIcon packageName={packageName} size={40} />}
            onClick={() => navigate({ kind: 'appInfo', packageName })}
          />
        ))}
      </ul>
      {sdk >= CLOUD_MEDIA_SINCE && (
        <ul className="settings-list">
          <Preference title={text('cloudMediaApp.title')} onClick={() => navigate({ kind: 'cloudMediaApp' })} />
        </ul>
      )}
      {accesses.length > 0 && (
        <PreferenceCategory title={text('settings.specialAccess')}>
          <ul className="settings-list">
            {accesses.map((access) => (
              <Preference
                key={access}
                title={specialAccessTitle(access)}
                onClick={() => navigate({ kind: 'specialAccess', access })}
              />
            ))}
          </ul>
        </PreferenceCategory>
      )}
    </PageFrame>
  );
}
