// Grants as a provider hands them out in code, without an owner.
import type { Uri } from '../../contract/android/uri.ts';
import { UriGrantsManager, type UriGrantsOptions } from '../../main/uri/uriGrantsManager.ts';

type Grants = Readonly<{ uriGrants: UriGrantsManager }>;

export function grantRead({ uriGrants }: Grants, to: string, uri: Uri): void {
  uriGrants.grant({ to, uri, modeFlags: 1, owner: null, why: 'a test' });
}

/** Reading comes with it. */
export function grantWrite({ uriGrants }: Grants, to: string, uri: Uri): void {
  uriGrants.grant({ to, uri, modeFlags: 3, owner: null, why: 'a test' });
}

/** Grants where every authority is one provider's, that gives nothing away by itself, and every package is installed. */
export function newUriGrants(options: Partial<UriGrantsOptions> = {}): UriGrantsManager {
  const provider = { packageName: 'com.example.docs', exported: true, grantUriPermissions: true };
  return new UriGrantsManager({
    clock: { currentTimeMillis: () => 0 },
    store: { load: () => null, save: () => undefined },
    sdk: () => 34,
    providerOf: () => ({ ...provider, permission: 'android.permission.MANAGE_DOCUMENTS' }),
    isInstalled: () => true,
    hasPermission: () => false,
    ...options,
  });
}
