// The shell behind adb: the device's commands as com.android.shell runs them.
import type { SdkInt } from '../../contract/android/build.ts';
import { openShell } from '../shell/shell.ts';
import type { ShellService } from '../shell/shellService.ts';
import type { System } from '../system.ts';
import { shellServices } from '../systemShell.ts';

/**
 * @param system the device that runs at this moment
 * @param reboot ends what a connection runs on, does `boot`, and is there again: whoever asks by a command goes as well
 */
export function adbShell(system: () => System, reboot: (boot: (system: System) => void) => void): ShellService {
  return {
    open: (command, streams) => {
      const services = shellServices(system(), streams.signal);
      const setSdk = (sdk: SdkInt) => reboot((device) => device.setSdk(sdk));
      const own = { reboot: () => reboot((device) => device.reboot()), tester: { ...services.tester, setSdk } };
      return openShell({ ...services, ...own }, command, streams);
    },
  };
}
