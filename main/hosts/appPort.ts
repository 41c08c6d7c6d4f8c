// One app's connection: its identity on one side, the device's services on the other. No rules of Android here.
import type { ActivityResult } from '../../contract/android/intent.ts';
import type { AppApi, AppEvent, LateResult, StorageVolume } from '../../contract/rpc/appApi.ts';
import type { VolumeState } from '../../contract/rpc/deviceApi.ts';
import { callAs } from '../activity/systemCaller.ts';
import { CursorWindows } from '../content/cursorWindows.ts';
import { FileDescriptors } from '../content/fileDescriptors.ts';
import { notifyChange, observedUri } from '../content/notifyChange.ts';
import { extensionVersion } from '../device/device.ts';
import { canManageMedia, isExternalStorageManager } from '../permission/appOps.ts';
import { permissionApp } from '../permission/permissionApp.ts';
import type { System } from '../system.ts';
import { appFiles } from './appFiles.ts';
import { appGrants } from './appGrants.ts';
import { AppProviders } from './appProviders.ts';
import { EventQueue } from './streams.ts';

export class AppPort {
  readonly #system: System;
  readonly #packageName: string;
  readonly #windows = new CursorWindows();
  readonly #files = new FileDescriptors();
  readonly #events = new EventQueue<AppEvent>();
  readonly #observers = new Map<number, Disposable>();
  readonly #lifecycle: Disposable;
  readonly #intents: Disposable;
  #results: Disposable | null = null;
  readonly #providers: AppProviders;
  #lastObserver = 0;
  #isClosed = false;

