// The conformance suite of documents providers on a plug-in's folder, on a device made for it.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../main/hosts/commandLine.ts';
import { forkExtractor } from '../main/hosts/forkExtractor.ts';
import { forkProvider } from '../main/hosts/forkProvider.ts';
import { loadPlugin } from '../main/hosts/pluginFolder.ts';
import { startSystem } from '../main/system.ts';
import type { CheckResult } from '../sdk/providerCheck/check.ts';
import { checkProvider } from '../sdk/providerCheck/checkProvider.ts';
import { checkedDevice } from './checkedDevice.ts';

/** The programs that run in processes of their own, as paths. */
export type ProviderEntries = Readonly<{ extractor: string; provider: string; library: string }>;

/**
 * @param folder of the plug-in
 * @param patience how long a notice may be on its way, milliseconds
 * @throws {StartError} when the plug-in does not run
 */
export async function checkProviderFolder(
  folder: string,
  patience: number,
  entries: ProviderEntries,
): Promise<readonly CheckResult[]> {
  const home = mkdtempSync(join(tmpdir(), 'scopebox-check-'));
  const photos = join(home, 'photos');
  mkdirSync(photos);
  try {
    const system = await startSystem({
      ...{ home: join(home, 'device'), folder: photos, sdk: 36, firstBootApps: [] },
      spawnExtractor: forkExtractor(entries.extractor),
      spawnProvider: forkProvider(entries.provider, entries.library),
    });
    try {
      const { authority, problem } = await loaded(system, folder);
      if (problem !== null) throw new StartError(`${authority}: ${problem}`);
      await using device = await checkedDevice(system, authority, patience);
      return await checkProvider(device);
    } finally {
      await system.close();
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

async function loaded(...args: Parameters<typeof loadPlugin>): ReturnType<typeof loadPlugin> {
  try {
    return await loadPlugin(...args);
  } catch (error) {
    throw new StartError(error instanceof Error ? error.message : String(error));
  }
}
