import { describe, expect, test } from 'vitest';
import type { AndroidManifest } from '../../contract/android/manifest.ts';
import { parseIntent } from '../../main/shell/services/intentArguments.ts';
import { intentText } from '../../main/shell/services/intentText.ts';
import { logText, passes } from '../../main/shell/services/logcatText.ts';
import { runtimePermissionText } from '../../main/shell/services/packageText.ts';
import { inputsOf } from '../../main/shell/services/screenCommands.ts';
import { storageVolumes } from '../../main/shell/services/sm.ts';
import { openShell } from '../../main/shell/shell.ts';
import { rowText } from '../../main/shell/shellText.ts';
import { shellServices } from '../../main/systemShell.ts';
import { GALLERY, PHOTOS, type TestSystem, testSystem } from '../testSystem.ts';

const DOCS: AndroidManifest = {
  packageName: 'com.example.docs',
  label: 'Docs',
  targetSdk: 33,
  versionCode: 10_203,
  versionName: '4.5',
  usesPermissions: [...PHOTOS, 'android.permission.INTERNET', 'android.permission.MANAGE_EXTERNAL_STORAGE'].map(
    (name) => ({ name }),
  ),
};

async function run({ system }: TestSystem, command: string, signal = new AbortController().signal) {
  let [stdout, stderr] = ['', ''];
  const exit = await openShell(shellServices(system, signal), command, {
    stdin: nothing(),
    stdout: (bytes) => {
      stdout += Buffer.from(bytes).toString();
    },
    stderr: (bytes) => {
      stderr += Buffer.from(bytes).toString();
    },
    ...{ signal, terminal: null, environment: {} },
  });
  return { stdout, stderr, exit };
}

async function* nothing(): AsyncGenerator<Uint8Array> {}

const ok = (stdout: string) => ({ stdout, stderr: '', exit: 0 });

test('pm and dumpsys package', async () => {
  await using device = await testSystem({ photos: [], apps: [DOCS, GALLERY], sdk: 35 });
  const sh = (command: string) => run(device, command);
  expect(await sh('pm list packages -3 --show-versioncode')).toEqual(
    ok('package:com.example.docs versionCode:10203\npackage:com.example.gallery versionCode:1\n'),
  );
  expect((await sh('cmd package list packages -f -i docs')).stdout).toMatch(
    /^package:\/data\/app\/~~.+==\/com\.example\.docs-.+==\/base\.apk=com\.example\.docs {2}installer=null\n$/,
  );
  expect(await sh('pm list')).toEqual({ ...ok("Error: didn't specify type of data to list\n"), exit: 255 });
  expect(await sh('pm frobnicate')).toEqual({ ...ok('Unknown command: frobnicate\n'), exit: 255 });
  expect(await sh('pm path com.nope; echo $?')).toEqual(ok('1\n'));
  expect(await sh('pm grant com.example.docs android.permission.READ_MEDIA_IMAGES')).toEqual(ok(''));
  expect((await sh('dumpsys package com.example.docs | grep READ_MEDIA_IMAGES:')).stdout).toBe(
    '        android.permission.READ_MEDIA_IMAGES: granted=true, flags=[ USER_SENSITIVE_WHEN_GRANTED|USER_SENSITIVE_WHEN_DENIED]\n',
  );
  expect((await sh('pm dump com.example.docs')).stdout).toMatch(
    /^ {4}versionCode=10203 minSdk=24 targetSdk=33\n {4}versionName=4\.5\n/m,
  );
  expect((await sh('dumpsys package com.example.docs | grep -A 1 "install permissions"')).stdout).toBe(
    '    install permissions:\n      android.permission.INTERNET: granted=true\n',
  );
  expect(await sh('pm grant com.nope android.permission.CAMERA')).toEqual({
    stdout: 'Failure [package not found]\n',
    stderr: 'Error: package not found\n',
    exit: 1,
  });
  const nope = await sh('pm grant com.example.docs android.permission.NOPE');
  expect(nope.exit).toBe(255);
  expect(nope.stderr).toMatch(
    /^\nException occurred while executing 'grant':\njava\.lang\.IllegalArgumentException: Unknown permission android\.permission\.NOPE\n\tat /,
  );
  expect(await sh('pm grant com.example.docs android.permission.CAMERA')).toEqual(ok(''));
  expect((await sh('logcat -d -s PermissionService:W | tail -n 1')).stdout).toContain(
    "android.permission.CAMERA isn't requested by package com.example.docs",
  );
  expect(
    await sh('pm set-permission-flags com.example.docs android.permission.READ_MEDIA_VIDEO user-set user-fixed'),
  ).toEqual(ok(''));
  expect((await sh('pm dump com.example.docs | grep VIDEO:')).stdout).toContain(
    'granted=false, flags=[ USER_SET|USER_FIXED|',
  );
  expect(await sh('pm clear com.example.docs; pm uninstall com.example.docs; pm uninstall com.example.docs')).toEqual({
    ...ok('Success\nSuccess\nFailure [DELETE_FAILED_INTERNAL_ERROR]\n'),
    exit: 1,
  });
});