  constructor(system: System, packageName: string) {
    this.#system = system;
    this.#packageName = packageName;
    this.#providers = new AppProviders(system, packageName);
    this.#lifecycle = system.processes.onLifecycle((changed, state) => {
      if (changed === packageName) this.#events.push({ kind: 'lifecycle', state });
    });
    for (const event of system.appActivities.unanswered(packageName)) this.#events.push(event);
    this.#intents = system.appActivities.onIntent((started, event) => {
      if (started === packageName) this.#events.push(event);
    });
  }

  /** The conversation's methods, bound to one call. */
  api(signal: AbortSignal): AppApi {
    const { device, resolver, permissions, grantPermissions, activities, observers } = this.#system;
    const call = () => callAs(this.#system, this.#packageName, signal);
    return {
      getSdkInt: async () => device.profile.sdk,
      getExtensionVersion: async (extension) => extensionVersion(device.profile, extension),
      getTargetSdkVersion: async () => call().caller.targetSdk,
      query: async (uri, projection, queryArgs) => {
        const result = await resolver.query(call(), uri, projection, queryArgs);
        return result === null ? null : this.#windows.open(result);
      },
      fillWindow: async (window, startPosition) => this.#windows.fill(window, startPosition),
      closeCursor: async (window) => this.#windows.close(window),
      getType: (uri) => resolver.getType(call(), uri),
      canonicalize: (uri) => resolver.canonicalize(call(), uri),
      uncanonicalize: (uri) => resolver.uncanonicalize(call(), uri),
      insert: (uri, values, extras) => resolver.insert(call(), uri, values ?? {}, extras),
      update: (uri, values, extras) => resolver.update(call(), uri, values ?? {}, extras),
      delete: (uri, extras) => resolver.delete(call(), uri, extras),
      applyBatch: (authority, operations) => resolver.applyBatch(call(), authority, operations),
      ...appFiles(resolver, this.#files, call),
      refresh: (uri, extras) => resolver.refresh(call(), uri, extras),
      notifyChange: async (uri, flags) => notifyChange(this.#system, call(), uri, flags),
      queryIntentContentProviders: async (action) => this.#system.documents.queryIntentContentProviders(action),
      call: (authority, method, arg, extras) => resolver.call(call(), authority, { method, arg, extras }),
      getStorageVolumes: async () => storageVolumes(this.#system),
      canManageMedia: async () => canManageMedia(this.#specialAccess()),
      isExternalStorageManager: async () => isExternalStorageManager(this.#specialAccess()),
      checkSelfPermission: async (permission) => permissions.checkPermission(this.#packageName, permission),
      shouldShowRequestPermissionRationale: async (permission) =>
        permissions.shouldShowRequestPermissionRationale(this.#packageName, permission),
      requestPermissions: (names, requestCode) =>
        this.#orLater(grantPermissions.request(call(), names, requestCode), (result) => ({
          ...{ kind: 'permissionsResult', requestCode },
          ...result,
        })),
      startActivityForResult: (intent, requestCode) =>
        this.#orLater(activities.startActivityForResult(call(), intent, requestCode), activityResult),
      startIntentSenderForResult: (pendingIntent, requestCode) =>
        this.#orLater(activities.startIntentSenderForResult(call(), pendingIntent, requestCode), activityResult),
      ...appGrants(this.#system, call),
      registerContentObserver: async (uri, notifyForDescendants) => {
        const observer = ++this.#lastObserver;
        const onChange: Parameters<typeof observers.register>[2] = (uris, flags) =>
          this.#events.push({ kind: 'change', observer, uris, flags });
        const observed = observedUri(this.#system, call(), uri);
        this.#observers.set(observer, observers.register(observed, notifyForDescendants, onChange));
        return observer;
      },
      unregisterContentObserver: async (observer) => this.#unregister(observer),
      ...this.#providers.api(signal),
      events: async () => {
        this.#followResults();
        return this.#events.read(signal);
      },
    };
  }

  /** The connection is gone: so are its observers, its stream and its open files. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#results?.[Symbol.dispose]();
    this.#lifecycle[Symbol.dispose]();
    this.#intents[Symbol.dispose]();
    for (const observer of [...this.#observers.keys()]) this.#unregister(observer);
    this.#events.end();
    void this.#files.closeAll();
    this.#providers.close();
  }

  /** An answer; or, when this connection is gone by then, something for the next one to be told. */
  async #orLater<T>(answer: Promise<T>, later: (answer: T) => LateResult): Promise<T> {
    const { records } = this.#system;
    const record = records.of(this.#packageName);
    const result = await answer;
    if (this.#isClosed) records.addResult(this.#packageName, record, later(result));
    return result;
  }

  /** Whoever takes a late result has it alone: it waits for a connection that listens. */
  #followResults(): void {
    if (this.#results !== null) return;
    this.#results = this.#system.records.onResult((changed) => {
      if (changed === this.#packageName) this.#takeResults();
    });
    this.#takeResults();
  }

  #takeResults(): void {
    for (const result of this.#system.records.takeResults(this.#packageName)) this.#events.push(result);
  }

  #specialAccess() {
    const { packages, appOps, device } = this.#system;
    const manifest = packages.find(this.#packageName)?.manifest;
    if (manifest === undefined) throw new Error(`${this.#packageName} is not installed any more.`);
    return { ...permissionApp(manifest, device.profile.sdk), modes: appOps.modes(this.#packageName) };
  }

  #unregister(observer: number): void {
    this.#observers.get(observer)?.[Symbol.dispose]();
    this.#observers.delete(observer);
  }
}

function storageVolumes({ volumes }: System): readonly StorageVolume[] {
  return volumes.list().map((volume) => ({ mediaStoreVolumeName: volume.volumeName, state: environmentState(volume) }));
}

function activityResult(result: ActivityResult): LateResult {
  return { kind: 'activityResult', ...result };
}

/** Environment.getExternalStorageState. */
function environmentState({ state, readOnly }: VolumeState): StorageVolume['state'] {
  if (state === 'unmounted') return 'unmounted';
  if (state === 'ejected') return 'removed';
  if (state === 'removed' || state === 'missing') return 'bad_removal';
  return readOnly ? 'mounted_ro' : 'mounted';
}
