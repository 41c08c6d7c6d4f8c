// Mirrors the framework's checks before a provider is reached: ContentProvider.Transport.enforceReadPermissionInner and its twin for writing.
import { Throwable } from '../../contract/android/errors.ts';
import { permission } from '../../contract/android/manifest.ts';
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
  const who = `from pid=${pid}, uid=${uid}`;
  throw new Throwable(
    'SecurityException',
    `Permission Denial: ${access} ${className(provider)} uri ${uri} ${who}${reason(access, provider)}`,
  );
}

function reason(access: Access, { exported, permission: needs }: ProviderInfo): string {
  if (access === 'reading' && needs === permission.MANAGE_DOCUMENTS) {
    return ' requires that you obtain access using ACTION_OPEN_DOCUMENT or related APIs';
  }
  return ` requires ${exported ? needs : 'the provider be exported'}, or grantUriPermission()`;
}

/** Class.getName() of the provider. */
function className({ packageName, name }: ProviderInfo): string {
  if (name === undefined) return packageName;
  return name.startsWith('.') ? `${packageName}${name}` : name;
}
