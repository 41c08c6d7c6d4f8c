// Mirrors com.android.permissioncontroller's AppPermissionViewModel: what the choices in Settings ask and do.
import { VERSION_CODES } from '../../contract/android/build.ts';
import type { AppOpMode } from './appOps.ts';
import type { PermissionApp, PermissionGroup } from './permissionApp.ts';
import { groupPermissions, partialPermissions, permissionGroup, STORAGE_SUPERGROUP } from './permissionApp.ts';
import type { PermissionStates } from './permissionState.ts';
import { changed, deniedByUser, deniedInSettings, grantedByUser, stateOf } from './permissionState.ts';

const { Q, TIRAMISU } = VERSION_CODES;

/** ALLOW_ALL_FILES is on the storage page of Android 11 and 12, for apps that ask for MANAGE_EXTERNAL_STORAGE. */
export type SettingsChoice = 'ALLOW' | 'LIMITED' | 'DENY' | 'ALLOW_ALL_FILES';

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
  const groups = decidesTogether(app, group) ? STORAGE_SUPERGROUP : [group];
  return groups.reduce((after, each) => chosen(app, each, choice, after), states);
}

/** The storage groups of an app that targets Android 12 or older are one, on Android 13 and later. */
function decidesTogether(app: PermissionApp, group: PermissionGroup): boolean {
  return app.sdk >= TIRAMISU && app.targetSdk < TIRAMISU && STORAGE_SUPERGROUP.includes(group);
}

function chosen(app: PermissionApp, group: PermissionGroup, choice: SettingsChoice, states: PermissionStates) {
  const names = groupPermissions(app, group);
  if (choice === 'ALLOW' || choice === 'ALLOW_ALL_FILES') return changed(states, names, grantedByUser);
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

/** The mode of MANAGE_EXTERNAL_STORAGE after a choice on a page that decides about it (see offersAllFiles). */
export function allFilesMode(choice: SettingsChoice): AppOpMode {
  return choice === 'ALLOW_ALL_FILES' ? 'allow' : 'deny';
}

/** A question before a choice is taken over; "no" leaves everything as it was. */
export type SettingsConfirmation = Readonly<{ title: string | null; message: string; yes: string; no: string }>;

/** What Settings asks before it takes a choice over, or null when it does not ask. */
export function settingsConfirmation(
  app: PermissionApp,
  group: PermissionGroup,
  choice: SettingsChoice,
): SettingsConfirmation | null {
  if (choice === 'ALLOW_ALL_FILES') return ALL_FILES;
  if (!decidesTogether(app, group) || group === permissionGroup.STORAGE) return null;
  const words = oldAppWords(app.targetSdk < Q, group === permissionGroup.READ_MEDIA_AURAL);
  const { title, message } = choice === 'DENY' ? words.deny : words.allow;
  const why = 'This app doesn’t support the latest version of Android.';
  return { title, message: `${why} ${message}`, yes: 'Confirm', no: 'Back' };
}

const ALL_FILES: SettingsConfirmation = {
  title: null,
  message:
    'Allow this app to access and manage all files on the device or any connected storage devices? ' +
    'This app may access files without asking you.',
  yes: 'Allow',
  no: 'Cancel',
};

const MUSIC = 'music and audio files';
const PHOTOS = 'photos and videos';

/** Whole sentences as Android has them: two of them are not built like the others. */
function oldAppWords(preQ: boolean, aural: boolean) {
  if (!preQ) {
    const [chosenKind, alsoKind] = aural ? [MUSIC, PHOTOS] : [PHOTOS, MUSIC];
    return {
      allow: {
        title: `Access to ${alsoKind} will also be allowed`,
        message: `If this app can access ${chosenKind}, it will also be allowed to access ${alsoKind}.`,
      },
      // Android says this sentence for photos too, the wrong way round.
      deny: {
        title: `Access to ${alsoKind} also won’t be allowed`,
        message: `If this app can’t access ${MUSIC}, it also won’t be allowed to access ${PHOTOS}.`,
      },
    };
  }
  const [chosenKind, all, none] = aural
    ? [MUSIC, 'photos, videos, and other files', 'photos, videos, and other files']
    : [PHOTOS, 'music, audio, and other files', 'music, audio, other files'];
  return {
    allow: {
      title: 'Access to other files will also be allowed',
      message: `If this app can access ${chosenKind}, it will also be allowed to access ${all}.`,
    },
    deny: {
      title: 'Access to other files also won’t be allowed',
      message: `If this app can’t access ${chosenKind}, it also won’t be allowed to access ${none}.`,
    },
  };
}
