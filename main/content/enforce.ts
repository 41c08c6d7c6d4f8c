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
  /** Whether anything at all of an authority was granted to the package. */
  hasGrantOf(packageName: string, authority: string): boolean;
}>;

/** android.os.Process.FIRST_APPLICATION_UID */
const FIRST_APPLICATION_UID = 10_000;

const OBTAIN_ACCESS = ' requires that you obtain access using ACTION_OPEN_DOCUMENT or related APIs';

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

/**
 * ContentProviderHelper.checkContentProviderPermission: whether a process is given the provider at all, which any grant of
 * its authority is enough for. @returns what is wrong in Android's words; null when it is given
 */
export function openingProblem(call: BinderCall, provider: ProviderInfo, checks: Checks): string | null {
  const { packageName, pid, uid } = call.caller;
  const { authority, exported, permission: needs } = provider;
  if (provider.packageName === packageName || checks.hasGrantOf(packageName, authority)) return null;
  if (exported && (needs === undefined || checks.hasPermission(packageName, needs))) return null;
  const record = `ProcessRecord{${pid.toString(16)} ${pid}:${packageName}/u0a${uid - FIRST_APPLICATION_UID}}`;
  const who = `from ${record} (pid=${pid}, uid=${uid})`;
  return `Permission Denial: opening provider ${className(provider)} ${who}${openingReason(provider)}`;
}

function openingReason({ exported, permission: needs, packageName }: ProviderInfo): string {
  if (!exported) return ` that is not exported from ${packageName}`;
  if (needs === permission.MANAGE_DOCUMENTS) return OBTAIN_ACCESS;
  return ` requires ${needs} or ${needs}`;
}

function reason(access: Access, { exported, permission: needs }: ProviderInfo): string {
  if (access === 'reading' && needs === permission.MANAGE_DOCUMENTS) {
    return OBTAIN_ACCESS;
  }
  return ` requires ${exported ? needs : 'the provider be exported'}, or grantUriPermission()`;
}

/** Class.getName() of the provider. */
function className({ packageName, name }: ProviderInfo): string {
  if (name === undefined) return packageName;
  return name.startsWith('.') ? `${packageName}${name}` : name;
}
