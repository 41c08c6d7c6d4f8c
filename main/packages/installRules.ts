// Mirrors PackageInstallerSession and InstallPackageHelper: what may be installed over what. Signatures are not modelled.
import { type SdkInt, VERSION_CODES } from '../../contract/android/build.ts';
import { InstallError } from './installError.ts';
import type { PackageFile } from './packageFile.ts';
import type { InstalledPackage } from './packageManager.ts';

/** PackageManager.INSTALL_…, as the options of `pm install` set them. */
export type InstallFlags = Readonly<{
  /** False after -R. */
  replacesExisting: boolean;
  /** -t */
  allowsTest: boolean;
  /** -d */
  allowsDowngrade: boolean;
  /** -g */
  grantsPermissions: boolean;
  bypassesLowTargetSdk: boolean;
  /** -i; null for nobody. */
  installer: string | null;
}>;

export type Install = Readonly<{
  file: PackageFile;
  flags: InstallFlags;
  sdk: SdkInt;
  /** What is there by the same name; null for nothing. */
  installed: InstalledPackage | null;
}>;

/** @throws {InstallError} in PackageManager's words, for what it would not install */
export function checkInstall(install: Install): void {
  const { file, flags, sdk, installed } = install;
  const { packageName, minSdk = 1, targetSdk } = file.manifest;
  checkParts(file);
  if (minSdk > sdk)
    throw new InstallError(
      'INSTALL_FAILED_OLDER_SDK',
      `Requires newer sdk version #${minSdk} (current version is #${sdk})`,
    );
  const lowest = minInstallableTargetSdk(sdk);
  if (targetSdk < lowest && !flags.bypassesLowTargetSdk)
    throw new InstallError(
      'INSTALL_FAILED_DEPRECATED_SDK_VERSION',
      `App package must target at least SDK version ${lowest}, but found ${targetSdk}`,
    );
  if (file.isTestOnly && !flags.allowsTest)
    throw new InstallError('INSTALL_FAILED_TEST_ONLY', 'Failed to install test-only apk. Did you forget to add -t?');
  if (installed === null) return;
  if (installed.system)
    throw new InstallError(
      'INSTALL_FAILED_UPDATE_INCOMPATIBLE',
      `Existing package ${packageName} signatures do not match newer version; ignoring!`,
    );
  if (!flags.replacesExisting)
    throw new InstallError(
      'INSTALL_FAILED_ALREADY_EXISTS',
      `Attempt to re-install ${packageName} without first uninstalling.`,
    );
  checkUpdate(install, installed);
}

function checkParts({ split, needsSplits, manifest }: PackageFile): void {
  if (split !== null) throw new InstallError('INSTALL_FAILED_INVALID_APK', 'Full install must include a base package');
  if (needsSplits) throw new InstallError('INSTALL_FAILED_MISSING_SPLIT', `Missing split for ${manifest.packageName}`);
}

function checkUpdate({ file, flags }: Install, installed: InstalledPackage): void {
  const [before, after] = [installed.manifest.versionCode ?? 1, file.manifest.versionCode ?? 1];
  if (after < before && !flags.allowsDowngrade)
    throw new InstallError(
      'INSTALL_FAILED_VERSION_DOWNGRADE',
      `Downgrade detected: Update version code ${after} is older than current ${before}`,
    );
  const [wasRuntime, isRuntime] = [installed.manifest.targetSdk > 22, file.manifest.targetSdk > 22];
  if (wasRuntime && !isRuntime && !flags.allowsDowngrade)
    throw new InstallError(
      'INSTALL_FAILED_PERMISSION_MODEL_DOWNGRADE',
      `Package ${file.manifest.packageName} new target SDK ${file.manifest.targetSdk} doesn't support runtime permissions but the old target SDK ${installed.manifest.targetSdk} does.`,
    );
}

/** MIN_INSTALLABLE_TARGET_SDK: from Android 14 on, apps for very old versions are kept out. */
export function minInstallableTargetSdk(sdk: SdkInt): number {
  if (sdk >= VERSION_CODES.VANILLA_ICE_CREAM) return 24;
  return sdk >= VERSION_CODES.UPSIDE_DOWN_CAKE ? 23 : 0;
}
