// What the tester may do to the device, and what the tester's panel is shown. Never reachable from an app's connection.
import type { SdkInt } from '../android/build.ts';
import type { AndroidManifest, PermissionResult } from '../android/manifest.ts';
import type {
  MediaCounts,
  MediaRowDetail,
  MediaRowsPage,
  MediaRowsRequest,
  QueryEntry,
  Viewpoint,
} from './inspection.ts';
import type { UiInput, UiNames } from './uiAutomation.ts';
import type { ApplyConfirmation, ApplyResult, DeviceWork, Snapshot, VolumeChanges } from './volumeChanges.ts';

export type ProcessState = 'FOREGROUND' | 'BACKGROUND' | 'STOPPED';

/** Which of the photo picker's generations, and which words, this device ships. */
export type Skin = 'T-legacy' | 'U-legacy' | 'U-managed' | 'Modern';

/**
 * The work profile of the device: none, or one whose apps run (ready), are off (paused), or whose administrator keeps
 * the profiles apart (blocked).
 */
export type WorkProfile = 'none' | 'ready' | 'paused' | 'blocked';

/** What can be put in and taken out. */
export type RemovableKind = 'sd' | 'usb';

/** A folder that is to be mounted; without a description it is called what its kind is called. */
export type NewVolume = Readonly<{
  folder: string;
  kind: RemovableKind;
  description?: string | undefined;
  /** Whether apps change and delete the files of the folder itself. Only a person may say so, after a question. */
  writeThrough?: boolean | undefined;
}>;

export type VolumeState = Readonly<{
  /** primary, or the file system id as StorageVolume.getUuid tells it: 19F4-0903. The same at every mount of a folder. */
  id: string;
  /** MediaStore's name: external_primary, or the file system id in lower case. */
  volumeName: string;
  /** The user's folder on this computer. */
  folder: string;
  kind: 'primary' | RemovableKind;
  /** What StorageVolume.getDescription answers. */
  description: string;
  /**
   * missing: the folder is not there. failed: its scan ended early, for a reason of the device's own. unmounted: still in
   * its slot, the next boot mounts it. ejected: taken out in order. removed: taken out while it was mounted.
   */
  state: 'scanning' | 'ready' | 'missing' | 'failed' | 'unmounted' | 'ejected' | 'removed';
  /** Whether apps change the files of the folder itself; else what they change stays in the device's home. */
  writeThrough: boolean;
  readOnly: boolean;
  /** How large a tester has made it, bytes; null for as large as the disk of the device's home. */
  quotaBytes: number | null;
  /** What apps can still write, and what the volume holds in all; null when it is not known. */
  freeBytes: number | null;
  totalBytes: number | null;
  /** Files seen by the walk so far. */
  files: number;
  /** Rows committed so far. */
  indexed: number;
  /** Files that could not be listed, each told in logcat. */
  skipped: number;
  /**
   * Whether it is missing because its folder is empty, or another one, and was not; or ready without the files of a disk
   * that was mounted in its folder: indexAsItIs takes it for right.
   */
  doubtful: boolean;
  /**
   * What is wrong and what to do, when the state is missing or failed, or unmounted because it could not be mounted, or
   * a disk in its folder is away.
   */
  problem: string | null;
  /** How many files there are, as far as that is known before the walk is over. */
  total: number | null;
  /** Files per second over the last seconds of the scan; null when none is running, or it has only begun. */
  rate: number | null;
  /** Seconds until the scan will be over at this rate; null when that is not known. */
  remaining: number | null;
  /** Whether a tester has told the scans of the volume to wait. */
  paused: boolean;
  /**
   * How changes in the folder are noticed: not yet, by the system's events, or, where it has no more file watches, by a
   * look at every file every few seconds.
   */
  watching: 'starting' | 'events' | 'polling';
}>;

/** full, limited to `ids`, denied once, denied for good, or as if never asked. */
export type PhotoAccess = 'full' | 'limited' | 'denied' | 'fixed' | 'reset';

export type PermissionSummary = Readonly<{
  name: string;
  implicit: boolean;
  /** What checkSelfPermission answers. */
  check: PermissionResult;
  flags: readonly string[];
}>;

export type PackageState = Readonly<{
  manifest: AndroidManifest;
  uid: number;
  process: ProcessState;
  pid: number | null;
  permissions: readonly PermissionSummary[];
  /** Rows of media_grants: how many items are selected for the app. */
  selectedItems: number;
}>;

export type DeviceState = Readonly<{
  sdk: SdkInt;
  skin: Skin;
  workProfile: WorkProfile;
  /** The device config take_over_get_content, which 12 and 12L ask: whether ACTION_GET_CONTENT of media opens the photo picker. */
  takeOverGetContent: boolean;
  /** False after "Don't keep activities" of the developer options. */
  keepsActivities: boolean;
  bootCount: number;
  booted: boolean;
  /** Wall clock of the device, milliseconds since 1970 UTC. */
  currentTimeMillis: number;
  clock: 'system' | 'manual';
  home: string;
  /** Whether the own storage is the library that comes with the program. */
  isDemoLibrary: boolean;
  volumes: readonly VolumeState[];
  /** What the device is doing for the tester that takes a while; null for nothing. */
  work: DeviceWork | null;
  packages: readonly PackageState[];
}>;

