// The same walk as the other roads have, by plain HTTP.
import { describe, expect, test } from 'vitest';
import { startWebServer } from '../../../main/hosts/webServer.ts';
import { GALLERY, OLD_ALBUM, PHOTOS, testSystem } from '../../testSystem.ts';
import { type Ask, asker, served } from './served.ts';

const APP = `/apps/${GALLERY.packageName}`;
const IMAGES = 'content://media/external/images/media';

const full = (ask: Ask) => ask('PUT', `${APP}/photoAccess`, { access: 'full' });

/** Inserts an image of the app's own. @returns its URI */
async function inserted(ask: Ask, name: string): Promise<string> {
  const values = { _display_name: name, mime_type: 'image/jpeg', relative_path: 'Pictures/Trip/', is_pending: 1 };
  const { body } = await ask('POST', `${APP}/content/insert`, { uri: IMAGES, values });
  return (body as { uri: string }).uri;
}

const file = (uri: string, rest = '') => `${APP}/content/file?uri=${encodeURIComponent(uri)}${rest}`;

describe('an app over HTTP', () => {
  test('asks, is limited by a person, sees what was picked, and the journal has it all', async () => {
    await using api = await served();
    const { ask } = api;
    const asked = ask('POST', `${APP}/requestPermissions?timeout=30`, { permissions: PHOTOS });
    expect((await ask('GET', '/dialogs/next?kind=grantPermissions&timeout=30')).body).toMatchObject({
      kind: 'grantPermissions',
      ask: { packageName: GALLERY.packageName },
    });
    expect((await ask('POST', '/user/dialog', { choice: 'limited' })).status).toBe(204);
    const picked = await ask('POST', '/user/picker/select', { what: 3 });
    expect(picked.body).toEqual({ uris: [expect.any(String), expect.any(String), expect.any(String)] });
    expect((await asked).body).toEqual({ permissions: PHOTOS, grantResults: [-1, -1, 0] });
    const seen = await ask('POST', `${APP}/content/query`, { uri: IMAGES, projection: ['_id', '_display_name'] });
    expect(seen.body).toMatchObject({ count: 3, columns: ['_id', '_display_name'], next: null });
    const check = await ask('POST', `${APP}/checkSelfPermission`, { permission: PHOTOS[2] });
    expect(check.body).toEqual({ result: 0 });
    const hidden = await ask('GET', `/media/rows?packageName=${GALLERY.packageName}&hiddenOnly=true&limit=1`);
    const { rows, next } = hidden.body as { rows: { visible: boolean; reasons: { code: string }[] }[]; next: number };
    expect([rows.length, rows[0]?.visible, rows[0]?.reasons[0]?.code, next > 0]).toEqual([
      1,
      false,
      'NOT_SELECTED',
      true,
    ]);
    const journal = (await ask('GET', '/journal')).body as { entries: { actor: string; method: string }[] };
    const methods = journal.entries.filter(({ actor }) => actor === GALLERY.packageName).map(({ method }) => method);
    expect(methods).toEqual(['requestPermissions', 'query', 'checkSelfPermission']);
  });

  test('a result nobody waited for any more is an event of the app', async () => {
    await using api = await served();
    const { ask, device } = api;
    const late = await ask('POST', `${APP}/requestPermissions?timeout=0`, { permissions: PHOTOS, requestCode: 7 });
    expect([late.status, (late.body as { type: string }).type]).toEqual([504, 'urn:scopebox:problem:not-answered']);
    // A call in between takes nothing of what waits.
    await ask('POST', `${APP}/checkSelfPermission`, { permission: PHOTOS[0] });
    expect((await ask('POST', '/user/dialog', { choice: 'all' })).status).toBe(204);
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const app = device.connect(GALLERY.packageName);
    app.onLateResult(resolve);
    expect(await promise).toEqual({
      ...{ kind: 'permissionsResult', requestCode: 7 },
      ...{ permissions: PHOTOS, grantResults: [0, 0, 0] },
    });
    app.close();
  });

  test('writes a file of its own in pieces, reads it and a range of it, changes and deletes it', async () => {
    await using api = await served({ photos: [] });
    const { ask } = api;
    const uri = await inserted(ask, 'sunset.jpg');
    const bytes = new Uint8Array(3_000_000).map((_, index) => index % 251);
    const body = new Blob([bytes]).stream();
    expect((await ask('PUT', file(uri), body)).body).toEqual({ bytesWritten: bytes.length });
    expect((await ask('POST', `${APP}/content/update`, { uri, values: { is_pending: 0 } })).body).toEqual({ count: 1 });
    const whole = await ask('GET', file(uri));
    expect([whole.headers.get('content-type'), Buffer.compare(whole.body, bytes)]).toEqual(['image/jpeg', 0]);
    const part = await ask('GET', file(uri), undefined, { range: 'bytes=10-13' });
    expect([part.status, [...(part.body as Uint8Array)]]).toEqual([206, [10, 11, 12, 13]]);
    expect((await ask('GET', file(uri), undefined, { range: 'bytes=9000000-' })).status).toBe(416);
    await ask('PUT', file(uri, '&mode=w&offset=1'), new Uint8Array([99]));
    await ask('PUT', file(uri, '&mode=wa'), new Uint8Array([98]));
    const changed = (await ask('GET', file(uri))).body as Uint8Array;
    expect([...changed.slice(0, 3), changed.length, changed.at(-1)]).toEqual([0, 99, 2, bytes.length + 1, 98]);
    expect((await ask('PUT', file(uri), new Uint8Array([1, 2]))).body).toEqual({ bytesWritten: 2 });
    expect([...((await ask('GET', file(uri))).body as Uint8Array)]).toEqual([1, 2]);
    expect((await ask('POST', `${APP}/content/delete`, { uri })).body).toEqual({ count: 1 });
    const refused = await ask('PUT', file(uri), new Blob([bytes]).stream());
    expect([refused.status, (refused.body as { androidClass: string }).androidClass]).toEqual([
      404,
      'FileNotFoundException',
    ]);
    const gone = await ask('GET', file(uri));
    expect([gone.status, (gone.body as { androidClass: string }).androidClass]).toEqual([404, 'FileNotFoundException']);
  });

  test('a result comes a page at a time, by links, as objects or arrays', async () => {
    await using api = await served();
    const { ask } = api;
    await full(ask);
    const query = { uri: IMAGES, projection: ['_id'], sortOrder: '_id ASC' };
    const ids: number[] = [];
    let next: string | null = '/apps/com.example.gallery/content/query?limit=4&format=arrays';
    let pages = 0;
    for (; next !== null; pages++) {
      const { body } = await ask('POST', next, query);
      const page = body as { rows: number[][]; next: string | null };
      ids.push(...page.rows.map(([id = 0]) => id));
      next = page.next?.replace('/api/v1', '') ?? null;
    }
    expect([pages, ids.length, new Set(ids).size]).toEqual([3, 10, 10]);
    const address = `uri=${IMAGES}&projection=_id&projection=_display_name&selection=_id%20%3E%20?&selectionArgs=${ids[7]}`;
    const first = await ask('GET', `${APP}/content/query?${address}&sortOrder=_id&limit=1`);
    expect(first.body).toMatchObject({ count: 2, offset: 0, rows: [{ _id: ids[8] }] });
    const link = (first.body as { next: string }).next.replace('/api/v1', '');
    expect((await ask('GET', link)).body).toMatchObject({ offset: 1, rows: [{ _id: ids[9] }], next: null });
    const beyond = await ask('POST', `${APP}/content/query?offset=500`, query);
    expect(beyond.body).toMatchObject({ count: 10, rows: [], next: null });
  });

  test('its own token opens its own calls alone', async () => {
    await using api = await served({ photos: [] });
    const own = api.askAs(api.server.tokens.of(GALLERY.packageName));
    expect((await own('POST', `${APP}/getSdkInt`)).body).toEqual({ sdkInt: 34 });
    for (const [method, path] of [
      ['POST', `/apps/${OLD_ALBUM.packageName}/getSdkInt`],
      ['POST', '/apps/com.android.shell/getSdkInt'],
      ['DELETE', APP],
      ['POST', `${APP}/clearData`],
      ['PUT', `${APP}/photoAccess`],
      ['GET', '/apps'],
      ['GET', '/device'],
      ['GET', '/journal'],
      ['GET', '/dialogs'],
      ['POST', '/user/dialog'],
      ['POST', '/device/shell'],
      ['GET', '/device/file?path=/sdcard/a'],
    ] as const)
      expect([path, (await own(method, path)).status]).toEqual([path, 403]);
  });

  test('one that dies in the middle of a call tells so', async () => {
    await using api = await served({ photos: [] });
    const asked = api.ask('POST', `${APP}/requestPermissions`, { permissions: PHOTOS });
    await api.ask('GET', '/dialogs/next');
    api.device.system.apps.kill(GALLERY.packageName, 'test');
    const { status, body } = await asked;
    expect([status, (body as { androidClass: string }).androidClass]).toEqual([503, 'DeadObjectException']);
    expect((await api.ask('POST', `${APP}/getSdkInt`)).body).toEqual({ sdkInt: 34 });
  });

  test('a document picker is answered by name, and what it gave is kept', async () => {
    await using api = await served({ photos: [], files: { 'Download/notes.txt': 'notes' } });
    const { ask } = api;
    const intent = {
      ...{ action: 'android.intent.action.OPEN_DOCUMENT', type: 'text/plain' },
      categories: ['android.intent.category.OPENABLE'],
    };
    const opened = ask('POST', `${APP}/startActivityForResult`, { intent, requestCode: 2 });
    expect((await ask('POST', '/user/documents/open', { names: ['Download/notes.txt'] })).status).toBe(204);
    const { body } = await opened;
    const { resultCode, data } = body as { resultCode: number; data: { data: string } };
    expect(resultCode).toBe(-1);
    const kept = await ask('POST', `${APP}/content/takePersistableUriPermission`, { uri: data.data, modeFlags: 1 });
    expect(kept.status).toBe(204);
    const held = await ask('POST', `${APP}/content/getPersistedUriPermissions`);
    expect(held.body).toMatchObject({ permissions: [{ uri: data.data, modeFlags: 1 }] });
    expect(new TextDecoder().decode((await ask('GET', file(data.data))).body)).toBe('notes');
  });
});

