// What the library and the device tell each other before anything else: whether they speak the same words.

/** Of the program and of its client library, which are released together. */
export const SCOPEBOX_VERSION = '0.1.0';

/** What /healthz answers, to anybody. */
export type Health = Readonly<{
  ok: boolean;
  version: string;
  /** Android level. */
  api: number;
  volumes: readonly Readonly<{ name: string; state: string; files: number; indexed: number }>[];
}>;

/** Whether a client of one version understands a device of another: the same release line, 0.1 or 1. */
export function isSameRelease(a: string, b: string): boolean {
  return releaseLine(a) === releaseLine(b);
}

function releaseLine(version: string): string {
  const [major = '', minor = ''] = version.split('.');
  return major === '0' ? `0.${minor}` : major;
}
