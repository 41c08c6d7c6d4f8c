// Mirrors SystemUI's quick settings tiles.
import { Icon, type IconName } from '../ui/Icon.tsx';
import { FONT_SCALES, isMirrored, useScreenSettings } from '../ui/screenSettings.ts';
import { text } from '../ui/strings.ts';
import { useIsDark } from './useIsDark.ts';

/** What is changed most on the device's screen; the panel has all of it. */
export function QuickSettings() {
  const settings = useScreenSettings();
  const isDark = useIsDark();
  const { display, fontScale } = settings;
  const isLandscape = display.width > display.height;
  const nextScale = followingScale(fontScale);
  return (
    <ul className="shade-tiles" aria-label={text('shade.tiles')}>
      <Tile
        icon="darkTheme"
        label={text('tile.dark')}
        isOn={isDark}
        onClick={() => settings.setTheme(isDark ? 'light' : 'dark')}
      />
      <Tile icon="rotate" label={text('tile.rotate')} isOn={isLandscape} onClick={settings.rotate} />
      <Tile
        icon="textSize"
        label={text('tile.font')}
        state={`${Math.round(fontScale * 100)} %`}
        onClick={() => settings.setFontScale(nextScale)}
      />
      <Tile
        icon="textDirection"
        label={text('tile.rtl')}
        isOn={isMirrored(settings)}
        onClick={() => settings.setRtl(!settings.isRtl)}
      />
    </ul>
  );
}

type TileProps = Readonly<{ icon: IconName; label: string; onClick: () => void }> &
  (Readonly<{ isOn: boolean; state?: never }> | Readonly<{ isOn?: never; state: string }>);

function Tile({ icon, label, isOn, state, onClick }: TileProps) {
  return (
    <li>
      <button type="button" className="shade-tile state-layer" aria-pressed={isOn} onClick={onClick}>
        <Icon name={icon} size={20} />
        <span>
          <b>{label}</b>
          {/* Pressed or not is said already, to who does not see it. */}
          <small aria-hidden={isOn !== undefined}>{state ?? text(isOn ? 'tile.on' : 'tile.off')}</small>
        </span>
      </button>
    </li>
  );
}

/** The next larger size; after the largest comes the smallest. */
function followingScale(fontScale: number): number {
  return FONT_SCALES.find((scale) => scale > fontScale) ?? FONT_SCALES[0];
}
