// What `npm pack` and `npm publish` need first: the build, and the client library with its types.
import { join } from 'node:path';
import { explainAndExit, nodeBinary, prepare, root, run, SetupError, step, toolEnvironment } from './setup.mjs';

await main().catch(explainAndExit);

async function main() {
  await prepare();
  const script = join(root, 'scripts', 'packageClient.ts');
  const build = () => run(nodeBinary(), [script], { capture: true, env: toolEnvironment() });
  const { code, output } = await step('packing the client library', build);
  if (code !== 0) throw new SetupError(`\n${output.trim()}\n\nThe client library could not be packed.`, code);
}
