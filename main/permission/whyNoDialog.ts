// Mirrors com.android.permissioncontroller's GrantPermissionsViewModel where it leaves a group out: in words, for logcat.
import { isGroupFullyGranted, isPermissionFixed } from './grantPrompt.ts';
import {
  affectedPermissions,
  groupOf,
  type PermissionApp,
  type PermissionGroup,
  permissionGroup,
} from './permissionApp.ts';
import type { PermissionStates } from './permissionState.ts';

/**
 * Why a request leads to no dialog: a clause for each group it is about, in the order they are asked for.
 * Android itself keeps silent about it; this is for a tester who waits for a dialog.
 */
export function whyNoDialog(
  app: PermissionApp,
  names: readonly (string | null)[],
  states: PermissionStates,
): readonly string[] {
  const asked = names.filter((name) => name !== null);
  if (app.targetSdk < 23) return ['hidden because apps that target less than 23 are not asked about'];
  const affected = affectedPermissions(app, asked);
  const groups = new Set(affected.map((name) => groupOf(name, app.sdk)).filter((group) => group !== null));
  if (groups.size === 0) return ['hidden because the manifest declares nothing of it that this device asks about'];
  return [...groups].map((group) => {
    const ofGroup = affected.filter((name) => groupOf(name, app.sdk) === group);
    return `${group.replace(/^.*\./, '')} hidden because ${reason(app, group, ofGroup, states)}`;
  });
}

function reason(
  app: PermissionApp,
  group: PermissionGroup,
  affected: readonly string[],
  states: PermissionStates,
): string {
  if (affected.every((name) => isPermissionFixed(app, group, name, states)))
    return 'it was denied for good, or fixed by the system';
  if (isGroupFullyGranted(app, group, states)) return 'it is granted already';
  return group === permissionGroup.STORAGE
    ? 'apps that target 33 or more have no storage permission here'
    : 'only partial permission requested';
}
