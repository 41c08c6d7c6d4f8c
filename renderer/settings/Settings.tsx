// Mirrors com.android.settings and PermissionController's pages in it.
import type { SettingsApi } from '../../contract/rpc/settingsApi.ts';
import { useBackPressed } from '../ui/onBackPressedDispatcher.ts';
import { AppInfoPage } from './AppInfoPage.tsx';
import { AppPermissionPage } from './AppPermissionPage.tsx';
import { AppPermissionsPage } from './AppPermissionsPage.tsx';
import { AppsPage } from './AppsPage.tsx';
import { CloudMediaAppPage } from './CloudMediaAppPage.tsx';
import type { PageProps } from './pageProps.ts';
import { SpecialAccessPage } from './SpecialAccessPage.tsx';
import { navigateUp, type SettingsPage, useSettingsTask } from './settingsTask.ts';
import { SettingsProvider, useSettingsConnection } from './useSettingsApi.ts';

/** Android 12 brought the large titles. */
const COLLAPSING_SINCE = 31;

type SettingsProps = Readonly<{
  api: SettingsApi;
  sdk: number;
  /** Told when the pencil opens the picker; the promise ends with it. */
  onEditSelected: (editing: Promise<unknown>) => void;
}>;

/** The device's Settings, on the page it is on. Back goes up a page, and out of Settings from the first. */
export function Settings({ api, sdk, onEditSelected }: SettingsProps) {
  const connection = useSettingsConnection(api);
  const page = useSettingsTask(({ pages }) => pages.at(-1));
  useBackPressed(navigateUp);
  if (page === undefined) return null;
  return (
    <SettingsProvider value={connection}>
      <PageView
        key={JSON.stringify(page)}
        page={page}
        frame={{ sdk, isCollapsing: sdk >= COLLAPSING_SINCE, onUp: navigateUp }}
        onEditSelected={onEditSelected}
      />
    </SettingsProvider>
  );
}

type CloudMediaAppProps = Readonly<{ api: SettingsApi; sdk: number; onUp: () => void }>;

/** PhotoPickerSettingsActivity: the page by itself, on top of whoever opened it. */
export function CloudMediaApp({ api, sdk, onUp }: CloudMediaAppProps) {
  const connection = useSettingsConnection(api);
  useBackPressed(onUp);
  return (
    <SettingsProvider value={connection}>
      <CloudMediaAppPage sdk={sdk} isCollapsing={sdk >= COLLAPSING_SINCE} onUp={onUp} />
    </SettingsProvider>
  );
}

type PageViewProps = Readonly<{
  page: SettingsPage;
  frame: PageProps;
  onEditSelected: SettingsProps['onEditSelected'];
}>;

function PageView({ page, frame, onEditSelected }: PageViewProps) {
  switch (page.kind) {
    case 'apps':
      return <AppsPage {...frame} />;
    case 'appInfo':
      return <AppInfoPage {...frame} packageName={page.packageName} />;
    case 'permissions':
      return <AppPermissionsPage {...frame} packageName={page.packageName} />;
    case 'permission':
      return (
        <AppPermissionPage
          {...frame}
          packageName={page.packageName}
          group={page.group}
          onEditSelected={onEditSelected}
        />
      );
    case 'specialAccess':
      return <SpecialAccessPage {...frame} access={page.access} />;
    case 'cloudMediaApp':
      return <CloudMediaAppPage {...frame} />;
  }
}
