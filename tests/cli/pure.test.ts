// What the command line decides without a device.
import { InvalidArgumentError } from 'commander';
import { describe, expect, test } from 'vitest';
import { answersOf } from '../../cli/answerDialog.ts';
import { chooseDevice } from '../../cli/chooseDevice.ts';
import { chooseItems } from '../../cli/chooseItems.ts';
import { withoutSecrets } from '../../cli/commands/doctorCommands.ts';
import { levelsOf } from '../../cli/commands/scenarioCommands.ts';
import { readSettingsWords } from '../../cli/deviceSettings.ts';
import { diskCheck, nodeCheck, screenCheck } from '../../cli/doctorChecks.ts';
import { splitExec } from '../../cli/execCommand.ts';
import { failureOf } from '../../cli/failure.ts';
import { pushTarget } from '../../cli/pushTarget.ts';
import { readDuration, readNumbers, readUri, readValues } from '../../cli/readArguments.ts';
import { withCommand } from '../../cli/runCommandLine.ts';
import { printable, tableOf } from '../../cli/table.ts';
import { Throwable } from '../../contract/android/errors.ts';
import type { ShownDialog } from '../../contract/rpc/systemUi.ts';
import { StartError } from '../../main/hosts/commandLine.ts';

const running = (port: number) => ({
  ...{ url: `http://127.0.0.1:${port}`, token: `token${port}`, pid: port, home: `/homes/${port}` },
  ...{ folder: '/photos', api: 34, version: '0.1.0' },
});

describe('which device a command means', () => {
  const two = [running(1000), running(2000)];
  test.each([
    ['the only one that runs', {}, {}, [running(1000)], 1000],
    ['the one at an address', { device: 'http://127.0.0.1:2000/' }, {}, two, 2000],
    ['the one at a port', { device: '2000' }, {}, two, 2000],
    ['the one on a home', { home: '/homes/2000/' }, {}, two, 2000],
    ['the one of the environment', {}, { SCOPEBOX_URL: 'http://127.0.0.1:2000' }, two, 2000],
    ['a home before the environment', { home: '/homes/1000' }, { SCOPEBOX_URL: 'http://127.0.0.1:2000' }, two, 1000],
  ] as const)('%s', (_, wanted, environment, records, port) => {
    expect(chooseDevice(wanted, environment, records)).toEqual({
      url: `http://127.0.0.1:${port}`,
      token: `token${port}`,
    });
  });

  test('one that did not tell where it is needs a token', () => {
    const elsewhere = { SCOPEBOX_URL: 'http://127.0.0.1:3000' };
    expect(chooseDevice({}, { ...elsewhere, SCOPEBOX_TOKEN: 'secret' }, two)).toEqual({
      url: 'http://127.0.0.1:3000',
      token: 'secret',
    });
    expect(() => chooseDevice({}, elsewhere, two)).toThrow('set SCOPEBOX_TOKEN');
  });

  test.each([
    [{}, [], 3, /No device runs\. Start one/],
    [{}, two, 2, /2 devices run; say which one is meant:\n {2}--device 1000 /],
    [{ device: 'localhost' }, two, 2, /is no address/],
    [{ home: '/nowhere' }, two, 3, /No device runs on the home \/nowhere/],
  ] as const)('%j of %j', (wanted, records, exitCode, words) => {
    expect(() => chooseDevice(wanted, {}, records)).toThrow(words);
    expect(() => chooseDevice(wanted, {}, records)).toThrow(expect.objectContaining({ exitCode }));
  });
});

describe('arguments', () => {
  test.each([
    ['images', 'content://media/external/images/media'],
    ['files', 'content://media/external/file'],
    ['31', 'content://media/external/file/31'],
    ['content://a.b/c', 'content://a.b/c'],
  ])('%s is %s', (text, uri) => expect(readUri(text)).toBe(uri));

  test.each(['image', '-1', 'http://a', 'content://'])('%s is no target', (text) => {
    expect(() => readUri(text)).toThrow(InvalidArgumentError);
  });

  test('values have the type they look like, or the one that is said', () => {
    expect(
      readValues(['is_pending=1', '_display_name=a=b.jpg', 'title=null', 'x:s=34', 'y:b=true', 'z:n=', 'e=', 'n=12a']),
    ).toEqual({ is_pending: 1, _display_name: 'a=b.jpg', title: null, x: '34', y: true, z: null, e: '', n: '12a' });
    expect(() => readValues(['title'])).toThrow('“title” is no column=value.');
    expect(() => readValues(['a:q=1'])).toThrow('is no type');
    expect(() => readValues(['a:i=1.5'])).toThrow('“1.5” is no whole number.');
  });

  test('lists and times', () => {
    expect(readNumbers('1, 2,,3')).toEqual([1, 2, 3]);
    expect(() => readNumbers('1,x')).toThrow('not “x”');
    expect(readDuration('61s')).toBe(61_000);
    expect(() => readDuration('61')).toThrow('is no duration');
  });

  test.each([
    [[], ['start']],
    [
      ['--api', '36'],
      ['start', '--api', '36'],
    ],
    [['~/Pictures'], ['start', '~/Pictures']],
    [['photos'], ['start', 'photos']],
    [
      ['query', 'images'],
      ['query', 'images'],
    ],
    [['querry'], ['querry']],
    [['--version'], ['--version']],
  ])('%j is %j', (args, whole) => {
    expect(withCommand(args, ['start', 'query'], (path) => path === 'photos')).toEqual(whole);
  });

  test.each([
    ['exec -- npm test', [], ['npm', 'test']],
    [
      'exec --api 33 /photos --install a.json --skin=Modern -q --json -- x --skin y',
      ['--api', '33', '/photos', '--json'],
      ['x', '--skin', 'y'],
    ],
    ['exec npm test', ['npm', 'test'], []],
  ])('%s', (line, host, command) => expect(splitExec(line.split(' '))).toEqual({ host, command }));

  test.each([
    ['/a/photo.jpg', '/sdcard/DCIM/', false, '/sdcard/DCIM/photo.jpg'],
    ['photo.jpg', '/sdcard/x.jpg', false, '/sdcard/x.jpg'],
    ['photo.jpg', '/sdcard/DCIM', true, '/sdcard/DCIM/photo.jpg'],
    ['-', '/sdcard/notes.txt', false, '/sdcard/notes.txt'],
  ])('%s to %s', (file, target, several, path) => expect(pushTarget(file, target, several)).toBe(path));

  test.each([
    ['skinn=Modern', 'Did you mean skin?'],
    ['colour=red', 'There are api, skin, clock'],
    ['api=28', 'api takes 29, 30'],
    ['clock=tomorrow', 'clock takes system, manual'],
    ['keep-activities=maybe', 'takes on, off'],
  ])('device set %s', (word, sentence) => expect(() => readSettingsWords(['api=34', word])).toThrow(sentence));
});

