// device: the tester's switches.
import type { Command } from 'commander';
import type { DeviceState } from '../../contract/rpc/deviceApi.ts';
import { scanText } from '../../main/hosts/scanProgress.ts';
import type { Cli, DeviceRun } from '../cli.ts';
import { deviceOptions, withExamples } from '../define.ts';
import { applySettings, readSettingsWords, SETTINGS } from '../deviceSettings.ts';
import { readDuration } from '../readArguments.ts';
import { tableOf } from '../table.ts';
import type { OutputOptions } from '../terminal.ts';
import { addSnapshotCommands } from './snapshotCommands.ts';

type StateOptions = OutputOptions & Readonly<{ watch?: boolean }>;

export function addDeviceCommands(program: Command, cli: Cli): void {
  program.commandsGroup('Devices:');
  const device = program.command('device').description('the device that runs: state, switches, clock, snapshots');
  addState(device, cli);
  addSet(device, cli);
  addWait(device, cli);
  addAdvance(device, cli);
  addReboot(device, cli);
  addReset(device, cli);
  addSnapshotCommands(device, cli);
  withExamples(
    device,
    ['scopebox device state', 'How it is'],
    ['scopebox device set api=36 skin=Modern', 'Another Android'],
    ['scopebox device advance 61s', 'One-time permissions end a minute after the app was left'],
  );
}

function addState(device: Command, cli: Cli): void {
  const command = device
    .command('state')
    .description('level, clock, volumes, apps')
    .option('--watch', 'again after every change, until Ctrl-C');
  deviceOptions(command).action(cli.onDevice<StateOptions>(state));
  withExamples(
    command,
    ['scopebox device state', 'In words'],
    ['scopebox device state --watch --json', 'A line of JSON at every change'],
  );
}

async function state({ device, options, output }: DeviceRun<StateOptions>): Promise<void> {
  if (options.watch !== true) {
    const now = await device.tester.state();
    output.result(now, stateText(now));
    return;
  }
  for await (const each of await device.tester.api.watch()) output.event(each, `${stateText(each)}\n`);
}

function stateText(state: DeviceState): string {
  const { sdk, skin, clock, currentTimeMillis, bootCount, home, volumes, packages, workProfile } = state;
  const facts: readonly (readonly [string, string])[] = [
    ['API', String(sdk)],
    ['Photo picker', skin],
    ['Clock', `${new Date(currentTimeMillis).toISOString()}${clock === 'manual' ? ', by hand' : ''}`],
    ['Work profile', workProfile],
    ['Boots', String(bootCount)],
    ['Apps', packages.map(({ manifest }) => manifest.packageName).join(', ') || 'none'],
    ['Home', home],
  ];
  const table = tableOf(
    volumes,
    [
      { title: 'VOLUME', value: ({ volumeName }) => volumeName },
      { title: 'STATE', value: ({ state, readOnly }) => `${state}${readOnly ? ', read-only' : ''}` },
      { title: 'FILES', value: ({ indexed }) => indexed, right: true },
      { title: 'FOLDER', value: ({ folder, writeThrough }) => `${folder}${writeThrough ? ' (written through)' : ''}` },
    ],
    null,
  );
  const problems = volumes.flatMap(({ problem }) => (problem === null ? [] : [problem]));
  return [...facts.map(([name, value]) => `${`${name}:`.padEnd(14)}${value}`), '', table, ...problems].join('\n');
}

function addSet(device: Command, cli: Cli): void {
  const command = device
    .command('set')
    .description('turn switches; apps go on, but for a change of the API level, which is an update of Android')
    .argument('<name=value...>', 'see below');
  deviceOptions(command).action(
    cli.onDevice<OutputOptions>(async ({ device, output }, words: readonly string[]) => {
      const settings = readSettingsWords(words);
      await applySettings(device.tester, settings);
      output.done(await device.tester.state(), `Set: ${words.join(' ')}.`);
    }),
  );
  withExamples(
    command,
    ['scopebox device set api=34 skin=Modern', 'Android 14 with the newest picker'],
    ['scopebox device set clock=2026-01-15T10:00:00Z', 'The clock stands there, and goes on by hand'],
    ['scopebox device set clock=system', 'The clock of this computer again'],
  );
  const lines = Object.entries(SETTINGS).map(([name, { values }]) => `  ${`${name}=`.padEnd(22)}${values}`);
  command.addHelpText('after', `\nSwitches:\n${lines.join('\n')}`);
}

