import { describe, expect, test } from 'vitest';
import type { ManifestGiven } from '../../main/packages/manifestXml.ts';
import { readManifest } from '../../main/packages/manifestXml.ts';
import type { XmlElement } from '../../main/packages/xmlElement.ts';

const element = (
  name: string,
  attributes: XmlElement['attributes'] = {},
  ...children: readonly XmlElement[]
): XmlElement => ({ name, attributes, children });
const READ_MEDIA_IMAGES = 'android.permission.READ_MEDIA_IMAGES';
const uses = (name: string, more: XmlElement['attributes'] = {}, tag = 'uses-permission') =>
  element(tag, { 'android:name': name, ...more });
const manifest = (...children: readonly XmlElement[]) =>
  element('manifest', { package: 'com.example.gallery' }, ...children);
const sdk = (target: string) =>
  element('uses-sdk', { 'android:minSdkVersion': '24', 'android:targetSdkVersion': target });

test('a whole manifest', () => {
  const root = manifest(
    sdk('34'),
    uses(READ_MEDIA_IMAGES),
    uses('android.permission.READ_EXTERNAL_STORAGE', { 'android:maxSdkVersion': '32' }),
    uses('android.permission.CAMERA', {}, 'uses-permission-sdk-23'),
    uses('android.permission.INTERNET', { 'tools:node': 'remove' }),
    element('application', { 'android:label': 'Gallery', 'android:requestLegacyExternalStorage': 'true' }),
    element('queries'),
  );
  expect(readManifest(root)).toEqual({
    packageName: 'com.example.gallery',
    label: 'Gallery',
    targetSdk: 34,
    minSdk: 24,
    usesPermissions: [
      { name: READ_MEDIA_IMAGES },
      { name: 'android.permission.READ_EXTERNAL_STORAGE', maxSdkVersion: 32 },
      { name: 'android.permission.CAMERA' },
    ],
    requestLegacyExternalStorage: true,
  });
});

test.each<[words: string, root: XmlElement, given: ManifestGiven, targetSdk: number]>([
  ['its own', manifest(sdk('34')), { targetSdk: 36 }, 34],
  ['the build’s', manifest(), { targetSdk: 36 }, 36],
  ['the least it needs', manifest(element('uses-sdk', { 'android:minSdkVersion': '24' })), {}, 24],
  ['none', manifest(), {}, 1],
])('the target is %s', (_words, root, given, targetSdk) => {
  expect(readManifest(root, given).targetSdk).toBe(targetSdk);
});

test.each<[label: string | null, given: ManifestGiven, shown: string]>([
  ['Gallery', {}, 'Gallery'],
  ['@string/app_name', { resource: () => 'Galerie' }, 'Galerie'],
  ['@string/app_name', { resource: () => null }, 'com.example.gallery'],
  ['@string/app_name', {}, 'com.example.gallery'],
  [null, {}, 'com.example.gallery'],
])('the label %s', (label, given, shown) => {
  const application = element('application', label === null ? {} : { 'android:label': label });
  expect(readManifest(manifest(application), given).label).toBe(shown);
});

test('a project’s own manifest leaves the package name to the build', () => {
  expect(readManifest(element('manifest'), { packageName: 'com.example.own' }).packageName).toBe('com.example.own');
});

describe('what cannot be read is said in a sentence', () => {
  test.each<[words: string, root: XmlElement]>([
    ['begins with <manifest>, this one with <resources>', element('resources')],
    ['names no package', element('manifest', { package: ' ' })],
    ['has no android:name', manifest(element('uses-permission'))],
    ['targetSdkVersion of <uses-sdk> in the AndroidManifest.xml is "x"', manifest(sdk('x'))],
    ['maxSdkVersion of <uses-permission>', manifest(uses(READ_MEDIA_IMAGES, { 'android:maxSdkVersion': '-1' }))],
    ['has to be true or false', manifest(element('application', { 'android:requestLegacyExternalStorage': '1' }))],
  ])('%s', (words, root) => {
    expect(() => readManifest(root)).toThrow(words);
  });
});
