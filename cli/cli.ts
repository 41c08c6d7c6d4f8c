// What every command has in its hands: the environment, the streams, and the device it is about.
import type { Command } from 'commander';
import { type Health, isSameRelease, SCOPEBOX_VERSION } from '../contract/rpc/version.ts';
import { type Environment, EXIT, StartError } from '../main/hosts/commandLine.ts';
import { runningDevices, runningFolder } from '../main/hosts/runningDevices.ts';
import { createDevice, type Device } from '../sdk/device.ts';
import { chooseDevice, type WantedDevice } from './chooseDevice.ts';
import { Output, type OutputOptions, type Streams } from './terminal.ts';

export type CliOptions = Readonly<{
  /** What follows the program's name. */
  args: readonly string[];
  environment: Environment;
  streams: Streams;
}>;

/** One run of the command line. */
export class Cli {
  readonly args: readonly string[];
  readonly environment: Environment;
  readonly streams: Streams;
  exitCode: number = EXIT.ok;

  constructor({ args, environment, streams }: CliOptions) {
    this.args = args;
    this.environment = environment;
    this.streams = streams;
  }

  /** What a command is to do when it is called: its options come first, then its arguments. */
  action<Options extends OutputOptions>(
    act: (run: Run<Options>, ...args: readonly never[]) => unknown,
  ): (...given: readonly unknown[]) => Promise<void> {
    return async (...given) => {
      const command = given.at(-1) as Command;
      const options = command.optsWithGlobals<Options>();
      const output = new Output(this.streams, options);
      const code = await act({ cli: this, options, output, command }, ...(given.slice(0, -2) as never[]));
      this.exitCode = typeof code === 'number' ? code : EXIT.ok;
    };
  }

  /** The same for a command about a device that runs; it is left as it is afterwards. */
  onDevice<Options extends OutputOptions & WantedDevice>(
    act: (run: DeviceRun<Options>, ...args: readonly never[]) => Promise<unknown>,
  ): (...given: readonly unknown[]) => Promise<void> {
    return this.action<Options>(async (run, ...args) => {
      // The device goes on without us: nothing has to be brought to an end.
      process.once('SIGINT', () => process.exit(EXIT.interrupted));
      await using device = await this.#join(run.options);
      // Awaited here: the device is let go at the end of this block.
      return await act({ ...run, device }, ...args);
    });
  }

  running() {
    return runningDevices(runningFolder(this.environment));
  }

  async #join(wanted: WantedDevice): Promise<Device> {
    const address = chooseDevice(wanted, this.environment, this.running());
    try {
      return await createDevice({ ...address, waits: false });
    } catch (error) {
      throw await notJoined(error, address.url);
    }
  }
}

export type Run<Options> = Readonly<{ cli: Cli; options: Options; output: Output; command: Command }>;

export type DeviceRun<Options> = Run<Options> & Readonly<{ device: Device }>;

/** Nobody there and a wrong token are of the environment; another version is something this one cannot do. */
async function notJoined(error: unknown, url: string): Promise<unknown> {
  if (!(error instanceof Error) || error.name !== 'Error') return error;
  const health = await fetch(`${url}/healthz`).then(
    (response) => response.json() as Promise<Partial<Health>>,
    () => null,
  );
  const isOther = health !== null && !isSameRelease(health.version ?? '', SCOPEBOX_VERSION);
  return new StartError(error.message, isOther ? EXIT.unsupported : EXIT.environment);
}
