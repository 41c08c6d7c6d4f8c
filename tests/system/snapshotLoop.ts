// A device that saves or restores a snapshot and ends in the middle: node snapshotLoop.ts FOLDER HOME KILLED.
import { join } from 'node:path';
import { forkExtractor } from '../../main/hosts/forkExtractor.ts';
import { startDevice } from '../../main/hosts/startDevice.ts';
import { until } from '../testSystem.ts';
import { type Moment, ownDeath } from './ownDeath.ts';

const [folder = '', home = '', killed = '{}'] = process.argv.slice(2);
const { kind, moment } = JSON.parse(killed) as Readonly<{ kind: 'save' | 'restore'; moment: Moment }>;
const start = ownDeath(moment);
const settings = {
  ...{ serve: true, json: true, port: 0, api: 34 as const, open: false, adb: null },
  ...{ folder, home, writeThrough: false, indexAsIs: false, plugins: [], removable: [] },
};
const device = await startDevice(settings, forkExtractor(join(import.meta.dirname, '../../mediaextractor/index.ts')));
const { system } = device;
await until(
  (changed) => system.onChange(changed),
  () => system.volumes.list().every(({ state }) => state === 'ready'),
);
const restarted = new Promise<void>((resolve) => device.onRestart(resolve));
start();
if (kind === 'save') await system.snapshots.save('second');
else {
  await system.snapshots.restore('first');
  await restarted;
}
await device.close();
process.exit(0);
