import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { manifestSchema } from '../../main/packages/manifestSchema.ts';
import { parseManifestText } from '../../main/packages/manifestText.ts';

const xml = (body: string, root = 'package="com.example.app"') =>
  `<?xml version="1.0" encoding="utf-8"?>
<manifest xmlns:android="http://schemas.android.com/apk/res/android" ${root}>${body}</manifest>`;

describe('an AndroidManifest.xml', () => {
  test('says what the app asks for', () => {
    const body = `<uses-sdk android:targetSdkVersion="34"/>
      <!-- the guide's own -->
      <uses-permission android:name="android.permission.READ_MEDIA_IMAGES" />
      <uses-permission android:name="android.permission.READ_EXTERNAL_STORAGE" android:maxSdkVersion="32" />
      <application android:label="My app" />`;
    expect(parseManifestText(xml(body))).toEqual({
      packageName: 'com.example.app',
      label: 'My app',
      targetSdk: 34,
      usesPermissions: [
        { name: 'android.permission.READ_MEDIA_IMAGES' },
        { name: 'android.permission.READ_EXTERNAL_STORAGE', maxSdkVersion: 32 },
      ],
    });
  });

  test('may call the namespace what it likes', () => {
    const text = `<manifest xmlns:a="http://schemas.android.com/apk/res/android" package="com.example.app">
      <uses-sdk a:targetSdkVersion="33"/><uses-permission a:name="x.Y"/></manifest>`;
    expect(parseManifestText(text)).toMatchObject({ targetSdk: 33, usesPermissions: [{ name: 'x.Y' }] });
  });

  test('of a project takes what the build would add', () => {
    const given = { packageName: 'com.example.built', targetSdk: 36 };
    expect(parseManifestText(xml('', ''), given)).toMatchObject(given);
  });

  test.each([
    ['cut off', '<manifest package="a.b"><uses-permission', /cannot be read/],
    ['another document', '<html/>', /begins with <manifest>, this one with <html>/],
    ['an entity that is not its own', xml('<application android:label="&secret;"/>'), /cannot be read/],
    ['a bomb of entities', '<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><manifest package="&b;"/>', /./],
  ])('%s is an error in words', (_, text, sentence) => {
    expect(() => parseManifestText(text)).toThrow(sentence);
  });
});

describe('a manifest as JSON', () => {
  const good = { packageName: 'com.example.app', label: 'App', targetSdk: 34, usesPermissions: [] };

  test('is taken as it is', () => {
    expect(parseManifestText(JSON.stringify(good))).toEqual(good);
  });

  test.each([
    ['an unknown field', { ...good, usesPermission: [] }, /Unrecognized key: "usesPermission"/],
    ['no package name', { ...good, packageName: undefined }, /packageName: /],
    [
      'a package name that is none',
      { ...good, packageName: 'app' },
      /packageName: a package name such as com\.example\.app/,
    ],
    ['a target that is a text', { ...good, targetSdk: 'x' }, /targetSdk: /],
    ['a permission without a name', { ...good, usesPermissions: [{}] }, /usesPermissions\.0\.name: /],
    ['a list', [], /This is no manifest/],
  ])('%s is said', (_, value, sentence) => {
    expect(() => parseManifestText(JSON.stringify(value))).toThrow(sentence);
  });

  test('an old target and a permission named twice are Android’s own business', () => {
    const twice = [{ name: 'x.Y' }, { name: 'x.Y' }];
    expect(parseManifestText(JSON.stringify({ ...good, targetSdk: 12, usesPermissions: twice }))).toMatchObject({
      targetSdk: 12,
    });
  });

  test('what is neither is said', () => {
    expect(() => parseManifestText('packageName: com.example.app')).toThrow('This is neither JSON nor XML');
  });
});

test('the published schema is the one that is checked', () => {
  const published: unknown = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../docs/manifest.schema.json'), 'utf8'),
  );
  expect(published).toEqual(JSON.parse(JSON.stringify(z.toJSONSchema(manifestSchema))));
});
