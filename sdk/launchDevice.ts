// Starts a device as a program of its own, and ends it. For Node alone.
import { canceled, throwIfCanceled } from './deviceAddress.ts';
import { type ChildProcess, type Environment, nodeModule, nodeProcess } from './nodeModules.ts';

/** Photos and videos that are made for a device, the same for the same numbers. */
export type GeneratedLibrary = Readonly<{
  images: number;
  videos?: number;
  /** Decides what is on the pictures; 1 unless told. */
  seed?: number;
}>;

export type LaunchOptions = Readonly<{
  api?: number | undefined;
  /** A folder; the demo library; or one that is made for this device and goes with it. */
  library?: string | GeneratedLibrary | undefined;
  /** Where the device keeps its state; a temporary folder that goes with it unless told. */
  home?: string | undefined;
  /** ISO date-time: the clock stands there when the device boots. */
  clock?: string | undefined;
  /** On 127.0.0.1; a free one unless told. */
  port?: number | undefined;
  command?: readonly string[] | undefined;
  signal?: AbortSignal | undefined;
}>;

/** A program that runs a device. */
export type LaunchedDevice = Readonly<{
  url: string;
  token: string;
  home: string;
  /** Process id of the device, which may be a child's. */
  pid: number;
  /** Resolves when the program has ended, for whatever reason. */
  ended: Promise<void>;
  /** Ends it, and removes what was made for it. */
  stop(): Promise<void>;
}>;

/** How long the program may take to end in order, milliseconds. */
const PATIENCE = 5_000;

/**
 * Starts `scopebox serve`.
 * @throws {Error} with the program's own sentence when it ends before the device is there: a folder, a port, the home
 * @throws {Throwable} OperationCanceledException
 */
export async function launchDevice(options: LaunchOptions): Promise<LaunchedDevice> {
  throwIfCanceled(options.signal);
  const { mkdtempSync, rmSync } = nodeModule('node:fs');
  const { join } = nodeModule('node:path');
  const { command } = options;
  const [program = '', ...first] = command ?? scopeboxCommand();
  const root = mkdtempSync(join(nodeModule('node:os').tmpdir(), 'scopebox-device-'));
  const remove = () => rmSync(root, { recursive: true, force: true, maxRetries: 5 });
  try {
    const child = spawnHost(program, [...first, ...argumentsOf(options, root)]);
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    // A test that ends without a word takes its device along.
    const endWithUs = () => child.kill('SIGTERM');
    nodeProcess()?.once('exit', endWithUs);
    const stop = async () => {
      nodeProcess()?.off('exit', endWithUs);
      await end(child, ended);
      remove();
    };
    try {
      const address = await announced(child, [program, ...first].join(' '), options.signal);
      return { ...address, ended, stop };
    } catch (error) {
      await stop();
      throw error;
    }
  } catch (error) {
    remove();
    throw error;
  }
}

function argumentsOf({ library = 'demo', home, api, clock, port = 0 }: LaunchOptions, root: string): readonly string[] {
  const { join } = nodeModule('node:path');
  const isGenerated = typeof library === 'object';
  const folder = isGenerated ? [join(root, 'library')] : library === 'demo' ? [] : [library];
  return [
    ...['serve', ...folder, '--json', '--port', String(port), '--home', home ?? join(root, 'home')],
    ...(isGenerated ? ['--generate-library', JSON.stringify(library)] : []),
    ...(api === undefined ? [] : ['--api', String(api)]),
    ...(clock === undefined ? [] : ['--clock', clock]),
  ];
}

/** Without the variables that would make it another device. */
function spawnHost(program: string, args: readonly string[]): ChildProcess {
  const { platform = '', env = {} } = nodeProcess() ?? {};
  const { SCOPEBOX_FOLDER: _folder, SCOPEBOX_HOME: _home, SCOPEBOX_API: _api, ...rest } = env;
  const shell = platform === 'win32' && /\.(cmd|bat)$/i.test(program);
  return nodeModule('node:child_process').spawn(program, args, {
    ...{ stdio: ['ignore', 'pipe', 'pipe'], env: { ...rest, SCOPEBOX_WITH_PARENT: '1' }, shell },
  });
}

type Announced = Pick<LaunchedDevice, 'url' | 'token' | 'home' | 'pid'>;

/** The one line of JSON that the host prints when the device is booted. */
function announced(child: ChildProcess, command: string, signal: AbortSignal | undefined): Promise<Announced> {
  return new Promise((resolve, reject) => {
    const said = { stdout: '', stderr: '' };
    child.stdout?.setEncoding('utf8');
    child.stderr?.setEncoding('utf8');
    child.stderr?.on('data', (text) => {
      said.stderr = (said.stderr + text).slice(-10_000);
    });
    let isThere = false;
    child.stdout?.on('data', (text) => {
      if (isThere) return;
      said.stdout += text;
      const line = said.stdout.split('\n').find((each) => each.startsWith('{') && each.endsWith('}'));
      if (line === undefined) return;
      isThere = true;
      resolve(JSON.parse(line));
    });
    child.once('error', (error) =>
      reject(new Error(`“${command}” cannot be started: ${error.message}. Is scopebox installed?`)),
    );
    child.once('exit', (code) => {
      const words = said.stderr.replace(/^scopebox: /gm, '').trim();
      reject(new Error(words === '' ? `“${command}” ended with ${code} before the device was there.` : words));
    });
    const cancel = () => reject(canceled());
    signal?.addEventListener('abort', cancel, { once: true });
  });
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  // One that was never started has nothing to end.
  if (child.pid === undefined) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
  await ended;
  clearTimeout(timer);
}

/** SCOPEBOX_COMMAND (words, or a JSON array of them), the package of the project, or what PATH has. */
function scopeboxCommand(): readonly string[] {
  const { env = {}, execPath = '', platform = '' } = nodeProcess() ?? {};
  const own = commandOf(env);
  if (own !== null) return own;
  const script = projectScript();
  if (script !== null) return [execPath, script];
  return [platform === 'win32' ? 'scopebox.cmd' : 'scopebox'];
}

function commandOf({ SCOPEBOX_COMMAND: command = '' }: Environment): readonly string[] | null {
  const text = command.trim();
  if (text === '') return null;
  if (!text.startsWith('[')) return text.split(/\s+/);
  const words: unknown = JSON.parse(text);
  if (Array.isArray(words) && words.length > 0 && words.every((word) => typeof word === 'string')) return words;
  throw new Error('SCOPEBOX_COMMAND is words, or a JSON array of them, such as ["node", "scopebox.mjs"].');
}

type Manifest = Readonly<{ name?: string; bin?: Readonly<Record<string, string>> }>;

/** The bin of the package `scopebox` that the project in this folder, or one above it, has installed, or is. */
function projectScript(): string | null {
  const { existsSync, readFileSync } = nodeModule('node:fs');
  const { join, dirname } = nodeModule('node:path');
  for (let folder = nodeProcess()?.cwd() ?? ''; ; folder = dirname(folder)) {
    for (const installed of [join(folder, 'node_modules', 'scopebox'), folder]) {
      const manifest = join(installed, 'package.json');
      const { name, bin }: Manifest = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : {};
      if (name === 'scopebox' && bin?.scopebox !== undefined) return join(installed, bin.scopebox);
    }
    if (dirname(folder) === folder) return null;
  }
}
