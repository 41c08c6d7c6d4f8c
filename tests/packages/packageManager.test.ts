import { describe, expect, test } from 'vitest';
import { PackageManager, SYSTEM_PACKAGES } from '../../main/packages/packageManager.ts';

const manifest = (packageName: string, targetSdk = 34) => ({
  packageName,
  label: packageName,
  targetSdk,
  usesPermissions: [],
});

/** A package manager over a saved state that a second one can be started from. */
function stored(saved: { value: unknown } = { value: null }) {
  return new PackageManager({
    load: () => saved.value,
    save: (value) => {
      saved.value = structuredClone(value);
    },
  });
}

describe('what is installed', () => {
  test('a device has its system packages', () => {
    expect(
      stored()
        .list()
        .map(({ manifest: { packageName } }) => packageName),
    ).toEqual(Object.values(SYSTEM_PACKAGES));
  });

  test('an update keeps the uid, a new installation never gets an old one', () => {
    const packages = stored();
    const { uid } = packages.install(manifest('com.a'));
    expect(packages.install(manifest('com.a', 35))).toMatchObject({ uid, manifest: { targetSdk: 35 } });
    packages.uninstall('com.a');
    expect(packages.find('com.a')).toBeNull();
    expect(packages.install(manifest('com.a')).uid).toBeGreaterThan(uid);
  });

  test('everything is there after a restart, with the same uids', () => {
    const saved = { value: null };
    const { uid } = stored(saved).install(manifest('com.a'));
    const again = stored(saved);
    expect(again.find('com.a')).toMatchObject({ uid, system: false });
    expect(again.install(manifest('com.b')).uid).toBe(uid + 1);
  });

  test('the system’s packages stay', () => {
    const packages = stored();
    packages.uninstall(SYSTEM_PACKAGES.photoPicker);
    expect(packages.find(SYSTEM_PACKAGES.photoPicker)).not.toBeNull();
    expect(() => packages.install(manifest(SYSTEM_PACKAGES.photoPicker))).toThrow('part of the system');
  });

  test('a saved state that is none is an empty device', () => {
    expect(stored({ value: { packages: 'none' } }).list()).toHaveLength(Object.keys(SYSTEM_PACKAGES).length);
    expect(stored({ value: 7 }).list()).toHaveLength(Object.keys(SYSTEM_PACKAGES).length);
  });

  test('every change is told', () => {
    const packages = stored();
    const told: string[] = [];
    packages.onChange((packageName) => told.push(packageName));
    packages.install(manifest('com.a'));
    packages.uninstall('com.a');
    packages.uninstall('com.a');
    expect(told).toEqual(['com.a', 'com.a']);
  });
});
