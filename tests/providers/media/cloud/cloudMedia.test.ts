import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Bundle } from '../../../../contract/android/cursor.ts';
import { ACTION_PICK_IMAGES } from '../../../../contract/android/intent.ts';
import { pickerUri } from '../../../../contract/android/mediaStore.ts';
import { parseUri } from '../../../../contract/android/uri.ts';
import { callAs } from '../../../../main/activity/systemCaller.ts';
import { SYSTEM_PACKAGES } from '../../../../main/packages/packageManager.ts';
import { CLOUD_MEDIA_AUTHORITY } from '../../../../main/providers/media/cloud/cloudMediaProvider.ts';
import { MediaStore } from '../../../../sdk/mediaStore.ts';
import { bootOn, GALLERY, onThisComputer, openFile, rowsOf, TEN_PHOTOS, type TestSystem } from '../../../testSystem.ts';
import { ask, cloudDevice, noticed, synced } from './cloudPicker.ts';

const cloudUri = (id: string) => pickerUri(id, 0, CLOUD_MEDIA_AUTHORITY);
const FAULT = { at: 'before', probability: 1, times: null, document: null } as const;

/** Grants an app the items, as the picker does with its result. */
function handedOut(device: TestSystem, ...ids: readonly string[]): void {
  for (const id of ids)
    device.system.uriGrants.grant({
      ...{ to: GALLERY.packageName, uri: cloudUri(id), modeFlags: 1, owner: null },
      why: 'the user picked it',
    });
}

describe('a chosen provider', () => {
  test('is none at first; then its items are between the device’s, newest first', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS.slice(0, 3) });
    const { cloudMedia } = device.system;
    expect(cloudMedia.active()).toEqual({
      ...{ authority: CLOUD_MEDIA_AUTHORITY, label: 'Cloud Photos', accountName: 'ada@example.com' },
    });
    cloudMedia.mock.add({ count: 2, kind: 'video' });
    await noticed(device);
    const { rows, extras } = await ask(device, 'media/all');
    expect(rows).toHaveLength(65);
    const dates = rows.map(({ date_taken_millis }) => Number(date_taken_millis));
    expect(dates).toEqual(dates.toSorted((a, b) => b - a));
    const places = rows.flatMap(({ authority }, index) => (authority === CLOUD_MEDIA_AUTHORITY ? [] : [index]));
    expect(places.some((place, index) => place > index + 2 && place < 60)).toBe(true);
    expect((await ask(device, 'media/local')).rows).toHaveLength(3);
    expect((await ask(device, 'media/all', { mime_types: ['video/*'] })).rows.length).toBeGreaterThan(2);
    const { rows: timeline, extras: same } = await ask(device, 'timeline/all');
    expect(timeline.reduce((sum, { count }) => sum + Number(count), 0)).toBe(65);
    expect(same).toEqual(extras);
    cloudMedia.setActive(null);
    expect((await ask(device, 'media/all')).rows).toHaveLength(3);
  });

  test('has no copies: what the device has too is the device’s', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    const { cloudMedia } = device.system;
    const copies = cloudMedia.backUp(4);
    await noticed(device);
    expect(copies).toHaveLength(4);
    const { rows } = await ask(device, 'media/all');
    expect([rows.length, cloudMedia.state().sync.items]).toEqual([70, 64]);
    // With its original gone the copy is what is left.
    const [newest] = (await ask(device, 'media/local')).rows;
    const uri = parseUri(`content://media/external/images/media/${newest?.id}`);
    await device.system.resolver.delete(
      callAs(device.system, 'com.android.shell', new AbortController().signal),
      uri,
      null,
    );
    const { rows: left } = await ask(device, 'media/all');
    expect(left).toHaveLength(70);
    expect(left[0]?.authority).toBe(CLOUD_MEDIA_AUTHORITY);
    expect(cloudMedia.backUp(4)).toHaveLength(4);
  });

  test('has albums after the device’s, and its favourites and videos are among theirs', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    const albums = async (path: string) => (await ask(device, path)).rows.map(({ album_id }) => album_id);
    expect(await albums('albums/local')).toEqual(['Camera']);
    expect(await albums('albums/all')).toEqual(['Favorites', 'Camera', 'Videos', 'holidays', 'family', 'garden']);
    expect(await albums('v2/album')).toEqual(['Favorites', 'Camera', 'Videos', 'holidays', 'family', 'garden']);
    const { rows } = await ask(device, 'v2/album');
    const garden = rows.find(({ album_id }) => album_id === 'garden');
    const content = (await ask(device, 'v2/album/garden')).rows;
    expect(garden).toMatchObject({ authority: CLOUD_MEDIA_AUTHORITY, album_media_count: String(content.length) });
    expect(content[0]).toMatchObject({ id: garden?.album_media_cover_id, authority: garden?.cover_authority });
    expect((await ask(device, 'media/all', { album_id: 'Camera' })).rows).toHaveLength(10);
    const favorites = rows.find(({ album_id }) => album_id === 'Favorites');
    expect((await ask(device, 'media/all', { album_id: 'Favorites' })).rows).toHaveLength(
      Number(favorites?.album_media_count),
    );
  });

  test('makes a merged album worth showing that is empty', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    device.system.cloudMedia.mock.setAccount(null);
    await noticed(device);
    const albums = async (path: string) => (await ask(device, path)).rows.map(({ album_id }) => album_id);
    expect((await ask(device, 'media/all')).rows).toHaveLength(10);
    expect(await albums('albums/all')).toEqual(['Favorites', 'Camera', 'Videos']);
    expect(await albums('albums/local')).toEqual(['Camera']);
  });

  test('is remembered over a restart, and forgotten by a factory reset', async () => {
    const first = await cloudDevice({ photos: TEN_PHOTOS });
    const { folder, home } = first;
    await first.system.close();
    {
      await using again = await bootOn(folder, home);
      await again.indexed();
      expect(again.system.cloudMedia.active()?.authority).toBe(CLOUD_MEDIA_AUTHORITY);
      expect((await ask(again, 'media/all')).rows).toHaveLength(70);
      again.system.factoryReset();
      await again.indexed();
      expect(again.system.cloudMedia.active()).toBeNull();
      expect((await ask(again, 'media/all')).rows).toHaveLength(10);
    }
    await first[Symbol.asyncDispose]();
  });
});

