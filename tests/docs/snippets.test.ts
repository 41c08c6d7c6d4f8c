// The TypeScript of the README and of the documentation, in the eyes of the compiler: one run for all of it.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const clone = resolve(import.meta.dirname, '../..');
const pagesOf = (folder: string) =>
  readdirSync(join(clone, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
const pages = ['README.md', ...pagesOf('docs'), ...pagesOf('docs/site')];

// Below the clone: what a snippet imports is found as it is by a test.
mkdirSync(join(clone, 'node_modules/.cache'), { recursive: true });
const folder = mkdtempSync(join(clone, 'node_modules/.cache/docs-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A block without an import goes on where the one before it ended. */
function modules(page: string): readonly string[] {
  const blocks = [...readFileSync(join(clone, page), 'utf8').matchAll(/^```ts\n(.*?)^```$/gms)].map(
    ([, code = '']) => code,
  );
  const found: string[] = [];
  for (const code of blocks) {
    if (/^import /m.test(code) || found.length === 0) found.push(code);
    else found.push(`${found.pop() ?? ''}\n${code}`);
  }
  return found;
}

/** A module may say in its first line how the others of its page call it. */
function write(page: string): number {
  const own = join(folder, page.replace(/\W/g, '-'));
  mkdirSync(own);
  const codes = modules(page);
  for (const [index, code] of codes.entries()) {
    const [, name = `${index + 1}.ts`] = /^\/\/ (\w+\.ts)$/m.exec(code.split('\n')[0] ?? '') ?? [];
    writeFileSync(join(own, name), code);
  }
  return codes.length;
}

test('what is TypeScript in the README and in docs/ has no errors', () => {
  const count = pages.reduce((sum, page) => sum + write(page), 0);
  expect(count).toBeGreaterThan(8);
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(project()));
  const tsc = join(clone, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' });
  expect(stdout).toBe('');
  expect(status).toBe(0);
});

function project() {
  const source = (path: string) => [join(clone, path)];
  return {
    extends: join(clone, 'examples/tsconfig.json'),
    compilerOptions: {
      // Nobody says what is left over in an example.
      ...{ noEmit: true, noUnusedLocals: false, noUnusedParameters: false },
      typeRoots: [join(clone, 'node_modules/@types')],
      paths: {
        scopebox: source('sdk/index.ts'),
        'scopebox/vitest': source('testing/vitest.ts'),
        'scopebox/playwright': source('testing/playwright.ts'),
      },
    },
    include: ['**/*.ts'],
  };
}
