import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { RESULT_CANCELED, RESULT_OK } from '../../contract/android/intent.ts';
import { permission } from '../../contract/android/manifest.ts';
import { imagesContentUri, MATCH, QUERY_ARG } from '../../contract/android/mediaStore.ts';
import { withAppendedId } from '../../contract/android/uri.ts';
import {
  type Context,
  createDeleteRequest,
  createFavoriteRequest,
  createTrashRequest,
  createWriteRequest,
} from '../../sdk/index.ts';
import {
  bootOn,
  GALLERY,
  rowsOf,
  type TestSystem,
  testSystem,
  until,
  visibleImages,
  writePhoto,
} from '../testSystem.ts';

const images = imagesContentUri('external');
const uriOf = (id: number) => withAppendedId(images, id);
const ALLOW = { allowed: true };
const DENY = { allowed: false };

/** A gallery with full access, and the ids of what it sees. */
async function galleryOf(device: TestSystem): Promise<Readonly<{ app: Context; ids: readonly number[] }>> {
  await device.system.apps.setPhotoAccess(GALLERY.packageName, 'full', []);
  const app = device.launch(GALLERY.packageName);
  return { app, ids: await visibleImages(app) };
}

async function columnOf(app: Context, id: number, column: string) {
  const all = { [QUERY_ARG.MATCH_TRASHED]: MATCH.INCLUDE };
  const [row] = await rowsOf(await app.contentResolver.query(uriOf(id), [column], all));
  return row?.[column];
}

describe('what the user is asked', () => {
  test('deleting photos asks with their number, and only then deletes', async () => {
    await using device = await testSystem();
    const { app, ids } = await galleryOf(device);
    const [a = 0, b = 0] = ids;
    const request = await createDeleteRequest(app.contentResolver, [uriOf(a), uriOf(b)]);
    expect(await visibleImages(app)).toEqual(ids);
    device.user(ALLOW);
    expect(await app.startIntentSenderForResult(request, 9)).toEqual({
      requestCode: 9,
      resultCode: RESULT_OK,
      data: null,
    });
    expect(device.shown).toMatchObject([
      { kind: 'mediaRequest', ask: { title: 'Allow Gallery to delete 2 photos?', allow: 'Allow', deny: 'Deny' } },
    ]);
    expect(await visibleImages(app)).toEqual(ids.slice(2));
  });

  test('denied, nothing happens', async () => {
    await using device = await testSystem();
    const { app, ids } = await galleryOf(device);
    const request = await createDeleteRequest(app.contentResolver, [uriOf(ids[0] ?? 0)]);
    device.user(DENY);
    expect(await app.startIntentSenderForResult(request, 1)).toMatchObject({ resultCode: RESULT_CANCELED });
    expect(await visibleImages(app)).toEqual(ids);
  });

  test('a favourite needs no question', async () => {
    await using device = await testSystem();
    const { app, ids } = await galleryOf(device);
    const [id = 0] = ids;
    await app.startIntentSenderForResult(await createFavoriteRequest(app.contentResolver, [uriOf(id)], true), 1);
    expect([await columnOf(app, id, 'is_favorite'), device.shown]).toEqual(['1', []]);
  });

  test('an app that manages media is not asked', async () => {
    const manager = { ...GALLERY, usesPermissions: [...GALLERY.usesPermissions, { name: permission.MANAGE_MEDIA }] };
    await using device = await testSystem({ apps: [manager] });
    const { app, ids } = await galleryOf(device);
    device.system.settings.setSpecialAccess(GALLERY.packageName, permission.MANAGE_MEDIA, true);
    const request = await createTrashRequest(app.contentResolver, [uriOf(ids[0] ?? 0)], true);
    expect(await app.startIntentSenderForResult(request, 1)).toMatchObject({ resultCode: RESULT_OK });
    expect(device.shown).toEqual([]);
  });

  test('whoever launches a request is the one who is asked about, and the newest of a kind is the only one', async () => {
    const manager = {
      ...GALLERY,
      packageName: 'com.example.manager',
      label: 'Manager',
      usesPermissions: [...GALLERY.usesPermissions, { name: permission.MANAGE_MEDIA }],
    };
    await using device = await testSystem({ apps: [GALLERY, manager] });
    const { ids } = await galleryOf(device);
    await device.system.apps.setPhotoAccess(manager.packageName, 'full', []);
    device.system.settings.setSpecialAccess(manager.packageName, permission.MANAGE_MEDIA, true);
    const trusted = device.launch(manager.packageName);
    const older = await createDeleteRequest(trusted.contentResolver, [uriOf(ids[0] ?? 0)]);
    const newer = await createDeleteRequest(trusted.contentResolver, [uriOf(ids[1] ?? 0)]);
    const other = device.launch(GALLERY.packageName);
    await expect(other.startIntentSenderForResult(older, 1)).rejects.toMatchObject({
      name: 'IllegalArgumentException',
    });
    device.user(DENY);
    expect(await other.startIntentSenderForResult(newer, 2)).toMatchObject({ resultCode: RESULT_CANCELED });
    expect(device.shown).toMatchObject([{ ask: { title: 'Allow Gallery to delete this photo?' } }]);
  });

  test('Back does not close it', async () => {
    await using device = await testSystem();
    const { app, ids } = await galleryOf(device);
    const asked = app.startIntentSenderForResult(
      await createDeleteRequest(app.contentResolver, [uriOf(ids[0] ?? 0)]),
      1,
    );
    await until(
      (changed) => device.system.screen.onChange(changed),
      () => device.system.screen.dialogs().length === 1,
    );
    const [dialog] = device.system.screen.dialogs();
    expect(() => device.system.screen.answer(dialog?.id ?? 0, null)).toThrow('has no answer null');
    device.user(DENY);
    expect(await asked).toMatchObject({ resultCode: RESULT_CANCELED });
  });

  test('a request is good for one launch', async () => {
    await using device = await testSystem();
    const { app, ids } = await galleryOf(device);
    const request = await createWriteRequest(app.contentResolver, [uriOf(ids[0] ?? 0)]);
    device.user(ALLOW);
    await app.startIntentSenderForResult(request, 1);
    await expect(app.startIntentSenderForResult(request, 2)).rejects.toMatchObject({
      name: 'IllegalArgumentException',
    });
    expect(device.system.uriGrants.mayWrite(GALLERY.packageName, uriOf(ids[0] ?? 0))).toBe(true);
  });
});