describe('what changes while the picker is open', () => {
  test('is announced, and its generation counts it; another account is read from its beginning', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    const { cloudMedia, observers } = device.system;
    const heard: unknown[] = [];
    const uri = parseUri('content://media/picker_internal');
    using _observer = observers.register(uri, true, (uris) => heard.push(...uris));
    const before = await ask(device, 'media/all');
    const [added = ''] = cloudMedia.mock.add({ count: 1, kind: 'photo' });
    await noticed(device);
    expect(heard).toContain('content://media/picker_internal/media/all');
    const after = await ask(device, 'media/all');
    expect(after.rows).toHaveLength(71);
    expect(after.extras.media_collection_id).toBe(before.extras.media_collection_id);
    expect(Number(after.extras.last_media_sync_generation)).toBeGreaterThan(
      Number(before.extras.last_media_sync_generation),
    );
    cloudMedia.mock.setFavorite([added], true);
    cloudMedia.mock.remove(['cloud-1', 'cloud-2']);
    await noticed(device);
    const { rows } = await ask(device, 'media/all');
    expect(rows).toHaveLength(69);
    expect(rows.find(({ id }) => id === added)?.is_favorite).toBe('1');
    cloudMedia.mock.setAccount('grace@example.com');
    await noticed(device);
    const ids = (await ask(device, 'media/all')).rows.map(({ id }) => id);
    expect([ids.length, ids.includes(added), ids.includes('cloud-61')]).toEqual([70, false, true]);
  });

  test('a collection under another id is read again, whole', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    const { cloudMedia } = device.system;
    cloudMedia.mock.newCollection();
    await noticed(device);
    expect((await ask(device, 'media/all')).rows).toHaveLength(70);
    expect(cloudMedia.state().sync).toEqual({ isRunning: false, items: 60, problem: null });
  });
});

