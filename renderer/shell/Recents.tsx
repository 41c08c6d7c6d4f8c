// Mirrors Launcher3's quickstep RecentsView: a card per task.
import { type ReactNode, useRef } from 'react';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { useDevice } from '../deviceStore.ts';
import { closeSettings, openSettings, useSettingsTask } from '../settings/settingsTask.ts';
import { AppIcon } from '../ui/AppIcon.tsx';
import { Icon } from '../ui/Icon.tsx';
import { useBackPressed } from '../ui/onBackPressedDispatcher.ts';
import { SettingsIcon } from '../ui/SettingsIcon.tsx';
import { text } from '../ui/strings.ts';
import { installedApps } from './installedApps.ts';
import { useSwipeAway } from './useSwipeAway.ts';

type RecentsProps = Readonly<{ device: DeviceState; onOpen: (packageName: string) => void; onClose: () => void }>;

/** The overview: apps whose process runs, and Settings where it was left. */
export function Recents({ device, onOpen, onClose }: RecentsProps) {
  useBackPressed(onClose);
  const root = useRef<HTMLElement>(null);
  const removeTask = useRemoveTask();
  const running = installedApps(device).filter(({ process }) => process !== 'STOPPED');
  const settings = useSettingsTask();
  const hasSettings = settings.pages.length > 0;
  // The card that had the focus is gone.
  const dismissed = () => root.current?.focus();
  const clearAll = () => {
    for (const { manifest } of running) removeTask(manifest.packageName);
    closeSettings();
    onClose();
  };
  return (
    <section className="recents" ref={root} tabIndex={-1} aria-label={text('recents.title')}>
      {running.length === 0 && !hasSettings && <p>{text('recents.empty')}</p>}
      <ul className="recents-list">
        {running.map(({ manifest: { packageName, label }, process }) => (
          <Card
            key={packageName}
            label={label}
            icon={<AppIcon packageName={packageName} size={40} />}
            isInFront={process === 'FOREGROUND' && !settings.isInFront}
            onOpen={() => onOpen(packageName)}
            onDismiss={() => {
              removeTask(packageName);
              dismissed();
            }}
          />
        ))}
        {hasSettings && (
          <Card
            label={text('settings.title')}
            icon={<SettingsIcon size={40} />}
            isInFront={settings.isInFront}
            onOpen={() => {
              openSettings();
              onClose();
            }}
            onDismiss={() => {
              closeSettings();
              dismissed();
            }}
          />
        )}
      </ul>
      {(running.length > 0 || hasSettings) && (
        <button type="button" className="button recents-clear" onClick={clearAll}>
          {text('recents.clearAll')}
        </button>
      )}
    </section>
  );
}

/** ActivityTaskSupervisor.removeTask: the activities are finished, then the process is killed. */
function useRemoveTask(): (packageName: string) => void {
  const tester = useDevice((store) => store.tester);
  return (packageName) => {
    void tester?.finishActivity(packageName).then(() => tester.setProcessState(packageName, 'STOPPED'));
  };
}

type CardProps = Readonly<{
  label: string;
  icon: ReactNode;
  isInFront: boolean;
  onOpen: () => void;
  onDismiss: () => void;
}>;

/** A tap opens the task; a push up, Delete or its button ends it. */
function Card({ label, icon, isInFront, onOpen, onDismiss }: CardProps) {
  const swipe = useSwipeAway(onDismiss);
  return (
    <li
      className="recents-item"
      data-moving={swipe.offset < 0}
      style={{ transform: `translateY(${swipe.offset}px)`, opacity: 1 + swipe.offset / 400 }}
    >
      <button
        type="button"
        className="recents-card state-layer"
        {...swipe.handlers}
        onClick={() => {
          if (!swipe.wasMoved()) onOpen();
        }}
        onKeyDown={({ key }) => {
          if (key === 'Delete') onDismiss();
        }}
      >
        <span className="recents-icon">{icon}</span>
        <span className="recents-text">
          <b>{label}</b>
          <small>{text(isInFront ? 'recents.inFront' : 'recents.inBackground')}</small>
        </span>
      </button>
      <button
        type="button"
        className="icon-button state-layer recents-dismiss"
        aria-label={text('recents.dismiss', { app: label })}
        onClick={onDismiss}
      >
        <Icon name="close" size={20} />
      </button>
    </li>
  );
}
