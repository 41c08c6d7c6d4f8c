import { describe, expect, test } from 'vitest';
import type { DeviceApi } from '../../contract/rpc/deviceApi.ts';
import { bundleText, rowText } from '../../main/shell/shellText.ts';
import { GALLERY, TEN_PHOTOS, type TestSystem, testSystem } from '../testSystem.ts';

const IMAGES = 'content://media/external/images/media';
const SHELL_UID = 2_000;

async function run(device: TestSystem, args: readonly string[], stdin?: Uint8Array) {
  const tester = device.converse<DeviceApi>('tester');
  const { stdout, ...result } = await tester.shell(args, stdin);
  return { ...result, stdout: new TextDecoder('latin1').decode(stdout) };
}

describe('content', () => {
  test('query prints rows in order, or that there is none', async () => {
    await using device = await testSystem({ photos: TEN_PHOTOS.slice(0, 2) });
    const query = (...args: readonly string[]) =>
      run(device, ['content', 'query', '--uri', IMAGES, '--projection', '_display_name:owner_package_name', ...args]);
    expect(await query('--sort', '_display_name')).toEqual({
      exitCode: 0,
      stdout:
        'Row: 0 _display_name=IMG_20240519_120000.jpg, owner_package_name=NULL\n' +
        'Row: 1 _display_name=IMG_20240520_120000.jpg, owner_package_name=NULL\n',
      stderr: '',
      truncated: false,
    });
    expect((await query('--where', "_display_name='x'")).stdout).toBe('No result found.\n');
    const favorites = await query('--extra', 'android:query-arg-match-favorite:i:3');
    expect(favorites.stdout).toContain('[ERROR] Binding not well formed');
    const escaped = await query('--extra', 'android\\:query-arg-match-favorite:i:3');
    expect(escaped.stdout).toBe('No result found.\n');
  });

  test('call and gettype print what they got', async () => {
    await using device = await testSystem({ photos: [] });
    const call = (...args: readonly string[]) => run(device, ['content', 'call', '--uri', 'content://media', ...args]);
    const version = await call('--method', 'get_version', '--extra', 'android.intent.extra.TEXT:s:external');
    expect(version.stdout).toMatch(/^Result: Bundle\[\{android\.intent\.extra\.TEXT=1506:[0-9a-f-]{36}\}\]\n$/);
    expect((await call('--method', 'wait_for_idle')).stdout).toBe('Result: null\n');
    expect((await call('--method', 'scan_volume', '--arg', 'external_primary')).stdout).toBe('Result: Bundle[{}]\n');
    const type = await run(device, ['content', 'gettype', '--uri', IMAGES]);
    expect(type.stdout).toBe('Result: vnd.android.cursor.dir/image\n');
  });

  test('read copies the bytes', async () => {
    await using device = await testSystem({ photos: [], files: { 'Pictures/a.jpg': new Uint8Array(600_000).fill(7) } });
    const files = await run(device, [
      'content',
      'query',
      '--uri',
      'content://media/external/file',
      '--projection',
      '_id',
      '--where',
      "_display_name='a.jpg'",
    ]);
    const id = /_id=(\d+)/.exec(files.stdout)?.[1];
    const { stdout } = await run(device, ['content', 'read', '--uri', `content://media/external/file/${id}`]);
    expect(stdout).toBe('\u0007'.repeat(600_000));
  });

  test('insert, write, update and delete print nothing and do it', async () => {
    await using device = await testSystem({ photos: [] });
    const silent = { exitCode: 0, stdout: '', stderr: '', truncated: false };
    const bind = (...bindings: readonly string[]) => bindings.flatMap((binding) => ['--bind', binding]);
    const content = (...args: readonly string[]) => run(device, ['content', ...args]);
    const owner = `owner_package_name:s:${GALLERY.packageName}`;
    expect(await content('insert', '--uri', IMAGES, ...bind('_display_name:s:a.jpg', owner))).toEqual(silent);
    const columns = ['--projection', '_id:_display_name:owner_package_name:_size'];
    const inserted = (await content('query', '--uri', IMAGES, ...columns)).stdout;
    const id = /_id=(\d+), _display_name=a\.jpg, owner_package_name=com\.example\.gallery/.exec(inserted)?.[1];
    const bytes = new Uint8Array(400_000).fill(3);
    expect(await run(device, ['content', 'write', '--uri', `${IMAGES}/${id}`], bytes)).toEqual(silent);
    expect(await content('update', '--uri', `${IMAGES}/${id}`, ...bind('_display_name:s:b.jpg'))).toEqual(silent);
    expect((await content('query', '--uri', IMAGES, ...columns)).stdout).toBe(
      `Row: 0 _id=${id}, _display_name=b.jpg, owner_package_name=com.example.gallery, _size=400000\n`,
    );
    expect(await content('delete', '--uri', IMAGES, '--where', `_id=${id}`)).toEqual(silent);
    expect((await content('query', '--uri', IMAGES)).stdout).toBe('No result found.\n');
  });

  test('what the provider throws goes to the other stream, and the exit code is 0', async () => {
    await using device = await testSystem({ photos: [] });
    const none = `${IMAGES}/999`;
    expect(await run(device, ['content', 'read', '--uri', none])).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: `Error while accessing provider:media\njava.io.FileNotFoundException: No item at ${none}\n`,
      truncated: false,
    });
    const column = await run(device, ['content', 'query', '--uri', IMAGES, '--projection', 'nothing']);
    expect(column.stderr).toContain('java.lang.IllegalArgumentException: Invalid column nothing');
    const nobody = await run(device, ['content', 'query', '--uri', 'content://contacts/people']);
    expect(nobody.stderr).toBe(
      'Error while accessing provider:contacts\njava.lang.IllegalStateException: Could not find provider: contacts\n',
    );
  });

  test('a mistake is answered with the usage', async () => {
    await using device = await testSystem({ photos: [] });
    const { stdout, exitCode } = await run(device, ['content', 'query']);
    expect(stdout).toMatch(
      /^usage: adb shell content .*\n\[ERROR\] Content provider URI not specified\. Did you specify/s,
    );
    expect(exitCode).toBe(0);
  });

  test('the shell sees everything, whatever it holds', async () => {
    await using device = await testSystem();
    const { stdout } = await run(device, ['content', 'query', '--uri', IMAGES, '--projection', '_id']);
    expect(stdout.trim().split('\n')).toHaveLength(10);
    expect(device.system.packages.find('com.android.shell')?.uid).toBe(SHELL_UID);
  });

  test('what is printed beyond the limit is cut, and said to be', async () => {
    const big = new Uint8Array(5 * 1_048_576);
    await using device = await testSystem({ photos: [], files: { 'Download/big.bin': big } });
    const query = ['content', 'query', '--uri', 'content://media/external/file', '--where', "_display_name='big.bin'"];
    const id = /_id=(\d+)/.exec((await run(device, query)).stdout)?.[1];
    const { stdout, truncated } = await run(device, [
      'content',
      'read',
      '--uri',
      `content://media/external/file/${id}`,
    ]);
    expect([stdout.length, truncated]).toEqual([4 * 1_048_576, true]);
  });
});

