// The shell behind adb: the device's commands as com.android.shell runs them.
import { callAs } from '../activity/systemCaller.ts';
import { SYSTEM_PACKAGES } from '../packages/packageManager.ts';
import { shell } from '../shell/shell.ts';
import type { ShellService } from '../shell/shellService.ts';
import type { System } from '../system.ts';

/** @param system the device that runs at this moment */
export function adbShell(system: () => System): ShellService {
  return {
    open: async (command, { stdin, stdout, stderr, signal }) => {
      const { resolver, packages, processes } = system();
      const call = callAs({ packages, processes }, SYSTEM_PACKAGES.shell, signal);
      return shell({ resolver, call }, words(command), {
        stdin,
        stdout,
        stderr: (text) => void stderr(new TextEncoder().encode(text)),
      });
    },
  };
}

/** Words between spaces, with quotes taken away as a shell does; nothing is expanded. */
export function words(command: string): readonly string[] {
  const found = command.match(/(?:[^\s'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/gs) ?? [];
  return found.map((word) =>
    word.replace(
      /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gs,
      (_, single?: string, double?: string, escaped?: string) =>
        single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? '',
    ),
  );
}
