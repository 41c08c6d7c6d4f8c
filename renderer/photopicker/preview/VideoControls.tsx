// Mirrors the player's controls of the preview; the seek bar is ours.
import { Icon } from '../../ui/Icon.tsx';
import { text } from '../../ui/strings.ts';
import { durationText } from '../dateTimeUtils.ts';
import type { Playback } from './usePlayback.ts';

type VideoControlsProps = Readonly<{
  playback: Playback;
  /** As the device knows it, milliseconds; the player's own is more exact once it is there. */
  duration: number | null;
  isMuted: boolean;
  isShown: boolean;
  onToggleMute: () => void;
}>;

/** A second of the video per step: arrow keys take one. */
const STEP = 1;
/** Parts of a step the bar may stand at, so that it moves smoothly. */
const PARTS = 20;

/** Hidden ones stay where they are for the keyboard and the screen reader, and appear when one of them has the focus. */
export function VideoControls({ playback, duration, isMuted, isShown, onToggleMute }: VideoControlsProps) {
  const { state, toggle, seek } = playback;
  const total = state.duration ?? (duration ?? 0) / 1000;
  const time = Math.min(state.time, total);
  const [at, of] = [timeText(time), timeText(total)];
  return (
    <div className="preview-controls" data-shown={isShown}>
      <button
        type="button"
        className="preview-play state-layer"
        aria-label={text(state.isPlaying ? 'preview.pauseVideo' : 'preview.playVideo')}
        onClick={toggle}
      >
        <Icon name={state.isPlaying ? 'pauseCircle' : 'playCircle'} size={48} />
      </button>
      <div className="preview-seek">
        <input
          type="range"
          aria-label={text('preview.seek')}
          aria-valuetext={text('preview.position', { i: at, n: of })}
          min={0}
          max={total}
          step={STEP / PARTS}
          value={time}
          disabled={total === 0}
          style={{ '--played': `${total === 0 ? 0 : (time / total) * 100}%` } as Record<string, string>}
          onKeyDown={(event) => {
            const by = { ArrowRight: STEP, ArrowUp: STEP, ArrowLeft: -STEP, ArrowDown: -STEP }[event.key];
            if (by === undefined) return;
            event.preventDefault();
            seek(Math.min(Math.max(time + by * sign(event), 0), total));
          }}
          onChange={(event) => seek(event.target.valueAsNumber)}
        />
        <span className="preview-time" aria-hidden="true">{`${at} / ${of}`}</span>
      </div>
      <button
        type="button"
        className="preview-mute state-layer"
        aria-label={text(isMuted ? 'preview.unmuteVideo' : 'preview.muteVideo')}
        onClick={onToggleMute}
      >
        <Icon name={isMuted ? 'volumeOff' : 'volumeUp'} />
      </button>
    </div>
  );
}

function timeText(seconds: number): string {
  return durationText(Math.max(0, seconds) * 1000);
}

/** The bar begins on the right in a language that does: its left and right keys are the other way round. */
function sign({ key, currentTarget }: Readonly<{ key: string; currentTarget: Element }>): 1 | -1 {
  const isSideways = key === 'ArrowLeft' || key === 'ArrowRight';
  return isSideways && getComputedStyle(currentTarget).direction === 'rtl' ? -1 : 1;
}
