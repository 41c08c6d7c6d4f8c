// Mirrors com.android.permissioncontroller's HibernationPolicy and AutoRevokePermissions.
import type { SdkInt } from '../../contract/android/build.ts';
import { VERSION_CODES } from '../../contract/android/build.ts';
import type { PermissionApp } from './permissionApp.ts';
import { groupPermissions, permissionGroup } from './permissionApp.ts';
import type { PermissionStates } from './permissionState.ts';
import { autoRevoked, changed, isGrantedWithAppOp } from './permissionState.ts';

const { Q, R, TIRAMISU } = VERSION_CODES;

const DAY_MS = 86_400_000;

/** auto_revoke_unused_threshold_millis2: an app is unused after more than this many milliseconds. */
export const UNUSED_THRESHOLD_MS = 90 * DAY_MS;

/** auto_revoke_check_frequency_millis: how often the device looks for unused apps, milliseconds. */
export const UNUSED_CHECK_INTERVAL_MS = 15 * DAY_MS;

export type UnusedApp = Readonly<{
  sdk: SdkInt;
  targetSdk: number;
  /** The switch on the app's page in Settings; null when nobody touched it. */
  toggle: boolean | null;
  /** Milliseconds since the app was last used, installed, or its permissions changed by the user: the latest of them. */
  unusedForMs: number;
}>;

/** Whether the next check takes this app's permissions. Android 10 has no such check. */
export function isEligibleForHibernation(app: UnusedApp): boolean {
  return app.sdk > Q && !isHibernationExempt(app) && app.unusedForMs > UNUSED_THRESHOLD_MS;
}

/** The switch decides; untouched, it exempts apps that target Android 10 or older. */
export function isHibernationExempt({ targetSdk, toggle }: Pick<UnusedApp, 'targetSdk' | 'toggle'>): boolean {
  return toggle === null ? targetSdk <= Q : !toggle;
}

/**
 * The states of an app that hibernates: every group with something granted is taken as a whole.
 * The selection of photos goes with it. Nothing is taken from an app that holds nothing.
 */
export function hibernate(app: PermissionApp, states: PermissionStates): PermissionStates {
  const groups = Object.values(permissionGroup).filter((group) => group !== permissionGroup.NOTIFICATIONS);
  return groups.reduce((after, group) => {
    const names = groupPermissions(app, group);
    const granted = names.some((name) => isGrantedWithAppOp(states, name));
    return granted ? changed(after, names, autoRevoked) : after;
  }, states);
}

/** The switch's label on the app's page in Settings; null where Android has none. */
export function unusedAppToggleLabel(sdk: SdkInt): string | null {
  if (sdk < R) return null;
  if (sdk === R) return 'Remove permissions if app isn’t used';
  return sdk < TIRAMISU ? 'Remove permissions and free up space' : 'Pause app activity if unused';
}
