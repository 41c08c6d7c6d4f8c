// Mirrors SystemUI's PhoneStatusBarView.
import { type PointerEvent, useRef } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { Icon } from '../ui/Icon.tsx';
import { text } from '../ui/strings.ts';
import { timeText, useDeviceTime } from './deviceTime.ts';
import type { DeviceNotification } from './notifications.ts';
import { openShade, useShade } from './shadeState.ts';

/** So far down a pull opens the shade, CSS px. */
const PULL = 16;
const MAX_ICONS = 3;

type StatusBarProps = Readonly<{
  device: DeviceState;
  notifications: readonly DeviceNotification[];
  tone: 'light' | 'theme';
}>;

/** The device's time, what it has to tell, and signs that mean nothing here but belong to a phone. A click or a pull opens the shade. */
export function StatusBar({ device, notifications, tone }: StatusBarProps) {
  const now = useDeviceTime(device);
  const isOpen = useShade((shade) => shade.isOpen);
  const pull = usePull();
  const icons = notifications.slice(0, MAX_ICONS);
  return (
    <section className="status-bar" data-tone={tone} aria-label={text('status.bar')} inert={isOpen}>
      <button
        type="button"
        className="status-bar-button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        aria-label={statusText(timeText(now), notifications.length)}
        onClick={openShade}
        {...pull}
      >
        <span className="status-bar-start">
          <time dateTime={new Date(now).toISOString()}>{timeText(now)}</time>
          {icons.map(({ id, icon }) => (
            <Icon key={id} name={icon} size={16} />
          ))}
          {notifications.length > MAX_ICONS && <span className="status-bar-more" />}
        </span>
        <span className="status-bar-camera" aria-hidden="true" />
        <span className="status-bar-icons" aria-hidden="true">
          <Icon name="wifi" size={16} />
          <Icon name="battery" size={16} />
        </span>
      </button>
    </section>
  );
}

function statusText(time: string, n: number): string {
  if (n === 0) return text('status.none', { time });
  return n === 1 ? text('status.one', { time }) : text('status.many', { time, n });
}

function usePull() {
  const from = useRef<number | null>(null);
  const end = () => {
    from.current = null;
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = event.clientY;
    },
    onPointerMove: ({ clientY }: PointerEvent) => {
      if (from.current === null || clientY - from.current < PULL) return;
      end();
      openShade();
    },
    onPointerUp: end,
    onPointerCancel: end,
  };
}
