// The shell over the device's services, as com.android.shell runs it.
import { callAs } from './activity/systemCaller.ts';
import { SYSTEM_PACKAGES } from './packages/packageManager.ts';
import type { ShellServices } from './shell/commands.ts';
import type { System } from './system.ts';

/** What commands reach of the device. @param signal ends what is asked of providers */
export function shellServices(system: System, signal: AbortSignal): ShellServices {
  const { resolver, packages, processes, files, clock, volumes } = system;
  return {
    ...{ resolver, files, clock },
    call: callAs({ packages, processes }, SYSTEM_PACKAGES.shell, signal),
    volumeSpaces: () =>
      volumes.all().map(({ path, id }) => {
        const state = volumes.list().find((each) => each.id === id);
        return { path, totalBytes: state?.totalBytes ?? 0, freeBytes: state?.freeBytes ?? 0 };
      }),
  };
}
