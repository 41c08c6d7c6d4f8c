// The shell behind adb: the device's commands as com.android.shell runs them.
import { openShell } from '../shell/shell.ts';
import type { ShellService } from '../shell/shellService.ts';
import type { System } from '../system.ts';
import { shellServices } from '../systemShell.ts';

/** @param system the device that runs at this moment */
export function adbShell(system: () => System): ShellService {
  return {
    open: (command, streams) => openShell(shellServices(system(), streams.signal), command, streams),
  };
}