test('items are chosen by name, by _id, or by age', () => {
  const items = [
    { id: 1, displayName: 'IMG_1.jpg', date: 300 },
    { id: 2, displayName: 'IMG_2.jpg', date: 100 },
    { id: 3, displayName: 'sunset.jpg', date: 300 },
  ];
  expect(chooseItems(items, { newest: 2 })).toEqual([3, 1]);
  expect(chooseItems(items, { ids: [2, 1] })).toEqual([1, 2]);
  expect(chooseItems(items, { select: ['IMG_*', 'sun*'] })).toEqual([3, 1, 2]);
  expect(() => chooseItems(items, { newest: 4 })).toThrow('only 3 photos and videos, not 4');
  expect(() => chooseItems(items, { ids: [9] })).toThrow('has the _id 9');
  expect(() => chooseItems(items, { select: ['img_1.jpg'] })).toThrow('is called “img_1.jpg”');
});

describe('tables', () => {
  const columns = [
    { title: 'ID', value: ({ id }: { id: number }) => id, right: true },
    { title: 'NAME', value: ({ name }: { name: string | null }) => name },
    { title: 'END', value: () => 'x' },
  ];
  test('columns are as wide as what is in them', () => {
    const rows = [
      { id: 7, name: 'a' },
      { id: 123, name: '写真' },
      { id: 8, name: null },
    ];
    expect(tableOf(rows, columns, null)).toBe(
      [' ID  NAME  END', '  7  a     x', '123  写真  x', '  8  -     x'].join('\n'),
    );
    expect(tableOf(rows, columns, 10).split('\n')[0]).toBe(' ID  NAME…');
  });

  test('names of files cannot move the cursor', () => {
    expect(printable('a\u001B[2Jb\n\u202Ec')).toBe('a\\u001b[2Jb\\u000a\\u202ec');
  });
});

test.each([
  [new StartError('a', 4), 4, null],
  [new Error('No photo picker came up'), 1, null],
  [new Throwable('SecurityException', 'no'), 1, 'SecurityException'],
  [new Throwable('DeadObjectException', 'gone'), 3, 'DeadObjectException'],
  [new Throwable('OperationCanceledException', 'cancelled'), 130, 'OperationCanceledException'],
  [Object.assign(new Error('write'), { code: 'ENOSPC' }), 3, null],
])('exit code of %s', (error, exitCode, name) => expect(failureOf(error)).toMatchObject({ exitCode, name }));

test('a fault of the program keeps its trace', () => {
  expect(() => failureOf(new TypeError('undefined is not a function'))).toThrow(TypeError);
});

describe('doctor', () => {
  test.each([
    [nodeCheck({ node: '24.21.0', napi: '10' }, 'linux'), 'ok'],
    [nodeCheck({ node: '20.19.0', napi: '9' }, 'linux'), 'bad'],
    [diskCheck('State', '/data', 10 * 1_048_576), 'bad'],
    [diskCheck('State', '/data', 300 * 1_048_576), 'warn'],
    [diskCheck('State', '/data', 3_000 * 1_048_576), 'ok'],
    [screenCheck({}, 'linux'), 'warn'],
    [screenCheck({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux'), 'ok'],
    [screenCheck({}, 'darwin'), 'ok'],
  ])('%j', (check, state) => {
    expect(check.state).toBe(state);
    expect(check.todo === null).toBe(state === 'ok');
  });

  test('a report has no secrets', () => {
    const token = 'ab12'.repeat(12);
    expect(withoutSecrets(`{"a":"${token}","b":"mine"}`, ['mine'])).toBe('{"a":"(token)","b":"(token)"}');
  });
});

test.each([
  [[29, 30, 31, 32, 33, 34, 35, 36], '29–36'],
  [[33, 35], '33, 35'],
  [[34, 35], '34, 35'],
])('levels %j', (apis, text) => expect(levelsOf(apis)).toBe(text));

test('a dialog tells what can be answered', () => {
  const dialog = { id: 1, kind: 'mediaRequest', ask: {} } as unknown as ShownDialog;
  expect(answersOf(dialog)).toEqual(['allow', 'deny']);
});
