// A scan that is killed once some of its rows are committed: node killedScan.ts FOLDER DATABASE
import { ScanFixture } from './scanFixture.ts';

const [, , folder = '', database = ''] = process.argv;
const device = new ScanFixture({ folder, database });
device.database.onCommit(() => {
  if (device.database.all('SELECT _id FROM files').length >= 100) process.kill(process.pid, 'SIGKILL');
});
await device.scan();
