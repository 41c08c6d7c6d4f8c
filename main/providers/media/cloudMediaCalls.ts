// Mirrors MediaProvider.getResultForIsCurrentCloudProvider and its neighbours: what providers of cloud media may call.
import type { Bundle } from '../../../contract/android/cursor.ts';
import { CALL_EXTRA, PICKER_LOCAL_AUTHORITY } from '../../../contract/android/mediaStore.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import { type PackageManager, SYSTEM_PACKAGES } from '../../packages/packageManager.ts';
import { isSelf, isShell } from './callerAccess.ts';
import type { CloudProvider, PickerModule } from './pickerModule.ts';
import { notAllowed } from './privilegedCalls.ts';

export type CloudMediaCallServices = Readonly<{
  packages: PackageManager;
  cloud: Pick<PickerModule, 'active' | 'available' | 'sync'>;
}>;

/** PickerSyncController.isProviderEnabled: only a provider itself is told. */
export function isCurrentCloudProvider(
  services: CloudMediaCallServices,
  call: BinderCall,
  authority: string | null,
): Bundle {
  const active = services.cloud.active();
  return result(isLocal(call, authority) || isOwn(services, call, authority, active === null ? [] : [active]));
}

/** PickerSyncController.isProviderSupported */
export function isSupportedCloudProvider(
  services: CloudMediaCallServices,
  call: BinderCall,
  authority: string | null,
): Bundle {
  return result(isLocal(call, authority) || isOwn(services, call, authority, services.cloud.available()));
}

/** The collection of the current provider has changed: it is read again in a moment. */
export function notifyCloudMediaChanged(
  services: CloudMediaCallServices,
  call: BinderCall,
  authority: string | null,
): Bundle {
  const answer = isCurrentCloudProvider(services, call, authority);
  if (answer[CALL_EXTRA.CLOUD_PROVIDER_RESULT] === true) services.cloud.sync.notifyMediaEvent();
  return answer;
}

/** @throws {Throwable} SecurityException for all but the picker and the shell */
export function getCloudProvider(services: CloudMediaCallServices, call: BinderCall): Bundle {
  enforcePrivileged(services, call, 'Get cloud provider');
  return { [CALL_EXTRA.GET_CLOUD_PROVIDER_RESULT]: services.cloud.sync.cloudProvider };
}

/** @throws {Throwable} SecurityException for all but the picker and the shell */
export function setCloudProvider(services: CloudMediaCallServices, call: BinderCall, extras: Bundle): Bundle {
  enforcePrivileged(services, call, 'Set cloud provider');
  const authority = extras[CALL_EXTRA.CLOUD_PROVIDER];
  const isSet = services.cloud.sync.setCloudProvider(typeof authority === 'string' ? authority : null);
  return { [CALL_EXTRA.SET_CLOUD_PROVIDER_RESULT]: isSet };
}

/** PickerDataLayer.initMediaData: a picker has opened, and reads what is new. Its queries wait for that a moment. */
export function initPickerMedia(services: CloudMediaCallServices, call: BinderCall): null {
  enforcePrivileged(services, call, 'Picker media init');
  const { sync } = services.cloud;
  if (sync.cloudProvider !== null) void sync.sync();
  return null;
}

function isLocal(call: BinderCall, authority: string | null): boolean {
  return isSelf(call) && authority === PICKER_LOCAL_AUTHORITY;
}

function isOwn(
  { packages }: CloudMediaCallServices,
  { caller }: BinderCall,
  authority: string | null,
  providers: readonly CloudProvider[],
): boolean {
  const provider = providers.find((each) => each.authority === authority);
  return provider !== undefined && packages.find(provider.packageName)?.uid === caller.uid;
}

function enforcePrivileged({ packages }: CloudMediaCallServices, call: BinderCall, action: string): void {
  if (isSelf(call) || isShell(call)) return;
  throw notAllowed(action, call, packages.find(SYSTEM_PACKAGES.photoPicker)?.uid ?? 0);
}

function result(isSo: boolean): Bundle {
  return { [CALL_EXTRA.CLOUD_PROVIDER_RESULT]: isSo };
}
