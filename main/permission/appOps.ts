// Mirrors AppOpsService for the two app-ops behind special access: all files, and media management.
import type { SdkInt } from '../../contract/android/build.ts';
import { VERSION_CODES } from '../../contract/android/build.ts';
import { permission } from '../../contract/android/manifest.ts';
import { Listeners } from '../device/listeners.ts';
import type { RequestedPermissions } from '../packages/requestedPermissions.ts';

/** The modes an app-op can have, in the words of `appops set`. Settings writes allow and deny. */
export const APP_OP_MODES = ['allow', 'ignore', 'deny', 'default', 'foreground'] as const;
export type AppOpMode = (typeof APP_OP_MODES)[number];

/** App-ops that no permission dialog decides about, by the full name of their permission. */
export const SPECIAL_ACCESS = [permission.MANAGE_EXTERNAL_STORAGE, permission.MANAGE_MEDIA] as const;
export type SpecialAccess = (typeof SPECIAL_ACCESS)[number];

/** Modes of one package; what is missing is 'default', which allows nothing here. */
export type AppOpModes = Readonly<Partial<Record<SpecialAccess, AppOpMode>>>;

const SINCE: Readonly<Record<SpecialAccess, SdkInt>> = {
  [permission.MANAGE_EXTERNAL_STORAGE]: VERSION_CODES.R,
  [permission.MANAGE_MEDIA]: VERSION_CODES.S,
};

/** A package as special access sees it. */
export type SpecialAccessApp = Readonly<{ sdk: SdkInt; requested: RequestedPermissions; modes: AppOpModes }>;

/** Environment.isExternalStorageManager: checkSelfPermission does not tell this. Needs Android 11. */
export function isExternalStorageManager(app: SpecialAccessApp): boolean {
  return hasSpecialAccess(app, permission.MANAGE_EXTERNAL_STORAGE);
}

/** MediaStore.canManageMedia. Needs Android 12. */
export function canManageMedia(app: SpecialAccessApp): boolean {
  return hasSpecialAccess(app, permission.MANAGE_MEDIA);
}

/** Whether Settings lists the app on the page of this special access: the device has it, and the app asks for it. */
export function mayHaveSpecialAccess({ sdk, requested }: Omit<SpecialAccessApp, 'modes'>, op: SpecialAccess): boolean {
  return sdk >= SINCE[op] && requested.explicit.includes(op);
}

function hasSpecialAccess(app: SpecialAccessApp, op: SpecialAccess): boolean {
  return mayHaveSpecialAccess(app, op) && app.modes[op] === 'allow';
}

/** The permission behind the name of an app-op: READ_MEDIA_IMAGES or android:read_media_images. */
export function opPermission(op: string): string {
  return `android.permission.${op.replace(/^android:/, '').toUpperCase()}`;
}

export type AppOpsOptions = Readonly<{
  /** What save() was given last, parsed; null or undefined when there is nothing. */
  load(): unknown;
  save(json: unknown): void;
}>;

/** Keeps the modes over restarts. */
export class AppOps {
  readonly #options: AppOpsOptions;
  readonly #listeners = new Listeners<[packageName: string, op: SpecialAccess]>();
  readonly #packages: Map<string, AppOpModes>;

  constructor(options: AppOpsOptions) {
    this.#options = options;
    this.#packages = fromJson(options.load());
  }

  modes(packageName: string): AppOpModes {
    return this.#packages.get(packageName) ?? {};
  }

  setMode(packageName: string, op: SpecialAccess, mode: AppOpMode): void {
    const before = this.modes(packageName);
    if ((before[op] ?? 'default') === mode) return;
    this.#packages.set(packageName, { ...before, [op]: mode });
    this.#save();
    this.#listeners.call(packageName, op);
  }

  /** Forgets an uninstalled package. Clearing an app's data leaves its special access alone. */
  removePackage(packageName: string): void {
    const modes = this.modes(packageName);
    if (!this.#packages.delete(packageName)) return;
    this.#save();
    for (const op of SPECIAL_ACCESS) if (modes[op] !== undefined) this.#listeners.call(packageName, op);
  }

  /** Factory reset, or `appops reset`. */
  reset(): void {
    for (const packageName of [...this.#packages.keys()]) this.removePackage(packageName);
  }

  /** What was saved was put back as it was at some time. */
  reload(): void {
    const before = new Map(this.#packages);
    this.#packages.clear();
    for (const [packageName, modes] of fromJson(this.#options.load())) this.#packages.set(packageName, modes);
    for (const packageName of new Set([...before.keys(), ...this.#packages.keys()]))
      for (const op of SPECIAL_ACCESS)
        if (before.get(packageName)?.[op] !== this.modes(packageName)[op]) this.#listeners.call(packageName, op);
  }

  /** Called after each change. */
  onChange(listener: (packageName: string, op: SpecialAccess) => void): Disposable {
    return this.#listeners.add(listener);
  }

  #save(): void {
    this.#options.save({ version: 1, packages: Object.fromEntries(this.#packages) });
  }
}

/** Anything that is not a mode of ours is 'default': a damaged file takes access, and never gives it. */
function fromJson(saved: unknown): Map<string, AppOpModes> {
  const packages = isRecord(saved) && isRecord(saved.packages) ? Object.entries(saved.packages) : [];
  return new Map(packages.map(([packageName, modes]) => [packageName, isRecord(modes) ? modesFromJson(modes) : {}]));
}

function modesFromJson(saved: Readonly<Record<string, unknown>>): AppOpModes {
  const entries = SPECIAL_ACCESS.flatMap((op) => {
    const mode = APP_OP_MODES.find((each) => each === saved[op]);
    return mode === undefined ? [] : [[op, mode] as const];
  });
  return Object.fromEntries(entries);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
