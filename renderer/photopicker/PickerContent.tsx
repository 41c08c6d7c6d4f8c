// Mirrors activity_photo_picker.xml and PhotopickerMain: what is in the sheet, from the top down.
import type { ComponentType } from 'react';
import { Snackbar } from '../ui/Snackbar.tsx';
import { BottomBar } from './classic/BottomBar.tsx';
import { CloudBanner } from './classic/CloudBanner.tsx';
import { Toolbar } from './classic/Toolbar.tsx';
import { Banner } from './modern/Banner.tsx';
import { NavigationBar } from './modern/NavigationBar.tsx';
import { SelectionBar } from './modern/SelectionBar.tsx';
import { Pages } from './Pages.tsx';
import type { PickerStyle } from './pickerStyle.ts';
import { privacyText } from './privacyText.ts';
import { ProfileSwitch } from './profile/ProfileSwitch.tsx';
import type { HeadProps, Picker } from './usePicker.ts';

const HEADS: Readonly<Record<PickerStyle['head'], ComponentType<HeadProps>>> = {
  toolbar: Toolbar,
  navigationBar: NavigationBar,
};

const BARS: Readonly<Record<PickerStyle['bar']['kind'], ComponentType<Readonly<{ picker: Picker }>>>> = {
  docked: BottomBar,
  floating: SelectionBar,
};

type PickerContentProps = Pick<HeadProps, 'picker' | 'menu'> &
  Readonly<{
    /** Of the element that says what the picker is about. */
    titleId: string;
    /** Leads to where a provider of cloud media is chosen. */
    onCloudMediaApp: () => void;
  }>;

/** A picker put together from the parts of its skin. */
export function PickerContent({ picker, menu, titleId, onCloudMediaApp }: PickerContentProps) {
  const { ask, style, purpose, album, userId, setUserId } = picker;
  const [Head, Bar] = [HEADS[style.head], BARS[style.bar.kind]];
  const hasLine = style.privacy === 'line';
  const profile = <ProfileSwitch style={style} profiles={ask.profiles} userId={userId} onSwitch={setUserId} />;
  const ItsBanner = hasLine ? CloudBanner : Banner;
  const banner = <ItsBanner picker={picker} onCloudMediaApp={onCloudMediaApp} />;
  return (
    <>
      {/* PhotoPickerActivity.updateHeaderTextVisibility: in an album nobody reads it. */}
      <h1
        id={titleId}
        className={hasLine && album === null ? 'picker-header' : 'visually-hidden'}
        data-purpose={purpose}
        data-drag
      >
        {privacyText(picker)}
      </h1>
      <Head picker={picker} menu={menu} profile={profile} />
      <Pages picker={picker} banner={banner} />
      <div className="picker-foot">
        {style.head === 'toolbar' && profile}
        <Snackbar message={picker.refusal} onGone={picker.clearRefusal} />
        <Bar picker={picker} />
      </div>
    </>
  );
}
