// Mirrors com.android.permissioncontroller's GrantPermissionsViewModel: one request, from its names to its results.
import type { SdkInt } from '../../contract/android/build.ts';
import { VERSION_CODES } from '../../contract/android/build.ts';
import type { AndroidManifest, PermissionResult } from '../../contract/android/manifest.ts';
import { permission } from '../../contract/android/manifest.ts';
import type { GrantButton } from '../../contract/rpc/systemUi.ts';
import type { DialogStrings, GrantDialog } from './grantDialog.ts';
import { grantButtons, grantTitle, pickerMimeTypes } from './grantDialog.ts';
import { grantPrompt, isGroupFullyGranted, isGroupOneTime, isPermissionFixed } from './grantPrompt.ts';
import type { PermissionApp, PermissionGroup } from './permissionApp.ts';
import {
  affectedPermissions,
  declaresUserSelected,
  groupOf,
  groupPermissions,
  partialPermissions,
  permissionApp,
  STORAGE_SUPERGROUP,
} from './permissionApp.ts';
import type { Change, PermissionStates } from './permissionState.ts';
import {
  changed,
  checkSelfPermission,
  deniedByUser,
  deniedForGood,
  grantedByUser,
  grantedFixed,
  grantedForCompat,
  grantedOnce,
  grantedSilently,
  isGrantedWithAppOp,
  revokedNames,
  stateOf,
} from './permissionState.ts';

const { READ_MEDIA_VISUAL_USER_SELECTED } = permission;

/** A request between two answers: plain data, never changed in place. */
export type GrantRequest = Readonly<{
  app: PermissionApp;
  /** The names as onRequestPermissionsResult will report them. */
  names: readonly string[];
  /** The app's states after what was answered so far. */
  states: PermissionStates;
  /** Questions still open; the first is the one to show. Empty: the request is over. */
  dialogs: readonly GrantDialog[];
  /** Full names granted without a dialog, because their group was granted already. */
  silentlyGranted: readonly string[];
  /** Whether the last step granted something for a session, which starts (or starts again) now. */
  startsOneTimeSession: boolean;
  /** Names the app really held and the last step took away: Android kills the app for that. */
  revoked: readonly string[];
}>;

/** What the user did with dialogs[0]. A picker's answer belongs to ALLOW_SELECTED, or stands alone when it opened at once. */
export type GrantAnswer =
  | 'CANCEL'
  | Readonly<{ button: Exclude<GrantButton, 'ALLOW_SELECTED'> }>
  | Readonly<{ button: 'ALLOW_SELECTED'; picker: 'OK' | 'CANCEL' }>
  | Readonly<{ picker: 'OK' | 'CANCEL' }>;

export type GrantDevice = Readonly<{ sdk: SdkInt; strings: DialogStrings }>;

export type GrantRequestStart = Readonly<{
  device: GrantDevice;
  app: AndroidManifest;
  states: PermissionStates;
  /** The array the app passed. */
  names: readonly (string | null)[];
}>;

/** Takes up a request: grants what needs no question and lists the questions in the order they are asked. */
export function startGrantRequest({ device, app: manifest, states, names }: GrantRequestStart): GrantRequest {
  const app = permissionApp(manifest, device.sdk);
  const reported = app.targetSdk < 23 ? [] : reportedNames(app, names);
  const pending = new Map<PermissionGroup, readonly string[]>();
  const silent: string[] = [];
  let after = states;
  let oneTime = false;
  for (const [group, affected] of affectedByGroup(app, reported, states)) {
    if (!isGroupFullyGranted(app, group, states)) {
      pending.set(group, affected);
      continue;
    }
    const missing = affected.filter((name) => !isGrantedWithAppOp(states, name));
    const once = isGroupOneTime(app, group, states);
    after = changed(after, missing, grantedSilently(once));
    oneTime ||= once && missing.length > 0;
    silent.push(...missing);
  }
  const dialogs = dialogsFor({ app, strings: device.strings, states: after, pending });
  return {
    app,
    names: reported,
    states: after,
    dialogs,
    silentlyGranted: silent,
    startsOneTimeSession: oneTime,
    revoked: [],
  };
}

/** From Android 14 on, null and empty names are taken out of the request and of its result. */
function reportedNames(app: PermissionApp, names: readonly (string | null)[]): readonly string[] {
  const present = names.map((name) => name ?? '');
  return app.sdk >= VERSION_CODES.UPSIDE_DOWN_CAKE ? present.filter((name) => name !== '') : present;
}