test('settings, getprop, appops, sm, am and cmd', async () => {
  await using device = await testSystem({ photos: [], apps: [DOCS] });
  const sh = (command: string) => run(device, command);
  expect(
    await sh(
      'settings put system foo "a b"; settings get SYSTEM foo; settings delete system foo; settings get system foo',
    ),
  ).toEqual(ok('a b\nDeleted 1 rows\nnull\n'));
  expect(await sh('settings get globall x')).toEqual({
    stdout: '',
    stderr: "Invalid namespace 'globall'\n",
    exit: 255,
  });
  expect(await sh('settings frob')).toEqual({ stdout: '', stderr: 'Invalid command: frob\n', exit: 255 });
  expect(
    await sh(
      'getprop ro.build.version.sdk; getprop nope; getprop nope x; getprop | grep -c "^\\[.*\\]: \\[.*\\]$" | grep -q ".." && echo many',
    ),
  ).toEqual(ok('34\n\nx\nmany\n'));
  expect(await sh('while [[ -z $(getprop sys.boot_completed) ]]; do sleep 1; done; echo up')).toEqual(ok('up\n'));
  expect(
    await sh(
      'appops set com.example.docs MANAGE_EXTERNAL_STORAGE allow; appops get com.example.docs; appops query-op MANAGE_EXTERNAL_STORAGE allow; appops reset com.example.docs; appops get com.example.docs',
    ),
  ).toEqual(
    ok(
      'MANAGE_EXTERNAL_STORAGE: allow\ncom.example.docs\nReset all modes for: user 0, package com.example.docs\nNo operations.\n',
    ),
  );
  expect(await sh('sm list-volumes all')).toEqual(ok('emulated;0 mounted null\nprivate mounted null\n'));
  expect(await sh('cmd media_scanner')).toEqual({
    stdout: '',
    stderr: "cmd: Can't find service: media_scanner\n",
    exit: 20,
  });
  expect(await sh('am start -n com.example.docs/.MainActivity')).toEqual(
    ok('Starting: Intent { cmp=com.example.docs/.MainActivity }\n'),
  );
  expect((await sh('dumpsys window | grep mFocusedApp')).stdout).toMatch(
    /mFocusedApp=ActivityRecord\{[0-9a-f]{7} u0 com\.example\.docs\/\.MainActivity t1\}/,
  );
  expect((await sh('am start -W -n com.example.docs/.Nope')).stdout).toContain(
    'Error type 3\nError: Activity class {com.example.docs/com.example.docs.Nope} does not exist.\n',
  );
  expect((await sh('ps -A | grep com.example.docs')).stdout).toMatch(/^u0_a\d+ +\d+ +1 .* S com\.example\.docs\n$/);
  expect((await sh('pidof com.example.docs')).stdout).toBe(`${device.system.processes.pid('com.example.docs')}\n`);
  expect(await sh('am force-stop com.example.docs')).toEqual(ok(''));
  expect(device.system.processes.state('com.example.docs')).toBe('STOPPED');
  expect(
    await sh('am start -a android.intent.action.OPEN_DOCUMENT -c android.intent.category.OPENABLE -t "image/*"'),
  ).toMatchObject({ stderr: '', exit: 0 });
  expect(device.system.screen.dialogs().map(({ kind }) => kind)).toEqual(['documentPicker']);
  expect((await sh('am start -n x')).stderr).toContain('java.lang.IllegalArgumentException: Bad component name: x\n');
  expect((await sh('input tap 1')).stderr).toBe('Error: Invalid arguments for command: tap\n');
  expect((await sh('input tap 1 2')).exit).toBe(1);
});

