// An app and its states in a few words, for tables that read like the rules.
import type { SdkInt } from '../../contract/android/build.ts';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import type { GrantAnswer, GrantRequest } from '../../main/permission/grantRequest.ts';
import { answerGrantRequest, grantResults, startGrantRequest } from '../../main/permission/grantRequest.ts';
import type { PermissionFlag, PermissionStates } from '../../main/permission/permissionState.ts';

const PREFIX = 'android.permission.';
const SHORT = {
  IMAGES: 'READ_MEDIA_IMAGES',
  VIDEO: 'READ_MEDIA_VIDEO',
  AUDIO: 'READ_MEDIA_AUDIO',
  SELECTED: 'READ_MEDIA_VISUAL_USER_SELECTED',
  LOCATION: 'ACCESS_MEDIA_LOCATION',
  STORAGE: 'READ_EXTERNAL_STORAGE',
  WRITE: 'WRITE_EXTERNAL_STORAGE',
  CAMERA: 'CAMERA',
  CONTACTS: 'READ_CONTACTS',
};

export type Short = keyof typeof SHORT;
const shortNames = Object.keys(SHORT) as readonly Short[];

export const fullName = (name: Short): string => PREFIX + SHORT[name];

export function app(targetSdk: number, ...names: readonly Short[]): AndroidManifest {
  const usesPermissions = names.map((name) => ({ name: fullName(name) }));
  return { packageName: 'com.example.gallery', label: 'Gallery', targetSdk, usesPermissions };
}

export const explicit = app(34, 'IMAGES', 'VIDEO', 'SELECTED');
export const implicit = app(34, 'IMAGES', 'VIDEO');

/** '+' granted, '-' denied, then flags: { IMAGES: '+ ONE_TIME REVOKED_COMPAT' }. */
export type StateWords = Readonly<Partial<Record<Short, string>>>;

export function states(words: StateWords): PermissionStates {
  const entries = Object.entries(words).map(([name, text]) => {
    const [sign, ...flags] = text.split(' ');
    return [fullName(name as Short), { granted: sign === '+', flags: new Set(flags as PermissionFlag[]) }] as const;
  });
  return Object.fromEntries(entries);
}

export function words(all: PermissionStates): StateWords {
  const entries = Object.entries(all).map(([name, { granted, flags }]) => {
    const short = shortNames.find((each) => fullName(each) === name);
    return [short ?? name, [granted ? '+' : '-', ...[...flags].sort()].join(' ')];
  });
  return Object.fromEntries(entries);
}

export type Ask = Readonly<{ sdk?: SdkInt; app: AndroidManifest; has?: StateWords; names: readonly Short[] }>;

export function ask({ sdk = 34, app: manifest, has = {}, names }: Ask): GrantRequest {
  return startGrantRequest({
    device: { sdk, strings: '2024+' },
    app: manifest,
    states: states(has),
    names: names.map(fullName),
  });
}

export const answers = (request: GrantRequest, ...given: readonly GrantAnswer[]) =>
  given.reduce(answerGrantRequest, request);
export const prompts = (request: GrantRequest) => request.dialogs.map(({ prompt }) => prompt);
export const results = (request: GrantRequest) => grantResults(request).grantResults;
export const buttons = (request: GrantRequest) => request.dialogs[0]?.buttons.map(({ id }) => id) ?? [];
