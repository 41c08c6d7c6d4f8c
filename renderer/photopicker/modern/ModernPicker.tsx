// Mirrors com.android.photopicker core/PhotopickerApp.
import { Snackbar } from '../../ui/Snackbar.tsx';
import { Pages } from '../Pages.tsx';
import type { SkinProps } from '../usePicker.ts';
import { NavigationBar } from './NavigationBar.tsx';
import { PrivacyBanner, privacyText } from './PrivacyBanner.tsx';
import { SelectionBar } from './SelectionBar.tsx';

/** What is in the sheet of the Compose picker. */
export function ModernPicker({ picker, titleId, menu, profile }: SkinProps) {
  return (
    <>
      <h1 id={titleId} className="visually-hidden">
        {privacyText(picker)}
      </h1>
      <NavigationBar picker={picker} profile={profile} menu={menu} />
      <Pages picker={picker} banner={<PrivacyBanner picker={picker} />} />
      <Snackbar message={picker.refusal} onGone={picker.clearRefusal} />
      <SelectionBar picker={picker} />
    </>
  );
}
