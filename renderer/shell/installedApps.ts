import type { DeviceState, PackageState } from '../../contract/rpc/deviceApi.ts';

/** Process.FIRST_APPLICATION_UID */
const FIRST_APPLICATION_UID = 10_000;

/** The apps a launcher shows, by their labels: what was installed, not what the device came with. */
export function installedApps(device: DeviceState): readonly PackageState[] {
  return device.packages
    .filter(({ uid, manifest }) => uid >= FIRST_APPLICATION_UID && !/^(com\.)?android\./.test(manifest.packageName))
    .toSorted((a, b) => a.manifest.label.localeCompare(b.manifest.label));
}
