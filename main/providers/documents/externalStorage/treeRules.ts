// Mirrors ExternalStorageProvider.shouldHideDocument and shouldBlockDirectoryFromTree: which directories no app is given.

/** What the rules of a level depend on. */
export type StoragePlatform = Readonly<{
  sdk: number;
  /** Whether the security patches of 2024 are in, which hide what is below Android/data and its like. */
  securityPatched: boolean;
}>;

/** What the rules ask of a document. `path` is below the volume, without a slash at either end. */
export type TreePlace = Readonly<{ path: string; isUsb: boolean; writable: boolean }>;

const HIDDEN_DIRECTORY = /^android\/(?:data|obb|sandbox)$/;
const HIDDEN_TREE = /^android\/(?:data|obb|sandbox)(?:\/|$)/;

/** The platform of a device whose patch level nobody has set: one whose level is still looked after is patched. */
export function storagePlatform(sdk: number, securityPatched = sdk >= 33): StoragePlatform {
  return { sdk, securityPatched };
}

/** Whether `.` and `..` in an id are resolved before it is taken for a path. */
export function resolvesDots({ sdk, securityPatched }: StoragePlatform): boolean {
  return sdk >= 34 || (sdk === 33 && securityPatched);
}

/** Whether listings and searches leave a directory out; with its id it is still reached. */
export function isHidden(platform: StoragePlatform, { path, isUsb }: Pick<TreePlace, 'path' | 'isUsb'>): boolean {
  if (platform.sdk < 30 || isUsb) return false;
  return hasSubtreeRules(platform) ? HIDDEN_TREE.test(comparable(path)) : HIDDEN_DIRECTORY.test(path.toLowerCase());
}

/** Whether anything directly in a directory can be hidden: few directories have to be looked through for that. */
export function mayHideIn(path: string): boolean {
  return comparable(path).startsWith('android');
}

/** FLAG_DIR_BLOCKS_OPEN_DOCUMENT_TREE of a directory: that one alone, not what is below it. */
export function isBlocked(platform: StoragePlatform, place: TreePlace): boolean {
  const { sdk } = platform;
  if (sdk < 30 || place.isUsb || (sdk < 33 && !place.writable)) return false;
  if (!hasSubtreeRules(platform)) return ['', 'download'].includes(place.path.toLowerCase());
  return ['', 'download', 'android'].includes(comparable(place.path)) || isHidden(platform, place);
}

function hasSubtreeRules({ sdk, securityPatched }: StoragePlatform): boolean {
  return sdk >= 35 || (sdk >= 33 && securityPatched);
}

/** Names that a file system without regard to case takes for the same one, and what nobody sees. */
function comparable(path: string): string {
  return path
    .normalize('NFD')
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .toLowerCase();
}
