// Mirrors the framework's checks before a provider is reached: ContentProvider.Transport.enforceReadPermissionInner.
import { Throwable } from '../../contract/android/errors.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { BinderCall } from './binderCall.ts';
import type { ProviderInfo } from './contentProvider.ts';

/** What the framework looks up to decide: permissions held, URI grants received. */
export type Checks = Readonly<{
  hasPermission(packageName: string, permission: string): boolean;
  mayReadUri(packageName: string, uri: Uri): boolean;
}>;

/**
 * Lets a read pass or throws.
 * @throws {Throwable} SecurityException in the framework's words
 */
export function enforceRead(call: BinderCall, provider: ProviderInfo, uri: Uri, checks: Checks): void {
  const { packageName, pid, uid } = call.caller;
  if (provider.packageName === packageName || checks.mayReadUri(packageName, uri)) return;
  const needs = provider.permission;
  if (provider.exported && (needs === undefined || checks.hasPermission(packageName, needs))) return;
  const reason = provider.exported ? ` requires ${needs}` : ' requires the provider be exported';
  throw new Throwable(
    'SecurityException',
    `Permission Denial: reading ${provider.packageName} uri ${uri} from pid=${pid}, uid=${uid}${reason}, or grantUriPermission()`,
  );
}
