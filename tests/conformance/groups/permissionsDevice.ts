// Runners for what happens to an app's permissions behind its back: updates, the shell, hibernation.
import { permission } from '../../../contract/android/manifest.ts';
import { APP_OP_MODES, opPermission } from '../../../main/permission/appOps.ts';
import { hibernate, isEligibleForHibernation } from '../../../main/permission/hibernation.ts';
import {
  grantRuntimePermission,
  resetRuntimePermissions,
  revokeRuntimePermission,
  setPermissionAppOp,
  setPermissionFlags,
} from '../../../main/permission/permissionShell.ts';
import type { PermissionStates } from '../../../main/permission/permissionState.ts';
import { checkSelfPermission, revokedNames } from '../../../main/permission/permissionState.ts';
import { updateApp, upgradeOs } from '../../../main/permission/permissionUpgrade.ts';
import { photoAccess } from '../../../sdk/photoAccess.ts';
import type { Groups } from '../groups.ts';
import type { AppInput } from './permissionCase.ts';
import {
  appOf,
  full,
  manifestOf,
  mediaStoreJson,
  sameWhereExpected,
  sdkOf,
  short,
  start,
  stateJson,
  statesOf,
} from './permissionCase.ts';

type UpgradeInput = AppInput & Readonly<{ upgradeTo: number }>;
type UpdateInput = AppInput & Readonly<{ newTarget: number; newDeclared: AppInput['declared']; newlyLegacy?: boolean }>;
type ChainInput = UpgradeInput &
  Readonly<{ thenTarget: number; thenDeclared: AppInput['declared']; look: readonly string[] }>;
type ShellInput = AppInput & Readonly<{ command: string }>;
type HibernationInput = AppInput & Readonly<{ daysUnused: number; toggleOn: boolean | null }>;

const DAY_MS = 86_400_000;

const lookOf = (input: AppInput, states: PermissionStates) => ({
  state: stateJson(input, states),
  mediaStore: mediaStoreJson(input, states),
});

function upgraded(input: UpgradeInput, states: PermissionStates): PermissionStates {
  const [fromSdk, toSdk] = [sdkOf(input.device), sdkOf(input.upgradeTo)];
  return upgradeOs({ states, manifest: manifestOf(input), fromSdk, toSdk });
}

function runUpdate(input: UpdateInput) {
  const { newTarget: target, newDeclared: declared, newlyLegacy } = input;
  const after: AppInput = {
    device: input.device,
    target,
    declared,
    ...(newlyLegacy === undefined ? {} : { legacyStorage: newlyLegacy }),
  };
  return lookOf(after, updateApp(statesOf(input), manifestOf(input), manifestOf(after), sdkOf(input.device)));
}

function runChain(input: ChainInput) {
  const onNew: AppInput = { device: input.upgradeTo, target: input.target, declared: input.declared };
  const after: AppInput = { device: input.upgradeTo, target: input.thenTarget, declared: input.thenDeclared };
  const sdk = sdkOf(input.upgradeTo);
  const states = updateApp(upgraded(input, statesOf(input)), manifestOf(onNew), manifestOf(after), sdk);
  const holds = (name: string) => checkSelfPermission(states, name) === 0;
  const access = { full: 'Full', partial: 'Partial', denied: 'Denied' } as const;
  return {
    granted: Object.fromEntries(input.look.map((name) => [name, holds(full(name))])),
    access: access[photoAccess(sdk, Object.keys(states).filter(holds))],
    dialogsOnRequest: start(after, states, ['READ_MEDIA_IMAGES', 'READ_MEDIA_VIDEO']).dialogs.length,
  };
}

function afterCommand(input: ShellInput, states: PermissionStates): PermissionStates {
  const [tool = '', command = '', ...words] = input.command.split(' ').filter((word) => !word.startsWith('--'));
  const subject = { packageName: 'com.example.gallery', app: appOf(input), states };
  const [, name = '', value = ''] = words;
  switch (`${tool} ${command}`) {
    case 'pm grant':
      return grantRuntimePermission(subject, full(name));
    case 'pm revoke':
      return revokeRuntimePermission(subject, full(name));
    case 'pm reset-permissions':
    case 'pm clear':
      return resetRuntimePermissions(subject.app, states);
    case 'pm set-permission-flags':
    case 'pm clear-permission-flags':
      return setPermissionFlags(states, full(name), words.slice(2), command === 'set-permission-flags');
    case 'appops set':
      return setPermissionAppOp(states, opPermission(name), APP_OP_MODES.find((mode) => mode === value) ?? 'default');
    case 'appops reset':
      return Object.keys(states).reduce((after, each) => setPermissionAppOp(after, each, 'default'), states);
    default:
      throw new Error(`Nothing runs ${input.command}.`);
  }
}

function runShell(input: ShellInput) {
  const before = statesOf(input);
  const after = afterCommand(input, before);
  const clears = input.command.startsWith('pm clear ');
  return {
    ...lookOf(input, after),
    checkSelfPermission: Object.fromEntries(
      appOf(input).requested.known.map((name) => [short(name), checkSelfPermission(after, name)]),
    ),
    processKilled: clears || revokedNames(before, after).length > 0,
    selectionGrants: clears ? 0 : selectionGrants(input, after),
    ownedItemsKeepOwner: !clears,
  };
}

/** One selected item, which goes as soon as the app is not limited to its selection any more. */
function selectionGrants(input: AppInput, states: PermissionStates): number {
  const held = checkSelfPermission(states, permission.READ_MEDIA_VISUAL_USER_SELECTED) === 0;
  return held && mediaStoreJson(input, states).images === 'selected+own' ? 1 : 0;
}

function runHibernation(input: HibernationInput) {
  const app = appOf(input);
  const before = statesOf(input);
  const unusedForMs = input.daysUnused * DAY_MS;
  const eligible = isEligibleForHibernation({ ...app, toggle: input.toggleOn, unusedForMs });
  const after = eligible ? hibernate(app, before) : before;
  return { revoked: after !== before, ...lookOf(input, after), selectionGrants: selectionGrants(input, after) };
}

export const permissionDeviceGroups: Groups = {
  os_upgrade: {
    run: (input: UpgradeInput) => lookOf({ ...input, device: input.upgradeTo }, upgraded(input, statesOf(input))),
  },
  app_update: { run: runUpdate },
  upgrade_chain: { run: runChain },
  shell: { run: runShell, same: sameWhereExpected },
  hibernation: { run: runHibernation, same: sameWhereExpected },
};
