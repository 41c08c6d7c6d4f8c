// What installers are told to hold; `npm run test:packages` makes them and looks inside.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { control, debianVersion } from '../../packaging/buildDeb.ts';
import { layoutProblems } from '../../packaging/checkLayout.ts';
import { APP_ID, type DesktopBuild, desktopConfig, ELECTRON_VERSION } from '../../packaging/desktopConfig.ts';
import { LINUX_SIZES, writeIcons } from '../../packaging/icons.ts';
import type { Target } from '../../packaging/stage.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const clone = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(clone, path), 'utf8');

const build = (target: Target): DesktopBuild => ({
  ...{ target, app: '/app', icons: '/icons', output: '/out', dirOnly: false },
  ...{ electronDist: null, repository: null, notarize: false },
});
const textOf = (config: object) => JSON.stringify(config);

describe('the desktop program', () => {
  test.each([
    [{ platform: 'linux', arch: 'x64' }, ['AppImage', 'deb']],
    [{ platform: 'win32', arch: 'x64' }, ['nsis', 'portable']],
    [{ platform: 'darwin', arch: 'arm64' }, ['dmg', 'zip']],
  ] as const)('for %j', (target, names) => {
    const text = textOf(desktopConfig(build(target)));
    for (const name of names) expect(text).toContain(`{"target":"${name}","arch":["${target.arch}"]}`);
    const folder = textOf(desktopConfig({ ...build(target), dirOnly: true }));
    expect(folder).toContain(`"target":[{"target":"dir","arch":["${target.arch}"]}]`);
  });

  test('is made of the Electron that the tests are written for', () => {
    expect(JSON.parse(read('package.json')).devDependencies.electron).toBe(ELECTRON_VERSION);
    expect(Object.keys(JSON.parse(read('packaging/package-lock.json')).packages)).toContain(
      'node_modules/electron-builder',
    );
  });

  test('has the name by which Windows knows its notifications', () => {
    expect(read('main/hosts/electron.ts')).toContain(`setAppUserModelId('${APP_ID}')`);
  });

  test('takes session files everywhere, scenario files where that takes no other file', () => {
    const extensions = (platform: Target['platform']) =>
      desktopConfig(build({ platform, arch: 'x64' })).fileAssociations.map((one) => ({ rank: undefined, ...one }));
    expect(extensions('linux')).toMatchObject([{ ext: 'scopebox-session' }, { ext: 'scopebox.yaml' }]);
    expect(extensions('win32')).toMatchObject([{ ext: 'scopebox-session' }]);
    expect(extensions('darwin')).toMatchObject([{ ext: 'scopebox-session' }, { ext: 'yaml', rank: 'Alternate' }]);
  });

  test('knows where newer versions are only when it is told', () => {
    const target = { platform: 'linux', arch: 'x64' } as const;
    expect(desktopConfig(build(target)).publish).toBeNull();
    expect(desktopConfig({ ...build(target), repository: 'owner/name' }).publish).toMatchObject([
      { provider: 'github', owner: 'owner', repo: 'name' },
    ]);
  });

  test('a layout that would not run is told, each thing of it', async () => {
    await using folder = await temporaryFolder('layout');
    const files = {
      'package.json': { size: 1 },
      'src.ts': { size: 1 },
      node_modules: { files: { 'better-sqlite3': { files: { 'linux-arm64.node': { size: 1 } } } } },
    };
    const header = Buffer.from(JSON.stringify({ files }));
    const head = Buffer.alloc(16);
    head.writeUInt32LE(header.length, 12);
    mkdirSync(folder.path, { recursive: true });
    writeFileSync(join(folder.path, 'app.asar'), Buffer.concat([head, header]));
    const problems = layoutProblems(folder.path, { platform: 'linux', arch: 'x64' }).join('\n');
    const told = ['out/main/electron.js is missing', 'prebuilds/linux-x64.node is missing', 'src.ts is not needed'];
    for (const sentence of [...told, 'linux-arm64.node is in the archive', 'linux-arm64.node is for another system'])
      expect(problems).toContain(sentence);
  });
});

test('the icon is one drawing in every system’s shape', async () => {
  await using folder = await temporaryFolder('icons');
  await writeIcons(folder.path);
  const file = (name: string) => readFileSync(join(folder.path, name));
  for (const size of LINUX_SIZES)
    expect(await sharp(file(`icons/${size}x${size}.png`)).metadata()).toMatchObject({ width: size, height: size });
  const [ico, icns] = [file('icon.ico'), file('icon.icns')];
  const last = 6 + (ico.readUInt16LE(4) - 1) * 16;
  const [length, offset] = [ico.readUInt32LE(last + 8), ico.readUInt32LE(last + 12)];
  expect(await sharp(ico.subarray(offset, offset + length)).metadata()).toMatchObject({ format: 'png', width: 256 });
  expect([icns.toString('latin1', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
  expect(await sharp(icns.subarray(16, 8 + icns.readUInt32BE(12))).metadata()).toMatchObject({ width: 32 });
});

test('the Debian package says what it is in Debian’s words', () => {
  expect(debianVersion('1.0.0-rc.1')).toBe('1.0.0~rc.1');
  const fields = control('0.2.0', 'arm64', 1_234);
  expect(fields).toMatch(/^Package: scopebox\nVersion: 0\.2\.0\nArchitecture: arm64\n/);
  expect(fields.endsWith('\n')).toBe(true);
  expect(
    fields
      .slice(fields.indexOf('Description:'))
      .split('\n')
      .slice(1, -1)
      .every((line) => /^ \S/.test(line)),
  ).toBe(true);
  expect(read('packaging/linux/scopebox.desktop')).toContain('\nExec=scopebox start %f\n');
  expect(read('packaging/linux/scopebox.sh')).toMatch(/^#!\/bin\/sh\n/);
});
