// Mirrors SystemUI's NotificationShadeWindowView.
import { type PointerEvent, useRef } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { useDevice } from '../deviceStore.ts';
import { Icon } from '../ui/Icon.tsx';
import { text } from '../ui/strings.ts';
import { useModal } from '../ui/useModal.ts';
import { dateText, timeText, useDeviceTime } from './deviceTime.ts';
import type { DeviceNotification } from './notifications.ts';
import { QuickSettings } from './QuickSettings.tsx';
import { closeShade } from './shadeState.ts';

/** So far up a push closes the shade, CSS px. */
const PUSH = 24;

type NotificationShadeProps = Readonly<{ device: DeviceState; notifications: readonly DeviceNotification[] }>;

/** What the device has to tell, and its quick settings; Back, a click beside it or a push up closes it. */
export function NotificationShade({ device, notifications }: NotificationShadeProps) {
  const modal = useModal<HTMLDivElement>(closeShade);
  const now = useDeviceTime(device);
  return (
    <div
      className="shade-scrim"
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) closeShade();
      }}
    >
      <div {...modal} className="shade" role="dialog" aria-label={text('shade.title')} tabIndex={-1}>
        <header className="shade-header">
          <time dateTime={new Date(now).toISOString()}>{timeText(now)}</time>
          <span>{dateText(now)}</span>
        </header>
        <div className="shade-content">
          <QuickSettings />
          {notifications.length === 0 ? (
            <p className="shade-empty">{text('shade.empty')}</p>
          ) : (
            <ul className="shade-list" aria-label={text('shade.notifications')}>
              {notifications.map((notification) => (
                <NotificationCard key={notification.id} notification={notification} />
              ))}
            </ul>
          )}
        </div>
        <CloseHandle />
      </div>
    </div>
  );
}

function NotificationCard({ notification }: Readonly<{ notification: DeviceNotification }>) {
  const { icon, isWarning, title, lines, progress, action } = notification;
  return (
    <li className="notification" data-warning={isWarning}>
      <Icon name={icon} size={20} />
      <div className="notification-text">
        <h3>{title}</h3>
        <p>
          {lines.map((line, at) => (
            <span key={line}>
              {at > 0 && ' · '}
              {line}
            </span>
          ))}
        </p>
        {progress !== null && <Progress label={title} {...progress} isResting={action?.kind === 'resume'} />}
        {action !== null && <ScanButton {...action} title={title} />}
      </div>
    </li>
  );
}

type ProgressProps = Readonly<{ label: string; value: number; max: number | null; isResting: boolean }>;

/** As ui/ProgressBar.tsx draws it, but there at once: who opens the shade wants to see it. */
function Progress({ label, value, max, isResting }: ProgressProps) {
  const share = max === null || max === 0 ? null : Math.min(1, value / max);
  const now =
    share === null ? {} : { 'aria-valuenow': Math.round(share * 100), 'aria-valuemin': 0, 'aria-valuemax': 100 };
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      data-indeterminate={share === null && !isResting}
      {...now}
    >
      <span style={{ inlineSize: `${(share ?? 0) * 100}%` }} />
    </div>
  );
}

type ScanButtonProps = Readonly<{ kind: 'pause' | 'resume'; volumeName: string; title: string }>;

function ScanButton({ kind, volumeName, title }: ScanButtonProps) {
  const tester = useDevice((store) => store.tester);
  const label = text(kind === 'pause' ? 'notification.pause' : 'notification.resume');
  const act = () => void (kind === 'pause' ? tester?.pauseScan(volumeName) : tester?.resumeScan(volumeName));
  return (
    <button type="button" className="button" data-kind="text" aria-label={`${label}: ${title}`} onClick={act}>
      {label}
    </button>
  );
}

function CloseHandle() {
  const from = useRef<number | null>(null);
  const onPointerMove = ({ clientY }: PointerEvent) => {
    if (from.current !== null && from.current - clientY > PUSH) closeShade();
  };
  return (
    <button
      type="button"
      className="shade-handle"
      aria-label={text('shade.close')}
      onClick={closeShade}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = event.clientY;
      }}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        from.current = null;
      }}
    >
      <span />
    </button>
  );
}
