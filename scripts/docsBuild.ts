// `npm run docs:build`: the documentation as a site, in docs/site/out/site. Its packages come first where they are missing.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const site = resolve(import.meta.dirname, '../docs/site');

if (!existsSync(join(site, 'node_modules/vitepress'))) {
  console.log('VitePress is not here yet: its packages are installed into docs/site, about 100 MB, once.');
  npm('ci', '--no-audit', '--no-fund');
}
npm('run', 'build');
console.log(`The site is in ${join(site, 'out/site')}; “npm run preview” in docs/site shows it.`);

function npm(...args: readonly string[]): void {
  // On Windows npm is a script, which only a shell starts.
  const { status } = spawnSync('npm', args, { cwd: site, stdio: 'inherit', shell: process.platform === 'win32' });
  if (status === 0) return;
  console.error(`docs: “npm ${args.join(' ')}” in docs/site failed; what it says is above.`);
  process.exit(3);
}
