import { useCommandStore } from '../inspector/useCommands.ts';
import { canFold } from '../ui/deviceProfiles.ts';
import { Icon, type IconName } from '../ui/Icon.tsx';
import { useScreenSettings } from '../ui/screenSettings.ts';
import { SHORTCUT_KEYS } from './shortcuts.ts';
import { useIsDark } from './useIsDark.ts';

/** What is left of the panel while it is collapsed: the way back, and how the device is held. */
export function PanelRail({ onOpen }: Readonly<{ onOpen: () => void }>) {
  const settings = useScreenSettings();
  const isDark = useIsDark();
  const problem = useCommandStore((store) => store.problem);
  const { posture, display } = settings;
  const opens = "Open the tester's panel";
  return (
    <div className="panel-rail">
      <h1 className="visually-hidden">Scopebox</h1>
      <RailButton
        icon="panelOpen"
        label={problem === null ? opens : `${opens}: there is a problem`}
        title={`${opens} (${SHORTCUT_KEYS.togglePanel})`}
        hasMark={problem !== null}
        onClick={onOpen}
      />
      <RailButton
        icon="rotate"
        label="Rotate the device"
        title={`Rotate the device (${SHORTCUT_KEYS.rotate})`}
        isPressed={display.width > display.height}
        onClick={settings.rotate}
      />
      {canFold(posture) && (
        <RailButton
          icon="fold"
          label="Fold the device"
          isPressed={posture.isFolded}
          onClick={() => settings.setFolded(!posture.isFolded)}
        />
      )}
      <RailButton
        icon="darkTheme"
        label="Dark theme"
        isPressed={isDark}
        onClick={() => settings.setTheme(isDark ? 'light' : 'dark')}
      />
    </div>
  );
}

type RailButtonProps = Readonly<{
  icon: IconName;
  label: string;
  title?: string;
  isPressed?: boolean;
  hasMark?: boolean;
  onClick: () => void;
}>;

function RailButton({ icon, label, title = label, isPressed, hasMark = false, onClick }: RailButtonProps) {
  return (
    <button
      type="button"
      className="icon-button state-layer"
      aria-label={label}
      title={title}
      aria-pressed={isPressed}
      data-mark={hasMark}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
