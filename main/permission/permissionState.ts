// Mirrors PackageManager's FLAG_PERMISSION_* and com.android.permissioncontroller's KotlinUtils (grant, revoke).
import type { SdkInt } from '../../contract/android/build.ts';
import { VERSION_CODES } from '../../contract/android/build.ts';
import type { PermissionResult } from '../../contract/android/manifest.ts';
import { PERMISSION_DENIED, PERMISSION_GRANTED } from '../../contract/android/manifest.ts';

/** The flags that matter for photos, named as PackageManager names them after FLAG_PERMISSION_. */
export const PERMISSION_FLAGS = [
  'USER_SET',
  'USER_FIXED',
  'ONE_TIME',
  'REVOKED_COMPAT',
  'AUTO_REVOKED',
  'REVIEW_REQUIRED',
  'REVOKE_WHEN_REQUESTED',
  'POLICY_FIXED',
  'SYSTEM_FIXED',
] as const;

export type PermissionFlag = (typeof PERMISSION_FLAGS)[number];

export type PermissionState = Readonly<{ granted: boolean; flags: ReadonlySet<PermissionFlag> }>;

/** States by full permission name. A name that is missing was never granted and never asked for. */
export type PermissionStates = Readonly<Record<string, PermissionState>>;

export const NEVER_ASKED: PermissionState = { granted: false, flags: new Set() };

/** The state of one permission; NEVER_ASKED for a name without one. */
export function stateOf(states: PermissionStates, name: string): PermissionState {
  return (Object.hasOwn(states, name) ? states[name] : undefined) ?? NEVER_ASKED;
}

/** Context.checkSelfPermission: says granted during a compatibility session too, although the app-op is ignored. */
export function checkSelfPermission(states: PermissionStates, name: string): PermissionResult {
  return stateOf(states, name).granted ? PERMISSION_GRANTED : PERMISSION_DENIED;
}

/** Granted, and its app-op allowed: what MediaProvider and PermissionController go by (isGrantedIncludingAppOp). */
export function isGrantedWithAppOp(states: PermissionStates, name: string): boolean {
  const { granted, flags } = stateOf(states, name);
  return granted && !flags.has('REVOKED_COMPAT');
}

/** Activity.shouldShowRequestPermissionRationale: false also for never asked, denied for good, granted and undeclared. */
export function shouldShowRequestPermissionRationale(states: PermissionStates, name: string): boolean {
  const { granted, flags } = stateOf(states, name);
  const fixed = flags.has('USER_FIXED') || flags.has('POLICY_FIXED') || flags.has('SYSTEM_FIXED');
  return !granted && !fixed && flags.has('USER_SET');
}

export type Change = (state: PermissionState) => PermissionState;

/** The states with `change` applied to each of `names`; what the system or an administrator fixed stays as it is. */
export function changed(states: PermissionStates, names: readonly string[], change: Change): PermissionStates {
  const free = names.filter((name) => {
    const { flags } = stateOf(states, name);
    return !flags.has('POLICY_FIXED') && !flags.has('SYSTEM_FIXED');
  });
  return { ...states, ...Object.fromEntries(free.map((name) => [name, change(stateOf(states, name))])) };
}

const CLEARED_BY_GRANT: readonly PermissionFlag[] = [
  'USER_FIXED',
  'ONE_TIME',
  'REVOKED_COMPAT',
  'AUTO_REVOKED',
  'REVIEW_REQUIRED',
  'REVOKE_WHEN_REQUESTED',
];

/** Allow, for as long as nobody takes it back. */
export const grantedByUser: Change = (state) => granted(state, ['USER_SET']);

/** "Only this time". */
export const grantedOnce: Change = (state) => granted(state, ['USER_SET', 'ONE_TIME']);

/** Granted for a session while the app-op stays ignored: what keeps an app without the new permission running. */
export const grantedForCompat: Change = (state) => granted(state, ['ONE_TIME', 'REVOKED_COMPAT']);

/** Limited access chosen again, for good: the next request goes to the picker without a dialog. */
export const grantedFixed: Change = (state) => granted(state, ['USER_FIXED']);

/** Added without a dialog because the group is granted; the choice counts as nobody's. */
export function grantedSilently(oneTime: boolean): Change {
  return (state) => withFlags(granted(state, oneTime ? ['ONE_TIME'] : []), [], ['USER_SET']);
}

/** Don't allow. Android leaves a permission alone whose app-op is ignored; only its flags change. */
export const deniedByUser: Change = (state) => {
  const denied = state.granted && state.flags.has('REVOKED_COMPAT') ? state : { ...state, granted: false };
  return withFlags(denied, ['USER_SET'], ['USER_FIXED', 'ONE_TIME', 'AUTO_REVOKED', 'REVIEW_REQUIRED']);
};

/** Don't allow, and do not ask again. Up to Android 11 the fixed flag takes the place of USER_SET. */
export function deniedForGood(sdk: SdkInt): Change {
  return (state) => withFlags(deniedByUser(state), ['USER_FIXED'], sdk <= VERSION_CODES.R ? ['USER_SET'] : []);
}

/** Don't allow in Settings: takes a session's grants back as well. */
export const deniedInSettings: Change = (state) =>
  withFlags({ ...deniedByUser(state), granted: false }, [], ['REVOKED_COMPAT']);

/** What is left of a one-time grant when its session ends; other states pass unchanged. */
export const expired: Change = (state) => {
  if (!state.flags.has('ONE_TIME')) return state;
  return withFlags({ ...state, granted: false }, [], ['USER_SET', 'USER_FIXED', 'REVOKED_COMPAT', 'ONE_TIME']);
};

/** What is left of a one-time grant after a reboot: it is never written down as granted. */
export const rebooted: Change = (state) => {
  if (!state.flags.has('ONE_TIME')) return state;
  return withFlags({ ...state, granted: false }, [], ['REVOKED_COMPAT', 'ONE_TIME']);
};

/** Taken back by hibernation: the next request looks like the first one. */
export const autoRevoked: Change = (state) => withFlags(deniedInSettings(state), ['AUTO_REVOKED'], ['USER_SET']);

/** What an app update leaves: a grant whose app-op was ignored is not given again. */
export const updated: Change = (state) => {
  if (!state.flags.has('REVOKED_COMPAT')) return state;
  return withFlags({ ...expired(state), granted: false }, [], ['REVOKED_COMPAT']);
};

/** Names of which the app really loses something between two states: Android kills it for that. */
export function revokedNames(before: PermissionStates, after: PermissionStates): readonly string[] {
  return Object.keys(before).filter((name) => stateOf(before, name).granted && !stateOf(after, name).granted);
}

function granted(state: PermissionState, set: readonly PermissionFlag[]): PermissionState {
  return withFlags({ ...state, granted: true }, set, CLEARED_BY_GRANT);
}

/** The state with some flags set and others cleared. */
export function withFlags(
  { granted, flags }: PermissionState,
  set: readonly PermissionFlag[],
  clear: readonly PermissionFlag[],
): PermissionState {
  return { granted, flags: new Set([...[...flags].filter((flag) => !clear.includes(flag)), ...set]) };
}
