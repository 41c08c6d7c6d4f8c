// Mirrors com.android.permissioncontroller's AppPermissionViewModel: what the three choices in Settings do.
import { VERSION_CODES } from '../../contract/android/build.ts';
import type { PermissionApp, PermissionGroup } from './permissionApp.ts';
import { groupPermissions, partialPermissions, STORAGE_SUPERGROUP } from './permissionApp.ts';
import type { PermissionStates } from './permissionState.ts';
import { changed, deniedByUser, deniedInSettings, grantedByUser, stateOf } from './permissionState.ts';

export type SettingsChoice = 'ALLOW' | 'LIMITED' | 'DENY';

/**
 * The app's states after the user chose for a group in App info.
 * Whether the app dies of it is up to revokedNames(before, after). LIMITED selects nothing by itself.
 */
export function settingsChoice(
  app: PermissionApp,
  group: PermissionGroup,
  choice: SettingsChoice,
  states: PermissionStates,
): PermissionStates {
  const together =
    app.sdk >= VERSION_CODES.TIRAMISU && app.targetSdk < VERSION_CODES.TIRAMISU && STORAGE_SUPERGROUP.includes(group);
  const groups = together ? STORAGE_SUPERGROUP : [group];
  return groups.reduce((after, each) => chosen(app, each, choice, after), states);
}

function chosen(app: PermissionApp, group: PermissionGroup, choice: SettingsChoice, states: PermissionStates) {
  const names = groupPermissions(app, group);
  if (choice === 'ALLOW') return changed(states, names, grantedByUser);
  if (choice === 'LIMITED') {
    const partial = partialPermissions(app).filter((name) => names.includes(name));
    const others = names.filter((name) => !partial.includes(name));
    return changed(changed(states, partial, grantedByUser), others, deniedByUser);
  }
  // A denial stays as final as it was: there is nothing to take away.
  const holdsSomething = names.some((name) => {
    const { granted, flags } = stateOf(states, name);
    return granted || flags.has('ONE_TIME');
  });
  return holdsSomething ? changed(states, names, deniedInSettings) : states;
}
