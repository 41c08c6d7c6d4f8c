// The tester's connection: the device's switches, and what the panel shows.
import type { DeviceApi, DeviceState, PackageState } from '../../contract/rpc/deviceApi.ts';
import { errnoOf } from '../device/errno.ts';
import { parseManifestText } from '../packages/manifestText.ts';
import type { InstalledPackage } from '../packages/packageManager.ts';
import { requestedPermissions } from '../packages/requestedPermissions.ts';
import { shellResult } from '../shell/shell.ts';
import type { System } from '../system.ts';
import { shellServices } from '../systemShell.ts';
import { demoFolder } from './bundledFiles.ts';
import { latest } from './streams.ts';

/** Most that is kept of a shell command's output, bytes. */
const MAX_SHELL_OUTPUT = 4 * 1_048_576;

/** The tester's conversation, bound to one call. `tokenOf` answers the token an app connects with. */
export function testerApi(system: System, tokenOf: (packageName: string) => string, signal: AbortSignal): DeviceApi {
  const { device, processes } = system;
  return {
    state: async () => deviceState(system),
    watch: async () =>
      latest(
        (changed) => system.onChange(changed),
        () => deviceState(system),
        signal,
      ),
    timeline: async (after) => system.journal.entries(after),
    journal: async (after) => entriesOf(system.journal, after, signal),
    queries: async (after) => entriesOf(system.queryLog, after, signal),
    mediaRows: async (request) => system.media.inspection.rows(request),
    mediaCounts: async (viewpoint) => system.media.inspection.counts(viewpoint),
    mediaRow: (id, viewpoint) => system.media.inspection.detail(id, viewpoint),
    logcat: async () => system.logcat.lines(),
    setSdk: async (sdk) => system.setSdk(sdk),
    setSkin: async (skin) => device.setSkin(skin),
    setWorkProfile: async (workProfile) => device.setSwitches({ workProfile }),
    setTakeOverGetContent: async (takeOverGetContent) => device.setSwitches({ takeOverGetContent }),
    setKeepsActivities: async (keepsActivities) => device.setSwitches({ keepsActivities }),
    ...volumesApi(system),
    reboot: async () => system.reboot(),
    mark: async () => system.baseline.mark(),
    reset: async () => {
      await system.baseline.reset();
      return system.journal.entries().at(-1)?.id ?? 0;
    },
    factoryReset: async () => system.factoryReset(),
    setClock: async (kind) => system.setClock(kind),
    advanceClock: async (milliseconds) => system.advanceClock(milliseconds),
    install: async (manifest) => {
      const { uid } = system.apps.install(manifest);
      return { uid, token: tokenOf(manifest.packageName) };
    },
    readManifest: async (text, given) => parseManifestText(text, given),
    uninstall: async (packageName) => system.apps.uninstall(packageName),
    clearData: async (packageName) => system.apps.clearData(packageName),
    setPhotoAccess: (packageName, access, ids) => system.apps.setPhotoAccess(packageName, access, ids ?? []),
    setPermission: async (packageName, permission, granted) =>
      system.apps.setPermission(packageName, permission, granted),
    launch: async (packageName) => system.apps.setProcessState(packageName, 'FOREGROUND'),
    home: async () => {
      const front = processes.foreground();
      if (front !== null) processes.toBackground(front);
    },
    setProcessState: async (packageName, state) => system.apps.setProcessState(packageName, state),
    forceStop: async (packageName) => system.apps.forceStop(packageName),
    clearAccess: async (packageName) => system.uriGrants.clearAccess(packageName),
    finishActivity: async (packageName) => system.apps.finishActivity(packageName),
    pushFile: (path, bytes, modified) => pushFile(system, path, { bytes, modified }),
    uiDump: (names) => system.uiAutomation.dumpWindowHierarchy(names),
    uiInput: (input) => system.uiAutomation.input(input),
    shell: (args, stdin = new Uint8Array()) => {
      const limit = MAX_SHELL_OUTPUT;
      return shellResult(shellServices(system, signal), args, { stdin, limit, signal });
    },
  };
}

type Pushed = Readonly<{ bytes: Uint8Array; modified: number | null }>;

