// Which of the devices that run a command means.
import { resolve } from 'node:path';
import { type Environment, EXIT, StartError } from '../main/hosts/commandLine.ts';
import type { RunningDeviceRecord } from '../main/hosts/runningDevices.ts';
import type { DeviceAddress } from '../sdk/deviceAddress.ts';

/** What the command line says about the device. */
export type WantedDevice = Readonly<{
  /** Address, or the port alone. */
  device?: string | undefined;
  home?: string | undefined;
}>;

/**
 * The one that is named, by address or by home; else that of SCOPEBOX_URL; else the only one that runs.
 * @throws {StartError} in one sentence with what to do: nothing runs, several run, or no token is known
 */
export function chooseDevice(
  wanted: WantedDevice,
  environment: Environment,
  running: readonly RunningDeviceRecord[],
): DeviceAddress {
  if (wanted.device !== undefined) return byAddress(addressOf(wanted.device), environment, running);
  if (wanted.home !== undefined) return byHome(resolve(wanted.home), running);
  const url = environment.SCOPEBOX_URL;
  // A token beside it belongs to it: a wrong one is to be told, not passed over.
  if (url !== undefined && url !== '') return byAddress(url, environment, environment.SCOPEBOX_TOKEN ? [] : running);
  const [only, ...others] = running;
  if (only === undefined) throw new StartError(NOTHING_RUNS);
  if (others.length > 0) throw new StartError(severalRun(running), EXIT.usage);
  return { url: only.url, token: only.token };
}

const NOTHING_RUNS =
  'No device runs. Start one with “scopebox start”, or name one of another computer or user by --device and SCOPEBOX_TOKEN.';

function severalRun(running: readonly RunningDeviceRecord[]): string {
  const lines = running.map(
    ({ url, home, folder, api }) => `  --device ${new URL(url).port}  API ${api}, ${folder}, home ${home}`,
  );
  return `${running.length} devices run; say which one is meant:\n${lines.join('\n')}`;
}

function addressOf(text: string): string {
  return /^\d+$/.test(text) ? `http://127.0.0.1:${text}` : text;
}

function byAddress(url: string, environment: Environment, running: readonly RunningDeviceRecord[]): DeviceAddress {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new StartError(`“${url}” is no address of a device, such as http://127.0.0.1:40123.`, EXIT.usage);
  const { origin } = new URL(url);
  const known = running.find((record) => new URL(record.url).origin === origin);
  const token = known?.token ?? environment.SCOPEBOX_TOKEN;
  if (token !== undefined && token !== '') return { url: origin, token };
  throw new StartError(
    `The device at ${origin} asks for its token: set SCOPEBOX_TOKEN to the one that its start printed.`,
  );
}

function byHome(home: string, running: readonly RunningDeviceRecord[]): DeviceAddress {
  const found = running.find((record) => resolve(record.home) === home);
  if (found !== undefined) return { url: found.url, token: found.token };
  throw new StartError(`No device runs on the home ${home}. “scopebox devices” tells which ones run.`);
}