describe('a tester over HTTP', () => {
  test('turns switches, moves the clock, and has the state afterwards', async () => {
    await using api = await served({ photos: [] });
    const { ask } = api;
    const changed = await ask('PATCH', '/device', { api: 33, skin: 'T-legacy', clock: 'manual' });
    expect(changed.body).toMatchObject({ sdk: 33, skin: 'T-legacy', clock: 'manual' });
    const before = (changed.body as { currentTimeMillis: number }).currentTimeMillis;
    const { body } = await ask('POST', '/device/clock/advance', { duration: '61s' });
    expect((body as { currentTimeMillis: number }).currentTimeMillis - before).toBe(61_000);
    const booted = (await ask('GET', '/device')).body as { bootCount: number };
    await ask('POST', '/device/reboot');
    expect((await ask('GET', '/device')).body).toMatchObject({ bootCount: booted.bootCount + 1 });
    const wrong = await ask('POST', '/device/clock/advance', { duration: 'soon' });
    expect([wrong.status, (wrong.body as { detail: string }).detail]).toEqual([
      409,
      '“soon” is no duration: write 500ms, 61s, 10m, 2h or 8d.',
    ]);
  });

  test('says 503 while the device restarts, and goes on with the next one', async () => {
    await using device = await testSystem({ photos: [] });
    let isThere = true;
    const server = await startWebServer({
      ...{ port: 0, rendererFolder: import.meta.dirname },
      get system() {
        if (!isThere) throw new Error('The device is restarting; try again in a moment.');
        return device.system;
      },
    });
    const ask = asker(server, server.tokens.device);
    isThere = false;
    const { status, headers, body } = await ask('GET', '/device');
    const told = [status, headers.get('retry-after'), (body as { type: string }).type];
    expect(told).toEqual([503, '1', 'urn:scopebox:problem:restarting']);
    isThere = true;
    expect((await ask('GET', '/device')).status).toBe(200);
    await server.close();
  });

  test('marks the device, and has it as it was', async () => {
    await using api = await served({ photos: [] });
    const { ask } = api;
    expect((await ask('POST', '/device/reset')).status).toBe(409);
    expect((await ask('POST', '/device/mark')).status).toBe(204);
    await ask('DELETE', APP);
    const xml =
      '<manifest xmlns:android="http://schemas.android.com/apk/res/android"><application android:label="X"/></manifest>';
    const read = await ask('POST', '/manifests/read', { text: xml, packageName: 'com.example.xml', targetSdk: 34 });
    expect((await ask('POST', '/apps', read.body)).status).toBe(201);
    expect((await ask('POST', '/device/reset')).body).toEqual({ lastEntry: expect.any(Number) });
    const { apps } = (await ask('GET', '/apps')).body as { apps: { manifest: { packageName: string } }[] };
    expect(apps.map(({ manifest }) => manifest.packageName)).toEqual([GALLERY.packageName, OLD_ALBUM.packageName]);
  });

  test('installs an app, whose token comes with it, and uninstalls it', async () => {
    await using api = await served({ photos: [] });
    const { ask } = api;
    const manifest = { ...GALLERY, packageName: 'com.example.fresh', label: 'Fresh' };
    const { status, headers, body } = await ask('POST', '/apps', manifest);
    expect([status, headers.get('location')]).toEqual([201, '/api/v1/apps/com.example.fresh']);
    const { token } = body as { token: string };
    expect((await api.askAs(token)('POST', '/apps/com.example.fresh/getTargetSdkVersion')).body).toEqual({
      targetSdkVersion: 34,
    });
    const name = 'android.permission.READ_MEDIA_IMAGES';
    expect((await ask('PUT', `/apps/com.example.fresh/permissions/${name}`, { granted: true })).status).toBe(204);
    const app = (await ask('GET', '/apps/com.example.fresh')).body as {
      permissions: { name: string; check: number }[];
    };
    expect(app.permissions.find((each) => each.name === name)?.check).toBe(0);
    expect((await ask('DELETE', '/apps/com.example.fresh')).status).toBe(204);
    for (const [method, path] of [
      ['GET', '/apps/com.example.fresh'],
      ['DELETE', '/apps/com.example.fresh'],
      ['POST', '/apps/com.example.fresh/getSdkInt'],
      ['GET', '/apps/com.example.fresh/content/file?uri=content://media/external/images/media/1'],
    ] as const)
      expect([path, (await ask(method, path)).status]).toEqual([path, 404]);
  });

  test('pushes a file of any kind, finds its row, pulls it; runs a shell; saves and names a snapshot', async () => {
    await using api = await served({ photos: ['DCIM/a.jpg'] });
    const { ask } = api;
    const bytes = new Uint8Array([0, 1, 2, 255]);
    const pushed = await ask('PUT', '/device/file?path=/sdcard/Download/new/raw.bin', bytes);
    expect(pushed.body).toEqual({ bytesWritten: 4 });
    const pulled = await ask('GET', '/device/file?path=/sdcard/Download/new/raw.bin');
    expect([...(pulled.body as Uint8Array)]).toEqual([...bytes]);
    const command = 'content query --uri content://media/external/file --projection _display_name | grep -c raw.bin';
    expect((await ask('POST', '/device/shell', { command })).body).toMatchObject({ exitCode: 0, stdout: '1\n' });
    const binary = await ask('POST', '/device/shell', { args: ['cat'], stdin: { base64: 'AP8=' } });
    expect(binary.body).toMatchObject({ stdout: { base64: 'AP8=' } });
    for (const [path, status] of [
      ['/sdcard/nothing', 404],
      ['/sdcard', 404],
      ['/proc/../../etc/passwd', 404],
    ] as const)
      expect([path, (await ask('GET', `/device/file?path=${path}`)).status]).toEqual([path, status]);
    expect((await ask('PUT', '/device/file?path=/system/a', bytes)).status).toBe(403);
    const saved = await ask('POST', '/device/snapshots', { name: 'two words' });
    expect([saved.status, saved.headers.get('location')]).toEqual([201, '/api/v1/device/snapshots/two%20words']);
    expect((await ask('DELETE', '/device/snapshots/two%20words')).status).toBe(204);
    expect((await ask('GET', '/device/snapshots')).body).toEqual({ snapshots: [] });
  });

  test('volumes, their changes, and everything there is to look at have the shape that is described', async () => {
    await using api = await served({ photos: ['DCIM/a.jpg'] });
    const { ask } = api;
    await full(ask);
    await inserted(ask, 'own.jpg');
    await ask('GET', `${APP}/content/query?uri=${IMAGES}`);
    const rows = (await ask('GET', '/media/rows?limit=1')).body as { rows: { id: number }[] };
    for (const path of [
      ...['/apps', '/device/volumes', '/device/volumes/primary/changes', '/media/counts', '/queries', '/logcat'],
      ...['/dialogs', `/media/rows/${rows.rows[0]?.id}?packageName=${GALLERY.packageName}`, '/journal?limit=2'],
    ])
      expect([path, (await ask('GET', path)).status]).toEqual([path, 200]);
    expect((await ask('PATCH', '/device/volumes/primary', { readOnly: true })).status).toBe(204);
    const card = await ask('POST', '/device/volumes', { folder: '/there/is/nothing', kind: 'sd' });
    expect([card.status, (card.body as { type: string }).type]).toEqual([409, 'urn:scopebox:problem:conflict']);
    expect((await ask('POST', '/device/volumes/primary/eject')).status).toBe(409);
  });

  test('a dialog is answered by its id, and one that is gone is not', async () => {
    await using api = await served();
    const { ask } = api;
    const asked = ask('POST', `${APP}/requestPermissions`, { permissions: PHOTOS });
    const { id } = (await ask('GET', '/dialogs/next?timeout=30')).body as { id: number };
    const wrong = await ask('POST', `/dialogs/${id}/answer`, { answer: { button: 'ALLOW_FOREGROUND' } });
    expect([wrong.status, (wrong.body as { androidClass: string }).androidClass]).toEqual([
      400,
      'IllegalArgumentException',
    ]);
    expect((await ask('POST', `/dialogs/${id}/answer`, { answer: { button: 'DENY' } })).status).toBe(204);
    expect((await asked).body).toMatchObject({ grantResults: [-1, -1, -1] });
    expect((await ask('POST', `/dialogs/${id}/answer`, { answer: null })).status).toBe(404);
    expect((await ask('GET', '/dialogs/next?timeout=0')).body).toMatchObject({
      detail: 'No dialog came up within 0 ms; on the screen is no dialog at all.',
    });
    expect((await ask('POST', '/user/picker/select?timeout=0', { what: 1 })).status).toBe(409);
  });
});