/** One call that crossed a boundary. */
export type JournalEntry = Readonly<{
  id: number;
  /** Device time at the start, milliseconds since 1970 UTC. */
  at: number;
  actor: string;
  method: string;
  /** Arguments, shortened for reading. */
  args: string;
  /** What came back, shortened; null while the call is under way. */
  result: string | null;
  thrown: Readonly<{ name: string; message: string }> | null;
  /** How long it took, milliseconds; null while under way. */
  took: number | null;
}>;

export type LogLine = Readonly<{ at: number; priority: 'D' | 'I' | 'W' | 'E'; tag: string; message: string }>;

/** How a command of adb shell ended. */
export type ShellResult = Readonly<{
  exitCode: number;
  stdout: Uint8Array;
  stderr: string;
  /** Whether it printed more than is kept: 4 MiB. */
  truncated: boolean;
}>;

export interface DeviceApi {
  state(): Promise<DeviceState>;
  /** The state now, then again after every change. */
  watch(): Promise<AsyncIterable<DeviceState>>;
  /** Entries from `after` on (0: all that are kept), then each new or finished one; a finished one repeats its id. */
  journal(after: number): Promise<AsyncIterable<readonly JournalEntry[]>>;
  /** Entries from `after` on (0: all that are kept), oldest first, as they are now. */
  timeline(after: number): Promise<readonly JournalEntry[]>;
  logcat(): Promise<readonly LogLine[]>;
  /**
   * Rows as the provider holds them, newest first, each with whether an app sees it and why.
   * @throws {Throwable} IllegalArgumentException for a package that is not installed
   */
  mediaRows(request: MediaRowsRequest): Promise<MediaRowsPage>;
  mediaCounts(viewpoint: Viewpoint): Promise<MediaCounts>;
  /** Everything about one row. @throws {Throwable} IllegalArgumentException when it is gone */
  mediaRow(id: number, viewpoint: Viewpoint): Promise<MediaRowDetail>;
  /** SQL that ran for apps, from `after` on (0: all that is kept), then as it runs; a query that reads on repeats its id. */
  queries(after: number): Promise<AsyncIterable<readonly QueryEntry[]>>;
  setSdk(sdk: SdkInt): Promise<void>;
  setSkin(skin: Skin): Promise<void>;
  /** Gives the device a work profile, with a small library of its own, or takes it away. */
  setWorkProfile(workProfile: WorkProfile): Promise<void>;
  /** device_config put storage_native_boot take_over_get_content: of effect on 12 and 12L alone. */
  setTakeOverGetContent(takeOver: boolean): Promise<void>;
  /** "Don't keep activities": an app's connection ends as soon as something covers the app; results wait for the next. */
  setKeepsActivities(keepsActivities: boolean): Promise<void>;
  /** Has the scans of a volume wait, `volumeName` as MediaStore spells it. @throws {Throwable} IllegalArgumentException */
  pauseScan(volumeName: string): Promise<void>;
  resumeScan(volumeName: string): Promise<void>;
  /**
   * Takes the folder of a volume for right although it is empty, or another one than before, and indexes it: the rows of
   * what is not in it go. `id` as in VolumeState. @throws {Error} in one sentence, for a volume that is not mounted
   */
  indexAsItIs(id: string): Promise<void>;
  /**
   * Puts a folder in as an SD card or a USB drive; one that was in before is the same volume.
   * @throws {Error} in one sentence, when the folder cannot be read or is not apart from the other volumes and the home,
   *   or is to be written through and has changes above it
   */
  mountVolume(volume: NewVolume): Promise<VolumeState>;
  /**
   * Unmounts a volume, the primary one too; mounting its folder, or the next boot, mounts it again. `id` as in
   * VolumeState. @throws {Error} in one sentence
   */
  unmountVolume(id: string): Promise<void>;
  /** Unmounts it and takes it out. */
  ejectVolume(id: string): Promise<void>;
  /** Takes it out without unmounting it first. */
  removeVolume(id: string): Promise<void>;
  /** Makes a volume read-only or gives it a size, also the primary one; what is left out stays. */
  setVolume(id: string, change: Readonly<{ readOnly?: boolean; quotaBytes?: number | null }>): Promise<void>;
  /**
   * What a volume, by its id, shows otherwise than its folder; nothing where it is written through.
   * @throws {Error} in one sentence, as the next three do, also for a volume that is written through
   */
  changes(volumeId: string): Promise<VolumeChanges>;
  /**
   * Copies what was created and changed to `files/` in a new or empty folder, with a list of everything in
   * `changes.json`. `targetFolder` is an absolute path outside of the volumes' folders and the device's home.
   */
  exportChanges(volumeId: string, targetFolder: string): Promise<void>;
  /** Stops all apps and forgets what was changed: the volume shows its folder as it is. */
  dropChanges(volumeId: string): Promise<void>;
  /**
   * Stops all apps and does every change in the user's folder itself. What was changed there meanwhile stays, unless the
   * tester says otherwise. One that fails in the middle is finished by the next.
   */
  applyChanges(volumeId: string, confirmed: ApplyConfirmation): Promise<ApplyResult>;
  /** Newest first. */
  snapshots(): Promise<readonly Snapshot[]>;
  /**
   * Saves what is on the device: changes on volumes, the media database, apps, permissions, selections, clock. The folders
   * themselves are not in it. @throws {Error} in one sentence, as the next two do
   */
  saveSnapshot(name: string): Promise<void>;
  /**
   * Stops all apps and restarts the device with what was saved; this and every other connection ends then. No folder is
   * changed, and none is written through afterwards.
   */
  restoreSnapshot(name: string): Promise<void>;
  deleteSnapshot(name: string): Promise<void>;
  reboot(): Promise<void>;
  /** Remembers the device as it is now, for reset(). The device forgets it when it stops. */
  mark(): Promise<void>;
  /**
   * Stops all apps and makes the device as it was at mark(): apps, permissions, selections, rows, changes on volumes, clock.
   * Clouds that were used begin as on a new device. No folder is changed.
   * @returns id of the journal's last entry, so that what comes after can be told from what was before
   * @throws {Error} in one sentence, for a device that was not marked, or whose changes cannot be undone
   */
  reset(): Promise<number>;
  /** Forgets packages, permissions and selections; the user's folder is not touched. */
  factoryReset(): Promise<void>;
  setClock(kind: 'system' | 'manual'): Promise<void>;
  /** Moves the manual clock forward; whatever was due in between happens in order. */
  advanceClock(milliseconds: number): Promise<void>;
  install(manifest: AndroidManifest): Promise<Readonly<{ uid: number; token: string }>>;
  /**
   * Reads a manifest from its text: our JSON, or an AndroidManifest.xml. Installs nothing.
   * @param given what the XML leaves to the build
   * @throws {Throwable} IllegalArgumentException with what is wrong
   */
  readManifest(text: string, given: Readonly<{ packageName?: string; targetSdk?: number }>): Promise<AndroidManifest>;
  uninstall(packageName: string): Promise<void>;
  /** pm clear: permissions, selection and ownership go, the app stays. */
  clearData(packageName: string): Promise<void>;
  /** Puts the app's photo access into a state at once, without a dialog. `ids`: what is selected (files._id). */
  setPhotoAccess(packageName: string, access: PhotoAccess, ids?: readonly number[]): Promise<void>;
  /** pm grant and pm revoke. @throws {Throwable} SecurityException, IllegalArgumentException as the shell's */
  setPermission(packageName: string, permission: string, granted: boolean): Promise<void>;
  /** Opens an app from the launcher: starts its process, or brings it back to the front. */
  launch(packageName: string): Promise<void>;
  /** Home: the app in front goes to the background. */
  home(): Promise<void>;
  setProcessState(packageName: string, state: ProcessState): Promise<void>;
  /** "Force stop" of App info: the process, the activity and what was granted to or by the app without being taken end. */
  forceStop(packageName: string): Promise<void>;
  /** "Clear access" of App info: every URI grant the app has received ends, what it has taken too. */
  clearAccess(packageName: string): Promise<void>;
  /** Back out of the app: its activity is finished, and with it what its results were granted. The process goes on. */
  finishActivity(packageName: string): Promise<void>;
  /** adb shell: `args` begin with the command, `content` or `media_provider`; `stdin`, 8 MiB at most, is what `content write` writes. */
  shell(args: readonly string[], stdin?: Uint8Array): Promise<ShellResult>;
  /**
   * Puts a file on the device as `adb push` does: whole or not at all, over what is there, directories above it are made.
   * Resolves when MediaStore has its row.
   * @param path such as /sdcard/DCIM/Camera/1.jpg
   * @param bytes 8 MiB at most
   * @param modified time of its last change, milliseconds since 1970 UTC; null for now
   * @throws {Error} in one sentence, with what the device's file system says
   */
  pushFile(path: string, bytes: Uint8Array, modified: number | null): Promise<void>;
  /**
   * `uiautomator dump`: what is on the screen of the page that shows the device, as XML. `names` are those of packages and
   * resources, AOSP's where nothing is said. @throws {Error} in one sentence: no page, or no quiet screen
   */
  uiDump(names?: UiNames): Promise<string>;
  /** Touches that screen, or sends it keys or text; done when the promise is. @throws {Error} in one sentence */
  uiInput(input: UiInput): Promise<void>;
}
