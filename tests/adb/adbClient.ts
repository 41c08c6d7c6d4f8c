// Debian's adb, kept apart from whatever else on this computer speaks adb: a server, a home and keys of its own.
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where an adb server listens unless it is told otherwise. */
const ADB_SERVER_PORT = 5_037;

export type Ran = Readonly<{ stdout: string; stderr: string; exit: number }>;

/** Where a client is; null, and why, when there is none. */
export function findAdb(): Readonly<{ path: string | null; reason: string }> {
  const path = process.env.SCOPEBOX_ADB ?? 'adb';
  try {
    execFileSync(path, ['version'], { stdio: 'ignore' });
    return { path, reason: '' };
  } catch {
    return { path: null, reason: `${path} cannot be run; apt-get install adb, or name one in SCOPEBOX_ADB.` };
  }
}

export class AdbClient {
  /** Where it keeps its key. */
  readonly androidHome: string;
  readonly #path: string;
  readonly #home: string;
  readonly #serverPort: number;
  /** Null where the server is the user's own, with the devices that it knows. */
  readonly #serverEnvironment: Readonly<Record<string, string>> | null;
  #serial: string | null = null;

  private constructor(path: string, serverPort: number, hasOwnServer: boolean) {
    this.#path = path;
    this.#home = mkdtempSync(join(tmpdir(), 'scopebox-adb-'));
    this.androidHome = join(this.#home, '.android');
    this.#serverPort = serverPort;
    const own = { PATH: process.env.PATH ?? '', HOME: this.#home, TMPDIR: this.#home };
    this.#serverEnvironment = hasOwnServer ? { ...own, ADB_MDNS: '0', ADB_LOCAL_TRANSPORT_MAX_PORT: '5553' } : null;
  }

  /** Starts a server of its own, which makes a key. @throws {Error} with what adb said */
  static async start(path: string): Promise<AdbClient> {
    let reason = '';
    // A port that is free now may be another program's in a moment.
    for (let attempt = 0; attempt < 5; attempt++) {
      const client = new AdbClient(path, await freePort(), true);
      const { exit, stdout, stderr } = await client.run(['start-server']);
      if (exit === 0) return client;
      rmSync(client.#home, { recursive: true, force: true });
      reason = stderr || stdout;
    }
    throw new Error(`No adb server starts: ${reason}`);
  }

  /**
   * Uses the user's own server and key for a device that is there already.
   * @param serial as `adb devices` names it; an address is connected to first. @throws {Error} when it is not there
   */
  static async joining(path: string, serial: string): Promise<AdbClient> {
    const client = new AdbClient(path, Number(process.env.ANDROID_ADB_SERVER_PORT ?? ADB_SERVER_PORT), false);
    if (serial.includes(':')) await client.run(['connect', serial]);
    client.#serial = serial;
    const { stdout, stderr } = await client.adb(['get-state']);
    if (stdout.trim() === 'device') return client;
    await client[Symbol.asyncDispose]();
    throw new Error(`adb -s ${serial} does not answer (${(stderr || stdout).trim()}); adb devices tells which do.`);
  }

  get serverPort(): number {
    return this.#serverPort;
  }

  /** `adb connect`; every command goes there from here on. */
  async connect(port: number): Promise<Ran> {
    const serial = `127.0.0.1:${port}`;
    const ran = await this.run(['connect', serial]);
    this.#serial = serial;
    return ran;
  }

  /** A command for the device that is connected. */
  adb(args: readonly string[], stdin: string | Buffer = ''): Promise<Ran> {
    return this.run([...(this.#serial === null ? [] : ['-s', this.#serial]), ...args], stdin);
  }

  run(args: readonly string[], stdin: string | Buffer = ''): Promise<Ran> {
    const env = this.#serverEnvironment ?? process.env;
    return new Promise((resolve) => {
      const child = execFile(
        this.#path,
        ['-P', String(this.#serverPort), ...args],
        { env, maxBuffer: 1 << 28, encoding: 'utf8' },
        (error, stdout, stderr) => {
          const exit = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
          resolve({ stdout, stderr, exit });
        },
      );
      child.stdin?.on('error', () => {});
      child.stdin?.end(stdin);
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#serverEnvironment !== null) await this.run(['kill-server']);
    rmSync(this.#home, { recursive: true, force: true });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