describe('a slow or broken cloud', () => {
  test('is waited for half a second, and what it gives comes later', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    const { cloudMedia } = device.system;
    cloudMedia.setActive(null);
    cloudMedia.mock.set({ profile: 'slow' });
    cloudMedia.setActive(CLOUD_MEDIA_AUTHORITY);
    let isAnswered = false;
    const answer = ask(device, 'media/all').finally(() => {
      isAnswered = true;
    });
    device.system.advanceClock(499);
    await new Promise((resolve) => setImmediate(resolve));
    expect(isAnswered).toBe(false);
    device.system.advanceClock(1);
    expect((await answer).rows).toHaveLength(10);
    // Nobody waits twice for the same sync.
    expect((await ask(device, 'media/all')).rows).toHaveLength(10);
    while (cloudMedia.state().sync.isRunning) {
      device.system.advanceClock(800);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await ask(device, 'media/all')).rows).toHaveLength(70);
  });

  test('leaves what was read, says why, and is read on once there is a way again', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    const { cloudMedia } = device.system;
    cloudMedia.mock.set({ online: false });
    cloudMedia.mock.add({ count: 5, kind: 'photo' });
    await noticed(device);
    expect((await ask(device, 'media/all')).rows).toHaveLength(70);
    expect(cloudMedia.state().sync.problem).toBe('No connection to the cloud');
    cloudMedia.mock.set({ online: true, faults: [{ ...FAULT, operations: ['media'], kind: 'fail', times: 1 }] });
    await noticed(device);
    // The second attempt of the same sync.
    expect((await ask(device, 'media/all')).rows).toHaveLength(75);
    expect(cloudMedia.state().sync.problem).toBeNull();
  });
});

