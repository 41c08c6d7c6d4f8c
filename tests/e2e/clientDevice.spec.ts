// A device in the hands of the client library: it starts, is used by an app, a person and a tester, and ends in every way.
import { existsSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import {
  ACTION_CREATE_DOCUMENT,
  ACTION_OPEN_DOCUMENT,
  ACTION_OPEN_DOCUMENT_TREE,
  ACTION_PICK_IMAGES,
  type AndroidManifest,
  CATEGORY_OPENABLE,
  type Context,
  createDeleteRequest,
  createDevice,
  DeadObjectException,
  type Device,
  EXTRA_ALLOW_MULTIPLE,
  EXTRA_PICK_IMAGES_MAX,
  EXTRA_TITLE,
  IOException,
  MediaStore,
  OperationCanceledException,
  permission,
  type Uri,
} from '../../sdk/index.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { projectNode } from '../support/webHost.ts';

const command = [projectNode(), resolve(import.meta.dirname, '../../out/main/web.js')];
const IMAGES = MediaStore.Images.Media.EXTERNAL_CONTENT_URI;
const PHOTOS = [permission.READ_MEDIA_IMAGES, permission.READ_MEDIA_VISUAL_USER_SELECTED];

const APP: AndroidManifest = {
  packageName: 'com.example.photos',
  label: 'Photos',
  targetSdk: 34,
  usesPermissions: PHOTOS.map((name) => ({ name })),
};

async function namesOf({ contentResolver }: Context): Promise<readonly string[]> {
  await using cursor = await contentResolver.query(IMAGES, ['_display_name'], null, null, 'datetaken DESC');
  const names: string[] = [];
  while (cursor !== null && (await cursor.moveToNext())) names.push(cursor.getString(0) ?? '');
  return names;
}

const intent = (action: string, extras: Readonly<Record<string, unknown>> = {}, type = '*/*') => ({
  ...{ action, type, extras, categories: [CATEGORY_OPENABLE] },
});

test.describe('A device that is used', () => {
  test.describe.configure({ mode: 'serial' });
  let device: Device;
  let app: Context;

  test.beforeAll(async () => {
    device = await createDevice({
      ...{ command, api: 34, apps: [APP], clock: '2026-01-15T10:00:00Z' },
      library: { images: 8, videos: 1, seed: 7 },
    });
  });
  test.beforeEach(async () => {
    await device.reset();
    app = await device.app(APP.packageName);
  });
  test.afterAll(() => device?.close());

  test('a person selects by number, by place and by name; what is missing is said', async () => {
    const { user } = device;
    for (const [choice, expected] of [
      [2, ['IMG_20260115_090000.jpg', 'IMG_20260114_090000.jpg']],
      [
        [0, 3],
        ['IMG_20260115_090000.jpg', 'IMG_20260112_090000.jpg'],
      ],
      [['IMG_2026010*'], ['IMG_20260109_090000.jpg', 'IMG_20260108_090000.jpg']],
    ] as const) {
      await device.reset();
      app = await device.app(APP.packageName);
      const answer = app.requestPermissions(PHOTOS, 1);
      await user.dialog('limited');
      await user.picker.select(choice);
      expect((await answer).grantResults).toEqual([-1, 0]);
      expect(await namesOf(app)).toEqual(expected);
    }
    const again = app.requestPermissions(PHOTOS, 2);
    await expect(user.dialog('once')).rejects.toThrow('“once” is not to be had: this is the permission dialog of');
    await user.dialog('limited');
    await expect(user.picker.select([99])).rejects.toThrow('The photo picker has 8 items: there is none at 99.');
    await expect(user.picker.select(['nothing*'])).rejects.toThrow('has nothing called “nothing*”');
    await user.picker.selectOnly([7]);
    await again;
    expect(await namesOf(app)).toEqual(['IMG_20260108_090000.jpg']);
  });

  test('a dialog that does not come is told with what is there instead', async () => {
    const picked = app.startActivityForResult(
      { action: ACTION_PICK_IMAGES, extras: { [EXTRA_PICK_IMAGES_MAX]: 5 } },
      1,
    );
    await device.user.waitForDialog('photoPicker');
    await expect(device.user.dialog('allow', { timeout: 50 })).rejects.toThrow(
      'No permission dialog came up within 50 ms; on the screen is photo picker of com.example.photos.',
    );
    await device.user.picker.cancel();
    expect((await picked).resultCode).toBe(0);
  });

  test('documents are opened, saved and given by their names, and what is grey says why', async () => {
    const { user, tester } = device;
    await tester.push('/sdcard/Download/report.pdf', '%PDF-1.4', new Date('2026-01-01T00:00:00Z'));
    await tester.push('/sdcard/Download/notes.txt', 'notes');
    const opened = app.startActivityForResult(intent(ACTION_OPEN_DOCUMENT, { [EXTRA_ALLOW_MULTIPLE]: true }), 1);
    await user.documents.open('Download/report.pdf', 'notes.txt');
    expect((await opened).data?.clipData).toHaveLength(2);
    const grey = app.startActivityForResult(intent(ACTION_OPEN_DOCUMENT, {}, 'image/*'), 2);
    await expect(user.documents.open('Download/notes.txt')).rejects.toThrow('“notes.txt” is grey: its provider says');
    await expect(user.documents.open('Download/none.txt')).rejects.toThrow('There is no “none.txt” in');
    await user.documents.cancel();
    expect((await grey).resultCode).toBe(0);
    const saved = app.startActivityForResult(
      intent(ACTION_CREATE_DOCUMENT, { [EXTRA_TITLE]: 'out.txt' }, 'text/plain'),
      3,
    );
    await user.documents.save();
    const writer = (await app.contentResolver.openOutputStream((await saved).data?.data as Uri)).getWriter();
    await writer.write(new TextEncoder().encode('saved'));
    await writer.close();
    expect((await tester.shell('cat /sdcard/Download/out.txt')).stdout).toBe('saved');
    const tree = app.startActivityForResult({ action: ACTION_OPEN_DOCUMENT_TREE }, 4);
    await expect(user.documents.useFolder('Download')).rejects.toThrow('“Use this folder” is off for Download');
    await user.documents.useFolder('DCIM/Camera');
    expect((await tree).data?.data).toContain('tree/primary%3ADCIM%2FCamera');
  });

  test('a tester lets time pass, explains, and has a request confirmed; each call is in the timeline', async () => {
    const { tester, user } = device;
    await tester.access(APP.packageName, 'full');
    const [newest] = await tester.explain(APP.packageName);
    expect(newest).toMatchObject({ visible: true, reasons: [{ code: 'PERMISSION_HELD' }] });
    app = await device.app(APP.packageName);
    const request = await createDeleteRequest(app.contentResolver, [`${IMAGES}/${newest?.id}` as Uri]);
    const result = app.startIntentSenderForResult(request, 1);
    await user.mediaRequest('allow');
    expect((await result).resultCode).toBe(-1);
    expect(await namesOf(app)).toHaveLength(7);
    await tester.advance('1d 61s');
    expect((await tester.shell('date +%s')).stdout.trim()).toBe(String(Date.UTC(2026, 0, 16, 10, 1, 1) / 1_000));
    const methods = (await device.timeline()).map(({ method }) => method);
    expect(methods).toEqual(
      expect.arrayContaining(['startIntentSenderForResult', 'show mediaRequest', 'advanceClock']),
    );
  });

  test('what waits is cancelled by its signal, and the device goes on', async () => {
    const abort = new AbortController();
    const { signal } = abort;
    const waiting = [
      device.user.waitForDialog('mediaRequest', { signal }),
      app.requestPermissions(PHOTOS, 1, signal),
      createDevice({ command, signal }),
    ].map((each) => expect(each).rejects.toBeInstanceOf(OperationCanceledException));
    await device.user.waitForDialog('grantPermissions');
    abort.abort();
    await Promise.all(waiting);
    await expect(app.contentResolver.openInputStream(IMAGES, signal)).rejects.toBeInstanceOf(
      OperationCanceledException,
    );
    expect((await device.tester.state()).booted).toBe(true);
  });

  test('after a restart of the device everything connects anew', async () => {
    const { tester, user } = device;
    await tester.saveSnapshot('before');
    await tester.restoreSnapshot('before');
    await app.closed;
    await expect(namesOf(app)).rejects.toBeInstanceOf(DeadObjectException);
    await tester.indexed();
    app = await device.app(APP.packageName);
    const answer = app.requestPermissions(PHOTOS, 1);
    await user.dialog('deny');
    expect((await answer).grantResults).toEqual([-1, -1]);
    await tester.api.mark();
  });
});

test.describe('A device that ends', () => {
  let scratch: TemporaryFolder;
  test.beforeEach(async () => {
    scratch = await temporaryFolder('clientDevice');
  });
  test.afterEach(() => scratch[Symbol.asyncDispose]());

  test('killed in the middle of a stream, it leaves exceptions of Android', async () => {
    writeFileSync(join(scratch.path, 'VID_1.mp4'), '');
    truncateSync(join(scratch.path, 'VID_1.mp4'), 2 ** 28);
    await using device = await createDevice({ command, library: scratch.path });
    await device.tester.access('com.example.gallery', 'full');
    const app = await device.app('com.example.gallery');
    const video = MediaStore.Video.Media.EXTERNAL_CONTENT_URI;
    await using cursor = await app.contentResolver.query(video, ['_id'], null);
    await cursor?.moveToFirst();
    const stream = await app.contentResolver.openInputStream(`${video}/${cursor?.getLong(0)}` as Uri);
    const reader = stream.getReader();
    await reader.read();
    process.kill(device.pid ?? 0, 'SIGKILL');
    const toEnd = async () => {
      while (!(await reader.read()).done);
    };
    await expect(toEnd()).rejects.toBeInstanceOf(IOException);
    await app.closed;
    await expect(app.getSdkInt()).rejects.toBeInstanceOf(DeadObjectException);
    // A call on its way hears that the connection ended; the next one looks for the device.
    await expect.poll(() => device.tester.state().catch(String)).toContain('No device answers at');
  });

  test('a device that was started takes its folder along; one that was joined stays', async () => {
    const device = await createDevice({ command, library: { images: 1 } });
    const joined = await createDevice({ url: device.url, token: device.token });
    expect(joined.home).toBe(device.home);
    await joined.close();
    expect((await device.tester.state()).booted).toBe(true);
    await expect(joined.tester.state()).rejects.toThrow('This device was closed');
    await device.close();
    expect(existsSync(dirname(device.home))).toBe(false);
  });

  test('what is wrong is said in a sentence', async () => {
    const stranger = createServer((_, response) => {
      response
        .setHeader('content-type', 'application/json')
        .end('{"ok":true,"version":"99.1.0","api":34,"volumes":[]}');
    });
    await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
    const other = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
    await using device = await createDevice({ command, library: { images: 1 } });
    const { url, token } = device;
    const missing = join(scratch.path, 'missing');
    writeFileSync(join(scratch.path, 'file.txt'), '');
    const port = new URL(url).port;
    for (const [options, sentence] of [
      [{ command, library: missing }, missing],
      [{ command, home: device.home }, 'home'],
      [{ command, port: Number(port) }, `Port ${port} on 127.0.0.1 cannot be opened`],
      [{ command, clock: 'noon' }, '--clock takes an ISO date-time'],
      [{ command: ['/nowhere/scopebox'] }, '“/nowhere/scopebox” cannot be started'],
      [{ url, token: 'wrong' }, 'does not know this token'],
      [{ url, token: '' }, 'asks for a token'],
      [{ url: 'http://127.0.0.1:9', token }, 'No device answers at http://127.0.0.1:9'],
      [{ url: 'ftp://x', token }, '“ftp://x” is no address of a device'],
      [{ url: other, token }, 'is of version 99.1.0, this library of'],
      [{ url, token, library: 'demo' }, 'A device that runs has its library'],
    ] as const)
      await expect(createDevice(options), sentence).rejects.toThrow(sentence);
    await expect(device.app('com.example.missing')).rejects.toThrow('Unknown package: com.example.missing');
    stranger.close();
  });
});
