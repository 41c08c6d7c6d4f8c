// Mirrors ParsingPackageUtils: what an AndroidManifest.xml says of an app, whichever parser took the file apart.
import type { AndroidManifest, UsesPermission } from '../../contract/android/manifest.ts';

/**
 * An element of a manifest, from its text or from the binary form inside an .apk.
 * Attributes of the android and tools namespaces are keyed with these prefixes, whatever the file calls them.
 */
export type XmlElement = Readonly<{
  name: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly XmlElement[];
}>;

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
  const application = root.children.find(({ name }) => name === 'application');
  const legacy = application && flag(application, 'android:requestLegacyExternalStorage');
  return {
    packageName,
    label: labelOf(application, given) ?? packageName,
    targetSdk: targetSdkOf(root, given),
    usesPermissions: root.children.filter(isUsed).map(usesPermission),
    ...(legacy === undefined ? {} : { requestLegacyExternalStorage: legacy }),
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
  const usesSdk = root.children.find(({ name }) => name === 'uses-sdk');
  const target = usesSdk && integer(usesSdk, 'android:targetSdkVersion');
  if (target !== undefined) return target;
  return given.targetSdk ?? (usesSdk && integer(usesSdk, 'android:minSdkVersion')) ?? 1;
}

function labelOf(application: XmlElement | undefined, given: ManifestGiven): string | undefined {
  const label = application && attribute(application, 'android:label');
  if (label === undefined || !label.startsWith('@')) return label;
  return given.resource?.(label) ?? undefined;
}

function attribute(element: XmlElement, name: string): string | undefined {
  const value = Object.hasOwn(element.attributes, name) ? element.attributes[name]?.trim() : undefined;
  return value === '' ? undefined : value;
}

function integer(element: XmlElement, name: string): number | undefined {
  const value = attribute(element, name);
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new Error(`${name} of <${element.name}> in the AndroidManifest.xml is "${value}"; it has to be an API level.`);
}

function flag(element: XmlElement, name: string): boolean | undefined {
  const value = attribute(element, name);
  if (value === undefined) return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new Error(`${name} of <${element.name}> in the AndroidManifest.xml is "${value}"; it has to be true or false.`);
}
