// Mirrors PackageManagerShellCommand (pm grant, revoke, reset-permissions, set-permission-flags) down to
// PermissionManagerServiceImpl (up to Android 14) and PermissionService (from 15), and appops set.
import { VERSION_CODES } from '../../contract/android/build.ts';
import { Throwable } from '../../contract/android/errors.ts';
import { protectionLevel } from '../packages/requestedPermissions.ts';
import type { AppOpMode } from './appOps.ts';
import type { PermissionApp } from './permissionApp.ts';
import type { PermissionFlag, PermissionState, PermissionStates } from './permissionState.ts';
import { stateOf, withFlags } from './permissionState.ts';

/** The app a command is about. */
export type ShellSubject = Readonly<{ packageName: string; app: PermissionApp; states: PermissionStates }>;

const USER_SETTABLE: readonly PermissionFlag[] = [
  'USER_SET',
  'USER_FIXED',
  'REVOKED_COMPAT',
  'REVIEW_REQUIRED',
  'ONE_TIME',
];

/** The words of pm set-permission-flags. */
const FLAG_WORDS: Readonly<Record<string, PermissionFlag>> = {
  'review-required': 'REVIEW_REQUIRED',
  'revoked-compat': 'REVOKED_COMPAT',
  'revoke-when-requested': 'REVOKE_WHEN_REQUESTED',
  'user-fixed': 'USER_FIXED',
  'user-set': 'USER_SET',
};

/**
 * pm grant: only the grant changes, the flags stay as they are.
 * @throws {Throwable} IllegalArgumentException for a name the device does not know, SecurityException for one that
 *   cannot be granted or, up to Android 14, that the app does not request
 */
export function grantRuntimePermission(subject: ShellSubject, name: string): PermissionStates {
  const { app, states } = subject;
  if (!isChangeable(subject, name) || isFixed(states, name)) return states;
  return app.targetSdk < 23 ? states : { ...states, [name]: { ...stateOf(states, name), granted: true } };
}

/**
 * pm revoke: only the grant changes. The app is killed when it held the permission (see revokedNames).
 * @throws {Throwable} as grantRuntimePermission, and SecurityException up to Android 14 for what policy or system fixed
 */
export function revokeRuntimePermission(subject: ShellSubject, name: string): PermissionStates {
  const { app, states } = subject;
  if (!isChangeable(subject, name) || app.targetSdk < 23) return states;
  if (isFixed(states, name)) {
    refuseRevocation(subject, name);
    return states;
  }
  return { ...states, [name]: { ...stateOf(states, name), granted: false } };
}

function isChangeable({ app, packageName }: ShellSubject, name: string): boolean {
  const old = app.sdk < VERSION_CODES.VANILLA_ICE_CREAM;
  const level = protectionLevel(name, app.sdk);
  if (level === null) {
    throw new Throwable('IllegalArgumentException', old ? `Unknown permission: ${name}` : `Unknown permission ${name}`);
  }
  if (level !== 'dangerous') {
    const by = old ? packageName : `package ${packageName}`;
    throw new Throwable(
      'SecurityException',
      `Permission ${name} requested by ${by} is not a changeable permission type`,
    );
  }
  if (app.requested.known.includes(name)) return true;
  if (old) throw new Throwable('SecurityException', `Package ${packageName} has not requested permission ${name}`);
  return false;
}

function refuseRevocation({ app, packageName, states }: ShellSubject, name: string): void {
  if (app.sdk >= VERSION_CODES.VANILLA_ICE_CREAM) return;
  const what = stateOf(states, name).flags.has('SYSTEM_FIXED')
    ? 'Non-System UID cannot revoke system fixed permission'
    : 'Cannot revoke policy fixed permission';
  throw new Throwable('SecurityException', `${what} ${name} for package ${packageName}`);
}

/** pm reset-permissions and pm clear: as installed, except for what policy or the system decided. */
export function resetRuntimePermissions(app: PermissionApp, states: PermissionStates): PermissionStates {
  const reset = (name: string): PermissionState => {
    const state = withFlags(stateOf(states, name), [], USER_SETTABLE);
    return isFixed(states, name) ? state : { ...state, granted: false };
  };
  const runtime = app.requested.known.filter((name) => protectionLevel(name, app.sdk) === 'dangerous');
  return { ...states, ...Object.fromEntries(runtime.map((name) => [name, reset(name)])) };
}

/**
 * appops set on the app-op of a runtime permission: checkSelfPermission keeps saying granted, MediaProvider no longer
 * agrees. `name` is the permission's; without a grant there is nothing to ignore.
 */
export function setPermissionAppOp(states: PermissionStates, name: string, mode: AppOpMode): PermissionStates {
  const state = stateOf(states, name);
  if (!state.granted) return states;
  const ignored = mode === 'ignore' || mode === 'deny';
  return {
    ...states,
    [name]: ignored ? withFlags(state, ['REVOKED_COMPAT'], []) : withFlags(state, [], ['REVOKED_COMPAT']),
  };
}

/**
 * pm set-permission-flags (`set` true) and clear-permission-flags.
 * @throws {Throwable} IllegalArgumentException for a word the command does not know
 */
export function setPermissionFlags(
  states: PermissionStates,
  name: string,
  words: readonly string[],
  set: boolean,
): PermissionStates {
  const flags = words.map(flagOf);
  const state = stateOf(states, name);
  return { ...states, [name]: set ? withFlags(state, flags, []) : withFlags(state, [], flags) };
}

function flagOf(word: string): PermissionFlag {
  const flag = Object.hasOwn(FLAG_WORDS, word) ? FLAG_WORDS[word] : undefined;
  if (flag !== undefined) return flag;
  const known = Object.keys(FLAG_WORDS).join(', ');
  throw new Throwable('IllegalArgumentException', `specified flag ${word} is not one of: ${known}`);
}

function isFixed(states: PermissionStates, name: string): boolean {
  const { flags } = stateOf(states, name);
  return flags.has('SYSTEM_FIXED') || flags.has('POLICY_FIXED');
}
