// Mirrors com.android.photopicker core/banners/Banner, features/privacyexplainer and features/cloudmedia/CloudBanners.
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { type StringKey, text } from '../../ui/strings.ts';
import { privacyText } from '../privacyText.ts';
import type { Picker } from '../usePicker.ts';
import { bannerId, type ModernBannerKind, modernBanner } from './bannerPriority.ts';
import { useDismissedBanners } from './dismissedBanners.ts';

type Words = Readonly<{
  icon: IconName;
  title: StringKey | null;
  /** null for what the picker is about. */
  message: StringKey | null;
  action: StringKey | null;
}>;

const WORDS: Readonly<Record<ModernBannerKind, Words>> = {
  privacyExplainer: { icon: 'info', title: null, message: null, action: null },
  cloudChooseProvider: {
    ...{ icon: 'cloud', title: 'picker.banner.chooseApp', message: 'picker.banner.chooseApp.body' },
    action: 'picker.banner.chooseApp.button',
  },
  cloudChooseAccount: {
    ...{ icon: 'cloud', title: 'picker.banner.chooseAccount', message: 'picker.banner.chooseAccount.body' },
    action: 'picker.banner.chooseAccount.button',
  },
  cloudMediaAvailable: {
    ...{ icon: 'cloud', title: 'picker.banner.available', message: 'modern.banner.available.body' },
    action: null,
  },
};

type BannerProps = Readonly<{
  picker: Pick<Picker, 'ask' | 'purpose' | 'style' | 'userId'>;
  onCloudMediaApp: () => void;
}>;

/** A card above the photos. One that was dismissed does not come again; the next one takes its place. */
export function Banner({ picker, onCloudMediaApp }: BannerProps) {
  const { ask, purpose, userId } = picker;
  const dismissed = useDismissedBanners((store) => store.ids);
  const dismiss = useDismissedBanners((store) => store.dismiss);
  const kind = modernBanner({ ...ask, isUserSelect: purpose === 'userSelect', userId }, dismissed);
  if (kind === null) return null;
  const { icon, title, message, action } = WORDS[kind];
  const names = { app: ask.cloudProvider?.label ?? '', account: ask.cloudProvider?.accountName ?? '' };
  return (
    <div className="modern-banner" data-banner={kind}>
      <div className="modern-banner-words">
        <span className="modern-banner-icon">
          <Icon name={icon} />
        </span>
        <div>
          {title !== null && <p className="modern-banner-title">{text(title, names)}</p>}
          <p>{message === null ? privacyText(picker) : text(message, names)}</p>
        </div>
      </div>
      <div className="modern-banner-buttons">
        {action !== null && <BannerButton label={action} onPress={onCloudMediaApp} />}
        <BannerButton label="modern.dismiss" onPress={() => dismiss(bannerId(kind, ask.packageName))} />
      </div>
    </div>
  );
}

function BannerButton({ label, onPress }: Readonly<{ label: StringKey; onPress: () => void }>) {
  return (
    <button type="button" className="button" data-kind="text" onClick={onPress}>
      {text(label)}
    </button>
  );
}
