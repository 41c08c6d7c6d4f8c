// A scan that ends as kill -9 does: node scanKilled.ts FOLDER HOME KILLED; a line on stdout at each commit.
import { join } from 'node:path';
import { ScanFixture } from '../providers/media/scan/scanFixture.ts';
import { type Moment, ownDeath } from './ownDeath.ts';

const [, , folder = '', home = '', killed = ''] = process.argv;
/** Turns are counted from a commit on: most of the others are waits for the first files. */
const { moment, commits } = JSON.parse(killed) as Readonly<{ moment: Moment | null; commits: number }>;
const start = moment === null ? () => {} : ownDeath(moment);
const device = new ScanFixture({ folder, home, database: join(home, 'external.db') });
let done = 0;
device.database.onCommit(() => {
  process.stdout.write('commit\n');
  if (moment?.kind === 'turn' && ++done === commits) start();
});
if (moment?.kind === 'change' || commits === 0) start();
await device.scan();
process.exit(0);
