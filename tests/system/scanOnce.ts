// One scan of a folder, told as one line of JSON: node scanOnce.ts FOLDER HOME
// Whoever runs this as another user finds out what that user's device makes of folders it may not look into.
import { join } from 'node:path';
import { ScanFixture } from '../providers/media/scan/scanFixture.ts';

const [, , folder = '', home = ''] = process.argv;

export type ToldScan = Readonly<{
  paths: readonly string[];
  /** Paths whose files were opened. */
  asked: readonly string[];
  log: readonly string[];
  state: Readonly<Record<string, unknown>>;
}>;

await using device = new ScanFixture({ folder, home, database: join(home, 'external.db') });
await device.scan();
const [state] = device.volumes.list();
const told: ToldScan = {
  paths: Object.keys(device.rows()).sort(),
  asked: device.asked,
  log: device.log,
  state: { ...state },
};
process.stdout.write(JSON.stringify(told));
