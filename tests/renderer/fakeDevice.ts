// A device made of scripted data, for pictures and measures of the screen. It has no rules: real ones live in main/.
import { Throwable } from '../../contract/android/errors.ts';
import { permission } from '../../contract/android/manifest.ts';
import { PICKER_LOCAL_AUTHORITY } from '../../contract/android/mediaStore.ts';
import { parseId, type Uri } from '../../contract/android/uri.ts';
import type { AppApi, AppEvent } from '../../contract/rpc/appApi.ts';
import type {
  DeviceApi,
  DeviceState,
  JournalEntry,
  PackageState,
  ProcessState,
  VolumeState,
} from '../../contract/rpc/deviceApi.ts';
import type { QueryEntry } from '../../contract/rpc/inspection.ts';
import type { DialogAnswer, Dialogs, ScreenApi, ShownDialog } from '../../contract/rpc/systemUi.ts';
import { Broadcast } from './broadcast.ts';
import { grantAsk, mediaRequestAsk, pickerAsk } from './fakeAsks.ts';
import { FakeChanges } from './fakeChanges.ts';
import { FakeCloudMedia } from './fakeCloudMedia.ts';
import { FakeDocuments } from './fakeDocuments.ts';
import { FakeLibrary, queryEntry } from './fakeLibrary.ts';
import { albumCursor, mediaCursor, NOW, sizeCursor } from './fakeMedia.ts';
import { FakePicker } from './fakePicker.ts';
import { FakeProviders, SIGN_IN_INTENT, signInAsk } from './fakeProviders.ts';
import { FakeScenarios } from './fakeScenarios.ts';
import { FakeSettings } from './fakeSettings.ts';
import { FIRST_STATE, packageState } from './fakeState.ts';
import { FakeUiAutomation } from './fakeUiAutomation.ts';

/** ContentResolver.NOTIFY_UPDATE */
const NOTIFY_UPDATE = 8;

export class FakeDevice {
  readonly #state = new Broadcast(FIRST_STATE);
  readonly #dialogs = new Broadcast<readonly ShownDialog[]>([]);
  readonly #journal = new Broadcast<readonly JournalEntry[]>([]);
  readonly #queries = new Broadcast<readonly QueryEntry[]>([]);
  readonly library = new FakeLibrary();
  readonly providers = new FakeProviders();
  readonly picker = new FakePicker(90);
  readonly #changes = new FakeChanges('/home/me/Pictures');
  readonly #events = new Broadcast<AppEvent | null>(null);
  readonly #answers = new Map<number, (answer: DialogAnswer) => void>();
  #selected: readonly number[] = [];
  #hasFullAccess = false;
  #isDenied = false;
  readonly #requests: Readonly<{ method: string; uris: readonly Uri[] }>[] = [];
  #lastId = 0;
  #itemCount = 90;
  /** How long a photo of a cloud takes to come. */
  fetching: 'quick' | 'never' | 'fails' = 'quick';

