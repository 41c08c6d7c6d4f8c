import { expect, test } from 'vitest';
import { bannerId, type ModernBannerKind, modernBanner } from '../../../renderer/photopicker/modern/bannerPriority.ts';

const APP = 'com.example.gallery';
const provider = (accountName: string | null) => ({ authority: 'cloud', label: 'Clouds', accountName });
const BASE = { packageName: APP, isLocalOnly: false, isUserSelect: false, userId: 0, hasCloudProviders: true } as const;

type Row = readonly [string, Parameters<typeof modernBanner>[0], readonly ModernBannerKind[], ModernBannerKind | null];

test.each<Row>([
  ['privacy first', { ...BASE, cloudProvider: provider('anna') }, [], 'privacyExplainer'],
  ['then the cloud', { ...BASE, cloudProvider: provider('anna') }, ['privacyExplainer'], 'cloudMediaAvailable'],
  ['nobody signed in', { ...BASE, cloudProvider: provider(null) }, ['privacyExplainer'], 'cloudChooseAccount'],
  ['none chosen', { ...BASE, cloudProvider: null }, ['privacyExplainer'], 'cloudChooseProvider'],
  ['none to choose', { ...BASE, cloudProvider: null, hasCloudProviders: false }, ['privacyExplainer'], null],
  [
    'each once',
    { ...BASE, cloudProvider: provider(null) },
    ['privacyExplainer', 'cloudMediaAvailable'],
    'cloudChooseAccount',
  ],
  ['all read', { ...BASE, cloudProvider: provider('anna') }, ['privacyExplainer', 'cloudMediaAvailable'], null],
  ['the device alone', { ...BASE, cloudProvider: provider('anna'), isLocalOnly: true }, ['privacyExplainer'], null],
  ['a selection', { ...BASE, cloudProvider: null, isUserSelect: true }, ['privacyExplainer'], null],
  ['the work profile', { ...BASE, cloudProvider: null, userId: 10 }, [], null],
])('%s', (_name, sources, dismissed, banner) => {
  expect(modernBanner(sources, new Set(dismissed.map((kind) => bannerId(kind, APP))))).toBe(banner);
});

test('privacy is told once for each app', () => {
  const read = new Set([bannerId('privacyExplainer', 'com.example.other')]);
  expect(modernBanner({ ...BASE, cloudProvider: null }, read)).toBe('privacyExplainer');
});
