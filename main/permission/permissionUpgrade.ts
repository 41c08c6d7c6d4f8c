// Mirrors PermissionManagerServiceImpl (implicit permissions, storage downgrades) and RuntimePermissionsUpgradeController.
import type { SdkInt } from '../../contract/android/build.ts';
import { SDK_INTS, VERSION_CODES } from '../../contract/android/build.ts';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { permission } from '../../contract/android/manifest.ts';
import { splitSources } from '../packages/requestedPermissions.ts';
import type { PermissionApp, PermissionGroup } from './permissionApp.ts';
import { groupOf, groupPermissions, permissionApp, permissionGroup, STORAGE_SUPERGROUP } from './permissionApp.ts';
import type { Change, PermissionFlag, PermissionState, PermissionStates } from './permissionState.ts';
import {
  changed,
  grantedByUser,
  isGrantedWithAppOp,
  NEVER_ASKED,
  rebooted,
  stateOf,
  updated,
} from './permissionState.ts';

const { Q, TIRAMISU, UPSIDE_DOWN_CAKE } = VERSION_CODES;
const { STORAGE, READ_MEDIA_AURAL, READ_MEDIA_VISUAL } = permissionGroup;

export type OsUpgrade = Readonly<{
  states: PermissionStates;
  manifest: AndroidManifest;
  fromSdk: SdkInt;
  toSdk: SdkInt;
}>;

/**
 * An app's states after the device was updated, one Android version after the other.
 * What the app no longer requests on the new version is gone; a downgrade, which Android has not, changes nothing.
 */
export function upgradeOs({ states, manifest, fromSdk, toSdk }: OsUpgrade): PermissionStates {
  const steps = SDK_INTS.filter((sdk) => fromSdk < sdk && sdk <= toSdk);
  const start = { sdk: fromSdk, states: steps.length === 0 ? states : mapStates(states, rebooted) };
  return steps.reduce((at, sdk) => ({ sdk, states: upgradeStep(at, manifest, sdk) }), start).states;
}

function upgradeStep(
  before: Readonly<{ sdk: SdkInt; states: PermissionStates }>,
  manifest: AndroidManifest,
  sdk: SdkInt,
): PermissionStates {
  const inherited = inherit(before.states, permissionApp(manifest, before.sdk), permissionApp(manifest, sdk));
  const app = permissionApp(manifest, sdk);
  if (app.targetSdk < TIRAMISU) return inherited;
  if (sdk === TIRAMISU) return fromStorageToMedia(app, inherited);
  return sdk === UPSIDE_DOWN_CAKE ? toWholeVisualGroup(app, inherited) : inherited;
}

/** Step 9 to 10, Android 13: who was allowed to read storage keeps what that had meant. */
function fromStorageToMedia(app: PermissionApp, states: PermissionStates): PermissionStates {
  if (!isGrantedByUser(app, STORAGE, states)) return states;
  const isDecided = (name: string) => {
    const { flags } = stateOf(states, name);
    return flags.has('USER_SET') || flags.has('USER_FIXED');
  };
  const aural = groupPermissions(app, READ_MEDIA_AURAL);
  const visual = groupPermissions(app, READ_MEDIA_VISUAL);
  const visualDecided = visual.some((name) => name !== permission.ACCESS_MEDIA_LOCATION && isDecided(name));
  const granted = [...(aural.some(isDecided) ? [] : aural), ...(visualDecided ? [] : visual)];
  return changed(states, granted, grantedByUser);
}

/** Step 10 to 11, Android 14: who was allowed to see some kind of photo or video is allowed all of the group. */
function toWholeVisualGroup(app: PermissionApp, states: PermissionStates): PermissionStates {
  if (!isGrantedByUser(app, READ_MEDIA_VISUAL, states)) return states;
  return changed(states, groupPermissions(app, READ_MEDIA_VISUAL), grantedByUser);
}

function isGrantedByUser(app: PermissionApp, group: PermissionGroup, states: PermissionStates): boolean {
  const names = groupPermissions(app, group);
  const userSet = names.some((name) => stateOf(states, name).flags.has('USER_SET'));
  return userSet && names.some((name) => isGrantedWithAppOp(states, name));
}

/**
 * An app's states after it was replaced by another version of itself.
 * What the new version does not request is gone; a session of compatibility is over.
 */
export function updateApp(
  states: PermissionStates,
  before: AndroidManifest,
  after: AndroidManifest,
  sdk: SdkInt,
): PermissionStates {
  const [old, app] = [permissionApp(before, sdk), permissionApp(after, sdk)];
  const inherited = inherit(mapStates(states, updated), old, app);
  if (!isStorageScopeExpanded(old, app)) return inherited;
  const storage = app.requested.known.filter((name) => {
    const group = groupOf(name, sdk);
    return group !== null && STORAGE_SUPERGROUP.includes(group);
  });
  return changed(inherited, storage, (state) => ({ ...state, granted: false }));
}

/** revokeStoragePermissionsIfScopeExpanded: an update must not widen what the user once agreed to. */
function isStorageScopeExpanded(before: PermissionApp, after: PermissionApp): boolean {
  const downgraded = before.targetSdk >= Q && after.targetSdk < Q;
  const upgraded = before.targetSdk < Q && after.targetSdk >= Q;
  return downgraded || (!upgraded && !before.legacyStorage && after.legacyStorage);
}

/** The states of what the app requests now; what is new and came by a split takes over from where it was split. */
function inherit(states: PermissionStates, before: PermissionApp, after: PermissionApp): PermissionStates {
  const had = new Set(before.requested.known);
  const implicit = new Set(after.requested.implicit);
  const entries = after.requested.known.flatMap((name) => {
    if (had.has(name)) return Object.hasOwn(states, name) ? [[name, stateOf(states, name)] as const] : [];
    if (!implicit.has(name)) return [];
    const sources = splitSources(name).filter((source) => had.has(source));
    return sources.length === 0 ? [] : [[name, inheritedState(sources.map((one) => stateOf(states, one)))] as const];
  });
  return Object.fromEntries(entries);
}

function inheritedState(sources: readonly PermissionState[]): PermissionState {
  const granted = sources.filter((source) => source.granted);
  const from = granted.length > 0 ? granted : sources;
  const flags = new Set<PermissionFlag>(from.flatMap((source) => [...source.flags]));
  return flags.size === 0 && granted.length === 0 ? NEVER_ASKED : { granted: granted.length > 0, flags };
}

function mapStates(states: PermissionStates, change: Change): PermissionStates {
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [name, change(state)]));
}
