// Mirrors UriGrantsManagerService.checkGrantUriPermissionUnlocked: who may hand a URI on.
import { permission } from '../../contract/android/manifest.ts';
import type { Uri } from '../../contract/android/uri.ts';
import { grantUriText } from './grantUri.ts';

/** Of android.content.pm.ProviderInfo, what grants look at. */
export type GrantableProvider = Readonly<{
  packageName: string;
  name?: string;
  exported: boolean;
  grantUriPermissions: boolean;
  /** For reading and for writing. */
  permission?: string;
  /** android:forceUriPermissions: the provider decides by itself who may, so that holding permissions is not enough. */
  forceUriPermissions?: boolean;
}>;

export type GrantCaller = Readonly<{ packageName: string; uid: number }>;

/** checkHoldingPermissions: whether a package reaches the provider without any grant. */
export function holdsPermissions(
  provider: GrantableProvider,
  packageName: string,
  hasPermission: (packageName: string, permission: string) => boolean,
): boolean {
  if (provider.packageName === packageName) return true;
  if (!provider.exported || provider.forceUriPermissions === true) return false;
  return provider.permission === undefined || hasPermission(packageName, provider.permission);
}

/** What is wrong with handing a URI on, in Android's words; null when it may be. */
export function grantProblem(
  provider: GrantableProvider,
  {
    caller,
    uri,
    modeFlags,
    mayGrant,
  }: Readonly<{ caller: GrantCaller; uri: Uri; modeFlags: number; mayGrant: boolean }>,
): string | null {
  const text = grantUriText(uri, modeFlags);
  if (!provider.grantUriPermissions) {
    const name = `${provider.packageName}/${provider.name ?? ''}`;
    return `Provider ${name} does not allow granting of Uri permissions (uri ${text})`;
  }
  if (mayGrant) return null;
  const isDocuments = provider.permission === permission.MANAGE_DOCUMENTS;
  const hint = isDocuments ? '; you could obtain access using ACTION_OPEN_DOCUMENT or related APIs' : '';
  return `UID ${caller.uid} does not have permission to ${text}${hint}`;
}
