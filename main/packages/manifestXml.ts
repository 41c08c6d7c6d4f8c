// Mirrors ParsingPackageUtils: what an AndroidManifest.xml says of an app, whichever parser took the file apart.
import type { AndroidManifest, UsesPermission } from '../../contract/android/manifest.ts';
import { activitiesOf, providersOf } from './manifestComponents.ts';
import { attribute, childrenOf, flag, integer, textOf, type XmlElement } from './xmlElement.ts';

/** What the file leaves to the build: an Android project's own manifest has neither package nor uses-sdk. */
export type ManifestGiven = Readonly<{
  packageName?: string;
  targetSdk?: number;
  /** The text behind a reference such as @string/app_name; null when it is not known. */
  resource?(reference: string): string | null;
}>;

const USES_PERMISSION = ['uses-permission', 'uses-permission-sdk-23', 'uses-permission-sdk-m'];

/**
 * Reads a manifest. What it says of itself goes before what is given; the result is still to be checked as any
 * manifest from outside.
 * @throws {Error} in one sentence, when something is missing or is not a number
 */
export function readManifest(root: XmlElement, given: ManifestGiven = {}): AndroidManifest {
  if (root.name !== 'manifest') {
    throw new Error(`An AndroidManifest.xml begins with <manifest>, this one with <${root.name}>.`);
  }
  const packageName = attribute(root, 'package') ?? given.packageName;
  if (packageName === undefined) {
    throw new Error('The AndroidManifest.xml names no package; say which package name the app has.');
  }
  const application = childrenOf(root, 'application')[0];
  const legacy = application && flag(application, 'android:requestLegacyExternalStorage');
  const providers = application === undefined ? [] : providersOf(application, packageName);
  const activities = application === undefined ? [] : activitiesOf(application, given);
  return {
    packageName,
    label: textOf(application, 'android:label', given) ?? packageName,
    targetSdk: targetSdkOf(root, given),
    ...versionOf(root, given),
    usesPermissions: root.children.filter(isUsed).map(usesPermission),
    ...(legacy === undefined ? {} : { requestLegacyExternalStorage: legacy }),
    ...(providers.length > 0 && { providers }),
    ...(activities.length > 0 && { activities }),
  };
}

type Version = Pick<AndroidManifest, 'minSdk' | 'versionCode' | 'versionName'>;

function versionOf(root: XmlElement, given: ManifestGiven): Version {
  const usesSdk = childrenOf(root, 'uses-sdk')[0];
  const minSdk = usesSdk && integer(usesSdk, 'android:minSdkVersion');
  const code = integer(root, 'android:versionCode');
  const major = integer(root, 'android:versionCodeMajor') ?? 0;
  const versionName = textOf(root, 'android:versionName', given);
  return {
    ...(minSdk !== undefined && { minSdk }),
    ...(code !== undefined && { versionCode: major * 2 ** 32 + code }),
    ...(versionName !== undefined && { versionName }),
  };
}

/** What a build would merge out of the manifest is not requested. */
function isUsed(element: XmlElement): boolean {
  return USES_PERMISSION.includes(element.name) && attribute(element, 'tools:node') !== 'remove';
}

function usesPermission(element: XmlElement): UsesPermission {
  const name = attribute(element, 'android:name');
  if (name === undefined) throw new Error(`A <${element.name}> of the AndroidManifest.xml has no android:name.`);
  const maxSdkVersion = integer(element, 'android:maxSdkVersion');
  return maxSdkVersion === undefined ? { name } : { name, maxSdkVersion };
}

/** Without a target, an app targets what it needs at least, and without that the first Android there was. */
function targetSdkOf(root: XmlElement, given: ManifestGiven): number {
  const usesSdk = childrenOf(root, 'uses-sdk')[0];
  const target = usesSdk && integer(usesSdk, 'android:targetSdkVersion');
  if (target !== undefined) return target;
  return given.targetSdk ?? (usesSdk && integer(usesSdk, 'android:minSdkVersion')) ?? 1;
}