describe('an item that was picked', () => {
  test('has the provider’s name, type and facts, and is downloaded once', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    const { mock } = device.system.cloudMedia;
    const now = device.system.clock.currentTimeMillis();
    const [id = ''] = mock.add({ count: 1, kind: 'photo' });
    await noticed(device);
    handedOut(device, id);
    const app = device.launch(GALLERY.packageName);
    const uri = cloudUri(id);
    const [row] = await rowsOf(await app.contentResolver.query(uri, null, null));
    expect(row).toMatchObject({
      _display_name: `${id}.jpg`,
      _data: `/sdcard/.transforms/synthetic/picker/0/${CLOUD_MEDIA_AUTHORITY}/media/${id}.jpg`,
      datetaken: String(now),
      mime_type: 'image/jpeg',
      duration: null,
    });
    expect(await app.contentResolver.getType(uri)).toBe('image/jpeg');
    const { path } = await openFile(device, GALLERY.packageName, uri);
    expect(readFileSync(path)).toHaveLength(Number(row?._size));
    mock.set({ online: false });
    expect((await openFile(device, GALLERY.packageName, uri)).path).toBe(path);
    expect(mock.items({ offset: 0, limit: 1 })[0]).toMatchObject({ id, isDownloaded: true });
    mock.forgetDownloads();
    await expect(openFile(device, GALLERY.packageName, uri)).rejects.toMatchObject({
      name: 'FileNotFoundException',
      message: 'open failed: ENOENT (No such file or directory)',
    });
  });

  test('needs the grant of its own URI', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    handedOut(device, 'cloud-1');
    device.launch(GALLERY.packageName);
    await openFile(device, GALLERY.packageName, cloudUri('cloud-1'));
    const asked = openFile(device, GALLERY.packageName, cloudUri('cloud-2'));
    await expect(asked).rejects.toMatchObject({ name: 'SecurityException' });
  });

  test('that is gone has no row and no file', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    handedOut(device, 'cloud-1', 'cloud-2');
    const app = device.launch(GALLERY.packageName);
    device.system.cloudMedia.mock.remove(['cloud-1']);
    // The picker has not heard of it yet; the provider knows.
    await expect(openFile(device, GALLERY.packageName, cloudUri('cloud-1'))).rejects.toMatchObject({
      name: 'FileNotFoundException',
    });
    await noticed(device);
    expect(await rowsOf(await app.contentResolver.query(cloudUri('cloud-1'), null, null))).toEqual([]);
    await expect(openFile(device, GALLERY.packageName, cloudUri('cloud-1'))).rejects.toMatchObject({
      message: `File not found for uri: ${cloudUri('cloud-1')}`,
    });
    device.system.cloudMedia.setActive(null);
    expect(await rowsOf(await app.contentResolver.query(cloudUri('cloud-2'), null, null))).toEqual([]);
  });

  test('comes at the network’s speed, and half of it when the connection breaks unnoticed', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    const { mock } = device.system.cloudMedia;
    handedOut(device, 'cloud-1');
    device.launch(GALLERY.packageName);
    const { sizeBytes = 0 } = mock.items({ offset: 0, limit: 100 }).find(({ id }) => id === 'cloud-1') ?? {};
    mock.set({ faults: [{ ...FAULT, operations: ['open'], kind: 'truncate', document: 'cloud-1', times: 1 }] });
    const cut = await openFile(device, GALLERY.packageName, cloudUri('cloud-1'));
    expect(readFileSync(cut.path)).toHaveLength(Math.floor(sizeBytes / 2));
    await cut.closed?.();
    mock.set({ latencyMillis: 100, bytesPerSecond: sizeBytes });
    let isThere = false;
    const opened = openFile(device, GALLERY.packageName, cloudUri('cloud-1')).finally(() => {
      isThere = true;
    });
    const turn = async (milliseconds: number) => {
      device.system.advanceClock(milliseconds);
      await new Promise((resolve) => setTimeout(resolve));
    };
    await turn(100);
    for (let part = 0; part < 3; part++) await turn(150);
    expect(isThere).toBe(false);
    while (!isThere) await turn(500);
    expect(readFileSync((await opened).path)).toHaveLength(sizeBytes);
  });

  test('has a small picture that needs no second way to the cloud', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    const { cloudMedia, resolver } = device.system;
    handedOut(device, 'cloud-1');
    device.launch(GALLERY.packageName);
    const call = callAs(device.system, GALLERY.packageName, new AbortController().signal);
    const thumbnail = async (id: string) =>
      onThisComputer(await resolver.openThumbnail(call, cloudUri(id), { width: 160, height: 160 }));
    const { path, mimeType } = await thumbnail('cloud-1');
    expect([mimeType, readFileSync(path).length < 4_000]).toEqual(['image/jpeg', true]);
    cloudMedia.mock.set({ online: false });
    expect((await thumbnail('cloud-1')).path).toBe(path);
    handedOut(device, 'cloud-2');
    await expect(thumbnail('cloud-2')).rejects.toMatchObject({ name: 'FileNotFoundException' });
  });
});

describe('the provider’s side', () => {
  test('is nobody’s but the picker’s to ask', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    const app = device.launch(GALLERY.packageName);
    const asked = app.contentResolver.query(parseUri(`content://${CLOUD_MEDIA_AUTHORITY}/media`), null, null);
    await expect(asked).rejects.toMatchObject({ name: 'SecurityException' });
  });

  test('an app that is no provider is told nothing, and tells nothing', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    const { contentResolver } = device.launch(GALLERY.packageName);
    expect(await MediaStore.isCurrentCloudMediaProviderAuthority(contentResolver, CLOUD_MEDIA_AUTHORITY)).toBe(false);
    expect(await MediaStore.isSupportedCloudMediaProviderAuthority(contentResolver, CLOUD_MEDIA_AUTHORITY)).toBe(false);
    const told = MediaStore.notifyCloudMediaChangedEvent(contentResolver, CLOUD_MEDIA_AUTHORITY, 'any');
    await expect(told).rejects.toMatchObject({
      name: 'SecurityException',
      message: 'Failed to notify cloud media changed event',
    });
    await expect(contentResolver.call('media', 'get_cloud_provider', null, null)).rejects.toMatchObject({
      name: 'SecurityException',
    });
  });

  test('the provider itself is told whether it is supported, and chosen', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    const { cloudMedia } = device.system;
    const { contentResolver } = device.connect('com.example.cloudphotos');
    const answers = async () => [
      await MediaStore.isCurrentCloudMediaProviderAuthority(contentResolver, CLOUD_MEDIA_AUTHORITY),
      await MediaStore.isSupportedCloudMediaProviderAuthority(contentResolver, CLOUD_MEDIA_AUTHORITY),
      await MediaStore.isCurrentCloudMediaProviderAuthority(contentResolver, 'com.example.other'),
    ];
    expect(await answers()).toEqual([true, true, false]);
    cloudMedia.setActive(null);
    expect(await answers()).toEqual([false, true, false]);
    expect(() => cloudMedia.setActive('com.example.other')).toThrow('Cloud provider not supported: com.example.other');
  });
});

