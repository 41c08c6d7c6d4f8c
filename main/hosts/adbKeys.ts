// Mirrors AdbDebuggingManager: the computers whose adb may use the device, and the question about any other.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AdbAuth, type AdbKey } from '../adb/adbAuth.ts';
import { JsonFile } from '../device/jsonFile.ts';
import type { System } from '../system.ts';

const SYSTEM_UI = 'com.android.systemui';

/** Where keys are kept that are always allowed, in the device's home. */
const FILE = 'adbkeys.json';

/**
 * Lets in whoever has the key of the one who runs this program, or one that was always allowed; about any other the
 * user is asked.
 * @param androidHome where adb keeps the key of its user
 */
export function adbKeys(system: () => System, androidHome: string): AdbAuth {
  return new AdbAuth({
    knownKeys: () => [...ownKeys(androidHome), ...allowedKeys(system())],
    ask: (key, signal) => ask(system(), key, signal),
  });
}

function ownKeys(androidHome: string): readonly string[] {
  const path = join(androidHome, 'adbkey.pub');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n') : [];
}

async function ask(system: System, { line, fingerprint }: AdbKey, signal: AbortSignal): Promise<boolean> {
  const { screen } = system;
  const withdraw = () => {
    const shown = screen
      .dialogs()
      .find((dialog) => dialog.kind === 'usbDebugging' && dialog.ask.fingerprint === fingerprint);
    if (shown !== undefined) screen.answer(shown.id, null);
  };
  const answered = screen.show('usbDebugging', { packageName: SYSTEM_UI, fingerprint });
  signal.addEventListener('abort', withdraw, { once: true });
  const answer = await answered;
  signal.removeEventListener('abort', withdraw);
  if (answer?.always === true) allow(system, line);
  return answer !== null;
}

function allowedKeys(system: System): readonly string[] {
  const saved = fileOf(system).load();
  const keys = typeof saved === 'object' && saved !== null && 'keys' in saved ? saved.keys : [];
  return Array.isArray(keys) ? keys.filter((key) => typeof key === 'string') : [];
}

function allow(system: System, line: string): void {
  fileOf(system).save({ keys: [...new Set([...allowedKeys(system), line])] });
}

function fileOf({ home, logcat }: System): JsonFile {
  return new JsonFile(join(home, FILE), (sentence) => logcat.log('E', 'adbd', sentence));
}
