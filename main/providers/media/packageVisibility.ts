// Mirrors PackageManager's AppsFilter, as far as MediaProvider asks it whose names a caller may read.
import type { PackageManager } from '../../packages/packageManager.ts';
import { hasFullAccess } from './callerAccess.ts';

const QUERY_ALL_PACKAGES = 'android.permission.QUERY_ALL_PACKAGES';

/**
 * Packages whose names the caller may read in owner_package_name, besides its own.
 * Differs from Android: manifests have no queries here and nobody remembers who met whom, so it is all or none.
 */
export function visiblePackages(packages: PackageManager, packageName: string): readonly string[] | 'all' {
  if (hasFullAccess(packageName)) return 'all';
  const asked = packages.find(packageName)?.manifest.usesPermissions ?? [];
  return asked.some(({ name }) => name === QUERY_ALL_PACKAGES) ? 'all' : [];
}
