// A built web host under measurement: started in a fresh home, spoken to like any client does.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { permission } from '../contract/android/manifest.ts';
import type { ScreenApi } from '../contract/rpc/systemUi.ts';
import { type Context, connect } from '../sdk/context.ts';
import { connectSocket } from '../sdk/rpcClient.ts';
import { DEVICE_FLAGS } from './indexedDevice.ts';
import { peakMemory } from './memory.ts';

const clone = resolve(import.meta.dirname, '..');
const APP = 'com.example.gallery';
const POLL_MS = 10;

type Health = Readonly<{ ok: boolean; volumes: readonly Readonly<{ state: string; indexed: number }>[] }>;
export type Turns = Readonly<{ p99: number; longest: number }>;

/** The built host. */
export const ENTRY = join(clone, 'out/main/web.js');

export class MeasuredHost {
  readonly started = performance.now();
  readonly #child: ChildProcess;
  readonly #scratch = mkdtempSync(join(tmpdir(), 'scopebox-bench-home-'));
  readonly #memory: ReturnType<typeof peakMemory>;
  #url = '';
  #token = '';

  constructor(folder: string) {
    if (!existsSync(ENTRY)) throw new Error(`${ENTRY} is not there; run \`npm run build\` first.`);
    const probe = join(import.meta.dirname, 'turnProbe.ts');
    const args = [
      ...DEVICE_FLAGS,
      '--import',
      probe,
      ENTRY,
      'serve',
      folder,
      '--json',
      '--home',
      join(this.#scratch, 'home'),
    ];
    const env = { ...process.env, BENCH_TURNS: this.#turnsFile };
    this.#child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'inherit'] });
    this.#memory = peakMemory(this.#child.pid ?? 0);
  }

  /** Milliseconds since the process was started. */
  get elapsed(): number {
    return performance.now() - this.started;
  }

  /** Waits for the line that says the device is booted, then for /healthz. @returns milliseconds since the start */
  async booted(): Promise<number> {
    if (this.#child.stdout === null) throw new Error('The host has no output.');
    const lines = createInterface(this.#child.stdout);
    const [line] = (await Promise.race([once(lines, 'line'), once(this.#child, 'exit').then(endedEarly)])) as [string];
    ({ url: this.#url, token: this.#token } = JSON.parse(line));
    await this.#health();
    this.forgetTurns();
    return this.elapsed;
  }

  /** Waits until every volume is scanned. @returns milliseconds since the start */
  async scanned(): Promise<number> {
    for (;;) {
      const { volumes } = await this.#health();
      if (volumes.length > 0 && volumes.every(({ state }) => state === 'ready')) return this.elapsed;
      await new Promise((wake) => setTimeout(wake, POLL_MS));
    }
  }

  /** Where a browser comes in; the token is good for the first visit. */
  get entrance(): string {
    return `${this.#url}/?token=${this.#token}`.replace(/([^:])\/\//, '$1/');
  }

  /** What a page gets at an address. @throws {Error} when it is refused */
  async fetch(path: string): Promise<ArrayBuffer> {
    const response = await fetch(this.#url + path, { headers: { authorization: `Bearer ${this.#token}` } });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.arrayBuffer();
  }

  /** An app that is installed. */
  app(packageName: string): Promise<Context> {
    return connect({ url: this.#url, token: this.#token, packageName });
  }

  /** What was before does not count among the turns. */
  forgetTurns(): void {
    this.#child.kill('SIGUSR2');
  }

  /** An app to which somebody just said "Allow all". */
  async allowedApp(): Promise<Context> {
    const app = await this.app(APP);
    const socket = new WebSocket(`${this.#url.replace(/^http/, 'ws')}/rpc/screen?token=${this.#token}`);
    await once(socket, 'open');
    const screen = connectSocket<ScreenApi>(socket);
    const answered = allowEverything(screen);
    await app.requestPermissions([permission.READ_MEDIA_IMAGES, permission.READ_MEDIA_VIDEO], 1);
    await answered;
    screen.close();
    return app;
  }

  /** Ends the host. @returns its longest event-loop turns since it was booted, and its peak memory in bytes */
  async stop(): Promise<Turns & Readonly<{ memory: number | null }>> {
    const memory = this.#memory.stop();
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
    const turns: Turns = JSON.parse(readFileSync(this.#turnsFile, 'utf8'));
    rmSync(this.#scratch, { recursive: true, force: true });
    return { ...turns, memory };
  }

  get #turnsFile(): string {
    return join(this.#scratch, 'turns.json');
  }

  async #health(): Promise<Health> {
    return (await fetch(`${this.#url}/healthz`)).json() as Promise<Health>;
  }
}

async function allowEverything(screen: ScreenApi): Promise<void> {
  for await (const [shown] of await screen.dialogs()) {
    if (shown?.kind !== 'grantPermissions') continue;
    await screen.answer(shown.id, {
      button: shown.ask.buttons.some(({ id }) => id === 'ALLOW_ALL') ? 'ALLOW_ALL' : 'ALLOW',
    });
    return;
  }
}

function endedEarly(): never {
  throw new Error('The host ended before it was booted; its own words are above.');
}
