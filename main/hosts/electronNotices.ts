// What is told outside of the window, to somebody who is not looking at it.
import { type BrowserWindow, Notification } from 'electron';
import { realTimeMillis } from '../device/realTime.ts';
import type { System } from '../system.ts';
import { LongScans } from './desktopScans.ts';

/** Notifies when a long scan of that device ends while its window is not in front; a click brings it there. */
export function notifyOfScans({ volumes }: System, window: () => BrowserWindow | null): void {
  const scans = new LongScans();
  const look = () => {
    for (const body of scans.observe(volumes.list(), realTimeMillis())) notify(body, window());
  };
  look();
  volumes.onChange(look);
}

/** An object that nobody holds is collected, and then its click tells nobody. */
const shown = new Set<Notification>();

function notify(body: string, window: BrowserWindow | null): void {
  if (window === null || window.isFocused() || !Notification.isSupported()) return;
  const notification = new Notification({ title: 'Scopebox', body });
  shown.add(notification);
  notification.on('close', () => shown.delete(notification));
  notification.on('click', () => {
    shown.delete(notification);
    bringToFront(window);
  });
  notification.show();
}

export function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
