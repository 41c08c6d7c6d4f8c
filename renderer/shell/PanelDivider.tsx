import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { usePanelState } from '../inspector/panelState.ts';
import { panelBounds } from './windowLayout.ts';

/** One press of an arrow key, CSS px. */
const STEP = 24;

type PanelDividerProps = Readonly<{ window: Readonly<{ width: number; height: number }>; panelWidth: number }>;

/** Between the device and the panel: pulled, or moved by the arrow keys. A double click leaves it to the device again. */
export function PanelDivider({ window, panelWidth }: PanelDividerProps) {
  const from = useRef<Readonly<{ x: number; width: number }> | null>(null);
  const { min, max } = panelBounds(window);
  const set = (width: number | null) =>
    usePanelState.setState({ width: width === null ? null : Math.min(max, Math.max(min, width)) });
  const onKeyDown = (event: KeyboardEvent) => {
    const to = { ArrowLeft: panelWidth + STEP, ArrowRight: panelWidth - STEP, Home: max, End: min, Enter: null }[
      event.key
    ];
    if (to === undefined) return;
    event.preventDefault();
    set(to);
  };
  const end = () => {
    from.current = null;
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a line that can be moved is no hr.
    <div
      className="panel-divider"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the tester's panel"
      aria-valuenow={panelWidth}
      aria-valuemin={min}
      aria-valuemax={max}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onDoubleClick={() => set(null)}
      onPointerDown={(event: PointerEvent<HTMLElement>) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { x: event.clientX, width: panelWidth };
      }}
      onPointerMove={({ clientX }) => {
        if (from.current !== null && clientX !== from.current.x) set(from.current.width + from.current.x - clientX);
      }}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}
