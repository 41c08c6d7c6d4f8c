// The shell behind adb: the device's commands as com.android.shell runs them.
import { aborted } from 'node:util';
import type { SdkInt } from '../../contract/android/build.ts';
import { openShell } from '../shell/shell.ts';
import type { ShellService } from '../shell/shellService.ts';
import type { System } from '../system.ts';
import { shellServices } from '../systemShell.ts';

/**
 * @param system the device that runs at this moment
 * @param reboot ends every connection, boots the device, as another API level where one is given, and is there again:
 * whoever asks by a command goes as well
 */
export function adbShell(system: () => System, reboot: (sdk: SdkInt | null) => void): ShellService {
  return {
    open: async (command, streams) => {
      const { signal } = streams;
      const services = shellServices(system(), signal);
      let isGoingDown = false;
      const goDown = (sdk: SdkInt | null) => {
        isGoingDown = true;
        reboot(sdk);
      };
      const own = { reboot: () => goDown(null), tester: { ...services.tester, setSdk: goDown } };
      const status = await openShell({ ...services, ...own }, command, streams);
      // As /system/bin/reboot never returns: `adb shell reboot && adb wait-for-device` must not find the device that goes.
      if (isGoingDown) await aborted(signal, streams);
      return status;
    },
  };
}
