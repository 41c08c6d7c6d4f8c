// `npm run provider:check -- FOLDER [--json] [--patience 5000]`: the conformance suite of documents providers, for authors.
// Exit code: 0 everything passed, 1 something failed, 2 no folder, 3 the plug-in does not run.
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { checkProviderFolder } from '../cli/checkProviderFolder.ts';
import { reportOf } from '../sdk/providerCheck/checkProvider.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, patience: { type: 'string', default: '5000' } },
});
const [folder] = positionals;
const patience = Number(values.patience);

if (folder === undefined || !Number.isSafeInteger(patience) || patience < 1) {
  console.error('Name the folder of a provider: npm run provider:check -- FOLDER [--json] [--patience MILLISECONDS]');
  process.exitCode = 2;
} else process.exitCode = await main(resolve(folder));

async function main(plugin: string): Promise<number> {
  const at = (path: string) => join(import.meta.dirname, '..', path);
  const entries = {
    extractor: at('mediaextractor/index.ts'),
    provider: at('main/hosts/providerProcess.ts'),
    library: at('sdk/index.ts'),
  };
  try {
    const results = await checkProviderFolder(plugin, patience, entries);
    console.log(values.json ? JSON.stringify(results, null, 2) : reportOf(results));
    return results.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 3;
  }
}
