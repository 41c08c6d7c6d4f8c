import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lock } from '../../scripts/lock.mjs';
import { buildIsCurrent, dependenciesAreCurrent, fingerprint, isNewEnough, refuseLink } from '../../scripts/setup.mjs';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scopebox-setup-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, content: unknown): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), typeof content === 'string' ? content : JSON.stringify(content));
}

describe('packages are installed again', () => {
  const sharp = { version: '1.0.0', integrity: 'sha512-a' };
  const wanted = { '': { version: '0.1.0' }, 'node_modules/sharp': sharp };
  const cases: readonly [string, object, object | null, boolean][] = [
    ['not when the same are there', wanted, { 'node_modules/sharp': sharp }, true],
    ['when there are none', wanted, null, false],
    ['when one is missing', wanted, {}, false],
    ['when one has another version', wanted, { 'node_modules/sharp': { ...sharp, version: '0.9.0' } }, false],
    ['when one has other content', wanted, { 'node_modules/sharp': { ...sharp, integrity: 'sha512-b' } }, false],
    ['not when one for another platform is left out', { 'node_modules/x': { ...sharp, optional: true } }, {}, true],
  ];
  test.each(cases)('%s', (_name, lockfile, installed, current) => {
    write('package-lock.json', { packages: lockfile });
    if (installed !== null) write('node_modules/.package-lock.json', { packages: installed });
    expect(dependenciesAreCurrent(folder)).toBe(current);
  });
});

describe('packages are never installed through a link', () => {
  test('which would empty the folder it leads to', () => {
    write('elsewhere/package.json', {});
    symlinkSync(join(folder, 'elsewhere'), join(folder, 'node_modules'));
    expect(() => refuseLink(folder)).toThrow(`is a link to ${join(folder, 'elsewhere')}`);
  });

  test('a folder, or none, is npm’s own', () => {
    expect(() => refuseLink(folder)).not.toThrow();
    write('node_modules/.package-lock.json', {});
    expect(() => refuseLink(folder)).not.toThrow();
  });
});

describe('the build is made again', () => {
  beforeEach(() => {
    write('main/hosts/web.ts', 'export const a = 1;');
    write('out/.built', fingerprint(folder));
  });

  test('not when nothing changed', () => expect(buildIsCurrent(folder)).toBe(true));

  test('when it was never made', () => {
    rmSync(join(folder, 'out'), { recursive: true });
    expect(buildIsCurrent(folder)).toBe(false);
  });

  test('when a source was added', () => {
    write('renderer/new.tsx', '');
    expect(buildIsCurrent(folder)).toBe(false);
  });

  test('when a source was removed', () => {
    rmSync(join(folder, 'main/hosts/web.ts'));
    expect(buildIsCurrent(folder)).toBe(false);
  });

  test('when a source became older, as a checkout of an older version can do', () => {
    utimesSync(join(folder, 'main/hosts/web.ts'), 1_000_000, 1_000_000);
    expect(buildIsCurrent(folder)).toBe(false);
  });

  test('not when something else changed', () => {
    write('docs/notes.md', 'words');
    expect(buildIsCurrent(folder)).toBe(true);
  });
});

describe('one start at a time', () => {
  test('the second waits until the first has given the lock back', async () => {
    const order: string[] = [];
    const unlock = await lock(folder);
    const second = lock(folder).then((release) => {
      order.push('second');
      release();
    });
    order.push('first');
    unlock();
    await second;
    expect(order).toEqual(['first', 'second']);
  });

  test('a lock whose process is gone is taken over', async () => {
    // No process has this number: it is above the largest that Linux, macOS or Windows hand out.
    write('.lock', '99999999');
    const unlock = await lock(folder);
    unlock();
    expect(existsSync(join(folder, '.lock'))).toBe(false);
  });
});

test.each([
  ['20.20.2', '9', false],
  ['22.22.0', '10', true],
  ['24.21.0', '10', true],
  ['18.19.0', '9', false],
  ['21.0.0', '10', false],
])('Node %s with Node-API %s can load the database: %s', (node, napi, enough) => {
  expect(isNewEnough({ node, napi })).toBe(enough);
});
