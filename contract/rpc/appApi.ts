// What an installed app may ask the device: its ContentResolver, its Context, its Activity.
import type { ContentProviderOperation, ContentProviderResult } from '../android/contentProviderOperation.ts';
import type { Bundle, ContentValues, Cursor, Projection } from '../android/cursor.ts';
import type { OpenMode, ParcelFileDescriptor } from '../android/files.ts';
import type { ActivityResult, Intent } from '../android/intent.ts';
import type { PermissionResult } from '../android/manifest.ts';
import type { Uri } from '../android/uri.ts';
import type { UriPermission } from '../android/uriPermission.ts';
import type { ProviderReply, ProviderRequest } from './documentsProviderWire.ts';

/** What the device tells an app without being asked. */
export type AppEvent =
  | Readonly<{ kind: 'change'; observer: number; uris: readonly Uri[]; flags: number }>
  | Readonly<{ kind: 'lifecycle'; state: LifecycleState }>
  /** An activity of the app was started: onCreate with getIntent() and getCallingPackage(). setResult() answers by `id`. */
  | Readonly<{ kind: 'intent'; id: number; intent: Intent; callingPackage: string }>
  | LateResult;

/** An answer to an earlier connection of the activity, which was gone when it came: onActivityResult, or its like, of the one made anew. */
export type LateResult =
  | Readonly<{ kind: 'activityResult' } & ActivityResult>
  | Readonly<{ kind: 'permissionsResult'; requestCode: number } & PermissionsResult>;

/** What onRequestPermissionsResult gets. */
export type PermissionsResult = Readonly<{
  permissions: readonly string[];
  grantResults: readonly PermissionResult[];
}>;

/**
 * Where the app's activity is: onStart, onResume, onPause, onStop. It is paused, not stopped, while a dialog or the
 * picker is on top of it; an answer arrives before the onResume that follows.
 */
export type LifecycleState = 'STARTED' | 'RESUMED' | 'PAUSED' | 'STOPPED';

/** StorageManager.getRecentStorageVolumes: external volumes, those that are away included. */
export type StorageVolume = Readonly<{
  /** MediaStore's name of it, such as external_primary. */
  mediaStoreVolumeName: string;
  /** Environment.MEDIA_MOUNTED, MEDIA_MOUNTED_READ_ONLY, MEDIA_UNMOUNTED, MEDIA_REMOVED or MEDIA_BAD_REMOVAL. */
  state: 'mounted' | 'mounted_ro' | 'unmounted' | 'removed' | 'bad_removal';
}>;

/** ResolveInfo of PackageManager.queryIntentContentProviders. */
export type ResolvedProvider = Readonly<{
  authority: string;
  packageName: string;
  label: string;
  exported: boolean;
  grantUriPermissions: boolean;
  /** For reading and for writing. */
  permission: string | null;
}>;

/**
 * The conversation between an app and the device.
 * The connection carries the identity, so no method names a package: an app cannot ask as someone else.
 * Every method may reject with a Throwable (Android's class and words).
 */
