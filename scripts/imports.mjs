// `npm run imports`: who may import whom, as .dependency-cruiser.cjs says it.
// Usage: node scripts/imports.mjs [--root FOLDER] [--minimum N]
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const clone = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { root: { type: 'string', default: clone }, minimum: { type: 'string', default: '50' } },
});
const folders = [
  'cli',
  'contract',
  'main',
  'mediaextractor',
  'preload',
  'renderer',
  'scenario',
  'sdk',
  'testing',
].filter((name) => existsSync(join(values.root, name)));

const { modules, summary } = cruise();
const own = modules.filter(({ source }) => folders.some((folder) => source.startsWith(`${folder}/`)));
const broken = summary.violations.filter(({ rule }) => rule.severity === 'error');
for (const { from, to, rule } of broken) console.error(`${from} → ${to}\n    ${rule.name}`);
if (broken.length > 0) fail(`${broken.length} imports that are not allowed; .dependency-cruiser.cjs says why.`);
// A cruiser that cannot parse TypeScript sees nothing and is content with it.
if (own.length < Number(values.minimum)) {
  fail(
    `only ${own.length} modules were looked at, expected ${values.minimum} or more: is the parser (@swc/core) installed?`,
  );
}
console.log(`imports: ${own.length} modules, every import allowed`);

function cruise() {
  const bin = join(clone, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');
  const args = [
    '--require',
    join(clone, 'scripts', 'visitUsing.cjs'),
    bin,
    '--config',
    join(clone, '.dependency-cruiser.cjs'),
    '--output-type',
    'json',
    ...folders,
  ];
  const options = { cwd: values.root, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 };
  const { stdout, stderr, error } = spawnSync(process.execPath, args, options);
  // It would like the compiler's API, which TypeScript 7 does not have; swc parses instead.
  const notes = stderr.split('\n').filter((line) => line.trim() !== '' && !line.includes('missing-tsc-transpiler'));
  if (notes.length > 0) console.error(notes.join('\n'));
  if (error !== undefined || stdout === '') fail(`dependency-cruiser did not run: ${error?.message ?? 'no output'}`);
  return JSON.parse(stdout);
}

function fail(message) {
  console.error(`imports: ${message}`);
  process.exit(1);
}