  readonly tester: DeviceApi = {
    state: async () => this.#state.value,
    watch: async () => this.#state.values(),
    journal: async () => this.#journal.values(),
    timeline: async () => [],
    mark: async () => undefined,
    reset: async () => 0,
    pushFile: async () => undefined,
    queries: async () => this.#queries.values(),
    mediaRows: async (request) => this.library.rows(request),
    mediaCounts: async (viewpoint) => this.library.counts(viewpoint),
    mediaRow: async (id, viewpoint) => this.library.detail(id, viewpoint),
    logcat: async () => [{ at: NOW, priority: 'I', tag: 'ActivityTaskManager', message: 'START com.example.gallery' }],
    setSdk: async (sdk) => this.#change({ sdk }),
    setSkin: async (skin) => this.#change({ skin }),
    setWorkProfile: async (workProfile) => this.#change({ workProfile }),
    setTakeOverGetContent: async (takeOverGetContent) => this.#change({ takeOverGetContent }),
    setKeepsActivities: async (keepsActivities) => this.#change({ keepsActivities }),
    pauseScan: async () => this.#changeVolume({ paused: true, rate: null, remaining: null }),
    resumeScan: async () => this.#changeVolume({ paused: false }),
    indexAsItIs: async () => this.#changeVolume({ state: 'ready', problem: null, doubtful: false }),
    mountVolume: async ({ folder, kind, description = 'SD card', writeThrough = false }) => {
      const [primary] = FIRST_STATE.volumes;
      if (primary === undefined) throw new Error('There is no volume.');
      const id = '19F4-0903';
      const volume = { ...primary, id, volumeName: id.toLowerCase(), folder, kind, description, writeThrough };
      this.#change({ volumes: [...this.#state.value.volumes.filter((other) => other.id !== id), volume] });
      return volume;
    },
    unmountVolume: async (id) => this.#changeVolumeOf(id, { state: 'unmounted', freeBytes: null }),
    ejectVolume: async (id) => this.#changeVolumeOf(id, { state: 'ejected', freeBytes: null }),
    removeVolume: async (id) => this.#changeVolumeOf(id, { state: 'removed', freeBytes: null }),
    setVolume: async (id, change) => this.#changeVolumeOf(id, change),
    changes: async () => this.#changes.list(),
    exportChanges: async (_id, target) => {
      if (!target.startsWith('/')) throw new Error(`“${target}” is not a whole path.`);
    },
    dropChanges: async () => {
      this.#changes.drop();
      this.#worked('dropping');
    },
    applyChanges: async (_id, { overwriteConflicts }) => {
      const result = this.#changes.apply(overwriteConflicts);
      this.#worked('applying');
      return result;
    },
    snapshots: async () => this.#changes.snapshots,
    saveSnapshot: async (name) => this.#changes.save(name),
    restoreSnapshot: async () => this.#change({ bootCount: this.#state.value.bootCount + 1 }),
    deleteSnapshot: async (name) => this.#changes.delete(name),
    reboot: async () => this.#change({ bootCount: this.#state.value.bootCount + 1 }),
    factoryReset: async () => this.#change({ packages: [] }),
    setClock: async (clock) => this.#change({ clock }),
    advanceClock: async (by) => this.#change({ currentTimeMillis: this.#state.value.currentTimeMillis + by }),
    install: async (manifest) => {
      const others = this.#state.value.packages.filter((app) => app.manifest.packageName !== manifest.packageName);
      const uid = 10_101 + others.length;
      this.#change({ packages: [...others, packageState(manifest, uid)] });
      return { uid, token: 'token' };
    },
    uninstall: async (name) =>
      this.#change({ packages: this.#state.value.packages.filter(({ manifest }) => manifest.packageName !== name) }),
    launch: async (name) => this.#toFront(name),
    home: async () => this.#toFront(null),
    shell: async () => ({ exitCode: 127, stdout: new Uint8Array(), stderr: '', truncated: false }),
    uiDump: (names) => this.uiAutomation.dump(names),
    uiInput: (input) => this.uiAutomation.input(input),
    forceStop: async () => {},
    clearAccess: async () => {},
    finishActivity: async () => {},
    setProcessState: async (name, process) =>
      this.#changePackage(name, { process, ...(process === 'STOPPED' && { pid: null }) }),
    readManifest: async (text) => JSON.parse(text),
    clearData: async (name) => this.#setAccess(name, false, []),
    setPhotoAccess: async (name, access, ids = []) => this.#setAccess(name, access === 'full', ids),
    setPermission: async (name, permissionName, granted) => this.#setPermission(name, permissionName, granted),
  };

  readonly screen: ScreenApi = {
    dialogs: async () => this.#dialogs.values(),
    answer: async (id, answer) => {
      const resolve = this.#answers.get(id);
      this.#answers.delete(id);
      this.#dialogs.set(this.#dialogs.value.filter((dialog) => dialog.id !== id));
      resolve?.(answer);
      return resolve !== undefined;
    },
  };

