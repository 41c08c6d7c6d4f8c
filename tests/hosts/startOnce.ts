// Starts a device, says what its volumes are once they are looked at, and ends: node startOnce.ts FOLDER HOME [--index-as-is]
import { join } from 'node:path';
import { readSettings } from '../../main/hosts/commandLine.ts';
import { forkExtractor } from '../../main/hosts/forkExtractor.ts';
import { startDevice } from '../../main/hosts/startDevice.ts';

const [, , folder = '', home = '', ...flags] = process.argv;
const settings = readSettings(['serve', folder, '--home', home, ...flags], {}, '');
if (settings === null) throw new Error('Nothing is to be started.');
const device = await startDevice(settings, forkExtractor(join(import.meta.dirname, '../../mediaextractor/index.ts')));
const { volumes } = device.system;
await new Promise<void>((resolve) => {
  const look = () => volumes.list().every(({ state }) => state !== 'scanning') && resolve();
  volumes.onChange(look);
  look();
});
// Whoever asked for another look has it after this turn.
await device.system.media.watching();
process.stdout.write(JSON.stringify(volumes.list()));
await device.close();
