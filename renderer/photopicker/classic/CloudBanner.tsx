// Mirrors photopicker/ui/TabAdapter's BannerHolder: a card above the photos after the cloud media app became another.
import { useLayoutEffect, useState } from 'react';
import { Icon } from '../../ui/Icon.tsx';
import { type StringKey, text } from '../../ui/strings.ts';
import type { Picker } from '../usePicker.ts';
import { bannerAfter, type CloudBannerKind, cloudMediaInfo, isSameInfo, useLastCloudMediaInfo } from './cloudBanner.ts';

type Words = Readonly<{ title: StringKey; body: StringKey; action: StringKey | null }>;

const WORDS: Readonly<Record<CloudBannerKind, Words>> = {
  chooseApp: {
    ...{ title: 'picker.banner.chooseApp', body: 'picker.banner.chooseApp.body' },
    action: 'picker.banner.chooseApp.button',
  },
  chooseAccount: {
    ...{ title: 'picker.banner.chooseAccount', body: 'picker.banner.chooseAccount.body' },
    action: 'picker.banner.chooseAccount.button',
  },
  accountUpdated: { title: 'picker.banner.account', body: 'picker.banner.account.body', action: null },
  cloudMediaAvailable: { title: 'picker.banner.available', body: 'picker.banner.available.body', action: null },
};

type CloudBannerProps = Readonly<{
  picker: Pick<Picker, 'ask' | 'purpose' | 'userId'>;
  onCloudMediaApp: () => void;
}>;

/** Tells once what changed, and goes with the visit or at the press of a button. */
export function CloudBanner({ picker: { ask, purpose, userId }, onCloudMediaApp }: CloudBannerProps) {
  const [kind, dismiss] = useBannerKind(ask, purpose === 'pick' && !ask.isLocalOnly);
  if (kind === null || userId !== 0) return null;
  const { title, body, action } = WORDS[kind];
  const names = { app: ask.cloudProvider?.label ?? '', account: ask.cloudProvider?.accountName ?? '' };
  return (
    <div className="cloud-banner">
      <Icon name="cloudDone" />
      <p className="cloud-banner-title">{text(title, names)}</p>
      <p className="cloud-banner-body">{text(body, names)}</p>
      <div className="cloud-banner-buttons">
        <button type="button" className="button" data-kind="text" onClick={dismiss}>
          {text('modern.dismiss')}
        </button>
        {action !== null && (
          <button type="button" className="button" data-kind="text" onClick={onCloudMediaApp}>
            {text(action)}
          </button>
        )}
      </div>
    </div>
  );
}

function useBannerKind(ask: Picker['ask'], isOffered: boolean): readonly [CloudBannerKind | null, () => void] {
  const { info: last, see } = useLastCloudMediaInfo();
  const [kind, setKind] = useState<CloudBannerKind | null>(null);
  const { cloudProvider, hasCloudProviders } = ask;
  useLayoutEffect(() => {
    const sources = { cloudProvider, hasCloudProviders };
    const info = cloudMediaInfo(sources);
    if (!isOffered || isSameInfo(last, info)) return;
    setKind(bannerAfter(last, sources));
    see(info);
  }, [last, see, cloudProvider, hasCloudProviders, isOffered]);
  return [isOffered ? kind : null, () => setKind(null)];
}
