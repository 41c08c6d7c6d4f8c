// A vector about one app, translated: short names to Android's full ones, and states back to lists.
import { isSdkInt } from '../../../contract/android/build.ts';
import type { AndroidManifest } from '../../../contract/android/manifest.ts';
import { permission } from '../../../contract/android/manifest.ts';
import type { GrantButton } from '../../../contract/rpc/systemUi.ts';
import { requestedPermissions } from '../../../main/packages/requestedPermissions.ts';
import type { DialogStrings, GrantDialog } from '../../../main/permission/grantDialog.ts';
import type { GrantAnswer, GrantRequest } from '../../../main/permission/grantRequest.ts';
import { answerGrantRequest, startGrantRequest } from '../../../main/permission/grantRequest.ts';
import type { PermissionApp } from '../../../main/permission/permissionApp.ts';
import { declaresUserSelected, permissionApp, permissionGroup } from '../../../main/permission/permissionApp.ts';
import { packageStates } from '../../../main/permission/permissionManager.ts';
import type { PermissionFlag, PermissionStates } from '../../../main/permission/permissionState.ts';
import { isGrantedWithAppOp, stateOf } from '../../../main/permission/permissionState.ts';
import { isLocationRedacted, mediaAccess } from '../../../main/providers/media/mediaAccess.ts';
import { deepEqual } from '../runCases.ts';

export type AppInput = Readonly<{
  device: number;
  target: number;
  declared: readonly (string | Readonly<{ name: string; maxSdkVersion: number }>)[];
  legacyStorage?: boolean;
  strings?: DialogStrings;
  state?: Readonly<Record<string, Readonly<{ granted: boolean; flags: readonly PermissionFlag[] }>>>;
}>;

const PREFIX = 'android.permission.';

export const full = (name: string) => (name.includes('.') ? name : PREFIX + name);
export const short = (name: string) => name.replace(PREFIX, '');
const fullOrNothing = (name: string | null) => (name ? full(name) : name);
export const shortGroup = (group: string) => group.replace('android.permission-group.', '');

export function sdkOf(device: number) {
  if (isSdkInt(device)) return device;
  throw new Error(`No device has API level ${device}.`);
}

export function manifestOf({ target, declared, legacyStorage }: AppInput): AndroidManifest {
  return {
    packageName: 'com.example.gallery',
    label: 'Gallery',
    targetSdk: target,
    usesPermissions: declared.map((one) =>
      typeof one === 'string' ? { name: full(one) } : { ...one, name: full(one.name) },
    ),
    ...(legacyStorage === undefined ? {} : { requestLegacyExternalStorage: legacyStorage }),
  };
}

/** The app's states as the device would have them, with what the vector says of some. */
export function statesOf(input: AppInput): PermissionStates {
  const entries = Object.entries(input.state ?? {}).map(
    ([name, { granted, flags }]) => [full(name), { granted, flags: new Set(flags) }] as const,
  );
  return packageStates(manifestOf(input), sdkOf(input.device), Object.fromEntries(entries));
}

/** Every requested permission with its state, the untouched ones included. */
export function stateJson(input: AppInput, states: PermissionStates) {
  const { explicit, implicit } = requestedPermissions(manifestOf(input), sdkOf(input.device));
  const entries = [...explicit, ...implicit].map((name) => {
    const { granted, flags } = stateOf(states, name);
    return [short(name), { granted, flags: [...flags].sort() }] as const;
  });
  return Object.fromEntries(entries);
}

export function start(input: AppInput, states: PermissionStates, names: readonly (string | null)[]): GrantRequest {
  const device = { sdk: sdkOf(input.device), strings: input.strings ?? '2024+' };
  return startGrantRequest({ device, app: manifestOf(input), states, names: names.map(fullOrNothing) });
}

export function answerOf(words: string): GrantAnswer {
  const picker = words.endsWith('PICKER_OK') ? 'OK' : 'CANCEL';
  if (words.startsWith('PICKER_')) return { picker };
  if (words.startsWith('ALLOW_SELECTED')) return { button: 'ALLOW_SELECTED', picker };
  return words === 'CANCEL' ? 'CANCEL' : { button: words as Exclude<GrantButton, 'ALLOW_SELECTED'> };
}

type Shown = Readonly<{
  request: GrantRequest;
  shown: readonly GrantDialog[];
  startsSession: boolean;
  killed: boolean;
}>;

/** Shows one dialog after the other; an answer is spent on each. */
export function answerAll(started: GrantRequest, answers: readonly string[]): Shown {
  const shown: GrantDialog[] = [];
  let request = started;
  let killed = false;
  let startsSession = started.startsOneTimeSession;
  for (const words of answers) {
    const dialog = request.dialogs[0];
    if (dialog === undefined) break;
    shown.push(dialog);
    request = answerGrantRequest(request, answerOf(words));
    killed ||= request.revoked.length > 0;
    startsSession ||= request.startsOneTimeSession;
  }
  return { request, shown, startsSession, killed };
}

/** What MediaStore shows an app with these states, in the words of the vectors. */
export function mediaStoreJson(input: AppInput, states: PermissionStates) {
  const app = appOf(input);
  const granted = new Set(app.requested.known.filter((name) => isGrantedWithAppOp(states, name)));
  const caller = { deviceSdk: app.sdk, targetSdk: app.targetSdk, granted, legacyStorageAppOp: false };
  const access = mediaAccess(caller);
  const rows = access.userSelectedMode ? 'selected+own' : 'own';
  return {
    images: access.readImages ? 'all' : rows,
    video: access.readVideo ? 'all' : rows,
    audio: access.readAudio ? 'all' : 'own+ringtones',
    locationRedacted: isLocationRedacted(caller, {
      requestsMediaLocation: app.requested.known.includes(permission.ACCESS_MEDIA_LOCATION),
      userSelectedIsImplicit: !declaresUserSelected(app),
    }),
  };
}

export const appOf = (input: AppInput): PermissionApp => permissionApp(manifestOf(input), sdkOf(input.device));

/** Compares only what a vector speaks of. */
export function sameWhereExpected(actual: object, expected: object): boolean {
  const all = new Map<string, unknown>(Object.entries(actual));
  return Object.entries(expected).every(([key, value]) => {
    const own = all.get(key);
    return isObject(value) && isObject(own) ? sameWhereExpected(own, value) : deepEqual(own, value);
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The groups a vector's settings step can name. */
export function groupNamed(name: string) {
  const group = Object.values(permissionGroup).find((each) => shortGroup(each) === name);
  if (group === undefined) throw new Error(`No permission group is called ${name}.`);
  return group;
}
