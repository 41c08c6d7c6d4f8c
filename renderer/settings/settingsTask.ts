// The task of Settings: its pages, and whether it is in front.
import { create } from 'zustand';
import type { SpecialAccess } from '../../contract/rpc/settingsApi.ts';

export type SettingsPage =
  | Readonly<{ kind: 'apps' }>
  | Readonly<{ kind: 'appInfo'; packageName: string }>
  | Readonly<{ kind: 'permissions'; packageName: string }>
  | Readonly<{ kind: 'permission'; packageName: string; group: string }>
  | Readonly<{ kind: 'specialAccess'; access: SpecialAccess }>
  | Readonly<{ kind: 'cloudMediaApp' }>;

type SettingsTask = Readonly<{
  /** The last one is shown; empty until Settings is opened for the first time. */
  pages: readonly SettingsPage[];
  isInFront: boolean;
}>;

const CLOSED: SettingsTask = { pages: [], isInFront: false };

export const useSettingsTask = create<SettingsTask>(() => CLOSED);

/** Brings Settings to the front, on a page of its own or where it was left. */
export function openSettings(page?: SettingsPage): void {
  useSettingsTask.setState(({ pages }) => ({ pages: page === undefined ? pages : [page], isInFront: true }));
}

/** Leaves Settings as it is for Recents. */
export function hideSettings(): void {
  useSettingsTask.setState({ isInFront: false });
}

/** Forgets where it was, as after a reboot. */
export function closeSettings(): void {
  useSettingsTask.setState(CLOSED);
}

/** Opens a page above the one shown; a page that is below already comes back up instead. */
export function navigate(page: SettingsPage): void {
  useSettingsTask.setState(({ pages }) => {
    const at = pages.findIndex((other) => JSON.stringify(other) === JSON.stringify(page));
    return { pages: at < 0 ? [...pages, page] : pages.slice(0, at + 1) };
  });
}

/** Up a page, or out of Settings from the first. */
export function navigateUp(): void {
  const { pages } = useSettingsTask.getState();
  if (pages.length > 1) useSettingsTask.setState({ pages: pages.slice(0, -1) });
  else closeSettings();
}
