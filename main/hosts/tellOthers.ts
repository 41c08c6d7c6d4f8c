// A device on this machine tells the commands that come after it where it is.
import { SCOPEBOX_VERSION } from '../../contract/rpc/version.ts';
import type { System } from '../system.ts';
import type { Settings } from './commandLine.ts';
import { announceRunning, runningFolder } from './runningDevices.ts';
import type { WebServer } from './webServer.ts';

/** Tells until the result is disposed. Where that cannot be written, the device is of use all the same. */
export function tellOthers(settings: Settings, { home, device }: System, { origin, tokens }: WebServer): Disposable {
  const where = { url: origin, token: tokens.device, pid: process.pid, home, folder: settings.folder };
  try {
    const record = { ...where, api: device.profile.sdk, version: SCOPEBOX_VERSION };
    return announceRunning(runningFolder(process.env), record);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    process.stderr.write(`scopebox: other commands find this device only by --device and SCOPEBOX_TOKEN: ${why}\n`);
    return { [Symbol.dispose]: () => undefined };
  }
}
