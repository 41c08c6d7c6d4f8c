import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { threadWatcher } from '../../../../main/hosts/threadWatcher.ts';
import { type StartWatching, type WatchEvent, watchFolder } from '../../../../main/providers/media/scan/folderWatch.ts';
import { Watcher } from '../../../../main/providers/media/scan/watcher.ts';
import { Watchers } from '../../../../main/providers/media/scan/watchers.ts';
import { jpeg } from '../../../mediaextractor/pictures.ts';
import { ScanFixture } from './scanFixture.ts';

const photo = await jpeg(64, 48);

test('what changes in the folder reaches the rows', async () => {
  await using device = new ScanFixture({ files: { 'DCIM/a.jpg': photo } });
  await device.scan();
  let told: () => void = () => {};
  const watcher = new Watcher({
    volume: device.volume,
    start: watchFolder,
    onWatching: () => {},
    log: (message) => void device.log.push(message),
    onChange: (paths) => void device.scanner.scanFiles(paths).then(() => told()),
  });
  await watcher.ready;
  const until = async (names: readonly string[]) => {
    const files = names.filter((name) => name.includes('.')).length;
    const shown = () => [...Object.keys(device.rows()).sort(), device.volumes.list()[0]?.files].join();
    while (shown() !== [...names.toSorted(), files].join())
      await new Promise<void>((resolve) => {
        told = resolve;
      });
  };
  device.write('DCIM/b.jpg', photo);
  await until(['DCIM', 'DCIM/a.jpg', 'DCIM/b.jpg']);
  expect(device.rows()['DCIM/b.jpg']).toMatchObject({ width: 64 });
  renameSync(join(device.folder, 'DCIM'), join(device.folder, 'Pictures'));
  await until(['Pictures', 'Pictures/a.jpg', 'Pictures/b.jpg']);
  rmSync(join(device.folder, 'Pictures'), { recursive: true });
  mkdirSync(join(device.folder, 'Empty'));
  await until(['Empty']);
  await watcher.close();
  expect(device.log).toEqual([]);
});

test('when the system has no more watches the folder is polled, and that is said once', async () => {
  await using device = new ScanFixture({ files: { 'DCIM/a.jpg': photo } });
  const started: Readonly<{ polling: boolean; tell: (event: WatchEvent) => void }>[] = [];
  const closed: boolean[] = [];
  const start: StartWatching = ({ polling }, tell) => {
    started.push({ polling, tell });
    return { close: async () => void closed.push(polling) };
  };
  const watchers = new Watchers({ ...device, start, log: (message) => void device.log.push(message) });
  watchers.watch(device.volume, device.scan());
  expect([started, device.volumes.list()[0]?.watching]).toEqual([[], 'starting']);
  while (started.length === 0) await new Promise((resolve) => setImmediate(resolve));
  started[0]?.tell({ kind: 'failed', code: 'EACCES', message: 'permission denied' });
  expect(started).toHaveLength(1);
  for (let n = 0; n < 3; n++) started[0]?.tell({ kind: 'failed', code: 'ENOSPC', message: 'no space' });
  expect(started.map(({ polling }) => polling)).toEqual([false, true]);
  started[1]?.tell({ kind: 'ready' });
  await watchers.ready();
  expect(device.volumes.list()[0]?.watching).toBe('polling');
  expect(device.log).toEqual([
    `Watching ${device.folder} met a problem: permission denied.`,
    `The system has no more file watches (ENOSPC); ${device.folder} is looked at every few seconds instead.`,
  ]);
  device.write('DCIM/b.jpg', photo);
  started[1]?.tell({ kind: 'changed', paths: [join(device.folder, 'DCIM/b.jpg'), join(device.folder, '../x.jpg')] });
  await device.scanner.scanFiles([`${device.volume.path}/DCIM`]);
  expect(device.rows()['DCIM/b.jpg']).toMatchObject({ width: 64 });
  await watchers.close();
  expect(closed).toEqual([false, true]);
});

