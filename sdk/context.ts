// Mirrors android.content.Context and android.app.Activity: what an app has in its hands.
import type { ActivityResult, Intent } from '../contract/android/intent.ts';
import type { PermissionResult } from '../contract/android/manifest.ts';
import type { Uri } from '../contract/android/uri.ts';
import type {
  AppApi,
  AppEvent,
  LateResult,
  LifecycleState,
  ResolvedProvider,
  StorageVolume,
} from '../contract/rpc/appApi.ts';
import type { ProviderReply, ProviderRequest } from '../contract/rpc/documentsProviderWire.ts';
import { cancellable } from './cancellable.ts';
import { type ContentEndpoint, ContentResolver } from './contentResolver.ts';
import { type DeviceAddress, openSocket, originOf, type SocketOptions } from './deviceAddress.ts';
import { connectSocket, type Remote } from './rpcClient.ts';

type IntentEvent = Extract<AppEvent, Readonly<{ kind: 'intent' }>>;

/** onActivityResult, or onRequestPermissionsResult, of an activity that was made anew. */
export type LateResultListener = (result: LateResult) => void;

/** Told of an intent that started an activity of the app. */
export type IntentListener = (intent: Intent, callingPackage: string, id: number) => void;

/** One running app: its resolver, its permissions, its activity results. */
export class Context {
  readonly contentResolver: ContentResolver;
  readonly packageName: string;
  /** Resolves when the device ends the process or the connection. */
  readonly closed: Promise<void>;
  readonly #api: Remote<AppApi>;
  readonly #lifecycle = new Set<(state: LifecycleState) => void>();
  readonly #intents = new Set<IntentListener>();
  /** Intents that came before anybody listened. */
  readonly #unseen: IntentEvent[] = [];
  readonly #results = new Set<LateResultListener>();
  readonly #unseenResults: LateResult[] = [];

  constructor(packageName: string, api: Remote<AppApi>, endpoint: ContentEndpoint) {
    this.packageName = packageName;
    this.#api = api;
    this.closed = api.closed;
    this.contentResolver = new ContentResolver(api, endpoint);
    void this.#listen();
  }

  /** Build.VERSION.SDK_INT of the device. */
  getSdkInt(): Promise<number> {
    return this.#api.getSdkInt();
  }

  /** SdkExtensions.getExtensionVersion(extension), such as VERSION_CODES.UPSIDE_DOWN_CAKE. */
  getExtensionVersion(extension: number): Promise<number> {
    return this.#api.getExtensionVersion(extension);
  }

  /** StorageManager.getRecentStorageVolumes: MediaStore.getExternalVolumeNames asks here. */
  getStorageVolumes(): Promise<readonly StorageVolume[]> {
    return this.#api.getStorageVolumes();
  }

  /** PackageManager.queryIntentContentProviders, such as those of DocumentsContract.PROVIDER_INTERFACE. */
  queryIntentContentProviders(action: string): Promise<readonly ResolvedProvider[]> {
    return this.#api.queryIntentContentProviders(action);
  }

  /** MediaStore.canManageMedia: special access that no permission check tells. */
  canManageMedia(): Promise<boolean> {
    return this.#api.canManageMedia();
  }

  /** Environment.isExternalStorageManager: likewise. */
  isExternalStorageManager(): Promise<boolean> {
    return this.#api.isExternalStorageManager();
  }

  checkSelfPermission(permission: string): Promise<PermissionResult> {
    return this.#api.checkSelfPermission(permission);
  }

  shouldShowRequestPermissionRationale(permission: string): Promise<boolean> {
    return this.#api.shouldShowRequestPermissionRationale(permission);
  }