describe('a picker that opens', () => {
  test('reads what is new, and hands out the provider’s items as they are', async () => {
    await using device = await cloudDevice({ photos: TEN_PHOTOS });
    const { mock } = device.system.cloudMedia;
    const [id = ''] = mock.add({ count: 1, kind: 'gif' });
    device.user((dialog) => {
      if (dialog.kind !== 'photoPicker') return null;
      expect(dialog.ask.cloudProvider?.label).toBe('Cloud Photos');
      return { uris: [cloudUri(id)] };
    });
    const app = device.launch(GALLERY.packageName);
    const { data } = await app.startActivityForResult({ action: ACTION_PICK_IMAGES }, 1);
    expect(data?.data).toBe(cloudUri(id));
    const { path } = await openFile(device, GALLERY.packageName, cloudUri(id));
    expect(readFileSync(path).toString('latin1', 0, 6)).toBe('GIF89a');
    const items = mock.items({ offset: 0, limit: 1 });
    expect(items).toMatchObject([{ id, isDownloaded: true }]);
  });
});

test('adb shell lists the provider, chooses it and leaves it', async () => {
  await using device = await cloudDevice({ photos: [] });
  const shell = async (command: string) => {
    const uri = parseUri(`content://media/cli?cmd=${command}`);
    const { path } = await openFile(device, 'com.android.shell', uri);
    return readFileSync(path, 'utf8').trim().split('\n');
  };
  expect(await shell('cloud-provider+list')).toEqual([`pkg: com.example.cloudphotos / auth: ${CLOUD_MEDIA_AUTHORITY}`]);
  expect(await shell('cloud-provider+unset')).toContain('Succeed.');
  expect(device.system.cloudMedia.active()).toBeNull();
  expect(await shell('cloud-provider+set+com.example.other')).toContain('Failed.');
  expect(await shell(`cloud-provider+set+${CLOUD_MEDIA_AUTHORITY}`)).toContain('Succeed.');
  expect(await shell('cloud-provider+info')).toContain(CLOUD_MEDIA_AUTHORITY);
  expect(await shell('cloud-provider+reset-library')).toContain('Done.');
  expect(await shell('cloud-provider+sync-library')).toContain('Done.');
  await synced(device);
  expect((await ask(device, 'media/all')).rows).toHaveLength(60);
});

test('what a provider may leave to the framework is answered as the framework does', async () => {
  await using device = await cloudDevice({ photos: [] });
  const { system } = device;
  const asPicker = callAs(system, SYSTEM_PACKAGES.photoPicker, new AbortController().signal);
  const call = (method: string, extras: Bundle | null = null) =>
    system.resolver.call(asPicker, CLOUD_MEDIA_AUTHORITY, { method, arg: null, extras });
  expect(await call('android:getCapabilities')).toEqual({
    'android.provider.extra.PROVIDER_CAPABILITIES': {
      ...{ search_enabled: false, media_categories_enabled: false, albums_as_category_enabled: false },
    },
  });
  await expect(call('android:createSurfaceController', {})).rejects.toMatchObject({
    ...{ name: 'IllegalArgumentException', message: 'Missing surface event callback' },
  });
  expect(await call('android:createSurfaceController', { 'android.provider.extra.SURFACE_EVENT_CALLBACK': 1 })).toEqual(
    {},
  );
  await expect(call('android:getAnything')).rejects.toThrow('Method not supported android:getAnything');
});
