// The client library: an app's view of the device, in Android's words.
export * from '../contract/android/build.ts';
export type { CancellationSignal } from '../contract/android/cancellationSignal.ts';
export type { ContentProviderOperation, ContentProviderResult } from '../contract/android/contentProviderOperation.ts';
export type { Bundle, ContentValues, CursorValue, Projection, Row } from '../contract/android/cursor.ts';
export type { DocumentPath } from '../contract/android/documentsContract.ts';
export type * from '../contract/android/documentsProvider.ts';
export * from '../contract/android/errors.ts';
export * from '../contract/android/exceptions.ts';
export { EXTRA_SIZE, type FileChannel, type OpenMode } from '../contract/android/files.ts';
export * from '../contract/android/intent.ts';
export * from '../contract/android/manifest.ts';
export * from '../contract/android/mediaStore.ts';
export * from '../contract/android/uri.ts';
export { INVALID_TIME, type UriPermission } from '../contract/android/uriPermission.ts';
export type { LateResult, LifecycleState, ResolvedProvider, StorageVolume } from '../contract/rpc/appApi.ts';
export type {
  JournalEntry,
  NewVolume,
  PhotoAccess as PhotoAccessState,
  ProcessState,
  Skin,
  VolumeState,
} from '../contract/rpc/deviceApi.ts';
export type { DialogKind, GrantButton, ShownDialog } from '../contract/rpc/systemUi.ts';
export { SCOPEBOX_VERSION } from '../contract/rpc/version.ts';
export { type ContentObserver, ContentResolver, type Size } from './contentResolver.ts';
export { ContentUris } from './contentUris.ts';
export { type ConnectOptions, Context, connect, type IntentListener, type LateResultListener } from './context.ts';
export { Cursor } from './cursor.ts';
export { createDevice, Device, type DeviceOptions } from './device.ts';
export type { DeviceAddress, WebSocketClass } from './deviceAddress.ts';
export { DocumentFile, type DocumentFileContext } from './documentFile.ts';
export { DocumentsContract } from './documentsContract.ts';
export { serveDocumentsProvider } from './documentsProvider.ts';
export type { GeneratedLibrary } from './launchDevice.ts';
export { MatrixCursor } from './matrixCursor.ts';
export * from './mediaColumns.ts';
export { MediaStore } from './mediaStore.ts';
export * from './mediaStoreCalls.ts';
export * from './mediaStoreRequests.ts';
export { ParcelFileDescriptor } from './parcelFileDescriptor.ts';
export { type PhotoAccess, photoAccess } from './photoAccess.ts';
export type { Remote } from './rpcClient.ts';
export { type DialogOf, describeDialog, type WaitOptions } from './screen.ts';
export { Tester } from './tester.ts';
export { type GrantChoice, User } from './user.ts';
export type { UserDocuments } from './userDocuments.ts';
export type { PickerChoice, UserPicker } from './userPicker.ts';
