// What a tester does to the device: DeviceApi in a tester's words.
import type { SdkInt } from '../contract/android/build.ts';
import type {
  DeviceApi,
  DeviceState,
  NewVolume,
  PhotoAccess,
  ProcessState,
  ShellResult,
  Skin,
  VolumeState,
} from '../contract/rpc/deviceApi.ts';
import type { InspectedCollection, MediaRow } from '../contract/rpc/inspection.ts';
import type { Snapshot } from '../contract/rpc/volumeChanges.ts';
import { milliseconds } from './duration.ts';
import type { Remote } from './rpcClient.ts';

/** Most that travels in one message, bytes. */
const MOST_PUSHED = 8 * 1_048_576;

/** Rows of explain() that travel at a time. */
const PAGE = 500;

/** Every method rejects with an Error in one sentence, or with Android's exception where adb shell would print one. */
export class Tester {
  /** Everything else that the device can be told. */
  readonly api: Remote<DeviceApi>;

  readonly #restarted: () => Promise<void>;

  /** @param restarted resolves when the device, which is about to restart, is there again */
  constructor(api: Remote<DeviceApi>, restarted: () => Promise<void>) {
    this.api = api;
    this.#restarted = restarted;
  }

  state(): Promise<DeviceState> {
    return this.api.state();
  }

  /**
   * Lets time pass on the device's clock, which a tester takes in hand with that; whatever was due happens in order.
   * @param duration such as “61s”, “2h”, “8d”, “500ms”, or milliseconds
   */
  async advance(duration: string | number): Promise<void> {
    const time = milliseconds(duration);
    await this.api.setClock('manual');
    await this.api.advanceClock(time);
  }

  setClock(kind: 'system' | 'manual'): Promise<void> {
    return this.api.setClock(kind);
  }

  reboot(): Promise<void> {
    return this.api.reboot();
  }

  /** An update to another Android level, or back. */
  setApi(api: SdkInt): Promise<void> {
    return this.api.setSdk(api);
  }

  setSkin(skin: Skin): Promise<void> {
    return this.api.setSkin(skin);
  }

  /** Puts an app's photo access into a state at once, without a dialog. `ids`: what is selected (MediaStore's _ID). */
  access(packageName: string, access: PhotoAccess, ids: readonly number[] = []): Promise<void> {
    return this.api.setPhotoAccess(packageName, access, ids);
  }

  /** pm grant, pm revoke. */
  permission(packageName: string, name: string, granted: boolean): Promise<void> {
    return this.api.setPermission(packageName, name, granted);
  }

  process(packageName: string, state: ProcessState): Promise<void> {
    return this.api.setProcessState(packageName, state);
  }

  /** pm clear: the app is as if it had just been installed. */
  clearData(packageName: string): Promise<void> {
    return this.api.clearData(packageName);
  }

  uninstall(packageName: string): Promise<void> {
    return this.api.uninstall(packageName);
  }

  /** Puts a folder of the device's computer in, as an SD card or a USB drive. */
  mount(volume: NewVolume): Promise<VolumeState> {
    return this.api.mountVolume(volume);
  }

  /** Ends a mount by the volume's id: in order, by ejecting it, or by pulling it out. */
  unmount(id: string, how: 'unmounted' | 'ejected' | 'removed' = 'unmounted'): Promise<void> {
    if (how === 'ejected') return this.api.ejectVolume(id);
    return how === 'removed' ? this.api.removeVolume(id) : this.api.unmountVolume(id);
  }

  snapshots(): Promise<readonly Snapshot[]> {
    return this.api.snapshots();
  }

  saveSnapshot(name: string): Promise<void> {
    return this.api.saveSnapshot(name);
  }

  /** The device restarts with it, and is there again when this resolves; apps must be started anew. */
  async restoreSnapshot(name: string): Promise<void> {
    await this.api.state();
    const restarted = this.#restarted();
    await this.api.restoreSnapshot(name).catch((error: unknown) => {
      restarted.catch(() => undefined);
      throw error;
    });
    await restarted;
  }

  /** Resolves when every folder is indexed. @throws {Error} for one that cannot be */
  async indexed(signal?: AbortSignal): Promise<void> {
    const watch = this.api.watch as (...args: readonly unknown[]) => ReturnType<DeviceApi['watch']>;
    for await (const { volumes } of await watch(...(signal === undefined ? [] : [signal]))) {
      const failed = volumes.find(({ state, problem }) => state === 'failed' && problem !== null);
      if (failed !== undefined) throw new Error(failed.problem ?? `${failed.description} could not be indexed.`);
      if (volumes.every(({ state }) => state !== 'scanning')) return;
    }
  }

  /**
   * `adb shell`: a whole command line for its shell, such as “content query --uri content://media/external/images/media”.
   * @returns exit code and what it printed
   */
  async shell(command: string): Promise<Omit<ShellResult, 'stdout'> & Readonly<{ stdout: string }>> {
    const result = await this.api.shell(['sh', '-c', command]);
    return { ...result, stdout: new TextDecoder().decode(result.stdout) };
  }

  /**
   * Puts a file on the device as `adb push` does, and has its row in MediaStore when this resolves; without an owner.
   * @param path such as /sdcard/DCIM/Camera/1.jpg
   * @param content bytes, or a text as UTF-8; 8 MiB at most
   * @param modified date of its last change; now, by the device's clock, unless told
   */
  async push(path: string, content: Uint8Array | string, modified?: Date): Promise<void> {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    if (bytes.length > MOST_PUSHED)
      throw new Error(
        `${path} has ${bytes.length} bytes: 8 MiB can be pushed at once; use adb push, or the device's folder.`,
      );
    await this.api.pushFile(path, bytes, modified?.getTime() ?? null);
  }

  /** Every row of a collection with whether the app sees it, and why; newest first by _ID. */
  async explain(packageName: string, collection: InspectedCollection = 'images'): Promise<readonly MediaRow[]> {
    const rows: MediaRow[] = [];
    let before: number | null = null;
    do {
      const page = { packageName, collection, search: '', hiddenOnly: false, before, downTo: null, limit: PAGE };
      const answer: Awaited<ReturnType<DeviceApi['mediaRows']>> = await this.api.mediaRows(page);
      rows.push(...answer.rows);
      before = answer.next;
    } while (before !== null);
    return rows;
  }
}
