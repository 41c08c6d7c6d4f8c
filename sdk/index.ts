// The client library: an app's view of the device, in Android's words.
export * from '../contract/android/build.ts';
export * from '../contract/android/errors.ts';
export * from '../contract/android/intent.ts';
export * from '../contract/android/manifest.ts';
export * from '../contract/android/mediaStore.ts';
export * from '../contract/android/uri.ts';
export type { LifecycleState } from '../contract/rpc/appApi.ts';
export { type ContentObserver, ContentResolver, type Size } from './contentResolver.ts';
export { type ConnectOptions, Context, connect } from './context.ts';
export { Cursor } from './cursor.ts';
export * from './mediaStoreRequests.ts';
export { photoAccess } from './photoAccess.ts';
