// What a device needs of this computer, looked at one by one.
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { builtFolder } from '../main/hosts/builtFolder.ts';
import { dataFolder, type Environment } from '../main/hosts/commandLine.ts';
import { freeBytes, NEARLY_FULL } from '../main/hosts/diskRoom.ts';

/** bad: a device does not start, or not as it should. warn: something is less than it could be. */
export type CheckState = 'ok' | 'warn' | 'bad';

export type DoctorCheck = Readonly<{
  name: string;
  state: CheckState;
  found: string;
  /** What to do; null for nothing. */
  todo: string | null;
}>;

const ok = (name: string, found: string): DoctorCheck => ({ name, state: 'ok', found, todo: null });
const warn = (name: string, found: string, todo: string): DoctorCheck => ({ name, state: 'warn', found, todo });
const bad = (name: string, found: string, todo: string): DoctorCheck => ({ name, state: 'bad', found, todo });

/** In the order in which a start needs them. */
export async function doctorChecks(environment: Environment): Promise<readonly DoctorCheck[]> {
  const data = join(dataFolder(environment, process.platform), 'scopebox');
  return [
    nodeCheck(process.versions, process.platform),
    buildCheck(),
    await moduleCheck('Database', 'better-sqlite3', async () => {
      const { default: Database } = await import('better-sqlite3');
      const database = new Database(':memory:');
      const version = database.prepare('SELECT sqlite_version()').pluck().get();
      database.close();
      return `SQLite ${version}`;
    }),
    await moduleCheck('Pictures', 'sharp', async () => {
      const { default: sharp } = await import('sharp');
      await sharp({ create: { width: 1, height: 1, channels: 3, background: 'red' } })
        .jpeg()
        .toBuffer();
      return `sharp with libvips ${sharp.versions.vips}`;
    }),
    await portCheck(),
    folderCheck('State', data, '--home or XDG_DATA_HOME name another place'),
    folderCheck('Temporary files', tmpdir(), 'TMPDIR names another place'),
    ...watchChecks(),
    programCheck(
      'Thumbnails of videos',
      'ffmpeg',
      environment,
      'Without it the page that shows the device makes them.',
    ),
    programCheck(
      'adb',
      'adb',
      environment,
      'Only needed to reach the device by adb: install Android’s platform tools.',
    ),
    screenCheck(environment, process.platform),
  ];
}

/** @param versions of process.versions */
export function nodeCheck(versions: Readonly<Record<string, string | undefined>>, platform: string): DoctorCheck {
  const { node = '0', napi = '0' } = versions;
  const found = `Node ${node} on ${platform}`;
  if (Number(napi) >= 10 && Number.parseInt(node, 10) >= 22) return ok('Node', found);
  return bad('Node', found, 'Install Node 22.22 or newer from https://nodejs.org.');
}

function buildCheck(): DoctorCheck {
  const folder = builtFolder();
  const missing = [
    'web.js',
    'mediaextractor.js',
    'watcher.js',
    'provider.js',
    'scopebox.js',
    '../renderer/index.html',
  ].filter((entry) => !existsSync(join(folder, entry)));
  if (missing.length === 0) return ok('Program', folder);
  return bad(
    'Program',
    `${missing.join(', ')} missing in ${folder}`,
    'Install the package again; in a clone: npm run build.',
  );
}

async function moduleCheck(name: string, module: string, load: () => Promise<string>): Promise<DoctorCheck> {
  try {
    return ok(name, await load());
  } catch (error) {
    const [why] = (error instanceof Error ? error.message : String(error)).split('\n');
    const todo = `Install the packages again with optional ones (npm ci --include=optional) on this computer: ${module} is made for one system.`;
    return bad(name, why ?? module, todo);
  }
}

async function portCheck(): Promise<DoctorCheck> {
  const port = await new Promise<number | Error>((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
  if (typeof port === 'number') return ok('Port', `127.0.0.1:${port} can be opened`);
  return bad(
    'Port',
    port.message,
    'Something keeps programs from listening on 127.0.0.1: a firewall, or a container’s rules.',
  );
}

const MEGABYTE = 1_048_576;

/** @param free bytes on the disk of a folder that can be written */
export function diskCheck(name: string, folder: string, free: number): DoctorCheck {
  const found = `${folder}, ${Math.floor(free / MEGABYTE).toLocaleString('en-US')} MB free`;
  if (free < NEARLY_FULL) return bad(name, found, 'Make room: a device stops writing when its disk is full.');
  if (free < 10 * NEARLY_FULL)
    return warn(name, found, 'Make room: thumbnails of a large library take some hundred MB.');
  return ok(name, found);
}

function folderCheck(name: string, folder: string, otherwise: string): DoctorCheck {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    const free = freeBytes(folder);
    return free === null ? ok(name, folder) : diskCheck(name, folder, free);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return bad(name, `${folder} cannot be written (${code})`, `Make it writable; ${otherwise}.`);
  }
}

/** Linux alone counts file watches. */
function watchChecks(): readonly DoctorCheck[] {
  try {
    const most = Number(readFileSync('/proc/sys/fs/inotify/max_user_watches', 'utf8'));
    if (most >= 65_536) return [ok('File watches', most.toLocaleString('en-US'))];
    const todo =
      'Large folders are looked at every few seconds instead: sudo sysctl fs.inotify.max_user_watches=524288';
    return [warn('File watches', most.toLocaleString('en-US'), todo)];
  } catch {
    return [];
  }
}

function programCheck(name: string, program: string, { PATH = '' }: Environment, without: string): DoctorCheck {
  const names = process.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program];
  const found = PATH.split(delimiter)
    .flatMap((folder) => names.map((file) => join(folder, file)))
    .find((path) => existsSync(path));
  return found === undefined ? warn(name, `no ${program} in PATH`, without) : ok(name, found);
}

/** Where a device can be seen. */
export function screenCheck(environment: Environment, platform: string): DoctorCheck {
  const hasDisplay = environment.DISPLAY !== undefined || environment.WAYLAND_DISPLAY !== undefined;
  if (platform !== 'linux' || hasDisplay) return ok('Screen', 'a browser can show the device');
  return warn(
    'Screen',
    'no display here',
    'Open the address that “scopebox start” prints in a browser, or use “scopebox serve”.',
  );
}
