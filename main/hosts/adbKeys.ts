// Mirrors AdbDebuggingManager: the computers whose adb may use the device, and the question about any other.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdbAuth, type AdbKey } from '../adb/adbAuth.ts';
import type { System } from '../system.ts';

const SYSTEM_UI = 'com.android.systemui';

/**
 * Lets in whoever has the key of the one who runs this program, or one that was always allowed; about any other the
 * user is asked.
 * @param androidHome where adb keeps the key of its user
 */
export function adbKeys(system: () => System, androidHome: string): AdbAuth {
  // One question at a time: many connections at once do not cover the screen with them.
  let last: Promise<unknown> = Promise.resolve();
  return new AdbAuth({
    knownKeys: () => [...ownKeys(androidHome), ...system().adbKeys.lines()],
    ask: (key, signal) => {
      const answer = last.then(() => !signal.aborted && ask(system(), key, signal));
      last = answer.catch(() => undefined);
      return answer;
    },
  });
}

function ownKeys(androidHome: string): readonly string[] {
  const path = join(androidHome, 'adbkey.pub');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
}

async function ask(system: System, { line, fingerprint }: AdbKey, signal: AbortSignal): Promise<boolean> {
  const { screen } = system;
  const answered = screen.show('usbDebugging', { packageName: SYSTEM_UI, fingerprint });
  const shown = screen.dialogs().findLast(({ kind }) => kind === 'usbDebugging');
  const withdraw = () => shown !== undefined && screen.answer(shown.id, null);
  signal.addEventListener('abort', withdraw, { once: true });
  const answer = await answered;
  signal.removeEventListener('abort', withdraw);
  if (answer?.always === true) system.adbKeys.allow(line);
  return answer !== null;
}