async function pushFile({ files, clock }: System, path: string, { bytes, modified }: Pushed): Promise<void> {
  try {
    const file = await files.prepareFile(path);
    try {
      await file.write(bytes);
      const { indexed } = await file.place(modified ?? clock.currentTimeMillis());
      await indexed;
    } finally {
      await file.discard();
    }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new Error(`${path} was not written: ${errnoOf(error).words}.`, { cause: error });
  }
}

type VolumesApi = Pick<
  DeviceApi,
  | 'pauseScan'
  | 'resumeScan'
  | 'indexAsItIs'
  | 'mountVolume'
  | 'unmountVolume'
  | 'ejectVolume'
  | 'removeVolume'
  | 'setVolume'
  | 'changes'
  | 'exportChanges'
  | 'dropChanges'
  | 'applyChanges'
  | 'snapshots'
  | 'saveSnapshot'
  | 'restoreSnapshot'
  | 'deleteSnapshot'
>;

/** What the tester does to volumes, to what is changed above their folders, and to the device as a whole. */
function volumesApi(system: System): VolumesApi {
  return {
    pauseScan: async (volumeName) => system.media.pauseScan(volumeName),
    resumeScan: async (volumeName) => system.media.resumeScan(volumeName),
    indexAsItIs: async (id) => system.indexAsItIs(id),
    mountVolume: (volume) => system.mountVolume(volume),
    unmountVolume: (id) => system.unmountVolume(id, 'unmounted'),
    ejectVolume: (id) => system.unmountVolume(id, 'ejected'),
    removeVolume: (id) => system.unmountVolume(id, 'removed'),
    setVolume: (id, change) => system.volumes.setLimits(id, change),
    changes: (volumeId) => system.changes.list(volumeId),
    exportChanges: (volumeId, targetFolder) => system.changes.export(volumeId, targetFolder),
    dropChanges: (volumeId) => system.changes.drop(volumeId),
    applyChanges: (volumeId, confirmed) => system.changes.apply(volumeId, confirmed),
    snapshots: async () => system.snapshots.list(),
    saveSnapshot: (name) => system.snapshots.save(name),
    restoreSnapshot: (name) => system.snapshots.restore(name),
    deleteSnapshot: (name) => system.snapshots.delete(name),
  };
}

/** Everything the panel shows, at this moment. */
export function deviceState(system: System): DeviceState {
  const { device, clock } = system;
  return {
    sdk: device.profile.sdk,
    skin: device.profile.skin,
    workProfile: device.workProfile,
    takeOverGetContent: device.takeOverGetContent,
    keepsActivities: device.keepsActivities,
    bootCount: device.bootCount,
    booted: true,
    currentTimeMillis: clock.currentTimeMillis(),
    clock: clock.kind,
    home: system.home,
    isDemoLibrary: system.volumes.list().some(({ kind, folder }) => kind === 'primary' && folder === demoFolder()),
    volumes: system.volumes.list(),
    work: system.work.current,
    packages: system.packages
      .list()
      .filter(({ system: partOfSystem }) => !partOfSystem)
      .map((installed) => packageState(system, installed)),
  };
}

function packageState(system: System, { manifest, uid }: InstalledPackage): PackageState {
  const { packageName } = manifest;
  const { permissions, processes, device } = system;
  const { implicit } = requestedPermissions(manifest, device.profile.sdk);
  return {
    manifest,
    uid,
    process: processes.state(packageName),
    pid: processes.pid(packageName),
    permissions: Object.entries(permissions.states(packageName)).map(([name, state]) => ({
      name,
      implicit: implicit.includes(name),
      check: permissions.checkPermission(packageName, name),
      flags: [...state.flags],
    })),
    selectedItems: system.selectedItems(packageName),
  };
}

/** A log that is kept: what it has, then what comes. */
type Log<Entry> = Readonly<{
  entries(after: number): readonly Entry[];
  onEntry(listener: (entry: Entry) => void): Disposable;
}>;

async function* entriesOf<Entry>(
  log: Log<Entry>,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<readonly Entry[]> {
  let pending = [...log.entries(after)];
  const subscribe = (changed: () => void) =>
    log.onEntry((entry) => {
      pending.push(entry);
      changed();
    });
  for await (const batch of latest(subscribe, () => pending.splice(0), signal)) {
    if (batch.length > 0) yield batch;
    pending = pending.slice(-2_000);
  }
}