test('what a shell makes and removes has its row at once, and a broadcast scans', async () => {
  await using device = await testSystem({ photos: [] });
  const sh = async (command: string) => (await run(device, command)).stdout;
  const rows =
    'content query --uri content://media/external/file --projection _display_name --where "relative_path=\'Download/\'"';
  expect(
    await sh(
      `echo a > /sdcard/Download/a.txt; ${rows}; mv /sdcard/Download/a.txt /sdcard/Download/b.txt; ${rows}; rm /sdcard/Download/b.txt; ${rows}`,
    ),
  ).toBe('Row: 0 _display_name=a.txt\nRow: 0 _display_name=b.txt\nNo result found.\n');
  expect(await sh('am broadcast -a android.intent.action.MEDIA_SCANNER_SCAN_FILE -d file:///sdcard/Download')).toBe(
    'Broadcasting: Intent { act=android.intent.action.MEDIA_SCANNER_SCAN_FILE dat=file:///... flg=0x400000 }\nBroadcast completed: result=0\n',
  );
});

test('logcat goes on until enough was found', async () => {
  await using device = await testSystem({ photos: [] });
  const found = run(device, 'logcat -T 0 -v brief | grep -m 1 needle');
  await new Promise((resolve) => setImmediate(resolve));
  for (const message of ['hay', 'needle', 'more']) {
    device.system.logcat.log('I', 'Test', message);
    await new Promise((resolve) => setImmediate(resolve));
  }
  device.system.logcat.log('I', 'Test', 'last');
  expect(await found).toEqual(ok('I/Test    ( 1000): needle\n'));
});

test('cmd scopebox selects, waits, answers, and looks as an app does', async () => {
  await using device = await testSystem({ photos: ['DCIM/a.jpg', 'DCIM/b.jpg', 'DCIM/c.jpg'], apps: [GALLERY] });
  const sh = (command: string) => run(device, command);
  const count =
    "cmd scopebox as com.example.gallery content query --uri content://media/external/images/media --projection 'count(_id)'";
  expect(await sh(count)).toEqual(ok('Row: 0 count(_id)=0\n'));
  expect(await sh('cmd scopebox select com.example.gallery --count 2')).toEqual(
    ok('com.example.gallery sees 2 selected items\n'),
  );
  expect(await sh(count)).toEqual(ok('Row: 0 count(_id)=2\n'));
  expect(await sh('cmd scopebox select com.nope --all')).toEqual({
    stdout: '',
    stderr: 'Error: Unknown package: com.nope\n',
    exit: 1,
  });
  expect((await sh('cmd scopebox wait-dialog 1')).exit).toBe(1);
  const answered = sh('cmd scopebox answer deny');
  const app = device.launch(GALLERY.packageName);
  const asked = app.requestPermissions(PHOTOS, 1);
  expect(await answered).toEqual(ok('grantPermissions deny\n'));
  await asked;
  expect(device.system.permissions.checkPermission(GALLERY.packageName, PHOTOS[0] ?? '')).toBe(-1);
  expect(await sh('cmd scopebox clock set 2024-07-01T00:00:00Z; cmd scopebox clock advance 60')).toEqual(
    ok('2024-07-01T00:00:00.000Z\n2024-07-01T00:01:00.000Z\n'),
  );
  expect((await sh('cmd scopebox api 12')).stderr).toBe('Error: There is no device of API level 12.\n');
});

