// Mirrors InputShellCommand, DumpCommand of uiautomator, and WindowManagerShellCommand, over the page that shows the device.
import type { UiInput } from '../../../contract/rpc/uiAutomation.ts';
import { type Pixels, pngPixels } from '../../device/pngPixels.ts';
import { type Command, type CommandIo, type Commands, ProgramError } from '../command.ts';
import { writeWhole } from '../files/fileChanges.ts';
import { parseOptions } from '../options.ts';
import type { DeviceServices } from './deviceServices.ts';

const KEYS: Readonly<Record<string, number>> = {
  ...{ HOME: 3, BACK: 4, DPAD_UP: 19, DPAD_DOWN: 20, DPAD_LEFT: 21, DPAD_RIGHT: 22, DPAD_CENTER: 23, POWER: 26 },
  ...{ TAB: 61, SPACE: 62, ENTER: 66, DEL: 67, MENU: 82, PAGE_UP: 92, PAGE_DOWN: 93, ESCAPE: 111, APP_SWITCH: 187 },
  ...{ MOVE_HOME: 122, MOVE_END: 123, FORWARD_DEL: 112, WAKEUP: 224, SLEEP: 223 },
};

const SOURCES = ['touchscreen', 'touchpad', 'keyboard', 'mouse', 'dpad', 'stylus', 'trackball', 'joystick', 'gamepad'];

const LONG_PRESS = 500;

/** What `input` with these words does, in order; null for a word it does not know. @throws {ProgramError} */
export function inputsOf(words: readonly string[]): readonly UiInput[] | null {
  const [first = '', ...rest] = words;
  if (SOURCES.includes(first)) return inputsOf(rest);
  if (first === '-d') return inputsOf(rest.slice(1));
  switch (first) {
    case 'tap':
      return [{ kind: 'tap', at: point(first, rest, 0) }];
    case 'swipe':
    case 'draganddrop': {
      const milliseconds = rest[4] === undefined ? 300 : number(first, rest[4]);
      const [from, to] = [point(first, rest, 0), point(first, rest, 2)];
      const stays = from.x === to.x && from.y === to.y && milliseconds >= LONG_PRESS;
      return [stays ? { kind: 'tap', at: from, isLong: true } : { kind: 'swipe', from, to, milliseconds }];
    }
    case 'text': {
      if (rest.length !== 1) throw invalidArguments(first);
      return [{ kind: 'text', text: (rest[0] ?? '').replaceAll('%s', ' ') }];
    }
    case 'keyevent': {
      const keys = rest.filter((word) => !word.startsWith('--'));
      if (keys.length === 0) throw invalidArguments(first);
      return keys.map((key) => ({ kind: 'key', keyCode: keyCode(key) }));
    }
    default:
      return null;
  }
}

function point(command: string, words: readonly string[], at: number): Readonly<{ x: number; y: number }> {
  return { x: number(command, words[at]), y: number(command, words[at + 1]) };
}

function number(command: string, word: string | undefined): number {
  if (word === undefined || !/^-?\d+(?:\.\d+)?$/.test(word)) throw invalidArguments(command);
  return Number(word);
}

function keyCode(word: string): number {
  const code = /^\d+$/.test(word) ? Number(word) : KEYS[word.toUpperCase().replace(/^KEYCODE_/, '')];
  if (code === undefined) throw new ProgramError(`Unknown keycode: ${word}`);
  return code;
}

function invalidArguments(command: string): ProgramError {
  return new ProgramError(`Invalid arguments for command: ${command}`);
}

/** The page may be closed, or its screen covered: said in one sentence. */
async function onScreen(io: CommandIo, prefix: string, run: () => Promise<void>): Promise<number> {
  try {
    await run();
    return 0;
  } catch (error) {
    if (!(error instanceof Error) || !('reason' in error)) throw error;
    await io.error(`${prefix}${WORDS[String(error.reason)] ?? error.message}\n`);
    return 1;
  }
}

/** What uiautomator has words for. */
const WORDS: Readonly<Record<string, string>> = {
  noRoot: 'null root node returned by UiTestAutomationBridge.',
  notIdle: 'could not get idle state.',
};

const WINDOW_DUMP = '/sdcard/window_dump.xml';

/** PNG with -p, or for a name that says so; otherwise pixels behind their width, height, format and colour space. */
const screencap: Command<DeviceServices> = async (args, io, { uiAutomation, files, clock }) => {
  const options = parseOptions(args, 'hpd:');
  const [name] = options.rest;
  if (options.has('h')) {
    await io.error('usage: screencap [-hp] [-d display-id] [FILENAME]\n');
    return 0;
  }
  return onScreen(io, 'screencap: ', async () => {
    const png = await uiAutomation.takeScreenshot();
    const isPng = options.has('p') || name?.endsWith('.png') === true;
    const bytes = isPng ? png : rawScreen(await pngPixels(png));
    if (name === undefined) await io.stdout.write(bytes);
    else await writeWhole(files, io.path(name), bytes, clock.currentTimeMillis());
  });
};

const RGBA_8888 = 1;

function rawScreen({ width, height, rgba }: Pixels): Uint8Array {
  const header = Buffer.alloc(16);
  header.writeUInt32LE(width, 0);
  header.writeUInt32LE(height, 4);
  header.writeUInt32LE(RGBA_8888, 8);
  return Buffer.concat([header, rgba]);
}

export const input: Command<DeviceServices> = async (args, io, { uiAutomation }) => {
  let inputs: readonly UiInput[] | null;
  try {
    inputs = inputsOf(args);
  } catch (error) {
    if (!(error instanceof ProgramError)) throw error;
    await io.error(`Error: ${error.message}\n`);
    return 255;
  }
  if (inputs === null) {
    await io.print(`Unknown command: ${args[0] ?? ''}\n`);
    return 0;
  }
  return onScreen(io, 'Error: ', async () => {
    for (const each of inputs) await uiAutomation.input(each);
  });
};

export const SCREEN_COMMANDS: Commands<DeviceServices> = {
  ...{ screencap, input },
  uiautomator: async ([command, ...args], io, { uiAutomation, files, clock }) => {
    if (command !== 'dump') {
      await io.error('Usage: uiautomator dump [--verbose][--compressed] [file]\n');
      return 1;
    }
    const name = args.find((arg) => !arg.startsWith('--')) ?? WINDOW_DUMP;
    return onScreen(io, 'ERROR: ', async () => {
      const hierarchy = await uiAutomation.dumpWindowHierarchy();
      if (name === '/dev/tty') await io.print(hierarchy);
      else await writeWhole(files, io.path(name), Buffer.from(hierarchy), clock.currentTimeMillis());
      await io.print(`UI hierchary dumped to: ${name}\n`);
    });
  },
};
