// A shell over two volumes in temporary folders, without a device around it.

import { DeviceClock } from '../../main/device/clock.ts';
import type { ShellServices } from '../../main/shell/commands.ts';
import { openShell } from '../../main/shell/shell.ts';
import { type FilesFixture, newFiles } from '../adb/filesFixture.ts';

export type Ran = Readonly<{ stdout: string; stderr: string; exit: number }>;

export type ShellFixture = FilesFixture &
  Readonly<{
    clock: DeviceClock;
    sh(
      command: string,
      options?: Readonly<{ stdin?: string | AsyncIterable<Uint8Array>; signal?: AbortSignal }>,
    ): Promise<Ran>;
  }>;

/** Noon of 1 June 2024 UTC, milliseconds. */
export const NOW = Date.UTC(2024, 5, 1, 12);

/** @param contents of the user's folder */
export function newShell(contents: Readonly<Record<string, string>> = {}): ShellFixture {
  const fixture = newFiles(contents);
  const clock = new DeviceClock();
  clock.setManual(NOW);
  const space = { path: '/storage/emulated/0', totalBytes: 1_000 * 1_024, freeBytes: 400 * 1_024 };
  // What asks the device is tried on a device.
  const services = { files: fixture.files, clock, volumeSpaces: () => [space] } as unknown as ShellServices;
  return {
    ...fixture,
    clock,
    sh: async (command, { stdin = '', signal = new AbortController().signal } = {}) => {
      const [out, err]: [Uint8Array[], Uint8Array[]] = [[], []];
      const exit = await openShell(services, command, {
        stdin: typeof stdin === 'string' ? input(stdin) : stdin,
        stdout: (bytes) => void out.push(bytes),
        stderr: (bytes) => void err.push(bytes),
        ...{ signal, terminal: null, environment: { HOME: '/', TMPDIR: '/data/local/tmp' } },
      });
      const [stdout, stderr] = [Buffer.concat(out).toString(), Buffer.concat(err).toString()];
      return { stdout, stderr, exit };
    },
  };
}

async function* input(text: string): AsyncGenerator<Uint8Array> {
  if (text !== '') yield Buffer.from(text);
}
