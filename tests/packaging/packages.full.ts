// Packages as people get them: made, installed away from this clone, and started. `npm run test:packages`.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, type ElectronApplication } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildDeb } from '../../packaging/buildDeb.ts';
import { buildDesktop } from '../../packaging/buildDesktop.ts';
import { layoutProblems, mainOf } from '../../packaging/checkLayout.ts';
import type { Arch } from '../../packaging/stage.ts';
import { findChromium } from '../support/findChromium.ts';
import { findElectron } from '../support/findElectron.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { stubElectron } from './stubElectron.ts';

const clone = resolve(import.meta.dirname, '../..');
const arch: Arch = process.arch === 'arm64' ? 'arm64' : 'x64';
const isLinux = process.platform === 'linux';

let workplace: TemporaryFolder;
const at = (...names: readonly string[]) => join(workplace.path, ...names);

beforeAll(async () => {
  workplace = await temporaryFolder('packages');
  mkdirSync(at('empty'));
  execFileSync(process.execPath, [join(clone, 'scripts/prepack.mjs')], { stdio: 'inherit' });
});
afterAll(() => workplace[Symbol.asyncDispose]());

/** The environment of somebody who has no clone, and no Node that is found by chance. */
const plain = (path = '/usr/bin:/bin') => ({ PATH: path, HOME: at('home'), XDG_DATA_HOME: at('data'), CI: '1' });

/** Starts it from an empty folder, sees its page and the demo library, and ends it. */
async function expectServes(command: string, env: Readonly<Record<string, string>>): Promise<void> {
  const args = ['serve', '--json'];
  const child = spawn(command, args, { cwd: at('empty'), env, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((done) => child.once('close', done));
  const said = await new Promise<string>((heard, failed) => {
    createInterface({ input: child.stdout }).once('line', heard);
    child.once('exit', (code) => failed(new Error(`${command} ended with ${code}`)));
  });
  const { url, token, pid } = JSON.parse(said);
  const entered = await fetch(`${url.replace(/\/$/, '')}/?token=${token}`, { redirect: 'manual' });
  const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
  const page = await fetch(url, { headers: { cookie } });
  expect(await page.text()).toContain('<title>Scopebox</title>');
  process.kill(pid, 'SIGTERM');
  expect(await ended).toBe(0);
}

describe('the npm package', () => {
  test('installed for everybody, it starts from an empty folder with its own packages alone', async () => {
    const options = { cwd: clone, encoding: 'utf8', env: process.env } as const;
    const packed = execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', at()], options);
    const [{ filename, size }] = JSON.parse(packed.slice(packed.indexOf('[\n')));
    execFileSync(
      'npm',
      ['install', '--global', '--prefix', at('prefix'), '--no-audit', '--no-fund', at(filename)],
      options,
    );
    const modules = spawnSync('du', ['-sm', at('prefix')], { encoding: 'utf8' }).stdout.split('\t')[0];
    console.log(`npm package: ${(size / 1e6).toFixed(1)} MB, installed ${modules} MB`);
    await expectServes(at('prefix/bin/scopebox'), plain(process.env.PATH));
    // Beside the installed package, so that it is found as a project finds it; the device it starts is the package's own.
    const script = at('prefix/lib/script.mjs');
    const program = `import { createDevice } from 'scopebox';
      await using device = await createDevice({ api: 33, library: { images: 3, seed: 1 } });
      console.log(device.sdk, (await device.tester.state()).volumes.length);`;
    writeFileSync(script, program);
    const asked = spawnSync(process.execPath, [script], { encoding: 'utf8', env: plain(process.env.PATH) });
    expect(asked).toMatchObject({ stdout: '33 1\n', stderr: '', status: 0 });
  });
});

describe.skipIf(!isLinux || spawnSync('dpkg-deb', ['--version']).status !== 0)('the Debian package', () => {
  test('dpkg installs it into an empty system, and what it brings runs there', async () => {
    // Packed in half a minute instead of three, and a sixth larger than the real one.
    process.env.DPKG_DEB_COMPRESSOR_LEVEL ??= '1';
    const file = await buildDeb(at(), arch);
    const root = at('root');
    for (const folder of ['updates', 'info', 'parts'])
      mkdirSync(join(root, 'var/lib/dpkg', folder), { recursive: true });
    for (const name of ['status', 'available']) writeFileSync(join(root, 'var/lib/dpkg', name), '');
    const dpkg = (...args: readonly string[]) =>
      spawnSync('dpkg', ['--root', root, '--force-not-root', ...args], { encoding: 'utf8' });
    // An empty system has no libc to depend on.
    const installed = dpkg('--force-depends', '--install', file);
    expect(installed.status, installed.stderr).toBe(0);
    expect(dpkg('--verify', 'scopebox').stdout).toBe('');
    expect(readFileSync(join(root, 'usr/share/bash-completion/completions/scopebox'), 'utf8')).toContain('_scopebox');
    console.log(`Debian package: ${(readFileSync(file).length / 1e6).toFixed(1)} MB`);
    await expectServes(join(root, 'usr/bin/scopebox'), plain());
    expect(dpkg('--remove', 'scopebox').status).toBe(0);
    expect(existsSync(join(root, 'usr/lib/scopebox'))).toBe(false);
  });
});

const builder = join(clone, 'packaging/node_modules/electron-builder');

describe.skipIf(!isLinux || !existsSync(builder))('the desktop program, laid out by electron-builder', () => {
  const resources = () =>
    at('desktop', `linux-${arch}`, arch === 'x64' ? 'linux-unpacked' : `linux-${arch}-unpacked`, 'resources');
  let app: ElectronApplication | null = null;
  afterAll(() => app?.close());

  test('holds what it needs and nothing else, with native modules beside its archive', async () => {
    stubElectron(at('electron'));
    await buildDesktop({
      target: { platform: 'linux', arch },
      dirOnly: true,
      output: at('desktop'),
      electronDist: at('electron'),
    });
    expect(layoutProblems(resources(), { platform: 'linux', arch })).toEqual([]);
    expect(
      layoutProblems(resources(), { platform: 'linux', arch: arch === 'x64' ? 'arm64' : 'x64' }).length,
    ).toBeGreaterThan(2);
    const size = readFileSync(join(resources(), 'app.asar')).length;
    console.log(`app.asar: ${(size / 1e6).toFixed(1)} MB`);
  });

  test('runs from another place', async () => {
    const chromium = await findChromium();
    const asar = join(clone, 'packaging/node_modules/@electron/asar/bin/asar.js');
    mkdirSync(at('moved'));
    execFileSync(process.execPath, [asar, 'extract', join(resources(), 'app.asar'), at('moved/app')]);
    cpSync(join(resources(), 'fixtures'), at('moved/fixtures'), { recursive: true });
    rmSync(at('desktop'), { recursive: true });
    expect(existsSync(join(at('moved/app'), mainOf(at('moved/app'))))).toBe(true);
    app = await _electron.launch({
      ...{ executablePath: findElectron().path, args: [at('moved/app')], cwd: at('empty') },
      env: { ...plain(process.env.PATH), ELECTRON_DOUBLE_HOME: at('home'), CHROMIUM_PATH: chromium?.path ?? '' },
    });
    const page = await app.firstWindow();
    const folder = page.getByRole('region', { name: 'Folder of external_primary' });
    await folder.getByText(at('moved/fixtures/library')).first().waitFor();
    await folder.getByText(/Ready/).first().waitFor();
  });
});
