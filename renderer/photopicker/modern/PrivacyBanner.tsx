// Mirrors com.android.photopicker features/privacyexplainer and core/banners/Banner.
import { Icon } from '../../ui/Icon.tsx';
import { text } from '../../ui/strings.ts';
import { privacyText } from '../privacyText.ts';
import type { Picker } from '../usePicker.ts';
import { useDismissedBanners } from './dismissedBanners.ts';

/** A card above the photos; an app whose users dismissed it once does not bring it again. */
export function PrivacyBanner({ picker }: Readonly<{ picker: Pick<Picker, 'ask' | 'purpose' | 'style'> }>) {
  const { packageName } = picker.ask;
  const isDismissed = useDismissedBanners(({ packages }) => packages.has(packageName));
  const dismiss = useDismissedBanners((store) => store.dismiss);
  if (isDismissed) return null;
  return (
    <div className="privacy-banner">
      <div className="privacy-banner-message">
        <span className="privacy-banner-icon">
          <Icon name="info" />
        </span>
        <p>{privacyText(picker)}</p>
      </div>
      <div className="privacy-banner-buttons">
        <button type="button" className="button" data-kind="text" onClick={() => dismiss(packageName)}>
          {text('modern.dismiss')}
        </button>
      </div>
    </div>
  );
}
