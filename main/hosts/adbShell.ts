// The shell behind adb: the device's commands as com.android.shell runs them.
import { aborted } from 'node:util';
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
    open: async (command, streams) => {
      const { signal } = streams;
      const services = shellServices(system(), signal);
      let isGoingDown = false;
      const rebootSoon = (boot: (system: System) => void) => {
        isGoingDown = true;
        reboot(boot);
      };
      const setSdk = (sdk: SdkInt) => rebootSoon((device) => device.setSdk(sdk));
      const own = { reboot: () => rebootSoon((device) => device.reboot()), tester: { ...services.tester, setSdk } };
      const status = await openShell({ ...services, ...own }, command, streams);
      // As /system/bin/reboot never returns: `adb shell reboot && adb wait-for-device` must not find the device that goes.
      if (isGoingDown) await aborted(signal, streams);
      return status;
    },
  };
}