  /**
   * Activity.requestPermissions; the answer is what onRequestPermissionsResult gets.
   * Both arrays are empty when the request was cancelled by another one.
   * @param signal ends the wait with an OperationCanceledException, as it does below; what is on the screen stays there
   */
  requestPermissions(
    permissions: readonly string[],
    requestCode: number,
    signal?: AbortSignal,
  ): ReturnType<AppApi['requestPermissions']> {
    return cancellable(this.#api.requestPermissions, signal)(permissions, requestCode);
  }

  /** The answer is what onActivityResult gets. @throws {Throwable} ActivityNotFoundException */
  startActivityForResult(intent: Intent, requestCode: number, signal?: AbortSignal): Promise<ActivityResult> {
    return cancellable(this.#api.startActivityForResult, signal)(intent, requestCode);
  }

  /** Launches what a create*Request of MediaStore answered. @throws {Throwable} when it was launched before */
  startIntentSenderForResult(
    pendingIntent: number,
    requestCode: number,
    signal?: AbortSignal,
  ): Promise<ActivityResult> {
    return cancellable(this.#api.startIntentSenderForResult, signal)(pendingIntent, requestCode);
  }

  /** Activity.finish: what results granted to the activity, and the app has not taken, ends. */
  finish(): Promise<void> {
    return this.#api.finish();
  }

  /**
   * Told when another app's intent starts an activity of this one: onCreate, with getIntent() and getCallingPackage().
   * `id` is for setResult(). The function it answers ends that.
   */
  onIntent(listener: IntentListener): () => void {
    this.#intents.add(listener);
    for (const event of this.#unseen.splice(0)) listener(event.intent, event.callingPackage, event.id);
    return () => this.#intents.delete(listener);
  }

  /**
   * Activity.setResult and finish of what an intent started. The receiver is granted what the flags of `data` say.
   * @throws {Throwable} SecurityException for a URI that this app may not hand on
   */
  setResult(id: number, resultCode: ActivityResult['resultCode'], data: Intent | null = null): Promise<void> {
    return this.#api.setResult(id, resultCode, data);
  }

  /**
   * checkUriPermission by URI grants alone, of this app or of another package; PERMISSION_GRANTED or PERMISSION_DENIED.
   * @param modeFlags of FLAG_GRANT_*_URI_PERMISSION; all of them must be granted, by one grant
   */
  checkUriPermission(uri: Uri, modeFlags: number, packageName: string | null = null): Promise<PermissionResult> {
    return this.#api.checkUriPermission(packageName, uri, modeFlags);
  }

  /** @throws {Throwable} SecurityException for what this app does not hold itself */
  grantUriPermission(toPackage: string, uri: Uri, modeFlags: number): Promise<void> {
    return this.#api.grantUriPermission(toPackage, uri, modeFlags);
  }

  /** revokeUriPermission(uri, modeFlags), or of one package: revokeUriPermission(toPackage, uri, modeFlags). */
  revokeUriPermission(uri: Uri, modeFlags: number, toPackage: string | null = null): Promise<void> {
    return this.#api.revokeUriPermission(toPackage, uri, modeFlags);
  }

  /** Told of onStart, onResume, onPause and onStop; the function it answers ends that. */
  onLifecycle(listener: (state: LifecycleState) => void): () => void {
    this.#lifecycle.add(listener);
    return () => this.#lifecycle.delete(listener);
  }

  /**
   * Told of results of what an earlier connection of this app started and was not there any more to get: the activity was
   * destroyed while something covered it. Each comes once. The function it answers ends that.
   */
  onLateResult(listener: LateResultListener): () => void {
    this.#results.add(listener);
    for (const result of this.#unseenResults.splice(0)) listener(result);
    return () => this.#results.delete(listener);
  }

  /** For serveDocumentsProvider: what the device asks the provider of an authority. */
  serveDocumentsProvider(authority: string): Promise<AsyncIterable<ProviderRequest>> {
    return this.#api.serveDocumentsProvider(authority);
  }

  /** The answer to one of those requests. */
  answerDocumentsProvider(authority: string, id: number, reply: ProviderReply): Promise<void> {
    return this.#api.answerDocumentsProvider(authority, id, reply);
  }

  /** Ends this connection. The app's process on the device goes on, as a task that was left. */
  close(): void {
    this.#api.close();
  }

  async #listen(): Promise<void> {
    try {
      for await (const event of await this.#api.events()) this.#dispatch(event);
    } catch {
      // The connection is gone: `closed` tells that, and every further call rejects.
    }
  }

  #dispatch(event: AppEvent): void {
    if (event.kind === 'change') this.contentResolver.dispatchChange(event.observer, event.uris, event.flags);
    else if (event.kind === 'lifecycle') for (const listener of [...this.#lifecycle]) listener(event.state);
    else if (event.kind === 'intent') this.#started(event);
    else if (this.#results.size === 0) this.#unseenResults.push(event);
    else for (const listener of [...this.#results]) listener(event);
  }

  #started(event: IntentEvent): void {
    if (this.#intents.size === 0) this.#unseen.push(event);
    else for (const listener of [...this.#intents]) listener(event.intent, event.callingPackage, event.id);
  }
}

export type ConnectOptions = DeviceAddress & SocketOptions & Readonly<{ packageName: string }>;

/**
 * Starts an app that is installed on a running device, from Node or a browser.
 * @throws {Error} in one sentence: nobody is there, the token is wrong, the app is not installed
 */
export async function connect({ url, token, packageName, ...options }: ConnectOptions): Promise<Context> {
  const name = encodeURIComponent(packageName);
  const socket = await openSocket({ url, token }, `app/${name}?start`, options);
  const endpoint = { base: `${originOf(url)}/content/${name}`, token };
  return new Context(packageName, connectSocket<AppApi>(socket), endpoint);
}
