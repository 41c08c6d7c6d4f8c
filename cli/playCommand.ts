// scenario play: a scenario that is looked at, step by step, on a device of its own.
import { setTimeout as wait } from 'node:timers/promises';
import type { Command } from 'commander';
import { isSdkInt, SDK_INTS } from '../contract/android/build.ts';
import { EXIT, StartError } from '../main/hosts/commandLine.ts';
import type { Device } from '../sdk/device.ts';
import type { Cli, Run } from './cli.ts';
import { outputOptions, withExamples } from './define.ts';
import { readCount } from './readArguments.ts';
import type { OutputOptions } from './terminal.ts';

type PlayOptions = OutputOptions &
  Readonly<{ api?: number; case?: string; pace?: number; keep?: boolean; page?: boolean }>;

/** How often it is looked whether a page shows the device, and whether our parent is there, milliseconds. */
const LOOK = 200;

export function addPlay(scenario: Command, cli: Cli): void {
  const command = scenario
    .command('play')
    .description('play a scenario slowly on a device of its own, for a page that shows it')
    .argument('<scenario>', 'its id, or a file')
    .option('--api <level>', 'on this level; the first it is about without it', readCount)
    .option('--case <title>', 'this case, by title or number; the first one without it')
    .option('--pace <ms>', 'milliseconds between two steps', readCount, 1_500)
    .option('--keep', 'stay until Ctrl-C, or until whoever started it is gone')
    .option('--no-page', 'begin at once, whether a page shows the device or not');
  outputOptions(command).action(cli.action<PlayOptions>((run, name: string) => play(run, name)));
  withExamples(
    command,
    ['scopebox scenario play S01 --keep', 'Open the address it prints, and look on'],
    ['scopebox scenario play S07 --case 2 --api 36', 'Its second case on Android 16'],
  );
}

async function play({ options, output }: Run<PlayOptions>, name: string): Promise<number> {
  const { api, case: wanted, pace = 0, keep = false, page = true } = options;
  if (api !== undefined && !isSdkInt(api))
    throw new StartError(`--api takes one of ${SDK_INTS.join(', ')}, not “${api}”.`, EXIT.usage);
  const { readScenarios } = await import('../scenario/scenarioFiles.ts');
  const { playScenario } = await import('../scenario/playScenario.ts');
  const { deviceStarter } = await import('../scenario/runScenarios.ts');
  const [scenario] = await readScenarios([name]);
  if (scenario === undefined) throw new StartError(`There is no scenario “${name}”.`, EXIT.usage);
  const stop = stopped();
  const abort = new AbortController();
  void stop.then(() => abort.abort());
  const played = playScenario(scenario, {
    ...{ startDevice: deviceStarter(), pace, signal: abort.signal },
    ...(wanted !== undefined && { case: wanted }),
    ...(api !== undefined && { api }),
    shown: async (device) => {
      announce(output, device);
      if (page) await isShown(device, stop);
    },
    onStep: ({ verb, at }) => output.note(`${scenario.file}:${at.line}: ${verb}`),
  });
  const ended = await Promise.race([played, stop]);
  if (ended === 'stopped') {
    // What was under way has failed with its device.
    await played.catch(() => undefined);
    return EXIT.interrupted;
  }
  await using _device = ended;
  output.done({ played: scenario.id }, `${scenario.id} was played: the device is as the scenario left it.`);
  if (!keep) return EXIT.ok;
  await stop;
  return EXIT.interrupted;
}

function announce(output: Run<PlayOptions>['output'], { url, token, home }: Device): void {
  const address = `${url}/?token=${encodeURIComponent(token)}`;
  output.event({ url, token, home, address }, address);
}

/** Until a page shows the device: it answers what is on its screen. */
async function isShown(device: Device, stop: Promise<'stopped'>): Promise<void> {
  let isOver = false;
  void stop.then(() => {
    isOver = true;
  });
  while (!isOver) {
    if (await device.tester.api.uiDump().then(Boolean, () => false)) return;
    await wait(LOOK);
  }
}

/** Ctrl-C, an end in order, and the end of whoever started it, who may not have the time to say so. */
function stopped(): Promise<'stopped'> {
  const parent = process.ppid;
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve('stopped'));
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      resolve('stopped');
    }, LOOK);
    timer.unref();
  });
}
