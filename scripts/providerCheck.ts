// `npm run provider:check -- FOLDER [--json] [--patience 5000]`: the conformance suite of documents providers, for authors.
// Exit code: 0 everything passed, 1 something failed, 2 no folder, 3 the plug-in does not run.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { forkExtractor } from '../main/hosts/forkExtractor.ts';
import { forkProvider } from '../main/hosts/forkProvider.ts';
import { loadPlugin } from '../main/hosts/pluginFolder.ts';
import { startSystem } from '../main/system.ts';
import type { CheckResult } from '../sdk/providerCheck/check.ts';
import { checkProvider, reportOf } from '../sdk/providerCheck/checkProvider.ts';
import { checkedDevice } from './checkedDevice.ts';

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
  const home = mkdtempSync(join(tmpdir(), 'scopebox-check-'));
  try {
    return await onDevice(plugin, home);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return 3;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function onDevice(plugin: string, home: string): Promise<number> {
  const at = (path: string) => join(import.meta.dirname, '..', path);
  const photos = join(home, 'photos');
  mkdirSync(photos);
  const system = await startSystem({
    ...{ home: join(home, 'device'), folder: photos, sdk: 36, firstBootApps: [] },
    spawnExtractor: forkExtractor(at('mediaextractor/index.ts')),
    spawnProvider: forkProvider(at('main/hosts/providerProcess.ts'), at('sdk/index.ts')),
  });
  try {
    const { authority, problem } = await loadPlugin(system, plugin);
    if (problem !== null) throw new Error(`${authority}: ${problem}`);
    await using device = await checkedDevice(system, authority, patience);
    return told(await checkProvider(device));
  } finally {
    await system.close();
  }
}

function told(results: readonly CheckResult[]): number {
  console.log(values.json ? JSON.stringify(results, null, 2) : reportOf(results));
  return results.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
}
