import { existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lockHome } from '../../main/hosts/homeLock.ts';

const newHome = () => join(mkdtempSync(join(tmpdir(), 'scopebox-lock-')), 'home');

describe('a device’s home belongs to one running device', () => {
  test('a second start is told who has it', () => {
    const home = newHome();
    using _lock = lockHome(home);
    expect(() => lockHome(home)).toThrow(`A device already runs on ${home} (process ${process.pid}).`);
  });

  test('it is free again afterwards', () => {
    const home = newHome();
    lockHome(home)[Symbol.dispose]();
    expect(existsSync(join(home, 'device.pid'))).toBe(false);
    lockHome(home)[Symbol.dispose]();
  });

  test('the lock of a process that is gone is taken over', () => {
    const home = newHome();
    lockHome(home)[Symbol.dispose]();
    // Beyond any process number of the systems we run on.
    writeFileSync(join(home, 'device.pid'), '999999999');
    using _lock = lockHome(home);
    expect(readFileSync(join(home, 'device.pid'), 'utf8')).toBe(String(process.pid));
  });

  test('a lock that is no number is nobody’s', () => {
    const home = newHome();
    lockHome(home)[Symbol.dispose]();
    writeFileSync(join(home, 'device.pid'), 'garbage');
    lockHome(home)[Symbol.dispose]();
  });

  test('nobody else can look into it', () => {
    const home = newHome();
    using _lock = lockHome(home);
    expect(statSync(home).mode & 0o777).toBe(0o700);
  });

  test.runIf(process.platform === 'linux')('a home below /proc is a sentence, not a wait for ever', () => {
    expect(() => lockHome('/proc/scopebox/home')).toThrow('cannot be written');
  });

  test('a home that cannot be made is a sentence', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'scopebox-lock-')), 'file');
    writeFileSync(file, '');
    expect(() => lockHome(join(file, 'home'))).toThrow('cannot be written (ENOTDIR). Choose another one with --home.');
  });
});
