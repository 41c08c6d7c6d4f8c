// Mirrors TabFragment's profile button and Photopicker's ProfileSelector: whose photos the picker shows.
import { useCallback, useState } from 'react';
import { createPortal } from 'react-dom';
import type { PickerProfile } from '../../../contract/rpc/systemUi.ts';
import { MessageDialog } from '../../ui/AlertDialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { text } from '../../ui/strings.ts';
import type { PickerStyle } from '../pickerStyle.ts';
import { ProfileMenu } from './ProfileMenu.tsx';
import { profileUnavailable } from './profileWords.ts';

export type ProfileSwitchProps = Readonly<{
  style: Pick<PickerStyle, 'ui'>;
  /** The app's own user first; a switch is there when there are two. */
  profiles: readonly PickerProfile[];
  /** Whose photos are shown now. */
  userId: number;
  onSwitch: (userId: number) => void;
}>;

/** The floating button of the XML picker, or the menu of the Compose one. One that cannot be shown says why. */
export function ProfileSwitch({ style, profiles, userId, onSwitch }: ProfileSwitchProps) {
  const [refused, setRefused] = useState<PickerProfile | null>(null);
  const [picker, setPicker] = useState<Element | null>(null);
  const place = useCallback((own: Element | null) => setPicker(own?.closest('.picker') ?? null), []);
  if (profiles.length < 2) return null;
  const choose = (profile: PickerProfile) => {
    if (profile.userId === userId) return;
    if (profile.state === 'ready') onSwitch(profile.userId);
    else setRefused(profile);
  };
  const words = refused === null ? null : profileUnavailable(style.ui, refused);
  return (
    <>
      {style.ui === 'modern' ? (
        <ProfileMenu profiles={profiles} userId={userId} onChoose={choose} />
      ) : (
        <ProfileButton profiles={profiles} userId={userId} onChoose={choose} />
      )}
      {/* The switch is a part of the sheet; what it says lies over all of the picker. */}
      <span ref={place} hidden />
      {words !== null &&
        picker !== null &&
        createPortal(<MessageDialog {...words} onClose={() => setRefused(null)} />, picker)}
    </>
  );
}

type ProfileButtonProps = Pick<ProfileSwitchProps, 'profiles' | 'userId'> &
  Readonly<{ onChoose: (profile: PickerProfile) => void }>;

/** An extended floating action button that leads to the other profile. */
function ProfileButton({ profiles, userId, onChoose }: ProfileButtonProps) {
  const other = profiles.find((profile) => profile.userId !== userId);
  if (other === undefined) return null;
  const isWork = other.kind === 'work';
  return (
    <button
      type="button"
      className="profile-button state-layer"
      data-uia="profile_button"
      data-available={other.state === 'ready'}
      onClick={() => onChoose(other)}
    >
      <Icon name={isWork ? 'work' : 'person'} />
      {text(isWork ? 'profile.switchToWork' : 'profile.switchToPersonal')}
    </button>
  );
}
