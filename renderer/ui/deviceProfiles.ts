// Screens a device may have, and how they are held. Sizes are dp, as Android's resource qualifiers count them.

export type Display = Readonly<{ width: number; height: number }>;

/** 'free' is a screen somebody pulled to a size of its own. */
export type ProfileId = 'phone' | 'smallPhone' | 'tablet' | 'foldable' | 'free';

type DeviceProfile = Readonly<{
  label: string;
  /** Held upright; a foldable: unfolded. */
  upright: Display;
  /** The screen on its outside; null for what does not fold. */
  folded: Display | null;
}>;

export const DEVICE_PROFILES: Readonly<Record<Exclude<ProfileId, 'free'>, DeviceProfile>> = {
  phone: { label: 'Phone', upright: { width: 412, height: 915 }, folded: null },
  smallPhone: { label: 'Small phone', upright: { width: 360, height: 640 }, folded: null },
  tablet: { label: 'Tablet', upright: { width: 800, height: 1280 }, folded: null },
  foldable: { label: 'Foldable', upright: { width: 673, height: 841 }, folded: { width: 360, height: 841 } },
};

/** Which screen, and how it is held. */
export type Posture = Readonly<{
  profile: ProfileId;
  isLandscape: boolean;
  /** Means something for a foldable only. */
  isFolded: boolean;
  /** Of a free screen, as it is held. */
  size: Display;
}>;

export const FIRST_POSTURE: Posture = {
  profile: 'phone',
  isLandscape: false,
  isFolded: false,
  size: DEVICE_PROFILES.phone.upright,
};

const SHORTEST = 320;
const LONGEST = 1600;

/** The nearest size a screen can have: whole dp, 320 to 1600 either way. */
export function clampDisplay({ width, height }: Display): Display {
  const clamp = (length: number) =>
    Number.isFinite(length) ? Math.min(LONGEST, Math.max(SHORTEST, Math.round(length))) : SHORTEST;
  return { width: clamp(width), height: clamp(height) };
}

/** The size of the screen as it is held. */
export function displayOf({ profile, isLandscape, isFolded, size }: Posture): Display {
  if (profile === 'free') return size;
  const { upright, folded } = DEVICE_PROFILES[profile];
  const held = isFolded && folded !== null ? folded : upright;
  return isLandscape ? turned(held) : held;
}

/** Turned by a quarter. */
export function rotated(posture: Posture): Posture {
  return posture.profile === 'free'
    ? { ...posture, size: turned(posture.size) }
    : { ...posture, isLandscape: !posture.isLandscape };
}

/** Whether the device has a hinge. */
export function canFold({ profile }: Posture): boolean {
  return profile !== 'free' && DEVICE_PROFILES[profile].folded !== null;
}

/** Another profile, held as the one before; a free screen starts with the size it had. */
export function withProfile(posture: Posture, profile: ProfileId): Posture {
  if (profile === 'free') return { ...posture, profile, isFolded: false, size: displayOf(posture) };
  const { width, height } = displayOf(posture);
  return { ...posture, profile, isFolded: false, isLandscape: width > height };
}

/** A free screen of that size. */
export function resized(posture: Posture, size: Display): Posture {
  return { ...posture, profile: 'free', isFolded: false, size: clampDisplay(size) };
}

/** What was kept of a posture, as far as it still means one. */
export function readPosture(kept: unknown): Posture {
  if (kept === null || typeof kept !== 'object') return FIRST_POSTURE;
  const { profile, isLandscape, isFolded, size } = kept as Partial<Record<keyof Posture, unknown>>;
  if (typeof profile !== 'string' || !isProfile(profile)) return FIRST_POSTURE;
  return { profile, isLandscape: isLandscape === true, isFolded: isFolded === true, size: readDisplay(size) };
}

export function isProfile(name: string): name is ProfileId {
  return name === 'free' || Object.hasOwn(DEVICE_PROFILES, name);
}

function readDisplay(kept: unknown): Display {
  if (kept === null || typeof kept !== 'object') return FIRST_POSTURE.size;
  const { width, height } = kept as Partial<Record<keyof Display, unknown>>;
  return typeof width === 'number' && typeof height === 'number' ? clampDisplay({ width, height }) : FIRST_POSTURE.size;
}

function turned({ width, height }: Display): Display {
  return { width: height, height: width };
}
