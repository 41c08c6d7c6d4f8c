// start, serve, exec, devices: devices as programs of this computer.
import type { Command } from 'commander';
import { dataFolder, HOST_OPTIONS } from '../../main/hosts/commandLine.ts';
import type { RunningDeviceRecord } from '../../main/hosts/runningDevices.ts';
import type { Cli, Run } from '../cli.ts';
import { collect, outputOptions, withExamples } from '../define.ts';
import { type ExecOptions, execCommand } from '../execCommand.ts';
import type { OutputOptions } from '../terminal.ts';

export function addHostCommands(program: Command, cli: Cli): void {
  program.commandsGroup('Devices:');
  addStart(program, cli);
  addServe(program, cli);
  addExec(program, cli);
  addDevices(program, cli);
}

function addStart(program: Command, cli: Cli): void {
  const command = hostOptions(
    program.command('start').description('start a device on a folder of photos, and show it in the browser'),
  );
  passedOn(command, cli);
  withExamples(
    command,
    ['scopebox start', 'The demo library'],
    ['scopebox start ~/Pictures --api 36', 'Your photos on Android 16; they are only read'],
    ['scopebox start ~/Pictures --sd /media/card', 'With a second folder as SD card'],
  );
}

function addServe(program: Command, cli: Cli): void {
  const command = hostOptions(
    program.command('serve').description('the same without a browser, for scripts and CI; ends with Ctrl-C or SIGTERM'),
  );
  passedOn(command, cli);
  withExamples(
    command,
    ['scopebox serve ~/Pictures --json', 'Prints {"url","token","pid","home"} when the device is booted'],
    ['scopebox serve ~/Pictures --adb', 'And answers adb'],
  );
}

/** The host reads its arguments itself; here they are known for help, completion and a word about typing mistakes. */
function passedOn(command: Command, cli: Cli): void {
  command.allowExcessArguments().action(async () => {
    const { main } = await import('../../main/hosts/web.ts');
    cli.exitCode = await main(cli.args);
  });
}

function hostOptions(command: Command, except: readonly string[] = []): Command {
  command.argument('[folder]', 'folder of photos and videos; SCOPEBOX_FOLDER, else the demo library');
  for (const { flags, description } of HOST_OPTIONS)
    if (!except.some((name) => flags.startsWith(name))) command.option(flags, description);
  return command;
}

function addExec(program: Command, cli: Cli): void {
  const command = program
    .command('exec')
    .description('start a device, run a command with SCOPEBOX_URL and SCOPEBOX_TOKEN set, and stop the device')
    .usage('[options] [folder] -- <command...>')
    .allowExcessArguments();
  hostOptions(command, ['--json', '--no-open', '--home']);
  command
    .option('--home <dir>', 'where the device keeps its state (default: a temporary folder)')
    .option('--install <manifest>', 'install an app before the command runs; can be given again', collect)
    .option('--skin <skin>', 'which photo picker: T-legacy, U-legacy, U-managed or Modern')
    .option('-q, --quiet', 'say nothing of its own');
  command.action(cli.action<ExecOptions & OutputOptions>((run) => execCommand(run)));
  withExamples(
    command,
    ['scopebox exec -- npm test', 'Tests of your app against the demo library'],
    ['scopebox exec --api 33 ./fixtures/photos -- npx playwright test', 'On Android 13 and your own photos'],
    [
      'scopebox exec -- sh -c \'curl -H "Authorization: Bearer $SCOPEBOX_TOKEN" "$SCOPEBOX_URL/healthz"\'',
      'Any program',
    ],
  );
  command.addHelpText(
    'after',
    `
The device is a new one, in a folder that goes with it, unless --home says otherwise. The command begins when every folder
is indexed; its exit code is the exit code of exec (128 + N when signal N ended it), and signals are passed on to it.`,
  );
}

type Listed = Omit<RunningDeviceRecord, 'token'> & Readonly<{ answers: boolean }>;

function addDevices(program: Command, cli: Cli): void {
  const command = outputOptions(program.command('devices').description('devices that run on this computer'));
  command.action(cli.action<OutputOptions>(listDevices));
  withExamples(
    command,
    ['scopebox devices', 'Which devices run'],
    ['scopebox devices --json | jq -r ".[].url"', 'Their addresses'],
  );
}

async function listDevices({ cli, output }: Run<OutputOptions>): Promise<void> {
  const devices = await Promise.all(
    cli.running().map(async ({ token: _secret, ...record }): Promise<Listed> => {
      const health = await healthOf(record.url);
      return { ...record, api: health?.api ?? record.api, answers: health !== null };
    }),
  );
  output.rows(
    devices,
    [
      { title: 'ADDRESS', value: ({ url }) => url },
      { title: 'API', value: ({ api }) => api, right: true },
      { title: 'PROCESS', value: ({ pid }) => pid, right: true },
      { title: 'STATE', value: ({ answers }) => (answers ? 'running' : 'no answer') },
      { title: 'FOLDER', value: ({ folder }) => folder },
    ],
    `No device runs. Start one with “scopebox start”. (Looked in ${dataFolder(cli.environment, process.platform)}.)`,
  );
}

const HEALTH_PATIENCE_MS = 1_000;

/** Null when nobody answers within a second. */
async function healthOf(url: string): Promise<Readonly<{ api: number }> | null> {
  try {
    const response = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(HEALTH_PATIENCE_MS) });
    return (await response.json()) as Readonly<{ api: number }>;
  } catch {
    return null;
  }
}
