// Mirrors android.os.Build and the boot life of a device.
import type { SdkInt } from '../../contract/android/build.ts';
import type { Skin } from '../../contract/rpc/deviceApi.ts';

/** Everything that makes one model of device differ from another. */
export type DeviceProfile = Readonly<{
  sdk: SdkInt;
  skin: Skin;
  /** SdkExtensions.getExtensionVersion by API level. */
  extensions: Readonly<Record<number, number>>;
}>;

/** Words of the permission dialog: Android 14 as shipped, or since 2024. */
export function dialogStrings(profile: DeviceProfile): '14-launch' | '2024+' {
  return profile.skin === 'U-legacy' ? '14-launch' : '2024+';
}

/** The profile a device of this level gets unless the tester says otherwise. */
export function defaultProfile(sdk: SdkInt): DeviceProfile {
  const skin: Skin = sdk >= 34 ? 'U-managed' : 'T-legacy';
  return { sdk, skin, extensions: { 34: 15 } };
}