describe('texts', () => {
  test.each([
    ['brief', 'W/Tag     ( 1000): a\nW/Tag     ( 1000): b\n'],
    ['process', 'W( 1000) a  (Tag)\nW( 1000) b  (Tag)\n'],
    ['tag', 'W/Tag     : a\nW/Tag     : b\n'],
    ['thread', 'W( 1000: 1000) a\nW( 1000: 1000) b\n'],
    ['raw', 'a\nb\n'],
    ['time', '06-01 14:00:00.007 W/Tag     ( 1000): a\n06-01 14:00:00.007 W/Tag     ( 1000): b\n'],
    ['threadtime', '06-01 14:00:00.007  1000  1000 W Tag     : a\n06-01 14:00:00.007  1000  1000 W Tag     : b\n'],
    ['long', '[ 06-01 14:00:00.007  1000: 1000 W/Tag      ]\na\nb\n\n'],
  ] as const)('logcat -v %s', (format, text) => {
    const at = new Date(2024, 5, 1, 14).getTime() + 7;
    expect(logText({ at, priority: 'W', tag: 'Tag', message: 'a\nb' }, { format, modifiers: new Set() })).toBe(text);
  });

  test('logcat filters', () => {
    const line = { tag: 'A', priority: 'I' } as const;
    expect([[], ['A:I'], ['A:W'], ['*:S', 'A:V'], ['*:E'], ['B:V', '*:S']].map((specs) => passes(specs, line))).toEqual(
      [true, true, false, true, false, false],
    );
  });

  test.each([
    ['-a A -d content://a/b?c -t Image/PNG', 34, 'Intent { act=A dat=content://a/... typ=image/png }'],
    ['-a A -d content://a/b?c', 30, 'Intent { act=A dat=content://a/b }'],
    ['-a A -d https://h/p -f 0x10 --es k v', 34, 'Intent { act=A dat=https://h/... flg=0x10 (has extras) }'],
    ['-n a.b/a.b.C -p q --grant-read-uri-permission', 34, 'Intent { flg=0x1 pkg=q cmp=a.b/.C }'],
    ['-a A tel:12-34', 34, 'Intent { act=A dat=tel:xx-xx }'],
    ['', 34, 'Intent { }'],
  ] as const)('am … %s', (words, sdk, text) => {
    expect(
      intentText(
        parseIntent(
          words.split(' ').filter((word) => word !== ''),
          {},
        ).intent,
        sdk,
      ),
    ).toBe(text);
  });

  test('extras', () => {
    const { intent } = parseIntent('--ez a 1 --ez b f --ei c 0x10 --eia d 1,2 --esa e x\\,y,z --esn f'.split(' '), {});
    expect(intent.extras).toEqual({ a: true, b: false, c: 16, d: [1, 2], e: ['x,y', 'z'], f: null });
    expect(() => parseIntent(['--ez', 'a', 'maybe'], {})).toThrow('Invalid boolean value: maybe');
    expect(() => parseIntent(['-a'], {})).toThrow('Argument expected after "-a"');
  });

  test('input', () => {
    expect(inputsOf(['touchscreen', 'swipe', '1', '2', '3', '4', '50'])).toEqual([
      { kind: 'swipe', from: { x: 1, y: 2 }, to: { x: 3, y: 4 }, milliseconds: 50 },
    ]);
    expect(inputsOf(['text', 'a%sb'])).toEqual([{ kind: 'text', text: 'a b' }]);
    expect(inputsOf(['keyevent', 'KEYCODE_BACK', '66'])).toEqual([
      { kind: 'key', keyCode: 4 },
      { kind: 'key', keyCode: 66 },
    ]);
    expect(inputsOf(['swipe', '1', '2', '1', '2', '900'])).toEqual([{ kind: 'tap', at: { x: 1, y: 2 }, isLong: true }]);
    expect(inputsOf(['frob'])).toBeNull();
  });

  test('sm, permissions and rows', () => {
    const card = { id: '1A2B-3C4D', kind: 'sd', state: 'ready' } as Parameters<typeof storageVolumes>[0][number];
    const away = { ...card, id: '0000-0000', state: 'ejected' } as const;
    expect(storageVolumes([card, away]).map(({ vold, state, fsUuid }) => `${vold} ${state} ${fsUuid}`)).toEqual([
      'public:179,1 mounted 1A2B-3C4D',
      'private mounted null',
    ]);
    expect(
      runtimePermissionText({
        name: 'android.permission.ACCESS_MEDIA_LOCATION',
        state: { granted: false, flags: new Set() },
      }),
    ).toBe('android.permission.ACCESS_MEDIA_LOCATION: granted=false');
    expect(rowText(0, ['capture_framerate', 'x', 'avg(x)'], [240, 240, 1e7])).toBe(
      'Row: 0 capture_framerate=240.0, x=240, avg(x)=1.0E7',
    );
  });
});

