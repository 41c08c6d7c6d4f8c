// Mirrors SettingsCloudMediaSelectFragment: whose photos the photo picker shows beside the device's own.
import { useId } from 'react';
import { text } from '../ui/strings.ts';
import { PageFrame } from './PageFrame.tsx';
import type { PageProps } from './pageProps.ts';
import { RadioPreference } from './RadioPreference.tsx';
import { useOrders, useRead } from './useSettingsApi.ts';

type Choice = Readonly<{ authority: string | null; label: string; accountName: string | null }>;

const NONE = (): Choice => ({ authority: null, label: text('cloudMediaApp.none'), accountName: null });

/** The apps with cloud media, and none of them. */
export function CloudMediaAppPage({ sdk: _sdk, ...frame }: PageProps) {
  const titleId = useId();
  const { value: page, problem } = useRead('cloudMediaApp', (api) => api.cloudMediaApp());
  const orders = useOrders();
  const choose = (authority: string | null) => void orders.order((api) => api.setCloudMediaApp(authority));
  const choices: readonly Choice[] = page === null ? [] : [...page.apps, NONE()];
  return (
    <PageFrame {...frame} title={text('cloudMediaApp.title')} problem={problem ?? orders.problem}>
      <p className="settings-footer">{text('cloudMediaApp.about')}</p>
      <section className="settings-category">
        <h2 id={titleId}>{text('cloudMediaApp.from')}</h2>
        <div role="radiogroup" aria-labelledby={titleId}>
          {choices.map(({ authority, label, accountName }) => (
            <RadioPreference
              key={authority ?? ''}
              title={label}
              summary={accountName}
              isChecked={authority === (page?.selected ?? null)}
              onChoose={() => choose(authority)}
            />
          ))}
        </div>
      </section>
    </PageFrame>
  );
}