describe('media_provider', () => {
  test('prints the versions of the databases', async () => {
    await using device = await testSystem({ photos: [] });
    expect((await run(device, ['media_provider', 'version'])).stdout).toBe(
      "'internal.db' version: 1506\n'external.db' version: 1506\n'picker.db' version: 16\n",
    );
    const list = await run(device, ['media_provider', 'cloud-provider', 'list', '--all']);
    expect(list.stdout).toMatch(/^(?:No available CloudMediaProviders\.|pkg: com\.example\.cloudphotos .*)\n$/);
    expect((await run(device, ['media_provider'])).stdout).toMatch(/^MediaProvider \(media_provider\) commands:\n/);
  });

  test('an app may not run its commands', async () => {
    await using device = await testSystem({ photos: [] });
    const app = device.launch(GALLERY.packageName);
    const cli = 'content://media/cli?cmd=version' as Parameters<typeof app.contentResolver.openFileDescriptor>[0];
    await expect(app.contentResolver.openFileDescriptor(cli, 'r')).rejects.toMatchObject({
      name: 'SecurityException',
      message: expect.stringMatching(/^Shell commands not allowed\. Calling app ID: \d+, Calling UID \d+\./),
    });
  });
});

test('other commands are not there', async () => {
  await using device = await testSystem({ photos: [] });
  for (const name of ['scrcpy', 'constructor', ''])
    expect(await run(device, [name])).toMatchObject({
      exitCode: 127,
      stderr: `/system/bin/sh: ${name}: inaccessible or not found\n`,
    });
});

describe('texts', () => {
  test.each([
    [2.2, '2.2'],
    [29.97002601, '29.970026'],
    [5, '5'],
    [new Uint8Array(2), 'BLOB'],
    [null, 'NULL'],
    ['a, b=c', 'a, b=c'],
  ])('a value %s', (value, text) => {
    expect(rowText(3, ['x'], [value])).toBe(`Row: 3 x=${text}`);
  });

  test('a Bundle with everything', () => {
    expect(bundleText({ a: 1, b: ['x', null], c: { d: true } })).toBe('Bundle[{a=1, b=[x, null], c={d=true}}]');
  });
});