describe('the trash', () => {
  test('keeps the item under its id for thirty days, out of sight, and gives it back', async () => {
    await using device = await testSystem();
    const { app, ids } = await galleryOf(device);
    const [id = 0] = ids;
    const name = await columnOf(app, id, '_display_name');
    device.user(ALLOW, ALLOW);
    await app.startIntentSenderForResult(await createTrashRequest(app.contentResolver, [uriOf(id)], true), 1);
    expect(await visibleImages(app)).toEqual(ids.slice(1));
    expect([await columnOf(app, id, '_display_name'), await columnOf(app, id, 'is_trashed')]).toEqual([name, '1']);
    expect(await columnOf(app, id, '_data')).toMatch(/\/\.trashed-\d+-IMG_/);
    await app.startIntentSenderForResult(await createTrashRequest(app.contentResolver, [uriOf(id)], false), 2);
    expect(await visibleImages(app)).toEqual(ids);
  });

  test('outlives a restart, and the folder has its files all the same', async () => {
    await using device = await testSystem();
    const { app, ids } = await galleryOf(device);
    const before = readdirSync(join(device.folder, 'DCIM/Camera'));
    device.user(ALLOW, ALLOW);
    await app.startIntentSenderForResult(await createTrashRequest(app.contentResolver, [uriOf(ids[0] ?? 0)], true), 1);
    await app.startIntentSenderForResult(await createDeleteRequest(app.contentResolver, [uriOf(ids[1] ?? 0)]), 2);
    await device.system.close();
    await using again = await bootOn(device.folder, device.home);
    await again.indexed();
    expect(await visibleImages(again.launch(GALLERY.packageName))).toEqual(ids.slice(2));
    expect(readdirSync(join(device.folder, 'DCIM/Camera'))).toEqual(before);
    expect(existsSync(join(device.home, 'volumes/primary/changes.log'))).toBe(true);
  });
});

describe('a file of the folder', () => {
  test('that was written anew after its deletion is another file', async () => {
    await using device = await testSystem({ photos: ['a.jpg', 'b.jpg'] });
    const { app, ids } = await galleryOf(device);
    device.user(ALLOW);
    await app.startIntentSenderForResult(await createDeleteRequest(app.contentResolver, ids.map(uriOf)), 1);
    expect(await visibleImages(app)).toEqual([]);
    await writePhoto(join(device.folder, 'a.jpg'), 1_000_000_000_000);
    device.system.reboot();
    await device.indexed();
    expect(await visibleImages(device.launch(GALLERY.packageName))).toHaveLength(1);
  });

  test('comes back with a factory reset', async () => {
    await using device = await testSystem();
    const { app, ids } = await galleryOf(device);
    device.user(ALLOW, ALLOW);
    await app.startIntentSenderForResult(await createDeleteRequest(app.contentResolver, [uriOf(ids[0] ?? 0)]), 1);
    await app.startIntentSenderForResult(await createTrashRequest(app.contentResolver, [uriOf(ids[1] ?? 0)], true), 2);
    device.system.factoryReset();
    await device.indexed();
    const { ids: again } = await galleryOf(device);
    expect(again).toHaveLength(ids.length);
  });
});

describe('a request that makes no sense', () => {
  test.each([
    ['a collection', [images], 'IllegalArgumentException', 'All requested items must be referenced by specific ID'],
    [
      'a file that is no subtitle',
      [withAppendedId('content://media/external/file' as typeof images, 1)],
      'IllegalArgumentException',
      'All requested items must be Media items',
    ],
    ['nothing', [], 'NoSuchElementException', ''],
  ])('%s', async (_, uris, name, message) => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    await expect(createDeleteRequest(app.contentResolver, uris)).rejects.toMatchObject({ name, message });
  });

  test('Android 10 has no such requests', async () => {
    await using device = await testSystem({ photos: [], sdk: 29 });
    const app = device.launch(GALLERY.packageName);
    await expect(createWriteRequest(app.contentResolver, [uriOf(1)])).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
      message: 'Unsupported call: create_write_request',
    });
  });

  test('an app cannot do itself what the user was not asked', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    const extras = { verb: 'delete', uri_list: [uriOf(1)] };
    await expect(app.contentResolver.call('media', 'perform_media_request', null, extras)).rejects.toMatchObject({
      name: 'UnsupportedOperationException',
    });
  });
});