function addWait(device: Command, cli: Cli): void {
  const command = device.command('wait').description('until every folder is indexed');
  deviceOptions(command).action(cli.onDevice<OutputOptions>(wait));
  withExamples(command, ['scopebox device wait && scopebox query images --count', 'After a start, in a script']);
}

async function wait({ device, output }: DeviceRun<OutputOptions>): Promise<void> {
  let text: string | null = null;
  await output.whileTelling(
    () => text,
    async () => {
      for await (const { volumes } of await device.tester.api.watch()) {
        text = scanText(volumes);
        if (text === null) break;
      }
      await device.tester.indexed();
    },
  );
  const { volumes } = await device.tester.state();
  const files = volumes.reduce((sum, { indexed }) => sum + indexed, 0);
  output.done({ volumes }, `Every folder is indexed: ${files} files.`);
}

function addAdvance(device: Command, cli: Cli): void {
  const command = device
    .command('advance')
    .description('let time pass; whatever was due happens in order. The clock is by hand from then on')
    .argument('<duration>', 'such as 500ms, 61s, 2h, 8d', readDuration);
  deviceOptions(command).action(
    cli.onDevice<OutputOptions>(async ({ device, output }, time: number) => {
      await device.tester.advance(time);
      const { currentTimeMillis } = await device.tester.state();
      output.done({ currentTimeMillis }, `It is ${new Date(currentTimeMillis).toISOString()} on the device.`);
    }),
  );
  withExamples(
    command,
    ['scopebox device advance 61s', 'A one-time permission ends'],
    ['scopebox device advance 90d', 'Permissions of unused apps are taken away'],
  );
}

function addReboot(device: Command, cli: Cli): void {
  const command = device
    .command('reboot')
    .description('switch it off and on: processes end, URI grants that were not taken go');
  deviceOptions(command).action(
    cli.onDevice<OutputOptions>(async ({ device, output }) => {
      await device.tester.reboot();
      const { bootCount } = await device.tester.state();
      output.done({ bootCount }, `The device was switched off and on (boot ${bootCount}).`);
    }),
  );
  withExamples(command, ['scopebox device reboot', 'Every app is stopped afterwards']);
}

function addReset(device: Command, cli: Cli): void {
  const mark = device.command('mark').description('remember the device as it is now, for reset');
  deviceOptions(mark).action(
    cli.onDevice<OutputOptions>(async ({ device, output }) => {
      await device.tester.api.mark();
      output.done({ marked: true }, 'The device is remembered as it is now; “scopebox device reset” goes back to it.');
    }),
  );
  withExamples(mark, ['scopebox device mark', 'Once, when everything is set up for the tests']);
  const reset = device
    .command('reset')
    .description('make the device as it was at mark, in milliseconds: apps, permissions, rows, changes, clock');
  deviceOptions(reset).action(
    cli.onDevice<OutputOptions>(async ({ device, output }) => {
      await device.reset();
      output.done({ reset: true }, 'The device is as it was.');
    }),
  );
  withExamples(reset, ['scopebox device reset', 'Before each test']);
  const factory = device
    .command('factory-reset')
    .description('forget apps of yours, permissions and selections; your folder is not touched');
  deviceOptions(factory).action(
    cli.onDevice<OutputOptions>(async ({ device, output }) => {
      await device.tester.api.factoryReset();
      output.done({ reset: true }, 'The device is as new.');
    }),
  );
  withExamples(factory, ['scopebox device factory-reset', 'As out of the box']);
}