  readonly uiAutomation = new FakeUiAutomation();
  readonly documents = new FakeDocuments();
  readonly cloudMedia = new FakeCloudMedia();
  readonly scenarios = new FakeScenarios();
  readonly settings = new FakeSettings((packageName) =>
    this.show('photoPicker', pickerAsk(packageName, this.#selected)),
  );

  /** How many photos the device has. */
  setItemCount(count: number): void {
    this.#itemCount = count;
    this.picker.setCount(count);
  }

  /** The disk of the folder is not mounted, as it seems. */
  loseDisk(): void {
    const problem = '/home/me/Pictures is empty and was not: its disk is not mounted any more.';
    this.#changeVolume({ state: 'missing', problem, doubtful: true });
  }

  /** The device is in a state that a test has thought of. */
  become(change: Partial<DeviceState>, volume: Partial<VolumeState> = {}): void {
    this.#change(change);
    this.#changeVolume(volume);
  }

  /** How many rows the tester's view of the library has; the panel hears of it. */
  setLibraryCount(count: number): void {
    this.library.count = count;
    this.#change({});
  }

  /** Keeps a query as if an app had just run it. */
  logQuery(change: Partial<QueryEntry> = {}): void {
    const { value } = this.#queries;
    this.#queries.set([...value, queryEntry(value.length + 1, change)]);
  }

  show<K extends keyof Dialogs>(kind: K, ask: Dialogs[K]['ask']): Promise<Dialogs[K]['answer']> {
    const id = ++this.#lastId;
    const dialog = { id, kind, ask } as unknown as ShownDialog;
    const answer = new Promise<DialogAnswer>((resolve) => this.#answers.set(id, resolve));
    this.#dialogs.set([...this.#dialogs.value, dialog]);
    return answer as Promise<Dialogs[K]['answer']>;
  }

  app(packageName: string): AppApi {
    return {
      getSdkInt: async () => this.#state.value.sdk,
      query: async (uri, _projection, args) => {
        this.#log(packageName, 'query', `${uri}`);
        if (packageName === 'com.android.documentsui') return this.providers.query(uri, args ?? {});
        return this.#query(uri, args ?? {});
      },
      fillWindow: async (window, start) => this.picker.fill(window, start),
      closeCursor: async (window) => this.picker.close(window),
      getType: async () => null,
      canonicalize: async () => null,
      uncanonicalize: async (uri) => uri,
      insert: async () => null,
      update: async () => 0,
      delete: async () => 0,
      applyBatch: async () => [],
      openFileDescriptor: async (uri) => {
        await this.#fetched(uri);
        return { fd: 3, statSize: 0 };
      },
      getTargetSdkVersion: async () => 36,
      getStreamTypes: async () => null,
      openTypedAssetFileDescriptor: async () => ({ fd: 3, statSize: 0 }),
      refresh: async () => false,
      notifyChange: async () => {},
      queryIntentContentProviders: async () => this.providers.resolved(),
      readFile: async () => new Uint8Array(),
      writeFile: async () => {},
      closeFile: async () => {},
      call: async (authority, method, _arg, extras) => {
        this.#log(packageName, 'call', method);
        if (packageName === 'com.android.documentsui') return this.providers.call(authority, method, extras ?? {});
        this.#requests.push({ method, uris: (extras?.clip_data ?? []) as readonly Uri[] });
        return { result: this.#requests.length - 1 };
      },
      getExtensionVersion: async () => 0,
      getStorageVolumes: async () => [{ mediaStoreVolumeName: 'external_primary', state: 'mounted' }],
      canManageMedia: async () => false,
      isExternalStorageManager: async () => false,
      checkSelfPermission: async (name) => (this.#isGranted(name) ? 0 : -1),
      shouldShowRequestPermissionRationale: async () => this.#isDenied,
      requestPermissions: async (permissions) => {
        this.#log(packageName, 'requestPermissions', permissions.join(', '));
        await this.#ask(packageName);
        return { permissions, grantResults: permissions.map((name) => (this.#isGranted(name) ? 0 : -1)) };
      },
      startActivityForResult: async (_intent, requestCode) => ({ requestCode, resultCode: 0, data: null }),
      startIntentSenderForResult: async (pendingIntent, requestCode) => {
        if (pendingIntent === SIGN_IN_INTENT) return { requestCode, resultCode: await this.#signIn(), data: null };
        const allowed = await this.#askMediaRequest(packageName, pendingIntent);
        return { requestCode, resultCode: allowed ? -1 : 0, data: null };
      },
      finish: async () => {},
      setResult: async () => {},
      takePersistableUriPermission: async () => {},
      releasePersistableUriPermission: async () => {},
      getPersistedUriPermissions: async () => [],
      getOutgoingPersistedUriPermissions: async () => [],
      checkUriPermission: async () => -1,
      grantUriPermission: async () => {},
      revokeUriPermission: async () => {},
      registerContentObserver: async (uri) => {
        const id = ++this.#lastId;
        const notify = () => this.#events.set({ kind: 'change', observer: id, uris: [uri], flags: NOTIFY_UPDATE });
        if (uri.includes('/picker_internal')) this.picker.observe(notify);
        else this.providers.observe(uri, notify);
        return id;
      },
      unregisterContentObserver: async () => {},
      serveDocumentsProvider: async () => (async function* () {})(),
      answerDocumentsProvider: async () => {},
      events: async () => this.#appEvents(),
    };
  }

  /** What is not on the device is fetched before it can be opened. */
  async #fetched(uri: Uri): Promise<void> {
    if (uri.includes(PICKER_LOCAL_AUTHORITY) || this.fetching === 'quick') return;
    if (this.fetching === 'fails') throw new Throwable('FileNotFoundException', `No item at ${uri}`);
    await new Promise(() => undefined);
  }

  /** The page of the cloud; RESULT_OK or RESULT_CANCELED. */
  async #signIn(): Promise<0 | -1> {
    const answer = await this.show('signIn', signInAsk());
    if (answer === null) return 0;
    this.providers.fault = 'none';
    return -1;
  }

  async *#appEvents(): AsyncGenerator<AppEvent> {
    for await (const event of this.#events.values()) if (event !== null) yield event;
  }

  #query(uri: Uri, args: Readonly<Record<string, unknown>>) {
    if (uri.includes('/albums/') || uri.endsWith('/v2/album')) return albumCursor();
    if (uri.includes('/picker_internal/')) return this.picker.query(uri, args);
    if (uri.includes('/media/picker/')) return sizeCursor(200_000);
    return mediaCursor(this.#itemCount, this.#hasFullAccess ? null : this.#selected);
  }

  async #ask(packageName: string): Promise<void> {
    const limited = this.#selected.length > 0;
    const answer = await this.show('grantPermissions', grantAsk(packageName, limited));
    if (answer?.button === 'ALLOW_ALL') this.#hasFullAccess = true;
    if (answer?.button === 'DENY') this.#selected = [];
    this.#isDenied = answer?.button === 'DENY';
    if (answer?.button === 'ALLOW_SELECTED') {
      const picked = await this.show('photoPicker', pickerAsk(packageName, this.#selected));
      if (picked !== null && 'uris' in picked) this.#selected = picked.uris.map(parseId);
    }
    this.#showPermissions(packageName);
  }

  async #askMediaRequest(packageName: string, pendingIntent: number): Promise<boolean> {
    const { method, uris } = this.#requests[pendingIntent] ?? { method: '', uris: [] };
    if (method === 'create_favorite_request') return true;
    const answer = await this.show('mediaRequest', mediaRequestAsk(packageName, uris));
    return answer?.allowed === true;
  }

  #setAccess(packageName: string, isFull: boolean, ids: readonly number[]): void {
    this.#hasFullAccess = isFull;
    this.#selected = ids;
    this.#showPermissions(packageName);
  }

  #setPermission(packageName: string, name: string, granted: boolean): void {
    const app = this.#state.value.packages.find(({ manifest }) => manifest.packageName === packageName);
    const permissions = (app?.permissions ?? []).map((one) =>
      one.name === name ? { ...one, check: granted ? (0 as const) : (-1 as const) } : one,
    );
    this.#changePackage(packageName, { permissions });
  }

  #isGranted(name: string): boolean {
    if (this.#hasFullAccess) return true;
    return name === permission.READ_MEDIA_VISUAL_USER_SELECTED && this.#selected.length > 0;
  }

  #showPermissions(packageName: string): void {
    const app = this.#state.value.packages.find(({ manifest }) => manifest.packageName === packageName);
    const permissions = (app?.permissions ?? []).map((summary) => ({
      ...summary,
      check: this.#isGranted(summary.name) ? (0 as const) : (-1 as const),
      flags: ['USER_SET', 'USER_SENSITIVE_WHEN_GRANTED'],
    }));
    this.#changePackage(packageName, { permissions, selectedItems: this.#selected.length });
  }

  #log(actor: string, method: string, args: string): void {
    const id = ++this.#lastId;
    const entry: JournalEntry = { id, at: NOW + id * 37, actor, method, args, result: 'ok', thrown: null, took: 1.4 };
    this.#journal.set([...this.#journal.value, entry]);
  }

  #toFront(name: string | null): void {
    const packages = this.#state.value.packages.map((app) => {
      const isFront = app.manifest.packageName === name;
      const process: ProcessState = isFront ? 'FOREGROUND' : app.process === 'STOPPED' ? 'STOPPED' : 'BACKGROUND';
      return { ...app, process, pid: process === 'STOPPED' ? null : (app.pid ?? 1_000) };
    });
    this.#change({ packages });
  }

  #changeVolumeOf(id: string, change: Partial<VolumeState>): void {
    const volumes = this.#state.value.volumes.map((volume) => (volume.id === id ? { ...volume, ...change } : volume));
    this.#change({ volumes });
  }

  #worked(name: 'dropping' | 'applying'): void {
    this.#change({ work: { name, done: 0, total: null } });
    this.#change({ work: null });
  }

  #changePackage(name: string, change: Partial<PackageState>): void {
    const packages = this.#state.value.packages.map((app) =>
      app.manifest.packageName === name ? { ...app, ...change } : app,
    );
    this.#change({ packages });
  }

  #changeVolume(change: Partial<DeviceState['volumes'][number]>): void {
    this.#change({ volumes: this.#state.value.volumes.map((volume) => ({ ...volume, ...change })) });
  }

  #change(change: Partial<DeviceState>): void {
    this.#state.set({ ...this.#state.value, ...change });
  }
}
