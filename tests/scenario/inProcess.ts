// A device in the process of the test, behind its own loopback host, as scenarios are run on.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { forkExtractor } from '../../main/hosts/forkExtractor.ts';
import { forkProvider } from '../../main/hosts/forkProvider.ts';
import { startWebServer } from '../../main/hosts/webServer.ts';
import { startSystem } from '../../main/system.ts';
import type { StartDevice } from '../../scenario/lane.ts';
import { createDevice } from '../../sdk/device.ts';

const at = (path: string) => join(import.meta.dirname, '../..', path);

/** Devices of this process; `close` ends them all. */
export function devicesHere() {
  const closing: (() => Promise<void>)[] = [];
  const startDevice: StartDevice = async ({ api, library }) => {
    const home = mkdtempSync(join(tmpdir(), 'scopebox-home-'));
    const spawnExtractor = forkExtractor(at('mediaextractor/index.ts'));
    const spawnProvider = forkProvider(at('main/hosts/providerProcess.ts'), at('sdk/index.ts'));
    const on = { home, folder: library, writeThrough: false, sdk: api, firstBootApps: [] };
    const system = await startSystem({ ...on, spawnExtractor, spawnProvider });
    const server = await startWebServer({ system, port: 0, rendererFolder: home });
    const device = await createDevice({ url: server.origin, token: server.tokens.device });
    closing.push(async () => {
      await device.close();
      await server.close();
      await system.close();
      rmSync(home, { recursive: true, force: true });
    });
    return device;
  };
  const close = async () => {
    for (const end of closing.splice(0)) await end();
  };
  return { startDevice, close };
}
