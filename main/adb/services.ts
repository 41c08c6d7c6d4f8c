// Mirrors adbd's daemon/services.cpp: what can be opened by which name.
import { aborted } from 'node:util';
import type { DeviceFiles } from '../device/deviceFiles.ts';
import type { ShellService } from '../shell/shellService.ts';
import type { AdbService } from './adbConnection.ts';
import type { AdbStream } from './adbStream.ts';
import { runFramebuffer } from './framebuffer.ts';
import { readShellRequest, runShell } from './shellStreams.ts';
import { runSync } from './syncService.ts';

/** What the services need of the device. */
export type AdbDevice = Readonly<{
  shell: ShellService;
  files: DeviceFiles;
  /** The screen as a PNG. @throws {Error} in one sentence, where no page shows it */
  screenshot(): Promise<Uint8Array>;
  /** Every connection ends by it, soon. @param target '' or bootloader, recovery … */
  reboot(target: string): void;
}>;

/** Everything else is refused, which adb shows as `error: closed`. */
export function serviceOf(device: AdbDevice, name: string): AdbService | null {
  const request = readShellRequest(name);
  if (request !== null) return (stream) => runShell(device.shell, request, stream);
  const colon = name.indexOf(':');
  const [service, rest] = colon < 0 ? [name, ''] : [name.slice(0, colon), name.slice(colon + 1)];
  switch (service) {
    case 'sync':
      return (stream) => runSync(device.files, stream);
    case 'framebuffer':
      return (stream) => runFramebuffer(device.screenshot, stream);
    case 'reboot':
      // adbd never returns from it: adb must not find a device that is about to go.
      return async (stream) => {
        device.reboot(rest);
        await gone(stream);
      };
    case 'root':
      return says('adbd cannot run as root in production builds\n');
    case 'unroot':
      return says('adbd not running as root\n');
    case 'remount':
      return says('Not running as root. Try "adb root" first.\n');
    case 'tcpip':
      return says(`restarting in TCP mode port: ${rest}\n`);
    case 'usb':
      return says('restarting in USB mode\n');
    case 'reverse':
      return says(failWord('This device has no sockets to listen on.'));
    case 'jdwp':
      return says('');
    case 'track-jdwp':
      // No process can be debugged, now or later.
      return async (stream) => {
        await stream.write(Buffer.from('0000'));
        await gone(stream);
      };
    default:
      return null;
  }
}

function says(text: string): AdbService {
  return (stream) => stream.write(Buffer.from(text));
}

/** SendFail: four letters, the length as four hex digits, the reason. */
function failWord(reason: string): string {
  return `FAIL${Buffer.byteLength(reason).toString(16).padStart(4, '0')}${reason}`;
}

async function gone(stream: AdbStream): Promise<void> {
  await aborted(stream.signal, stream);
}
