// What a bench runs on and beside, said with every figure.
import { spawnSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** One line about the computer; how busy it is decides what a figure is worth. */
export function tellMachine(when: string): void {
  const memory = `${Math.round(totalmem() / 2 ** 30)} GiB`;
  console.log(
    `${cpus().length} cores, ${cpus()[0]?.model}, ${memory}, Node ${process.version}; load ${when}: ${loadavg()[0]?.toFixed(1)}`,
  );
}

/** One line of a table. */
export function line(name: string, value: string): void {
  console.log(`${name.padEnd(58)} ${value}`);
}

/** What a baseline comes with on Debian. */
const PACKAGES: Readonly<Record<string, string>> = {
  exiftool: 'libimage-exiftool-perl',
  exiv2: 'exiv2',
  vipsthumbnail: 'libvips-tools',
};

/** How to get a baseline; null when it is there. */
export function missing(name: string): string | null {
  const isThere = spawnSync(name, [name === 'exiftool' ? '-ver' : '--version']).status === 0;
  return isThere ? null : `not installed (Debian: apt install ${PACKAGES[name]})`;
}
