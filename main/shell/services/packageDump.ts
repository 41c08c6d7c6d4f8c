// Mirrors PackageManagerService.dump: what is asked of the device for `dumpsys package P`.
import { protectionLevel, requestedPermissions } from '../../packages/requestedPermissions.ts';
import { NEVER_ASKED } from '../../permission/permissionState.ts';
import type { DeviceServices } from './deviceServices.ts';
import { packageLines } from './packageText.ts';

/** What `dumpsys package P` and `pm dump P` print; null where no such package is installed. */
export function packageDump(services: DeviceServices, packageName: string): string | null {
  const { packages, permissions, device, processes, clock } = services;
  const installed = packages.find(packageName);
  if (installed === null) return null;
  const { sdk } = device.profile;
  const { explicit, implicit } = requestedPermissions(installed.manifest, sdk);
  const states = Object.entries(permissions.states(packageName)).map(([name, state]) => ({ name, state }));
  const ofLevel = (isRuntime: boolean) =>
    states.filter(({ name }) => (protectionLevel(name, sdk) === 'dangerous') === isRuntime);
  return `${packageLines({
    installed,
    requested: [...explicit, ...implicit],
    install: ofLevel(false).filter(({ state }) => state !== NEVER_ASKED && state.granted),
    runtime: ofLevel(true),
    isStopped: processes.state(packageName) === 'STOPPED',
    firstInstallTime: installed.firstInstallTime ?? clock.currentTimeMillis(),
  }).join('\n')}\n`;
}
