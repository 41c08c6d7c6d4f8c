// Mirrors WindowManagerShellCommand: the size and the density that a device says its screen has.
import type { DisplayMetrics } from '../../../contract/android/displayMetrics.ts';
import { forcedDisplay, setForcedDensity, setForcedSize } from '../../device/forcedDisplay.ts';
import type { DeviceServices } from './deviceServices.ts';
import { FAILED, type Service, type ServiceIo, type ServiceMethod, type ShellArguments } from './shellCommand.ts';

/** What a device has that no page shows. */
const PHONE: DisplayMetrics = { widthPixels: 1080, heightPixels: 2400, densityDpi: 420 };

/** The screen as it is by itself, upright. */
export async function ownDisplay({ uiAutomation }: DeviceServices): Promise<DisplayMetrics> {
  try {
    return await uiAutomation.display();
  } catch (error) {
    if (!(error instanceof Error) || !('reason' in error)) throw error;
    return PHONE;
  }
}

const MIN_DENSITY = 72;
const SIDES = { least: 200, most: 9_999 };

const size: ServiceMethod = async (args, io, services) => {
  skipDisplay(args);
  const word = args.next();
  const { settings } = services;
  if (word === null) {
    const { widthPixels, heightPixels } = await ownDisplay(services);
    const forced = forcedDisplay(settings).size;
    await io.line(`Physical size: ${widthPixels}x${heightPixels}`);
    if (forced !== null) await io.line(`Override size: ${forced.widthPixels}x${forced.heightPixels}`);
    return 0;
  }
  if (word === 'reset') setForcedSize(settings, null);
  else {
    const match = /^([^x]+)x(.+)$/.exec(word);
    if (match === null) return failed(io, `Error: bad size ${word}`);
    const { densityDpi } = await ownDisplay(services);
    const [width, height] = [match[1], match[2]].map((side) => dimension(side ?? '', densityDpi));
    if (width === undefined || height === undefined || Number.isNaN(width + height))
      return failed(io, `Error: bad number java.lang.NumberFormatException: For input string: "${match[1]}"`);
    if (Math.min(width, height) < SIDES.least || Math.max(width, height) > SIDES.most)
      return failed(io, `Error: size must be between ${SIDES.least} and ${SIDES.most} pixels`);
    setForcedSize(settings, { widthPixels: width, heightPixels: height });
  }
  // Drawn at once where a page shows it.
  await ownDisplay(services);
  return 0;
};

const density: ServiceMethod = async (args, io, services) => {
  skipDisplay(args);
  const word = args.next();
  const { settings } = services;
  if (word === null) {
    const forced = forcedDisplay(settings).densityDpi;
    await io.line(`Physical density: ${(await ownDisplay(services)).densityDpi}`);
    if (forced !== null) await io.line(`Override density: ${forced}`);
    return 0;
  }
  if (word === 'reset') setForcedDensity(settings, null);
  else {
    if (!/^\d{1,4}$/.test(word))
      return failed(io, `Error: bad number java.lang.NumberFormatException: For input string: "${word}"`);
    if (Number(word) < MIN_DENSITY) return failed(io, `Error: density must be >= ${MIN_DENSITY}`);
    setForcedDensity(settings, Number(word));
  }
  await ownDisplay(services);
  return 0;
};

/** Pixels of `1080`, `1080px` and `411dp`. */
function dimension(word: string, densityDpi: number): number {
  const match = /^(\d{1,5})(px|dp)?$/.exec(word);
  if (match === null) return Number.NaN;
  return match[2] === 'dp' ? Math.round((Number(match[1]) * densityDpi) / 160) : Number(match[1]);
}

/** There is one display. */
function skipDisplay(args: ShellArguments): void {
  for (let option = args.nextOption(); option !== null; option = args.nextOption())
    if (option === '-d') args.required();
}

async function failed(io: ServiceIo, words: string): Promise<number> {
  await io.errorLine(words);
  return FAILED;
}

export const WINDOW_SERVICE: Service = {
  help: `Window manager (window) commands:
  help
      Print this help text.
  size [reset|WxH|WdpxHdp] [-d DISPLAY_ID]
  density [reset|DENSITY] [-d DISPLAY_ID]
  dismiss-keyguard
`,
  methods: { size, density, 'dismiss-keyguard': () => 0 },
};
