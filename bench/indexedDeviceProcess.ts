// A device that indexes a folder, without its host: started by the bench with a folder, spoken to by messages.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { forkExtractor } from '../main/hosts/forkExtractor.ts';
import { threadWatcher } from '../main/hosts/threadWatcher.ts';
import { type System, startSystem } from '../main/system.ts';

/** What the bench may ask for; every answer is a number of milliseconds. */
export type DeviceOrder = 'first' | 'longest turn' | 'watching' | 'rescan' | `rows ${number}` | 'close';

const [, , folder = '.', observed] = process.argv;

/** The processes and threads beside it are the built ones: a program starts with a file, not with hundreds. */
function built(name: string): string {
  const path = resolve(import.meta.dirname, '../out/main', name);
  if (!existsSync(path)) throw new Error(`${path} is not there; run \`npm run build\` first.`);
  return path;
}

const home = mkdtempSync(join(tmpdir(), 'scopebox-bench-home-'));
const turns = monitorEventLoopDelay({ resolution: 1 });
const started = performance.now();
const system = await startSystem({
  ...{ home, folder, sdk: 34, firstBootApps: [] },
  spawnExtractor: forkExtractor(built('mediaextractor.js')),
  startWatching: threadWatcher(built('watcher.js')),
});
// A thousand looks a second at the event loop are not free.
if (observed !== undefined) turns.enable();
const first = ready(system).then(() => ({ took: performance.now() - started, turn: turns.max / 1e6 }));

process.on('message', (order: DeviceOrder) => {
  void answer(order).then((milliseconds) => process.send?.(milliseconds));
});
process.send?.('booted');

async function answer(order: DeviceOrder): Promise<number> {
  const asked = performance.now();
  if (order === 'first') return (await first).took;
  if (order === 'longest turn') return (await first).turn;
  if (order === 'watching') await system.media.watching();
  else if (order === 'rescan') {
    const scanned = ready(system, true);
    system.media.scanAll();
    await scanned;
  } else if (order.startsWith('rows ')) await rows(system, Number(order.slice('rows '.length)));
  else {
    await system.close();
    rmSync(home, { recursive: true, force: true });
    setImmediate(() => process.disconnect());
  }
  return performance.now() - asked;
}

/** Resolves when the folder is scanned; `again` after the scan that is about to begin. */
function ready({ volumes }: System, again = false): Promise<void> {
  let isBegun = !again;
  return new Promise((done) => {
    const listening = volumes.onChange(check);
    check();
    function check(): void {
      const [state] = volumes.list();
      if (state?.state === 'scanning') isBegun = true;
      else if (isBegun) {
        listening[Symbol.dispose]();
        done();
      }
    }
  });
}

function rows({ media }: System, count: number): Promise<void> {
  return new Promise((done) => {
    const listening = media.onChange(check);
    check();
    function check(): void {
      if (media.rowCount('images') < count) return;
      listening[Symbol.dispose]();
      done();
    }
  });
}
