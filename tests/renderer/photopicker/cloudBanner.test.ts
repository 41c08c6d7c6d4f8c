import { expect, test } from 'vitest';
import {
  bannerAfter,
  type CloudBannerKind,
  type CloudMediaInfo,
  isSameInfo,
} from '../../../renderer/photopicker/classic/cloudBanner.ts';

const provider = (authority: string, accountName: string | null) => ({ authority, label: 'Clouds', accountName });
const none: CloudMediaInfo = { authority: null, accountName: null };
const seen: CloudMediaInfo = { authority: 'cloud', accountName: 'anna' };

test.each<readonly [string, CloudMediaInfo, ReturnType<typeof provider> | null, boolean, CloudBannerKind | null]>([
  ['the first one, with an account', none, provider('cloud', 'anna'), true, 'cloudMediaAvailable'],
  ['another one', seen, provider('other', 'anna'), true, 'cloudMediaAvailable'],
  ['another account', seen, provider('cloud', 'ben'), true, 'accountUpdated'],
  ['nobody signed in', none, provider('cloud', null), true, 'chooseAccount'],
  ['signed out', seen, provider('cloud', null), true, 'chooseAccount'],
  ['none any more', seen, null, true, 'chooseApp'],
  ['none any more, and none to choose', seen, null, false, null],
])('%s', (_name, last, cloudProvider, hasCloudProviders, banner) => {
  expect(bannerAfter(last, { cloudProvider, hasCloudProviders })).toBe(banner);
});

test('what was seen last is the same while app and account are', () => {
  expect(isSameInfo(seen, { ...seen })).toBe(true);
  expect(isSameInfo(seen, { ...seen, accountName: null })).toBe(false);
  expect(isSameInfo(none, none)).toBe(true);
});
