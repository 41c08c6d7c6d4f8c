import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Display } from '../ui/deviceProfiles.ts';
import { Icon } from '../ui/Icon.tsx';
import { useScreenSettings } from '../ui/screenSettings.ts';

/** One press of an arrow key, dp. */
const STEP = 10;

const ARROWS: Readonly<Record<string, Readonly<{ width: number; height: number }>>> = {
  ArrowLeft: { width: -STEP, height: 0 },
  ArrowRight: { width: STEP, height: 0 },
  ArrowUp: { width: 0, height: -STEP },
  ArrowDown: { width: 0, height: STEP },
};

type ResizeHandleProps = Readonly<{
  /** CSS px per dp. */
  scale: number;
  /** While it is pulled, the window stays as it is shared. */
  onPulling: (isPulling: boolean) => void;
}>;

/** The corner of the device that gives its screen another size. */
export function ResizeHandle({ scale, onPulling }: ResizeHandleProps) {
  const { display, resize } = useScreenSettings();
  const from = useRef<Readonly<{ x: number; y: number; display: Display }> | null>(null);
  const onPointerMove = ({ clientX, clientY }: PointerEvent) => {
    if (from.current === null) return;
    const { x, y, display: before } = from.current;
    // The device stays in the middle of its place: it grows on either side.
    const grown = (pulled: number) => (2 * pulled) / scale;
    resize({ width: before.width + grown(clientX - x), height: before.height + grown(clientY - y) });
  };
  const end = () => {
    from.current = null;
    onPulling(false);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = ARROWS[event.key];
    if (by === undefined) return;
    event.preventDefault();
    resize({ width: display.width + by.width, height: display.height + by.height });
  };
  return (
    <button
      type="button"
      className="device-resize"
      aria-label={`Size of the screen: ${display.width} × ${display.height} dp. Pull, or use the arrow keys.`}
      title={`${display.width} × ${display.height} dp`}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, y: event.clientY, display };
        onPulling(true);
      }}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <Icon name="resize" size={20} />
    </button>
  );
}
