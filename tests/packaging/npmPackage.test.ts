// What people get from `npm install scopebox`: everything a start needs, and nothing of the workshop.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';

const clone = resolve(import.meta.dirname, '../..');

type Manifest = Readonly<{
  bin: Readonly<Record<string, string>>;
  exports: Readonly<Record<string, string | Readonly<Record<'types' | 'default', string>>>>;
  dependencies: Readonly<Record<string, string>>;
  optionalDependencies: Readonly<Record<string, string>>;
}>;

const manifest: Manifest = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8'));

describe.skipIf(!existsSync(join(clone, 'out', 'main', 'web.js')))('the npm package', () => {
  let files: readonly string[];

  beforeAll(() => {
    const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'];
    const shell = process.platform === 'win32';
    const [{ files: packed }] = JSON.parse(execFileSync('npm', args, { cwd: clone, encoding: 'utf8', shell }));
    files = packed.map(({ path }: Readonly<{ path: string }>) => path);
  });

  test('holds the program, its page, the demo library and the first apps', () => {
    const library = globSync('fixtures/library/**/*.*', { cwd: clone }).map((path) => path.replaceAll('\\', '/'));
    expect(library.length).toBeGreaterThan(5);
    expect(files).toEqual(
      expect.arrayContaining([
        ...[...Object.values(manifest.bin), 'package.json', 'README.md', 'LICENSE', 'NOTICE'],
        ...['web', 'mediaextractor', 'watcher', 'provider', 'scopebox'].map((name) => `out/main/${name}.js`),
        ...['out/renderer/index.html', 'fixtures/apps/gallery.json'],
        ...library,
      ]),
    );
  });

  test('holds no source, test, map, tool or other package', () => {
    const ours = /^(bin|out\/(main|preload|renderer|client)|fixtures\/(apps|library|scenarios))\//;
    const others = files.filter((path) => path.includes('/') && !ours.test(path));
    expect(others).toEqual([]);
    // A provider of the scenarios is written as people write theirs.
    const programs = files.filter((path) => !path.startsWith('fixtures/scenarios/providers/'));
    expect(programs.filter((path) => /\.map$|node_modules|(?<!\.d)\.ts$|\/package\.json$/.test(path))).toEqual([]);
  });

  test('what its code imports comes with it', () => {
    const brought = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies });
    const scripts = globSync('{main/**/*.js,client/*.js}', { cwd: join(clone, 'out') });
    const foreign = scripts.flatMap((path) => importsOf(readFileSync(join(clone, 'out', path), 'utf8')));
    expect(foreign).toContain('better-sqlite3');
    // Electron is the program that runs its entry; a test suite imports its helpers together with its own runner.
    const known = [...brought, ...builtinModules, 'electron', '@playwright/test', 'vitest'];
    expect([...new Set(foreign)].filter((name) => !name.startsWith('node:') && !known.includes(name))).toEqual([]);
  });
});

test('everything package.json exports is built below a folder that is packed', () => {
  const targets = Object.values(manifest.exports).flatMap((target) =>
    typeof target === 'string' ? [target] : Object.values(target),
  );
  for (const target of targets) expect(target).toMatch(/^\.\/(out\/client\/.+\.(js|d\.ts)|package\.json)$/);
});

/** The names of packages that code, as the bundler writes it, imports. */
function importsOf(code: string): readonly string[] {
  const found = code.matchAll(
    /^(?:import|export)\b[^'"\n]*?["']([^./'"][^'"]*)["'];?$|\bimport\(["']([^./'"][^'"]*)["']\)/gm,
  );
  return [...found].map(([, fixed, late]) => packageOf(fixed ?? late ?? ''));
}

const packageOf = (specifier: string) =>
  specifier.startsWith('node:') || !specifier.startsWith('@')
    ? (specifier.split('/')[0] ?? '')
    : specifier.split('/').slice(0, 2).join('/');
