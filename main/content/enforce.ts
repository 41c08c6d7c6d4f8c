// Mirrors the framework's checks before a provider is reached: ContentProvider.Transport.enforceReadPermissionInner and its twin for writing.
import { Throwable } from '../../contract/android/errors.ts';
import type { Uri } from '../../contract/android/uri.ts';
import type { BinderCall } from './binderCall.ts';
import type { ProviderInfo } from './contentProvider.ts';

/** What the framework looks up to decide: permissions held, URI grants received. */
export type Checks = Readonly<{
  hasPermission(packageName: string, permission: string): boolean;
  mayReadUri(packageName: string, uri: Uri): boolean;
  mayWriteUri(packageName: string, uri: Uri): boolean;
}>;

export type Access = 'reading' | 'writing';

/**
 * Lets a read or a write pass, or throws.
 * @throws {Throwable} SecurityException in the framework's words
 */
export function enforceAccess(
  access: Access,
  call: BinderCall,
  { provider, uri }: Readonly<{ provider: ProviderInfo; uri: Uri }>,
  checks: Checks,
): void {
  const { packageName, pid, uid } = call.caller;
  const hasGrant = access === 'reading' ? checks.mayReadUri : checks.mayWriteUri;
  if (provider.packageName === packageName || hasGrant(packageName, uri)) return;
  const needs = provider.permission;
  if (provider.exported && (needs === undefined || checks.hasPermission(packageName, needs))) return;
  const reason = provider.exported ? ` requires ${needs}` : ' requires the provider be exported';
  throw new Throwable(
    'SecurityException',
    `Permission Denial: ${access} ${provider.packageName} uri ${uri} from pid=${pid}, uid=${uid}${reason}, or grantUriPermission()`,
  );
}
