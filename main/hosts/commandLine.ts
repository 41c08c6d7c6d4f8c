// Arguments and environment of the hosts: read here, and nowhere else.
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { isSdkInt, SDK_INTS, type SdkInt } from '../../contract/android/build.ts';
import type { NewVolume, RemovableKind } from '../../contract/rpc/deviceApi.ts';
import { isSameFolder } from '../device/mountRules.ts';
import hostOptions from './hostOptions.json' with { type: 'json' };

export type Settings = Readonly<{
  /** No window, no browser: for scripts and CI. */
  serve: boolean;
  json: boolean;
  folder: string;
  /** Whether apps change the files of the folder itself. */
  writeThrough: boolean;
  /** Whether folders that are empty, or others than before, are right: what is not in them is forgotten. */
  indexAsIs: boolean;
  /** What is put in as the device starts. */
  removable: readonly NewVolume[];
  /** Folders of documents providers that are loaded as the device starts. */
  plugins: readonly string[];
  home: string;
  /** 0 lets the system choose. */
  port: number;
  /** Whether adb reaches the device, and where; null when it does not. */
  adb: AdbSettings | null;
  api: SdkInt;
  /** Where the clock stands when the device boots, milliseconds since 1970 UTC; the computer's own moves it unless told. */
  clock?: number | null;
  /** JSON of what FOLDER is filled with before; nothing unless told. */
  generateLibrary?: string | null;
  /** Open a browser. */
  open: boolean;
}>;

export type AdbSettings = Readonly<{
  /** Null takes the first free one where adb looks by itself. */
  port: number | null;
  /** Whether a key is asked for. */
  auth: boolean;
}>;

/**
 * Exit codes of every command. failed: an assertion did not hold, or the device answered with an exception. unsupported:
 * not on this Android level, or not by this version.
 */
export const EXIT = { ok: 0, failed: 1, usage: 2, environment: 3, unsupported: 4, interrupted: 130 } as const;

/** A sentence for the person at the terminal, and the exit code that goes with it. */
export class StartError extends Error {
  readonly exitCode: number;

  constructor(sentence: string, exitCode: number = EXIT.environment) {
    super(sentence);
    this.exitCode = exitCode;
  }
}

/** Every option of a start, in commander's spelling: `<dir>` is asked for, `[n]` may be left out. */
export const HOST_OPTIONS: readonly Readonly<{ flags: string; description: string }>[] = hostOptions;

export const HELP = `Scopebox: Android's photo permissions and MediaStore on a real folder.

  scopebox [FOLDER]             show the device with FOLDER, or with the demo library
  scopebox serve [FOLDER]       the same without opening a browser

Options
${[...HOST_OPTIONS, { flags: '--help', description: 'this text' }].map(optionHelp).join('\n')}

FOLDER, SD cards and USB drives are only read, unless they are mounted write-through. What apps change stays in the
device's home.
`;

