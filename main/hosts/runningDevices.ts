// Which devices run on this computer: each start tells where it is, for the commands that come after it.
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, type Environment } from './commandLine.ts';
import { isRunning } from './processes.ts';

/** What a start tells. Its file opens the device to whoever can read it: the user alone. */
export type RunningDeviceRecord = Readonly<{
  /** Such as http://127.0.0.1:40123. */
  url: string;
  token: string;
  pid: number;
  home: string;
  /** The user's folder. */
  folder: string;
  /** Android level at the start; /healthz tells the one of now. */
  api: number;
  version: string;
}>;

const ONLY_THE_OWNER = { folder: 0o700, file: 0o600 } as const;

/** The folder of those files; the same for every home. */
export function runningFolder(environment: Environment, platform: NodeJS.Platform = process.platform): string {
  return join(dataFolder(environment, platform), 'scopebox', 'running');
}

/**
 * Tells of a device until the result is disposed.
 * @throws {Error} when the folder cannot be written; the device is of use all the same, by its address and token
 */
export function announceRunning(folder: string, record: RunningDeviceRecord): Disposable {
  mkdirSync(folder, { recursive: true, mode: ONLY_THE_OWNER.folder });
  const path = join(folder, `${record.pid}.json`);
  // Nobody reads half a file, nor one that others may read for a moment.
  const draft = `${path}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify(record)}\n`, { mode: ONLY_THE_OWNER.file });
  chmodSync(draft, ONLY_THE_OWNER.file);
  renameSync(draft, path);
  return { [Symbol.dispose]: () => rmSync(path, { force: true }) };
}

/** Those that run, by their process number. What a killed one left is removed. */
export function runningDevices(folder: string): readonly RunningDeviceRecord[] {
  return namesIn(folder)
    .map((name) => ({ path: join(folder, name), pid: Number(/^(\d+)\.json$/.exec(name)?.[1]) }))
    .filter(({ pid }) => pid > 0)
    .sort((a, b) => a.pid - b.pid)
    .flatMap(({ path, pid }) => {
      const record = isRunning(pid) ? read(path) : null;
      if (record !== null && hasItsHome(record)) return [record];
      remove(path);
      return [];
    });
}

/** What cannot be removed is left out all the same. */
function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Of another user, or on a disk that is only read.
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read(path: string): RunningDeviceRecord | null {
  try {
    const record: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isRecord(record) ? record : null;
  } catch {
    return null;
  }
}

function isRecord(value: unknown): value is RunningDeviceRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { url, token, pid, home, folder, api, version } = value as Partial<Record<string, unknown>>;
  const texts = [url, token, home, folder, version];
  return texts.every((text) => typeof text === 'string') && [pid, api].every((number) => typeof number === 'number');
}

/** A process number is given again: the lock of the home says whose the home is now. */
function hasItsHome({ home, pid }: RunningDeviceRecord): boolean {
  try {
    return Number(readFileSync(join(home, 'device.pid'), 'utf8')) === pid;
  } catch {
    return false;
  }
}