function affectedByGroup(app: PermissionApp, names: readonly string[], states: PermissionStates) {
  const groups = new Map<PermissionGroup, string[]>();
  for (const name of affectedPermissions(app, names)) {
    const group = groupOf(name, app.sdk);
    if (group === null || isPermissionFixed(app, group, name, states)) continue;
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return groups;
}

type Pending = Readonly<{
  app: PermissionApp;
  strings: DialogStrings;
  states: PermissionStates;
  pending: ReadonlyMap<PermissionGroup, readonly string[]>;
}>;

function dialogsFor({ app, strings, states, pending }: Pending): readonly GrantDialog[] {
  const dialogs: GrantDialog[] = [];
  for (const [group, affected] of [...pending].sort(byGroupName)) {
    const prompt = grantPrompt(app, group, affected, states);
    if (prompt === 'NO_UI_REJECT_THIS_GROUP') continue;
    // One question stands for all storage groups of an old app: the first by name asks it.
    const together = prompt.startsWith('STORAGE_SUPERGROUP');
    if (together && dialogs.some((dialog) => dialog.prompt === prompt)) continue;
    const supergroup = [...pending.keys()].filter((each) => STORAGE_SUPERGROUP.includes(each));
    dialogs.push({
      group,
      prompt,
      title: grantTitle(app, group, prompt),
      buttons: grantButtons(app, group, prompt, { states, strings }),
      pickerMimeTypes: pickerMimeTypes(affected),
      decides: together ? supergroup.flatMap((each) => groupPermissions(app, each)) : affected,
    });
  }
  return dialogs.sort((a, b) => Number(b.prompt === 'ONE_TIME_FG') - Number(a.prompt === 'ONE_TIME_FG'));
}

function byGroupName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}

/**
 * Applies the user's answer to the dialog that is up.
 * @throws {Error} when no dialog is up, or it does not have the button
 */
export function answerGrantRequest(request: GrantRequest, answer: GrantAnswer): GrantRequest {
  const [dialog, ...rest] = request.dialogs;
  if (dialog === undefined) throw new Error('The permission request is over; there is no dialog to answer.');
  const { app } = request;
  const redirected = dialog.prompt === 'NO_UI_PHOTO_PICKER_REDIRECT';
  const cancelled = answer === 'CANCEL' && !redirected;
  if (cancelled && app.sdk >= VERSION_CODES.R) return step(request, request.states, []);
  const given = cancelled ? ({ button: 'DENY' } as const) : answer;
  if (given !== 'CANCEL') mustOffer(dialog, given);
  return step(request, decide(app, dialog, given, request.states), rest);
}

function step(request: GrantRequest, states: PermissionStates, dialogs: readonly GrantDialog[]): GrantRequest {
  const isOneTime = (name: string) => stateOf(states, name).flags.has('ONE_TIME');
  const changedNames = Object.keys(states).filter((name) => states[name] !== request.states[name]);
  return {
    ...request,
    states,
    dialogs,
    startsOneTimeSession: changedNames.some(isOneTime),
    revoked: revokedNames(request.states, states),
  };
}

function mustOffer(dialog: GrantDialog, answer: Exclude<GrantAnswer, 'CANCEL'>): void {
  const offered =
    'button' in answer
      ? dialog.buttons.some(({ id }) => id === answer.button)
      : dialog.prompt === 'NO_UI_PHOTO_PICKER_REDIRECT';
  if (!offered) throw new Error(`The ${dialog.prompt} dialog has no answer ${JSON.stringify(answer)}.`);
}

function decide(app: PermissionApp, dialog: GrantDialog, answer: GrantAnswer, states: PermissionStates) {
  const all = (change: Change) => changed(states, dialog.decides, change);
  if (answer === 'CANCEL') return states;
  if ('picker' in answer) {
    return answer.picker === 'OK' ? withSelectedPhotos(app, dialog, states) : states;
  }
  switch (answer.button) {
    case 'ALLOW':
    case 'ALLOW_ALL':
    case 'ALLOW_FOREGROUND':
      return all(grantedByUser);
    case 'ALLOW_ONE_TIME':
      return all(grantedOnce);
    case 'DENY':
      return all(deniedByUser);
    case 'DENY_AND_DONT_ASK_AGAIN':
      return all(deniedForGood(app.sdk));
    case 'DONT_SELECT_MORE':
      return withSelectedPhotos(app, dialog, states);
  }
}

/** Limited access: the app's own affair when it declares the permission for it, a session of compatibility otherwise. */
function withSelectedPhotos(app: PermissionApp, dialog: GrantDialog, states: PermissionStates): PermissionStates {
  if (!declaresUserSelected(app)) {
    const others = groupPermissions(app, dialog.group).filter((name) => name !== READ_MEDIA_VISUAL_USER_SELECTED);
    return changed(changed(states, [READ_MEDIA_VISUAL_USER_SELECTED], grantedByUser), others, grantedForCompat);
  }
  const { flags } = stateOf(states, READ_MEDIA_VISUAL_USER_SELECTED);
  const fixed = flags.has('USER_SET') || flags.has('USER_FIXED');
  const partial = partialPermissions(app).filter((name) => dialog.decides.includes(name));
  const others = dialog.decides.filter((name) => !partial.includes(name));
  const limited = changed(states, partial, fixed ? grantedFixed : grantedByUser);
  return changed(limited, others, fixed ? deniedForGood(app.sdk) : deniedByUser);
}

/** onRequestPermissionsResult: the names and, in the same order, what checkSelfPermission says of each now. */
export function grantResults({ names, states }: Pick<GrantRequest, 'names' | 'states'>): Readonly<{
  permissions: readonly string[];
  grantResults: readonly PermissionResult[];
}> {
  return { permissions: names, grantResults: names.map((name) => checkSelfPermission(states, name)) };
}