test.each<[modifiers: readonly string[], text: string]>([
  [['UTC', 'year'], '2024-06-01 12:00:00.007  1000  1000 E Tag     : a\tb\n'],
  [['UTC', 'zone', 'usec'], '06-01 12:00:00.007000 +0000  1000  1000 E Tag     : a\tb\n'],
  [['epoch', 'nsec'], '1717243200.007000000  1000  1000 E Tag     : a\tb\n'],
  [['monotonic'], '    60.007  1000  1000 E Tag     : a\tb\n'],
  [['UTC', 'uid'], '06-01 12:00:00.007  1000: 1000  1000 E Tag     : a\tb\n'],
  [['UTC', 'printable'], '06-01 12:00:00.007  1000  1000 E Tag     : a\\tb\n'],
  [['UTC', 'color'], '\x1b[38;5;196m06-01 12:00:00.007  1000  1000 E Tag     : a\tb\x1b[0m\n'],
])('logcat -v %j', (modifiers, text) => {
  const at = Date.UTC(2024, 5, 1, 12) + 7;
  const style = { format: 'threadtime', modifiers: new Set(modifiers) } as const;
  expect(logText({ at, priority: 'E', tag: 'Tag', message: 'a\tb' }, style, at - 60_007)).toBe(text);
});

test('what the screen, properties and services say where no page shows the device', async () => {
  await using device = await testSystem({ photos: [], apps: [GALLERY], sdk: 35 });
  const sh = (command: string) => run(device, command);
  expect(await sh('wm size; wm density')).toEqual(ok('Physical size: 1080x2400\nPhysical density: 420\n'));
  expect(await sh('wm size 720x1280 && wm density 320 && cmd window size && wm density')).toEqual(
    ok('Physical size: 1080x2400\nOverride size: 720x1280\nPhysical density: 420\nOverride density: 320\n'),
  );
  expect(await sh('settings get global display_size_forced; settings get secure display_density_forced')).toEqual(
    ok('720,1280\n320\n'),
  );
  expect((await sh('dumpsys window displays')).stdout).toContain(
    '    init=1080x2400 420dpi base=720x1280 320dpi cur=720x1280 app=720x1280\n',
  );
  expect(await sh('wm size reset; wm density reset; wm size; wm density')).toEqual(
    ok('Physical size: 1080x2400\nPhysical density: 420\n'),
  );
  expect(await sh('wm size 1080')).toEqual({ stdout: '', stderr: 'Error: bad size 1080\n', exit: 255 });
  expect(await sh('wm density 10')).toEqual({ stdout: '', stderr: 'Error: density must be >= 72\n', exit: 255 });
  expect(await sh('screencap -p /sdcard/x.png')).toMatchObject({
    stderr: expect.stringMatching(/^screencap: No page shows the device/),
    exit: 1,
  });
  expect(await sh('setprop debug.test 7; setprop persist.log.tag V; getprop debug.test')).toEqual(ok('7\n'));
  expect(await sh('setprop ro.build.id x')).toEqual({
    ...{ stdout: '', stderr: "setprop: failed to set property 'ro.build.id' to 'x'\n", exit: 1 },
  });
  device.system.reboot();
  expect(await sh('getprop debug.test; getprop persist.log.tag')).toEqual(ok('\nV\n'));
  expect((await sh('uptime')).stdout).toMatch(
    /^ \d\d:\d\d:\d\d up 0 min, {2}0 users, {2}load average: 0\.00, 0\.00, 0\.00\n$/,
  );
  expect(await sh('monkey -p com.nope 1')).toMatchObject({ exit: 252 });
  expect(
    await sh(
      'monkey -p com.example.gallery -c android.intent.category.LAUNCHER 1 > /dev/null; am stack list | tail -n 1',
    ),
  ).toMatchObject({
    stdout: expect.stringContaining('taskId=1: com.example.gallery/.MainActivity'),
  });
  expect((await sh('logcat -v nonsense -d')).stderr).toBe('logcat: Invalid parameter "nonsense" to -v\n');
  expect((await sh('logcat -d -t "01-01 00:00:00.000" | wc -l')).exit).toBe(0);
});
