import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diskWarning, freeBytes } from '../../main/hosts/diskRoom.ts';
import { lockHome } from '../../main/hosts/homeLock.ts';
import { isRunning } from '../../main/hosts/processes.ts';
import { announceRunning, runningDevices, runningFolder } from '../../main/hosts/runningDevices.ts';
import { StatusLine, scanText } from '../../main/hosts/scanProgress.ts';

const workplace = () => mkdtempSync(join(tmpdir(), 'scopebox-running-'));
const record = (home: string, pid = process.pid) => ({
  ...{ url: 'http://127.0.0.1:1', token: 'secret', pid, home },
  ...{ folder: '/photos', api: 34, version: '0.1.0' },
});
/** Beyond any process number of the systems we run on. */
const GONE = 999_999_999;

describe('devices that run tell where they are', () => {
  test('to the user alone, until they end', () => {
    const folder = join(workplace(), 'data', 'running');
    const home = join(workplace(), 'home');
    using _lock = lockHome(home);
    {
      using _told = announceRunning(folder, record(home));
      expect(runningDevices(folder)).toEqual([record(home)]);
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(statSync(join(folder, `${process.pid}.json`)).mode & 0o777).toBe(0o600);
    }
    expect(readdirSync(folder)).toEqual([]);
    expect(runningDevices(join(folder, 'nowhere'))).toEqual([]);
  });

  test('what a killed one left is swept, and other files stay', () => {
    const folder = workplace();
    const home = join(workplace(), 'home');
    using _lock = lockHome(home);
    announceRunning(folder, record(home, GONE));
    writeFileSync(join(folder, 'notes.txt'), '');
    writeFileSync(join(folder, '1.json'), '{"url":');
    expect(runningDevices(folder)).toEqual([]);
    expect(readdirSync(folder)).toEqual(['notes.txt']);
  });

  test('a process number that was given again is not the device', () => {
    const folder = workplace();
    announceRunning(folder, record(join(workplace(), 'home')));
    expect(runningDevices(folder)).toEqual([]);
  });

  test('the folder is the user’s data folder', () => {
    expect(runningFolder({ XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/scopebox/running');
  });
});

test('a disk that is nearly full is told', () => {
  expect(diskWarning('/home', 10 * 1_048_576)).toMatch(/^The disk of \/home has 10 MB left: make room/);
  expect(diskWarning('/home', 100 * 1_048_576)).toBeNull();
  expect(diskWarning('/home', null)).toBeNull();
  expect(freeBytes(join(tmpdir(), 'is', 'not', 'there'))).toBeNull();
});

test.each([
  [[{ state: 'ready' }], null],
  [[{ state: 'scanning', paused: true }], null],
  [[{ state: 'scanning', indexed: 1_200, total: null }], 'Indexing 1,200 files'],
  [
    [
      { state: 'scanning', indexed: 1_200, total: 5_000, rate: 700.4, remaining: 5 },
      { state: 'scanning', indexed: 300, total: 1_000, rate: 100, remaining: 7 },
      { state: 'ready', indexed: 9_000, total: 9_000 },
    ],
    'Indexing 1,500 of 6,000 files, 800 per second, 7 s left',
  ],
])('a scan in one line: %j', (volumes, line) => {
  const whole = { paused: false, indexed: 0, total: null, rate: null, remaining: null };
  expect(scanText(volumes.map((volume) => ({ ...whole, ...volume })) as never)).toBe(line);
});

test('a process that has ended does not run, whether or not somebody has asked how', async () => {
  // The shell becomes a program that never asks for its child.
  const parent = spawn('sh', ['-c', 'sh -c "echo \\$\\$" & exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  const pid = Number((await once(parent.stdout, 'data'))[0]);
  await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
  expect(isRunning(parent.pid ?? 0)).toBe(true);
  parent.kill();
  await once(parent, 'exit');
  expect(isRunning(parent.pid ?? 0)).toBe(false);
  expect([0, -1, 1.5, Number.NaN].map(isRunning)).toEqual([false, false, false, false]);
});

test('a line of progress fits its terminal, and there is none without one', () => {
  const written: string[] = [];
  const write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  const narrow = new StatusLine({ write, isTTY: true, columns: 10 });
  narrow.show(null);
  narrow.show('Indexing 12 files');
  narrow.show(null);
  new StatusLine({ write, isTTY: true, columns: 0 }).show('Indexing');
  new StatusLine({ write, isTTY: false as true, columns: 80 }).show('Indexing');
  expect(written).toEqual(['\r\u001B[2KIndexing ', '\r\u001B[2K', '\r\u001B[2KIndexing']);
});
