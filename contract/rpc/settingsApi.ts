// What the user may do in the device's Settings: an app's permissions, special access, unused apps.
import type { permission } from '../android/manifest.ts';
import type { CloudMediaProviderInfo } from './systemUi.ts';

/** A line of an app's permission list. */
export type AppPermissionRow = Readonly<{
  /** Full name, such as android.permission-group.READ_MEDIA_VISUAL. */
  group: string;
  label: string;
  category: 'Allowed' | 'Ask every time' | 'Not allowed';
}>;

/** The special access pages, by the permission an app declares for them. */
export type SpecialAccess = typeof permission.MANAGE_EXTERNAL_STORAGE | typeof permission.MANAGE_MEDIA;

export type AppInfo = Readonly<{
  packageName: string;
  label: string;
  permissions: readonly AppPermissionRow[];
  /** The switch for apps nobody opens; null on a level that has none. */
  unusedApp: Readonly<{ label: string; on: boolean }> | null;
  /** The special access pages the app is listed on, and whether it is allowed there. */
  specialAccess: readonly Readonly<{ access: SpecialAccess; label: string; allowed: boolean }>[];
}>;

export type PermissionRadio = 'ALLOW' | 'ALLOW_ALL_FILES' | 'LIMITED' | 'DENY';

/** The page of one group: in display order. */
export type AppPermissionPage = Readonly<{
  title: string;
  /** Above the radios: "<group> access for this app". */
  header: string;
  radios: readonly Readonly<{ id: PermissionRadio; label: string; checked: boolean }>[];
  /** The pencil beside the limited choice; null while it is not to be seen. */
  editSelectedPhotos: Readonly<{ contentDescription: string }> | null;
}>;

/** The page "Cloud media app": whose photos the photo picker shows beside the device's own. */
export type CloudMediaAppPage = Readonly<{
  apps: readonly CloudMediaProviderInfo[];
  /** Authority of the one that is chosen; null for none. */
  selected: string | null;
}>;

/** What is asked before a choice that concerns more than its page. */
export type Confirmation = Readonly<{ title: string | null; message: string; yes: string; no: string }>;

export interface SettingsApi {
  /** Something that a page may show has changed: read it again. */
  changes(): Promise<AsyncIterable<number>>;
  /** Every app with an icon, in alphabetical order. */
  apps(): Promise<readonly Readonly<{ packageName: string; label: string }>[]>;
  /** @throws {Throwable} IllegalArgumentException for a package that is not installed */
  appInfo(packageName: string): Promise<AppInfo>;
  appPermission(packageName: string, group: string): Promise<AppPermissionPage>;
  /**
   * Presses a radio. Answers the question that has to be confirmed first, and changes nothing then;
   * null when it is done.
   */
  choose(packageName: string, group: string, radio: PermissionRadio, confirmed: boolean): Promise<Confirmation | null>;
  /** The pencil: opens the picker on what is selected. */
  editSelectedPhotos(packageName: string, group: string): Promise<void>;
  setSpecialAccess(packageName: string, access: SpecialAccess, allowed: boolean): Promise<void>;
  setUnusedAppSwitch(packageName: string, on: boolean): Promise<void>;
  cloudMediaApp(): Promise<CloudMediaAppPage>;
  /** @param authority null for none */
  setCloudMediaApp(authority: string | null): Promise<void>;
}