export interface AppApi {
  /** Build.VERSION.SDK_INT */
  getSdkInt(): Promise<number>;
  /** SdkExtensions.getExtensionVersion of an API level; 0 where the device has no such extension. */
  getExtensionVersion(extension: number): Promise<number>;
  /** ContentResolver.getTargetSdkVersion */
  getTargetSdkVersion(): Promise<number>;
  /** ContentResolver.query with a Bundle; null only where Android returns null. */
  query(uri: Uri, projection: Projection, queryArgs: Bundle | null): Promise<Cursor | null>;
  /** Rows of an open result from `startPosition` on, as many as one window holds. */
  fillWindow(window: number, startPosition: number): Promise<Cursor>;
  closeCursor(window: number): Promise<void>;
  getType(uri: Uri): Promise<string | null>;
  canonicalize(uri: Uri): Promise<Uri | null>;
  uncanonicalize(uri: Uri): Promise<Uri | null>;
  /** null only where Android returns null. */
  insert(uri: Uri, values: ContentValues | null, extras: Bundle | null): Promise<Uri | null>;
  /** @returns number of rows */
  update(uri: Uri, values: ContentValues | null, extras: Bundle | null): Promise<number>;
  /** @returns number of rows */
  delete(uri: Uri, extras: Bundle | null): Promise<number>;
  applyBatch(
    authority: string,
    operations: readonly ContentProviderOperation[],
  ): Promise<readonly ContentProviderResult[]>;
  openFileDescriptor(uri: Uri, mode: OpenMode): Promise<ParcelFileDescriptor>;
  /** Types that openTypedAssetFileDescriptor can make of it; null when there are none. */
  getStreamTypes(uri: Uri, mimeTypeFilter: string): Promise<readonly string[] | null>;
  openTypedAssetFileDescriptor(uri: Uri, mimeType: string, opts: Bundle | null): Promise<ParcelFileDescriptor>;
  /** ContentResolver.refresh: whether the provider did something about it. */
  refresh(uri: Uri, extras: Bundle | null): Promise<boolean>;
  /** ContentResolver.notifyChange, NOTIFY_* flags. */
  notifyChange(uri: Uri, flags: number): Promise<void>;
  queryIntentContentProviders(action: string): Promise<readonly ResolvedProvider[]>;
  /** At most `length` bytes from `position` on; none at the end of the file. */
  readFile(fd: number, position: number, length: number): Promise<Uint8Array>;
  /** Writes all of `bytes` at `position`; at the end of the file, whatever `position` says, in mode "wa". */
  writeFile(fd: number, position: number, bytes: Uint8Array): Promise<void>;
  /** Closes; what was written is scanned before this resolves. */
  closeFile(fd: number): Promise<void>;
  /** ContentResolver.call; only the methods the provider knows. */
  call(authority: string, method: string, arg: string | null, extras: Bundle | null): Promise<Bundle | null>;
  getStorageVolumes(): Promise<readonly StorageVolume[]>;
  /** MediaStore.canManageMedia: special access that no permission check tells. */
  canManageMedia(): Promise<boolean>;
  /** Environment.isExternalStorageManager: likewise. */
  isExternalStorageManager(): Promise<boolean>;
  checkSelfPermission(permission: string): Promise<PermissionResult>;
  shouldShowRequestPermissionRationale(permission: string): Promise<boolean>;
  /** Activity.requestPermissions and its callback: one entry per requested name, in order; empty when cancelled by a second request. */
  requestPermissions(permissions: readonly string[], requestCode: number): Promise<PermissionsResult>;
  startActivityForResult(intent: Intent, requestCode: number): Promise<ActivityResult>;
  /** Activity.startIntentSenderForResult for what a create*Request call answered; each is good for one launch. */
  startIntentSenderForResult(pendingIntent: number, requestCode: number): Promise<ActivityResult>;
  /** Activity.finish: what the activity was granted by results, and has not taken, ends. The process goes on. */
  finish(): Promise<void>;
  /**
   * Activity.setResult and finish, of the activity that the `intent` event with this id started.
   * @throws {Throwable} SecurityException for a URI that the app may not hand on
   */
  setResult(id: number, resultCode: ActivityResult['resultCode'], data: Intent | null): Promise<void>;
  /** ContentResolver.takePersistableUriPermission. `modeFlags`: of FLAG_GRANT_READ_ and FLAG_GRANT_WRITE_URI_PERMISSION. */
  takePersistableUriPermission(uri: Uri, modeFlags: number): Promise<void>;
  releasePersistableUriPermission(uri: Uri, modeFlags: number): Promise<void>;
  /** What was granted to this app and taken. */
  getPersistedUriPermissions(): Promise<readonly UriPermission[]>;
  /** What others have taken of this app's providers. */
  getOutgoingPersistedUriPermissions(): Promise<readonly UriPermission[]>;
  /** Context.checkUriPermission of a package, null for the app itself: by URI grants alone. */
  checkUriPermission(packageName: string | null, uri: Uri, modeFlags: number): Promise<PermissionResult>;
  grantUriPermission(toPackage: string, uri: Uri, modeFlags: number): Promise<void>;
  /** @param toPackage null for every package */
  revokeUriPermission(toPackage: string | null, uri: Uri, modeFlags: number): Promise<void>;
  /** Answers a number that later `change` events carry. */
  registerContentObserver(uri: Uri, notifyForDescendants: boolean): Promise<number>;
  unregisterContentObserver(observer: number): Promise<void>;
  /**
   * This connection is the process of a documents provider that the app's manifest declares: what the device asks it, each
   * request answered by answerDocumentsProvider(). It ends with the stream, or the connection.
   * @throws {Throwable} IllegalArgumentException for an authority that is not declared; SecurityException for a manifest
   * with which the process would not start
   */
  serveDocumentsProvider(authority: string): Promise<AsyncIterable<ProviderRequest>>;
  answerDocumentsProvider(authority: string, id: number, reply: ProviderReply): Promise<void>;
  events(): Promise<AsyncIterable<AppEvent>>;
}