function optionHelp({ flags, description }: Readonly<{ flags: string; description: string }>): string {
  const shown = flags.replace(/[<[](.*?)[\]>]/, (whole, name) =>
    whole.startsWith('[') ? `[${name.toUpperCase()}]` : name.toUpperCase(),
  );
  return shown.length > 14 ? `  ${shown}\n                 ${description}` : `  ${shown.padEnd(14)} ${description}`;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * @param args what follows the program's name
 * @param demoFolder the library for a start without a folder
 * @throws {StartError} for arguments that mean nothing
 * @returns null when help was asked for
 */
export function readSettings(args: readonly string[], environment: Environment, demoFolder: string): Settings | null {
  const { values, positionals } = parse(args);
  if (values.help === true) return null;
  const serve = positionals[0] === 'serve';
  const folders = serve || positionals[0] === 'start' ? positionals.slice(1) : positionals;
  if (folders.length > 1)
    throw new StartError(`One folder, please: got ${folders.map((name) => `“${name}”`).join(' and ')}.`, EXIT.usage);
  if (folders[0] === '') throw new StartError('The folder is an empty text: is a variable unset?', EXIT.usage);
  const named = folders[0] ?? environment.SCOPEBOX_FOLDER;
  const writeThrough = values['write-through'] === true;
  if (writeThrough && named === undefined)
    throw new StartError('--write-through changes the files of a FOLDER; name the one you mean.', EXIT.usage);
  const generateLibrary = values['generate-library'] ?? null;
  if (generateLibrary !== null && named === undefined)
    throw new StartError('--generate-library fills a FOLDER; name a new or empty one.', EXIT.usage);
  const folder = resolve(named ?? demoFolder);
  return {
    serve,
    json: values.json === true,
    folder,
    writeThrough,
    indexAsIs: values['index-as-is'] === true,
    removable: inOneWay(
      [...removable('sd', values.sd), ...removable('usb', values.usb)],
      [...writtenThrough('sd', values['sd-write-through']), ...writtenThrough('usb', values['usb-write-through'])],
    ),
    plugins: foldersOf('plugin', values.plugin),
    home: resolve(values.home ?? environment.SCOPEBOX_HOME ?? defaultHome(folder, environment, process.platform)),
    port: wholeNumber('--port', values.port ?? '0', (port) => port <= 65_535),
    adb: readAdb(values),
    api: readApi(values.api ?? environment.SCOPEBOX_API ?? '34'),
    clock: values.clock === undefined ? null : readClock(values.clock),
    generateLibrary,
    open: !serve && values['no-open'] !== true && environment.CI === undefined,
  };
}

/**
 * npm starts a script through a shell that passes no signal on: when it dies, we are adopted. Whoever starts a device for
 * its own ends says so. A device that a step of a CI job leaves in the background goes on.
 */
export function endsWithParent(environment: Environment): boolean {
  return environment.npm_command !== undefined || environment.SCOPEBOX_WITH_PARENT === '1';
}

function parse(args: readonly string[]) {
  const options = {
    help: { type: 'boolean', short: 'h' },
    json: { type: 'boolean' },
    sd: { type: 'string', multiple: true },
    usb: { type: 'string', multiple: true },
    'write-through': { type: 'boolean' },
    'index-as-is': { type: 'boolean' },
    'sd-write-through': { type: 'string', multiple: true },
    'usb-write-through': { type: 'string', multiple: true },
    plugin: { type: 'string', multiple: true },
    home: { type: 'string' },
    port: { type: 'string' },
    adb: { type: 'string' },
    'adb-no-auth': { type: 'boolean' },
    api: { type: 'string' },
    clock: { type: 'string' },
    'generate-library': { type: 'string' },
    'no-open': { type: 'boolean' },
  } as const;
  try {
    return parseArgs({ args: [...withAdbPort(args)], options, allowPositionals: true });
  } catch (error) {
    const sentence = error instanceof Error ? error.message : String(error);
    throw new StartError(`${sentence}\nSee --help.`, EXIT.usage);
  }
}

function removable(
  kind: RemovableKind,
  folders: readonly string[] = [],
  option: string = kind,
): readonly Omit<NewVolume, 'writeThrough'>[] {
  return foldersOf(option, folders).map((folder) => ({ kind, folder }));
}

function foldersOf(option: string, folders: readonly string[] = []): readonly string[] {
  if (folders.includes('')) throw new StartError(`--${option} got an empty text: is a variable unset?`, EXIT.usage);
  return folders.map((folder) => resolve(folder));
}

function writtenThrough(kind: RemovableKind, folders: readonly string[] = []): readonly NewVolume[] {
  return removable(kind, folders, `${kind}-write-through`).map((volume) => ({ ...volume, writeThrough: true }));
}

/** Nobody knows which of both was meant, and one of them has no undo. */
function inOneWay(layered: readonly NewVolume[], through: readonly NewVolume[]): readonly NewVolume[] {
  const both = through.find(({ folder }) => layered.some((other) => isSameFolder(folder, other.folder)));
  if (both === undefined) return [...layered, ...through];
  throw new StartError(
    `${both.folder} is named both by an option that writes through and by one that does not; name it once, the way you mean it.`,
    EXIT.usage,
  );
}

/** `--adb` may stand alone: whatever follows it is its port only when it is a number. */
function withAdbPort(args: readonly string[]): readonly string[] {
  return args.flatMap((arg, index) => {
    if (arg === '--adb') return /^\d+$/.test(args[index + 1] ?? '') ? [] : ['--adb='];
    return args[index - 1] === '--adb' && /^\d+$/.test(arg) ? [`--adb=${arg}`] : [arg];
  });
}

function readAdb(values: Readonly<{ adb?: string | undefined; 'adb-no-auth'?: boolean | undefined }>) {
  const auth = values['adb-no-auth'] !== true;
  if (values.adb === undefined) {
    if (!auth) throw new StartError('--adb-no-auth says who may use adb; switch it on with --adb.', EXIT.usage);
    return null;
  }
  const port = values.adb === '' ? null : wholeNumber('--adb', values.adb, (number) => number <= 65_535);
  return { port, auth };
}

function readApi(text: string): SdkInt {
  const sdk = Number(text);
  if (isSdkInt(sdk)) return sdk;
  throw new StartError(`--api takes one of ${SDK_INTS.join(', ')}, not “${text}”.`, EXIT.usage);
}

function readClock(text: string): number {
  const time = Date.parse(text);
  if (/^\d{4}-\d\d-\d\d/.test(text) && time >= 0) return time;
  throw new StartError(`--clock takes an ISO date-time such as 2026-01-15T10:00:00Z, not “${text}”.`, EXIT.usage);
}

function wholeNumber(option: string, text: string, fits: (value: number) => boolean): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && fits(value)) return value;
  throw new StartError(`${option} takes a number, not “${text}”.`, EXIT.usage);
}

/** One home per folder, so that two folders are two devices. */
function defaultHome(folder: string, environment: Environment, platform: NodeJS.Platform): string {
  const name = basename(folder).replace(/[^\w.-]+/g, '_') || 'root';
  const key = createHash('sha256').update(folder).digest('hex').slice(0, 8);
  return join(dataFolder(environment, platform), 'scopebox', 'devices', `${name}-${key}`);
}

/** Where programs keep what is the user's own, on this platform. */
export function dataFolder(environment: Environment, platform: NodeJS.Platform): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  if (platform === 'win32') return environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  return environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share');
}
