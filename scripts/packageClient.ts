// `npm run package:client`: the client library as a package of its own, in out/client: one ES module for Node and pages,
// its types, and the helpers for test suites. The package `scopebox` hands out the same files.
// `npm run package:client -- FOLDER` builds it there instead.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { run } from './setup.mjs';

const clone = resolve(import.meta.dirname, '..');
const out = resolve(process.argv[2] ?? join(clone, 'out', 'client'));

/** What is built, and from where; the last two bring nothing along that a test suite has itself. */
const entries = { index: 'sdk/index.ts', playwright: 'testing/playwright.ts', vitest: 'testing/vitest.ts' };

/** Their test runner is the one of whoever imports them: a second copy would know nothing of the tests. */
const RUNNERS = ['@playwright/test', 'vitest'];

type Manifest = Readonly<
  Record<'version' | 'license' | 'description', string> & Record<'peerDependencies' | 'peerDependenciesMeta', object>
>;

/** A part that no clone has is a mistake; one that is not written yet is left out. */
function inputs(): Readonly<Record<string, string>> {
  const found = Object.entries(entries).filter(([, path]) => existsSync(join(clone, path)));
  return Object.fromEntries(found.map(([name, path]) => [name, join(clone, path)]));
}

async function bundle(): Promise<void> {
  const { build } = await import('vite');
  await build({
    configFile: false,
    root: clone,
    logLevel: 'warn',
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'es2023',
      minify: false,
      copyPublicDir: false,
      lib: { entry: inputs(), formats: ['es'] },
      rolldownOptions: {
        external: [/^node:/, ...RUNNERS],
        output: { entryFileNames: '[name].js', chunkFileNames: 'shared-[hash].js' },
      },
    },
  });
}

/** Declarations as TypeScript writes them, with imports that Node's own resolution of a package understands. */
async function declare(): Promise<void> {
  const types = join(out, 'types');
  const project = join(out, 'tsconfig.json');
  const options = {
    ...{ noEmit: false, declaration: true, emitDeclarationOnly: true, rootDir: clone, outDir: types },
    ...{ lib: ['ES2024', 'ESNext.Disposable', 'DOM', 'DOM.AsyncIterable'], types: ['node'] },
    typeRoots: [join(clone, 'node_modules', '@types')],
  };
  const wanted = {
    extends: join(clone, 'tsconfig.base.json'),
    compilerOptions: options,
    files: Object.values(inputs()),
  };
  writeFileSync(project, JSON.stringify(wanted));
  const tsc = join(clone, 'node_modules', 'typescript', 'bin', 'tsc');
  const { code, output } = await run(process.execPath, [tsc, '-p', project], { capture: true });
  rmSync(project);
  if (code !== 0) throw new Error(`The types of the client library could not be written:\n${output}`);
  for (const path of readdirSync(types, { recursive: true, encoding: 'utf8' })) {
    if (!path.endsWith('.d.ts')) continue;
    const file = join(types, path);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/((?:from |import\()['"]\.[^'"]*)\.ts(['"])/g, '$1.js$2'));
  }
}

function describePackage(): void {
  const shared: Manifest = JSON.parse(readFileSync(join(clone, 'package.json'), 'utf8'));
  const { version, license, description, peerDependencies, peerDependenciesMeta } = shared;
  const exported = Object.entries(entries).filter(([name]) => name in inputs());
  const manifest = {
    ...{ name: 'scopebox-client', version, license },
    description: `${description} The client library.`,
    ...{ type: 'module', sideEffects: false, engines: { node: '>=22' } },
    // The test runners that the helpers are for, as whoever has them installed them.
    ...{ peerDependencies, peerDependenciesMeta },
    exports: Object.fromEntries(
      exported.map(([name, path]) => [
        name === 'index' ? '.' : `./${name}`,
        { types: `./types/${path.replace(/\.ts$/, '.d.ts')}`, default: `./${name}.js` },
      ]),
    ),
  };
  writeFileSync(join(out, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  for (const name of ['LICENSE', 'NOTICE']) cpSync(join(clone, name), join(out, name));
}

mkdirSync(out, { recursive: true });
await bundle();
await declare();
describePackage();
