// NOTICE names everything that is shipped: what is installed to run, and what is built into the bundles.
import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const clone = resolve(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(clone, path), 'utf8');

type Entry = Readonly<{
  license?: string;
  dependencies?: Readonly<Record<string, string>>;
  optionalDependencies?: Readonly<Record<string, string>>;
}>;
const manifest: Pick<Entry, 'dependencies' | 'optionalDependencies'> = JSON.parse(read('package.json'));
const locked: Readonly<Record<string, Entry>> = JSON.parse(read('package-lock.json')).packages;

const SHIPPED_SOURCES = '{cli,contract,main,mediaextractor,preload,renderer,scenario,sdk}/**/*.{ts,tsx}';
const PERMISSIVE = /^\(?(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|Python-2\.0|MIT OR CC0-1\.0)\)?$/;

/** Packages that our own sources import. */
function importedPackages(): readonly string[] {
  const names = globSync(SHIPPED_SOURCES, { cwd: clone }).flatMap((path) =>
    [...read(path).matchAll(/(?:\bfrom |^import |\bimport\()['"]([^'"]+)['"]\)?;?$/gm)].map((match) => match[1] ?? ''),
  );
  const packages = names.filter((name) => /^[@\w]/.test(name) && !name.startsWith('node:'));
  return packages.map((name) =>
    name
      .split('/')
      .slice(0, name.startsWith('@') ? 2 : 1)
      .join('/'),
  );
}

/** Where a package finds another one, as Node looks for it. */
function found(name: string, from: string): string | null {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (locked[path] !== undefined) return path;
    if (!at.includes('/node_modules/'))
      return locked[`node_modules/${name}`] === undefined ? null : `node_modules/${name}`;
  }
}

/** With what each of them needs in turn; paths in the lockfile. */
function shippedPackages(): ReadonlySet<string> {
  const roots = [...Object.keys(manifest.dependencies ?? {}), ...Object.keys(manifest.optionalDependencies ?? {})];
  const shipped = new Set<string>();
  const add = (path: string | null) => {
    if (path === null || shipped.has(path)) return;
    shipped.add(path);
    // It downloads the program it stands for; what it needs for that stays here.
    if (path === 'node_modules/electron') return;
    const { dependencies = {}, optionalDependencies = {} } = locked[path] ?? {};
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) add(found(name, path));
  };
  for (const name of [...roots, ...importedPackages()]) add(found(name, ''));
  return shipped;
}

describe('NOTICE', () => {
  const notice = read('NOTICE');
  // `@img/sharp-*` stands for every package that begins so.
  const named = [...notice.matchAll(/[@\w][\w./-]*\*?/g)].map(([word]) => word.replace(/[.,]$/, ''));
  const isNamed = (name: string) =>
    named.some((word) => (word.endsWith('*') ? name.startsWith(word.slice(0, -1)) : word === name));
  const nameOf = (path: string) => path.replace(/^.*node_modules\//, '');

  test('names every library that is shipped', () => {
    const shipped = [...shippedPackages()];
    expect(shipped.length).toBeGreaterThan(30);
    expect(shipped.map(nameOf).filter((name) => !isNamed(name))).toEqual([]);
  });

  test('sets those apart that are not under a permissive licence', () => {
    const [, apart = ''] = /not under a permissive licence([\s\S]*?)All other libraries/.exec(notice) ?? [];
    const others = [...shippedPackages()].filter((path) => !PERMISSIVE.test(locked[path]?.license ?? ''));
    const families = others.map(nameOf).map((name) => name.replace(/^(@img\/sharp-(libvips|win32)-).*/, '$1*'));
    expect(families.length).toBeGreaterThan(3);
    for (const name of new Set(families)) expect(apart, name).toContain(name);
  });

  test('says whose the trademark is, and no font or drawing of Google’s products is used', () => {
    expect(notice).toContain('Android is a trademark of Google LLC');
    const styles = globSync('renderer/**/*.css', { cwd: clone }).map(read).join('\n');
    expect(styles).not.toMatch(/Google Sans|Product Sans/);
    expect(globSync('renderer/**/*.{ttf,otf,woff,woff2,png,jpg,webp}', { cwd: clone })).toEqual([]);
  });
});
