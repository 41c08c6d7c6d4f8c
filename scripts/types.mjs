// Type-checks every environment on its own: words, device, client library, preload, page, tests.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const failed = ['contract', 'sdk', 'main', 'cli', 'preload', 'renderer', 'scenario', 'tests', 'examples'].filter(
  (project) => {
    const run = spawnSync(process.execPath, [tsc, '-p', project, '--pretty'], { stdio: 'inherit' });
    return run.status !== 0;
  },
);
if (failed.length > 0) {
  console.error(`types: errors in ${failed.join(', ')}`);
  process.exit(1);
}
console.log('types: no errors');
