// device snapshot: what is on the device, under a name.
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import { StartError } from '../../main/hosts/commandLine.ts';
import { openSocket } from '../../sdk/deviceAddress.ts';
import type { Cli, DeviceRun } from '../cli.ts';
import { deviceOptions, withExamples } from '../define.ts';
import type { OutputOptions } from '../terminal.ts';

export function addSnapshotCommands(device: Command, cli: Cli): void {
  const snapshot = device.command('snapshot').description('save and restore what is on the device');
  addNamed(
    snapshot,
    cli,
    ['save', 'save changes, apps, permissions, selections and the clock', 'is saved'],
    (run, name) => run.device.tester.saveSnapshot(name),
  );
  addNamed(snapshot, cli, ['restore', 'restart the device with what was saved', 'is restored'], (run, name) =>
    restore(run, name),
  );
  addNamed(snapshot, cli, ['delete', 'forget a snapshot', 'is deleted'], (run, name) =>
    run.device.tester.api.deleteSnapshot(name),
  );
  const list = snapshot.command('list').description('saved snapshots, newest first');
  deviceOptions(list).action(cli.onDevice<OutputOptions>(listSnapshots));
  withExamples(list, ['scopebox device snapshot list', 'What was saved']);
  withExamples(
    snapshot,
    ['scopebox device snapshot save before-upload', 'Save'],
    ['scopebox device snapshot restore before-upload', 'And back'],
  );
}

/** Most that a restart is waited for, milliseconds, and how often it is looked for. */
const RESTART = { patience: 60_000, pause: 100 } as const;

/** The device restarts a moment after it has answered: whoever comes next should meet the one that was restored. */
async function restore({ device }: DeviceRun<OutputOptions>, name: string): Promise<void> {
  const socket = await openSocket(device, 'tester');
  const hungUp = once(socket, 'close');
  await device.tester.restoreSnapshot(name);
  await Promise.race([hungUp, setTimeout(RESTART.patience, null, { ref: false })]);
  const end = performance.now() + RESTART.patience;
  while (performance.now() < end) {
    const after = await device.tester.state().catch(() => null);
    if (after !== null) return;
    await setTimeout(RESTART.pause);
  }
  throw new StartError('The device did not come back within a minute; “scopebox devices” tells whether it runs.');
}

function addNamed(
  snapshot: Command,
  cli: Cli,
  [name, description, outcome]: readonly [name: string, description: string, outcome: string],
  act: (run: DeviceRun<OutputOptions>, name: string) => Promise<void>,
): void {
  const command = snapshot.command(name).description(description).argument('<name>', 'of the snapshot');
  deviceOptions(command).action(
    cli.onDevice<OutputOptions>(async (run, chosen: string) => {
      await act(run, chosen);
      run.output.done({ name: chosen }, `Snapshot “${chosen}” ${outcome}.`);
    }),
  );
  withExamples(command, [`scopebox device snapshot ${name} before-upload`, 'By its name']);
}

async function listSnapshots({ device, output }: DeviceRun<OutputOptions>): Promise<void> {
  output.rows(
    await device.tester.snapshots(),
    [
      { title: 'NAME', value: ({ name }) => name },
      { title: 'SAVED', value: ({ savedAt }) => new Date(savedAt).toISOString() },
      { title: 'FILES', value: ({ files }) => files, right: true },
      { title: 'BYTES', value: ({ bytes }) => bytes, right: true },
    ],
    'No snapshot was saved.',
  );
}
