// Mirrors Photopicker's ProfileSelector.
import { useRef, useState } from 'react';
import type { PickerProfile } from '../../../contract/rpc/systemUi.ts';
import { Icon } from '../../ui/Icon.tsx';
import { text } from '../../ui/strings.ts';
import { useMenu } from '../../ui/useMenu.ts';
import { profileLabel } from './profileWords.ts';

type ProfileMenuProps = Readonly<{
  profiles: readonly PickerProfile[];
  userId: number;
  onChoose: (profile: PickerProfile) => void;
}>;

const iconOf = ({ kind }: PickerProfile) => (kind === 'work' ? 'work' : 'person');

/** A button with the profile that is shown, and a menu of all. */
export function ProfileMenu({ profiles, userId, onChoose }: ProfileMenuProps) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const current = profiles.find((profile) => profile.userId === userId) ?? profiles[0];
  if (current === undefined) return null;
  const close = () => {
    setIsOpen(false);
    button.current?.focus();
  };
  return (
    <div className="profile-selector">
      <button
        ref={button}
        type="button"
        className="profile-selector-button state-layer"
        aria-label={profileLabel(current)}
        title={text('modern.profile.switch')}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
      >
        <Icon name={iconOf(current)} />
        <Icon name="expand" />
      </button>
      {isOpen && <Profiles profiles={profiles} current={current} onChoose={onChoose} onClose={close} />}
    </div>
  );
}

type ProfilesProps = Pick<ProfileMenuProps, 'profiles' | 'onChoose'> &
  Readonly<{ current: PickerProfile; onClose: () => void }>;

function Profiles({ profiles, current, onChoose, onClose }: ProfilesProps) {
  const menu = useMenu(onClose, '[aria-checked="true"]');
  return (
    <>
      {/* A tap beside the menu closes it, and does nothing else. */}
      <div className="profile-menu-scrim" onPointerDown={onClose} />
      <div {...menu} className="profile-menu" role="menu" tabIndex={-1}>
        {profiles.map((profile) => {
          const isCurrent = profile.userId === current.userId;
          const label = profileLabel(profile);
          return (
            <button
              key={profile.userId}
              type="button"
              role="menuitemradio"
              aria-checked={isCurrent}
              aria-label={isCurrent ? text('modern.profile.selected', { profile: label }) : label}
              className="state-layer"
              data-available={profile.state === 'ready'}
              onClick={() => {
                onClose();
                onChoose(profile);
              }}
            >
              <Icon name={iconOf(profile)} />
              <span>{label}</span>
            </button>
          );
        })}
      </div>
    </>
  );
}
