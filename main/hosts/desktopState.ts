// What the desktop host remembers from one start to the next, beside the devices: plain data, from a file anybody may edit.

/** A window on the desktop: device-independent pixels, from the upper left corner of the first display. */
export type Rectangle = Readonly<{ x: number; y: number; width: number; height: number }>;

/** Where the window is when it is not maximised, and whether it is. */
export type WindowPlace = Rectangle & Readonly<{ maximized: boolean }>;

export type DesktopState = Readonly<{
  /** Null before the first window. */
  window: WindowPlace | null;
  /** Folders that were opened, the last one first. */
  recent: readonly string[];
  /** Whether the user agreed to a look for a newer version at each start. Nothing is asked over the network before. */
  checksForUpdates: boolean;
}>;

const MAX_RECENT = 8;
const SMALLEST = { width: 480, height: 400 } as const;
/** As much of a window's upper edge can be taken hold of. */
const GRIP = { width: 120, height: 32 } as const;
/** No desktop is larger, and no computer counts on in larger numbers. */
const FARTHEST = 100_000;

const NOTHING: DesktopState = { window: null, recent: [], checksForUpdates: false };

/** @param json what was read from the file; whatever is no state of ours counts as nothing */
export function readDesktopState(json: unknown): DesktopState {
  if (json === null || typeof json !== 'object') return NOTHING;
  const { window, recent, checksForUpdates } = json as Partial<Record<keyof DesktopState, unknown>>;
  const folders = Array.isArray(recent) ? recent.filter((folder) => typeof folder === 'string' && folder !== '') : [];
  return {
    window: readPlace(window),
    recent: folders.slice(0, MAX_RECENT),
    checksForUpdates: checksForUpdates === true,
  };
}

function readPlace(json: unknown): WindowPlace | null {
  if (json === null || typeof json !== 'object') return null;
  const { x, y, width, height, maximized } = json as Partial<Record<keyof WindowPlace, unknown>>;
  if (![x, y, width, height].every(isPixels)) return null;
  return { ...(json as Rectangle), maximized: maximized === true };
}

const isPixels = (value: unknown) => Number.isInteger(value) && Math.abs(Number(value)) < FARTHEST;

/** The folders with one that was opened now in front. */
export function withRecent(recent: readonly string[], folder: string): readonly string[] {
  return [folder, ...recent.filter((other) => other !== folder)].slice(0, MAX_RECENT);
}

/**
 * Where a window of that place opens on the displays that are there now: where it was if it can be taken hold of there,
 * with nothing beyond the display; else in a place that the system chooses, and in its size.
 * @param displays their areas without bars and docks
 */
export function placeOn(
  place: WindowPlace | null,
  displays: readonly Rectangle[],
): Partial<Rectangle> & Pick<Rectangle, 'width' | 'height'> {
  const { width, height } = place ?? { width: 1_180, height: 960 };
  const display = place === null ? undefined : displays.find((area) => isInReach(place, area));
  const room = display ?? displays[0] ?? { width, height };
  const size = {
    width: Math.max(SMALLEST.width, Math.min(width, room.width)),
    height: Math.max(SMALLEST.height, Math.min(height, room.height)),
  };
  if (place === null || display === undefined) return size;
  return {
    ...size,
    x: within(place.x, display.x, display.x + display.width - size.width),
    y: within(place.y, display.y, display.y + display.height - size.height),
  };
}

/** Whether so much of its upper edge is on that area that a hand can move it. */
function isInReach(place: Rectangle, area: Rectangle): boolean {
  const seen = Math.min(place.x + place.width, area.x + area.width) - Math.max(place.x, area.x);
  return seen >= GRIP.width && place.y >= area.y - GRIP.height && place.y + GRIP.height <= area.y + area.height;
}

const within = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most));
