// Mirrors android.os.Build and the boot life of a device.
import { isSdkInt, type SdkInt } from '../../contract/android/build.ts';
import type { Skin, WorkProfile } from '../../contract/rpc/deviceApi.ts';
import type { DeviceClock } from './clock.ts';
import { Listeners } from './listeners.ts';

/** Everything that makes one model of device differ from another. */
export type DeviceProfile = Readonly<{
  sdk: SdkInt;
  skin: Skin;
  /** SdkExtensions.getExtensionVersion by API level. */
  extensions: Readonly<Record<number, number>>;
}>;

/** UserHandle.getIdentifier() of the first profile that is added to a device. */
export const WORK_USER_ID = 10;

const WORK_PROFILES: readonly WorkProfile[] = ['none', 'ready', 'paused', 'blocked'];

/** What a tester sets and no level of Android brings with it. */
type DeviceSwitches = Readonly<{ workProfile: WorkProfile; takeOverGetContent: boolean; keepsActivities: boolean }>;

const NEW_DEVICE: DeviceSwitches = { workProfile: 'none', takeOverGetContent: false, keepsActivities: true };

const SKINS: readonly Skin[] = ['T-legacy', 'U-legacy', 'U-managed', 'Modern'];

/** The profile a device of this level gets unless the tester says otherwise. */
export function defaultProfile(sdk: SdkInt): DeviceProfile {
  return { sdk, skin: sdk >= 34 ? 'U-managed' : 'T-legacy', extensions: { 34: 15 } };
}

/** SdkExtensions.getExtensionVersion: 0 below the level that the extension belongs to. */
export function extensionVersion({ sdk, extensions }: DeviceProfile, extension: number): number {
  return sdk >= extension ? (extensions[extension] ?? 0) : 0;
}

export type DeviceOptions = Readonly<{
  clock: DeviceClock;
  /** Level of a device that was never used before. */
  sdk: SdkInt;
  load(): unknown;
  save(saved: unknown): void;
}>;

export class Device {
  readonly clock: DeviceClock;
  readonly #options: DeviceOptions;
  readonly #listeners = new Listeners<[]>();
  #profile: DeviceProfile;
  #switches: DeviceSwitches;
  #bootCount: number;
  #properties: Properties;
  #bootedAt: number;

  constructor(options: DeviceOptions) {
    this.#options = options;
    this.clock = options.clock;
    const saved = readSaved(options.load());
    this.#profile = saved?.profile ?? defaultProfile(options.sdk);
    this.#switches = saved?.switches ?? NEW_DEVICE;
    this.#bootCount = (saved?.bootCount ?? 0) + 1;
    this.#properties = lasting(saved?.properties ?? {});
    this.#bootedAt = this.clock.currentTimeMillis();
    this.#save();
  }

  get profile(): DeviceProfile {
    return this.#profile;
  }

  get workProfile(): WorkProfile {
    return this.#switches.workProfile;
  }

  /** DeviceConfig storage_native_boot/take_over_get_content. */
  get takeOverGetContent(): boolean {
    return this.#switches.takeOverGetContent;
  }

  /** Settings.Global.ALWAYS_FINISH_ACTIVITIES, the other way round. */
  get keepsActivities(): boolean {
    return this.#switches.keepsActivities;
  }

  /** How often this device was switched on, from 1. Mirrors Settings.Global.BOOT_COUNT. */
  get bootCount(): number {
    return this.#bootCount;
  }

  /** When it was switched on, milliseconds since 1970 UTC. */
  get bootedAt(): number {
    return this.#bootedAt;
  }

  /** What `setprop` set: of what does not begin with `persist.`, a boot leaves nothing. */
  get properties(): Properties {
    return this.#properties;
  }

  setProperty(name: string, value: string): void {
    this.#properties = { ...this.#properties, [name]: value };
    this.#save();
  }

  /** Another level brings that level's usual skin with it. */
  setSdk(sdk: SdkInt): void {
    this.#profile = defaultProfile(sdk);
    this.#save();
  }

  setSkin(skin: Skin): void {
    this.#profile = { ...this.#profile, skin };
    this.#save();
  }

  setSwitches(switches: Partial<DeviceSwitches>): void {
    this.#switches = { ...this.#switches, ...switches };
    this.#save();
  }

  /** What was saved was put back as it was at some time. */
  reload(): void {
    const saved = readSaved(this.#options.load());
    if (saved === null) return;
    this.#profile = saved.profile;
    this.#switches = saved.switches;
    this.#bootCount = saved.bootCount;
    this.#properties = saved.properties;
    this.#listeners.call();
  }

  /** A factory reset: the level and the looks stay, as they are the device's own. */
  reset(): void {
    this.#properties = {};
    this.setSwitches(NEW_DEVICE);
  }

  /** Counts a boot; the services end what does not survive one. */
  booted(): void {
    this.#bootCount++;
    this.#properties = lasting(this.#properties);
    this.#bootedAt = this.clock.currentTimeMillis();
    this.#save();
  }

  /** Called after the profile changed or the device booted. */
  onChange(listener: () => void): Disposable {
    return this.#listeners.add(listener);
  }

  #save(): void {
    const { sdk, skin } = this.#profile;
    const properties = Object.keys(this.#properties).length > 0 && { properties: this.#properties };
    this.#options.save({ sdk, skin, ...this.#switches, bootCount: this.#bootCount, ...properties });
    this.#listeners.call();
  }
}

type Properties = Readonly<Record<string, string>>;

function lasting(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name]) => name.startsWith('persist.')));
}

type Saved = Readonly<{
  profile: DeviceProfile;
  switches: DeviceSwitches;
  bootCount: number;
  properties: Properties;
}>;

function readSaved(saved: unknown): Saved | null {
  if (typeof saved !== 'object' || saved === null || !('sdk' in saved) || !isSdkInt(saved.sdk)) return null;
  const skin = 'skin' in saved ? SKINS.find((known) => known === saved.skin) : undefined;
  const bootCount = 'bootCount' in saved && typeof saved.bootCount === 'number' ? saved.bootCount : 0;
  const workProfile = 'workProfile' in saved ? WORK_PROFILES.find((known) => known === saved.workProfile) : undefined;
  const takeOverGetContent = 'takeOverGetContent' in saved && saved.takeOverGetContent === true;
  const keepsActivities = !('keepsActivities' in saved) || saved.keepsActivities !== false;
  const profile = defaultProfile(saved.sdk);
  return {
    profile: { ...profile, skin: skin ?? profile.skin },
    switches: { workProfile: workProfile ?? NEW_DEVICE.workProfile, takeOverGetContent, keepsActivities },
    bootCount,
    properties: 'properties' in saved ? readProperties(saved.properties) : {},
  };
}

function readProperties(saved: unknown): Properties {
  const entries = typeof saved === 'object' && saved !== null ? Object.entries(saved) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
