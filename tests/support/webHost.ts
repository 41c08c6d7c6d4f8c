import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What the host says about itself in one line of JSON. */
export type HostAddress = Readonly<{
  url: string;
  token: string;
  pid: number;
  home: string;
  /** What `adb -s` takes, where adb is answered. */
  adb?: string;
}>;

export type Ended = Readonly<{ code: number | null; stdout: string; stderr: string }>;

/** The Node that the project brings, where the one that runs the tests may be older. */
export function projectNode(): string {
  const bundled = `${root}node_modules/.bin/node`;
  return existsSync(bundled) ? bundled : process.execPath;
}

/** Runs the built web host until it ends by itself, as it does on a mistake. */
export async function runWebHost(args: readonly string[]): Promise<Ended> {
  const child = spawnWebHost(args);
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream]?.setEncoding('utf8').on('data', (text) => {
      said[stream] += text;
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...said };
}

/** A running host, stopped at the end of an `await using` scope or by stop(). */
export class WebHost {
  readonly address: HostAddress;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, address: HostAddress) {
    this.#child = child;
    this.address = address;
  }

  /** @throws {Error} with what the host said, when it ends before it listens */
  static async start(
    folder: string,
    home: string,
    options: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<WebHost> {
    const child = spawnWebHost(['serve', folder, '--json', '--home', home, '--port', '0', ...options], env);
    return new WebHost(child, await addressOf(child));
  }

  /** Where a browser comes in; the token is good for the first visit. */
  get entrance(): string {
    return `${this.address.url}/?token=${this.address.token}`.replace(/([^:])\/\//, '$1/');
  }

  /** Asks it to end. @returns its exit code */
  async stop(): Promise<number | null> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode !== null || signalCode !== null) return exitCode;
    const ended = new Promise<number | null>((resolve) => this.#child.once('exit', resolve));
    this.#child.kill('SIGTERM');
    return ended;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

function spawnWebHost(args: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const stdio = ['ignore', 'pipe', 'pipe'] as const;
  const options = { cwd: root, stdio: [...stdio], env: { ...process.env, SCOPEBOX_WITH_PARENT: '1', ...env } };
  return spawn(projectNode(), [`${root}out/main/web.js`, ...args], options);
}

async function addressOf(child: ChildProcess): Promise<HostAddress> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error('The host was started without pipes.');
  let said = '';
  stderr.setEncoding('utf8').on('data', (text) => {
    said += text;
  });
  return new Promise((resolve, reject) => {
    createInterface({ input: stdout }).on('line', (line) => {
      if (line.startsWith('{')) resolve(JSON.parse(line));
    });
    child.once('close', (code) => reject(new Error(`The host ended with ${code}:\n${said}`)));
  });
}
