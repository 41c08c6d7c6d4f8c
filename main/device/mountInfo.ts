// What is mounted where on this computer, as Linux tells it: by a bind mount two paths without any link are one folder.
import { readFileSync } from 'node:fs';

type Mount = Readonly<{
  id: string;
  parent: string;
  device: string;
  /** The directory of the file system that is mounted. */
  root: string;
  mountPoint: string;
}>;

/** A directory of a file system, whatever paths lead to it. */
type Place = Readonly<{ device: string; path: string }>;

/** Empty where the system tells nothing. */
export function readMountInfo(): string {
  try {
    return process.platform === 'linux' ? readFileSync('/proc/self/mountinfo', 'utf8') : '';
  } catch {
    return '';
  }
}

/**
 * Whether a directory, or a file system that is mounted in it, lies in another one, by where they are on their disks.
 * @param mountInfo as in /proc/self/mountinfo, see proc(5)
 * @param path whole and without links, as `folder` is
 */
export function isMountedInside(mountInfo: string, path: string, folder: string): boolean {
  const mounts = mountsOf(mountInfo);
  const outer = placesOf(mounts, folder);
  return placesOf(mounts, path).some((inner) =>
    outer.some(({ device, path: above }) => device === inner.device && isBelow(inner.path, above)),
  );
}

/**
 * Where something is mounted inside of a directory and can be seen, as paths below it.
 * @param directory whole and without links
 */
export function mountPointsIn(mountInfo: string, directory: string): readonly string[] {
  const mounts = mountsOf(mountInfo);
  const inside = visibleBelow(mounts, directory).filter(({ mountPoint }) => mountPoint !== directory);
  return inside.map(({ mountPoint }) => rest(mountPoint, directory).replace(/^\//, ''));
}

function mountsOf(mountInfo: string): readonly Mount[] {
  return mountInfo.split('\n').flatMap((line) => {
    const [id, parent, device, root, mountPoint] = line.split(' ');
    if (id === undefined || parent === undefined || device === undefined) return [];
    if (root === undefined || mountPoint === undefined) return [];
    return [{ id, parent, device, root: unescaped(root), mountPoint: unescaped(mountPoint) }];
  });
}

/** Where a directory is, and all that is mounted in it and can be seen. */
function placesOf(mounts: readonly Mount[], directory: string): readonly Place[] {
  const own = mountOf(mounts, directory);
  const below = visibleBelow(mounts, directory).filter((mount) => mount !== own);
  const first = own === null ? [] : [{ device: own.device, path: join(own.root, rest(directory, own.mountPoint)) }];
  return [...first, ...below.map(({ device, root }) => ({ device, path: root }))];
}

function visibleBelow(mounts: readonly Mount[], directory: string): readonly Mount[] {
  return mounts.filter((mount) => isBelow(mount.mountPoint, directory) && mountOf(mounts, mount.mountPoint) === mount);
}

/** The mount that a path leads to: from the root each one is entered that lies on the way, as the kernel does. */
function mountOf(mounts: readonly Mount[], path: string): Mount | null {
  const known = new Set(mounts.map(({ id }) => id));
  const onTheWay = mounts.filter(({ mountPoint }) => isBelow(path, mountPoint));
  let found: Mount | null = null;
  for (;;) {
    const next: Mount | undefined = onTheWay
      .filter(({ id, parent }) =>
        found === null ? parent === id || !known.has(parent) : parent === found.id && id !== parent,
      )
      .toSorted((a, b) => a.mountPoint.length - b.mountPoint.length)[0];
    if (next === undefined) return found;
    found = next;
  }
}

function isBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory === '/' ? '/' : `${directory}/`);
}

/** Of a path below a directory; begins with a slash, or is empty. */
function rest(path: string, directory: string): string {
  return directory === '/' ? path : path.slice(directory.length);
}

function join(root: string, rest: string): string {
  return `${root}${rest}`.replace(/\/+/g, '/').replace(/(?<=.)\/$/, '');
}

/** A space, a tab, a newline and a backslash are written as octal numbers. */
function unescaped(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
}