test('what happens while watches that run out later make way for looks at everything is not lost', async () => {
  await using device = new ScanFixture({ files: { 'DCIM/a.jpg': photo } });
  const tells: ((event: WatchEvent) => void)[] = [];
  const start: StartWatching = (_, tell) => {
    tells.push(tell);
    setImmediate(() => tell({ kind: 'ready' }));
    return { close: async () => {} };
  };
  const watchers = new Watchers({ ...device, start, log: () => {} });
  watchers.watch(device.volume, device.scan());
  await watchers.ready();
  await device.scanner.idle();
  device.write('New/b.jpg', photo);
  tells[0]?.({ kind: 'failed', code: 'ENOSPC', message: 'no space' });
  while (device.volumes.list()[0]?.files !== 2) await new Promise((resolve) => setImmediate(resolve));
  expect(device.rows()['New/b.jpg']).toMatchObject({ width: 64 });
  await watchers.close();
});

const fewWatches = spawnSync('unshare', ['-Ur', 'sh', '-c', 'echo 5 >/proc/sys/user/max_inotify_watches']);
if (fewWatches.status !== 0)
  console.info('The test of a system without watches is skipped: they cannot be limited here.');

test.skipIf(fewWatches.status !== 0)(
  'a system that has really no more of them says so, and polling sees what changes',
  async () => {
    await using device = new ScanFixture({});
    for (let n = 0; n < 20; n++) device.write(`DCIM/day${n}/a.jpg`, photo);
    const limited = 'echo 5 >/proc/sys/user/max_inotify_watches && exec "$@"';
    const script = join(import.meta.dirname, 'watchOnce.ts');
    const child = spawn('unshare', ['-Ur', 'sh', '-c', limited, 'sh', process.execPath, script, device.folder]);
    child.stderr.pipe(process.stderr);
    const told: string[] = [];
    // Whoever polls knows nothing of what happens before its first look: it comes and goes until it is seen.
    let comingAndGoing: NodeJS.Timeout | undefined;
    const comeOrGo = () =>
      existsSync(join(device.folder, 'DCIM/day19/b.jpg'))
        ? rmSync(join(device.folder, 'DCIM/day19/b.jpg'))
        : device.write('DCIM/day19/b.jpg', photo);
    for await (const line of createInterface({ input: child.stdout })) {
      told.push(line);
      if (told.length === 2) comingAndGoing = setInterval(comeOrGo, 700);
    }
    clearInterval(comingAndGoing);
    expect(told).toEqual(['polling', 'polling', join(device.folder, 'DCIM/day19/b.jpg')]);
  },
);

test('what happens between the scan and the first event is not lost', async () => {
  await using device = new ScanFixture({ files: { 'DCIM/a.jpg': photo } });
  const scanned = device.scan();
  const start: StartWatching = (_, tell) => {
    device.write('DCIM/between.jpg', photo);
    setImmediate(() => tell({ kind: 'ready' }));
    return { close: async () => {} };
  };
  const watchers = new Watchers({ ...device, start, log: () => {} });
  watchers.watch(device.volume, scanned);
  await watchers.ready();
  await device.scanner.scanFiles([`${device.volume.path}/DCIM`]);
  expect(Object.keys(device.rows())).toContain('DCIM/between.jpg');
  await watchers.close();
});

test.each([
  ['a thread of its own', '../../../../main/hosts/watcherThread.ts', 64, []],
  ['a thread that needs more memory', '../../../../main/hosts/watcherThread.ts', 5, []],
  ['a thread that does not start', './nowhere.ts', 64, [expect.stringContaining('its thread ended')]],
])('%s tells of the same', async (_, entry, maxOldGenerationSizeMb, failures) => {
  await using device = new ScanFixture({ files: { 'DCIM/a.jpg': photo } });
  const start = threadWatcher(fileURLToPath(new URL(entry, import.meta.url)), { maxOldGenerationSizeMb });
  const seen = new Set<string>();
  const failed: string[] = [];
  await new Promise<void>((resolve) => {
    const watching = start({ folder: device.folder, polling: false }, (event) => {
      if (event.kind === 'ready') device.write('DCIM/b.jpg', photo);
      if (event.kind === 'failed') failed.push(event.message);
      if (event.kind !== 'changed') return;
      for (const path of event.paths) seen.add(path);
      if (!event.paths.includes(join(device.folder, 'DCIM/b.jpg'))) return;
      void watching.close().then(resolve);
    });
  });
  expect([failed, [...seen]]).toEqual([failures, expect.arrayContaining([join(device.folder, 'DCIM/b.jpg')])]);
});
