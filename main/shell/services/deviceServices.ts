// What the commands of Android's services need of the device: each stands for a service's binder interface.
import type { SdkInt } from '../../../contract/android/build.ts';
import type { DisplayMetrics } from '../../../contract/android/displayMetrics.ts';
import type { ActivityResult, Intent } from '../../../contract/android/intent.ts';
import type { AndroidManifest } from '../../../contract/android/manifest.ts';
import type { CloudMediaChange, CloudMediaKind, CloudMediaState } from '../../../contract/rpc/cloudMediaApi.ts';
import type { PhotoAccess, ProcessState, VolumeState } from '../../../contract/rpc/deviceApi.ts';
import type { CloudChange, CloudState } from '../../../contract/rpc/documentsApi.ts';
import type { MediaRowDetail, Viewpoint } from '../../../contract/rpc/inspection.ts';
import type { UiInput } from '../../../contract/rpc/uiAutomation.ts';
import type { BinderCall } from '../../content/binderCall.ts';
import type { ContentObservers } from '../../content/observers.ts';
import type { Device } from '../../device/device.ts';
import type { SettingsStore } from '../../device/settingsStore.ts';
import type { Logcat } from '../../log/logcat.ts';
import type { InstallSessions } from '../../packages/installSessions.ts';
import type { EnabledState, PackageManager } from '../../packages/packageManager.ts';
import type { AppOps } from '../../permission/appOps.ts';
import type { PermissionManager } from '../../permission/permissionManager.ts';
import type { ContentServices } from '../contentCommand.ts';
import type { FileServices } from '../files/fileServices.ts';
import type { DialogScreen } from './dialogAnswers.ts';

export type DeviceServices = ContentServices &
  FileServices &
  Readonly<{
    device: Device;
    packages: PackageManager;
    permissions: PermissionManager;
    appOps: AppOps;
    logcat: Logcat;
    settings: SettingsStore;
    apps: AppServices;
    processes: Readonly<{
      pid(packageName: string): number | null;
      state(packageName: string): ProcessState;
      foreground(): string | null;
    }>;
    /** Starts an activity whose result goes nowhere. @returns false where nothing handles it. @throws {Throwable} */
    startActivity(intent: Intent): Promise<boolean>;
    volumes: Readonly<{ list(): readonly VolumeState[] }>;
    /** Mounts a volume that is in its slot. `id` as in VolumeState. @throws {Error} in one sentence */
    mount(id: string): Promise<void>;
    unmount(id: string, presence: 'unmounted' | 'ejected'): Promise<void>;
    /** The page that shows the device. @throws {Error} with a `reason`, where there is none or it cannot */
    uiAutomation: Readonly<{
      dumpWindowHierarchy(): Promise<string>;
      input(input: UiInput): Promise<void>;
      display(): Promise<DisplayMetrics>;
      takeScreenshot(): Promise<Uint8Array>;
    }>;
    screen: DialogScreen;
    observers: ContentObservers;
    /** Everything about one row of MediaStore. @throws {Throwable} IllegalArgumentException when it is gone */
    mediaRow(id: number, viewpoint: Viewpoint): Promise<MediaRowDetail>;
    /**
     * Starts an activity for an app, which comes to the front.
     * @param signal ends the wait. @throws {Throwable} ActivityNotFoundException
     */
    startForResult(packageName: string, intent: Intent, signal: AbortSignal): Promise<ActivityResult>;
    clouds: CloudServices;
    /** How a package calls. @throws {Error} for one that is not installed */
    callAs(packageName: string): BinderCall;
    tester: TesterServices;
    /** After the answer to whoever asked is on its way. */
    reboot(): void;
  }>;

/** A cloud of the device's own, in a tester's hands. */
type Cloud<State, Change> = Readonly<{
  state(): State;
  set(change: Change): void;
  signIn(account: string): void;
  /** @param account who; '' for whoever is signed in */
  signOut(account: string): void;
}>;

export type CloudServices = Readonly<{
  documents: Cloud<Pick<CloudState, 'faults'>, CloudChange>;
  media: Cloud<Pick<CloudMediaState, 'faults'>, CloudMediaChange> &
    Readonly<{
      /** Chooses who provides cloud media; null for nobody. @throws {Throwable} IllegalArgumentException */
      use(authority: string | null): void;
      /** @returns ids of what was added */
      add(count: number, kind: CloudMediaKind): readonly string[];
      backUp(count: number): readonly string[];
    }>;
  /** A line for each provider of documents or of cloud media. */
  providers(): readonly string[];
}>;

/** What no service of Android's does. */
export type TesterServices = Readonly<{
  /** Names, newest first. */
  snapshots(): readonly string[];
  saveSnapshot(name: string): Promise<unknown>;
  restoreSnapshot(name: string): Promise<unknown>;
  /** Stops the device's clock at a time, milliseconds since 1970 UTC. */
  setTime(time: number): void;
  /** The device's clock goes as this computer's again. */
  followComputer(): void;
  /** Moves it on by milliseconds. @throws {Error} in one sentence */
  advance(milliseconds: number): void;
  /** After the answer to whoever asked is on its way. */
  setSdk(sdk: SdkInt): void;
}>;

/** PackageManagerService and ActivityManagerService, as far as they change apps. All throw Throwables. */
export type AppServices = Readonly<{
  setPermission(packageName: string, name: string, granted: boolean): void;
  setPhotoAccess(packageName: string, access: PhotoAccess, ids: readonly number[]): Promise<void>;
  setProcessState(packageName: string, state: ProcessState): void;
  clearData(packageName: string): void;
  /** @param installer null for nobody. @throws {Error} also one in PackageManager's words */
  install(manifest: AndroidManifest, installer: string | null): void;
  uninstall(packageName: string, keepsData: boolean): void;
  setEnabled(packageName: string, state: EnabledState | null): void;
  readonly installSessions: InstallSessions;
  forceStop(packageName: string): void;
  kill(packageName: string, reason: string): void;
}>;
