// Mirrors com.android.permissioncontroller's GrantPermissionsActivity: the words on the dialog.
import { VERSION_CODES } from '../../contract/android/build.ts';
import { permission } from '../../contract/android/manifest.ts';
import type { Skin } from '../../contract/rpc/deviceApi.ts';
import type { GrantButton } from '../../contract/rpc/systemUi.ts';
import type { Prompt } from './grantPrompt.ts';
import type { PermissionApp, PermissionGroup } from './permissionApp.ts';
import { groupPermissions, permissionGroup } from './permissionApp.ts';
import type { PermissionStates } from './permissionState.ts';
import { stateOf } from './permissionState.ts';

const { Q, R } = VERSION_CODES;

/** Android 14 as it shipped in October 2023 named the limited choice differently from everything since. */
export type DialogStrings = '14-launch' | '2024+';

/** The words a device's skin came with. */
export function dialogStrings(skin: Skin): DialogStrings {
  return skin === 'U-legacy' ? '14-launch' : '2024+';
}

export type LabelledButton = Readonly<{ id: GrantButton; label: string }>;

/** One question of a request, and what its answer is about. */
export type GrantDialog = Readonly<{
  group: PermissionGroup;
  prompt: Prompt;
  title: string;
  /** In display order; empty when the picker opens at once. */
  buttons: readonly LabelledButton[];
  /** The filter of the picker behind "Allow limited access"; empty for images and videos. */
  pickerMimeTypes: readonly string[];
  /** Full names of the permissions an answer decides about. */
  decides: readonly string[];
}>;

/** The whole question for one group, with the app's label in it. */
export function grantTitle(app: PermissionApp, group: PermissionGroup, prompt: Prompt): string {
  return `Allow ${app.label} to ${wish(app, group, prompt)}?`;
}

function wish(app: PermissionApp, group: PermissionGroup, prompt: Prompt): string {
  if (prompt === 'STORAGE_SUPERGROUP_Q_TO_S') return 'access photos, videos, music, and audio on this device';
  if (prompt === 'STORAGE_SUPERGROUP_PRE_Q')
    return 'access photos, videos, music, audio, and other files on this device';
  if (prompt === 'SELECT_MORE_PHOTOS') return 'access more photos and videos on this device';
  switch (group) {
    case permissionGroup.STORAGE:
      return `access ${hasWholeStorage(app) ? 'photos, media, and files' : 'photos and media'} on your device`;
    case permissionGroup.READ_MEDIA_AURAL:
      return 'access music and audio on this device';
    case permissionGroup.READ_MEDIA_VISUAL:
      return 'access photos and videos on this device';
    case permissionGroup.CAMERA:
      return 'take pictures and record video';
    case permissionGroup.MICROPHONE:
      return 'record audio';
    case permissionGroup.CONTACTS:
      return 'access your contacts';
    case permissionGroup.NOTIFICATIONS:
      return 'send you notifications';
  }
}

/** Utils.isNonIsolatedStorage: the app sees files, not only media. */
export function hasWholeStorage({ sdk, targetSdk, legacyStorage }: PermissionApp): boolean {
  if (sdk === Q) return legacyStorage;
  return targetSdk < 28 || (targetSdk < R && legacyStorage);
}

/** The buttons of one dialog, in display order. */
export function grantButtons(
  app: PermissionApp,
  group: PermissionGroup,
  prompt: Prompt,
  options: Readonly<{ states: PermissionStates; strings: DialogStrings }>,
): readonly LabelledButton[] {
  const limited: LabelledButton = {
    id: 'ALLOW_SELECTED',
    label: options.strings === '14-launch' ? 'Select photos and videos' : 'Allow limited access',
  };
  const all: LabelledButton = { id: 'ALLOW_ALL', label: 'Allow all' };
  const deny = denyButtons(app, group, options.states);
  switch (prompt) {
    case 'SELECT_PHOTOS':
      return [limited, all, ...deny];
    case 'SELECT_MORE_PHOTOS':
      return [limited, all, { id: 'DONT_SELECT_MORE', label: 'Don’t select more' }];
    case 'ONE_TIME_FG':
      return [
        { id: 'ALLOW_FOREGROUND', label: 'While using the app' },
        { id: 'ALLOW_ONE_TIME', label: 'Only this time' },
        ...deny,
      ];
    case 'NO_UI_PHOTO_PICKER_REDIRECT':
    case 'NO_UI_REJECT_THIS_GROUP':
      return [];
    default:
      return [{ id: 'ALLOW', label: 'Allow' }, ...deny];
  }
}

/** A choice made before turns the denial into a final one; Android 10 asks about that in a button of its own. */
function denyButtons(app: PermissionApp, group: PermissionGroup, states: PermissionStates): readonly LabelledButton[] {
  const answered = groupPermissions(app, group).some((name) => stateOf(states, name).flags.has('USER_SET'));
  const label = app.sdk <= R ? 'Deny' : 'Don’t allow';
  if (!answered) return [{ id: 'DENY', label }];
  if (app.sdk >= R) return [{ id: 'DENY_AND_DONT_ASK_AGAIN', label }];
  return [
    { id: 'DENY', label },
    { id: 'DENY_AND_DONT_ASK_AGAIN', label: 'Deny & don’t ask again' },
  ];
}

/** The picker's filter for the permissions asked for (KotlinUtils.getMimeTypeForPermissions). */
export function pickerMimeTypes(names: readonly string[]): readonly string[] {
  const images = names.includes(permission.READ_MEDIA_IMAGES);
  const videos = names.includes(permission.READ_MEDIA_VIDEO);
  if (images === videos) return [];
  return [images ? 'image/*' : 'video/*'];
}
