// Mirrors bionic's errno and strerror: the numbers that go over the wire, and the words its C library has for them.

/** Linux's numbers on every architecture of Android's, and strerror() in bionic. */
const ERRNO = {
  EPERM: [1, 'Operation not permitted'],
  ENOENT: [2, 'No such file or directory'],
  EIO: [5, 'I/O error'],
  EBADF: [9, 'Bad file descriptor'],
  EACCES: [13, 'Permission denied'],
  EBUSY: [16, 'Device or resource busy'],
  EEXIST: [17, 'File exists'],
  EXDEV: [18, 'Cross-device link'],
  ENOTDIR: [20, 'Not a directory'],
  EISDIR: [21, 'Is a directory'],
  EINVAL: [22, 'Invalid argument'],
  ENFILE: [23, 'File table overflow'],
  EMFILE: [24, 'Too many open files'],
  EFBIG: [27, 'File too large'],
  ENOSPC: [28, 'No space left on device'],
  EROFS: [30, 'Read-only file system'],
  ENAMETOOLONG: [36, 'File name too long'],
  ENOTEMPTY: [39, 'Directory not empty'],
  ELOOP: [40, 'Too many symbolic links encountered'],
  EDQUOT: [122, 'Quota exceeded'],
} as const satisfies Readonly<Record<string, readonly [number: number, words: string]>>;

export type ErrnoName = keyof typeof ERRNO;

/** What went wrong in a file system; `name` is EIO for what has no code of Linux's. */
export type Errno = Readonly<{ name: ErrnoName; number: number; words: string }>;

/** By name. */
export function errno(name: ErrnoName): Errno {
  const [number, words] = ERRNO[name];
  return { name, number, words };
}

/** The code of an error of the file system, or of a volume. */
export function errnoOf(error: unknown): Errno {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return errno(isErrnoName(code) ? code : 'EIO');
}

function isErrnoName(code: string): code is ErrnoName {
  return Object.hasOwn(ERRNO, code);
}
