// Mirrors PermissionController's AppPermissionFragment.
import { useState } from 'react';
import type { Confirmation, AppPermissionPage as Page, PermissionRadio } from '../../contract/rpc/settingsApi.ts';
import { text } from '../ui/strings.ts';
import { AppHeader } from './AppHeader.tsx';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { PageFrame } from './PageFrame.tsx';
import { PermissionRadios } from './PermissionRadios.tsx';
import type { PageProps } from './pageProps.ts';
import { navigate } from './settingsTask.ts';
import { useOrders, useRead } from './useSettingsApi.ts';

type AppPermissionPageProps = PageProps &
  Readonly<{
    packageName: string;
    group: string;
    /** Runs while the picker is up, so that the screen shows it on top of Settings. */
    onEditSelected: (opening: Promise<unknown>) => void;
  }>;

type Asked = Readonly<{ radio: PermissionRadio; confirmation: Confirmation }>;

/** One group of an app: what it may do, and the pencil for what is selected. */
export function AppPermissionPage(props: AppPermissionPageProps) {
  const { packageName, group, onEditSelected, sdk: _sdk, ...frame } = props;
  const page = useRead(`${packageName} ${group}`, async (api) => ({
    screen: await api.appPermission(packageName, group),
    label: (await api.appInfo(packageName)).label,
  }));
  const { order, problem, isBusy } = useOrders();
  const [asked, setAsked] = useState<Asked | null>(null);
  const choose = async (radio: PermissionRadio, confirmed: boolean) => {
    setAsked(null);
    const confirmation = await order((api) => api.choose(packageName, group, radio, confirmed));
    if (confirmation !== null) setAsked({ radio, confirmation });
  };
  const edit = () =>
    void order((api) => {
      const editing = api.editSelectedPhotos(packageName, group);
      onEditSelected(editing);
      return editing;
    });
  const { value } = page;
  return (
    <>
      <PageFrame {...frame} title={value?.screen.title ?? ''} problem={page.problem ?? problem}>
        {value !== null && (
          <>
            <AppHeader packageName={packageName} label={value.label} />
            <Choices
              page={value.screen}
              isBusy={isBusy}
              onChoose={(radio) => void choose(radio, false)}
              onEdit={edit}
            />
            <button
              type="button"
              className="settings-link"
              onClick={() => navigate({ kind: 'permissions', packageName })}
            >
              {text('settings.link.app', { app: value.label })}
            </button>
          </>
        )}
      </PageFrame>
      {asked !== null && (
        <ConfirmDialog
          confirmation={asked.confirmation}
          onNo={() => setAsked(null)}
          onYes={() => void choose(asked.radio, true)}
        />
      )}
    </>
  );
}

type ChoicesProps = Readonly<{
  page: Page;
  isBusy: boolean;
  onChoose: (radio: PermissionRadio) => void;
  onEdit: () => void;
}>;

function Choices({ page, isBusy, onChoose, onEdit }: ChoicesProps) {
  return (
    <section className="settings-permission">
      <h2 id="settings-permission-header">{page.header}</h2>
      <PermissionRadios
        radios={page.radios}
        editSelectedPhotos={page.editSelectedPhotos}
        labelledBy="settings-permission-header"
        isBusy={isBusy}
        onChoose={onChoose}
        onEdit={onEdit}
      />
    </section>
  );
}
