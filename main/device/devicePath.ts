// Mirrors how the kernel of a device walks a path: the links and mount points that every device has.

/** Where storage is linked to, as readlink() tells it. */
const LINKS: Readonly<Record<string, string>> = {
  '/sdcard': '/storage/self/primary',
  '/mnt/sdcard': '/storage/self/primary',
  '/storage/self/primary': '/storage/emulated/0',
};

/** Directories that only hold others, and what is always in them; storage has its volumes besides. */
export const ROOT_DIRECTORIES: Readonly<Record<string, readonly string[]>> = {
  '/': ['data', 'mnt', 'sdcard', 'storage'],
  '/data': ['local'],
  '/data/local': ['tmp'],
  '/mnt': ['sdcard'],
  '/storage': ['emulated', 'self'],
  '/storage/emulated': ['0'],
  '/storage/self': ['primary'],
};

/** A private folder of adb shell. */
export const SHELL_TEMPORARY_DIRECTORY = '/data/local/tmp';

export type DevicePath = Readonly<{
  /** Absolute, without a slash at its end, `.`, `..` or a link above its last name. */
  path: string;
  /** Whether it was written with a slash at its end, so that only a directory will do. */
  isDirectoryAsked: boolean;
  /** Where the last name links to, when it is a link that was not to be followed; else null. */
  link: string | null;
}>;

/**
 * Walks a path; a relative one begins at the root.
 * @param followsLast whether a link at its end is followed; with a slash behind it, it is in any case
 */
export function walkDevicePath(text: string, followsLast: boolean): DevicePath {
  const isDirectoryAsked = /\/\.?$/.test(text);
  const names = text.split('/').filter((name) => name !== '' && name !== '.');
  let walked: readonly string[] = [];
  for (const [index, name] of names.entries()) {
    walked = name === '..' ? walked.slice(0, -1) : [...walked, name];
    const isLast = index === names.length - 1;
    const link = linkAt(walked);
    if (link === null) continue;
    if (isLast && !followsLast && !isDirectoryAsked) return { path: pathOf(walked), isDirectoryAsked, link };
    walked = followed(link);
  }
  return { path: pathOf(walked), isDirectoryAsked, link: null };
}

function followed(link: string): readonly string[] {
  const names = link.split('/').slice(1);
  const next = linkAt(names);
  return next === null ? names : followed(next);
}

/** No link lies deeper than these. */
function linkAt(names: readonly string[]): string | null {
  return names.length > 3 ? null : (LINKS[pathOf(names)] ?? null);
}

function pathOf(names: readonly string[]): string {
  return `/${names.join('/')}`;
}
