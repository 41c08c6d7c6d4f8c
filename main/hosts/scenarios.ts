// Scenarios on screen: the list, and a program of its own that plays one of them. Nothing else is ever started from here.
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { SDK_INTS } from '../../contract/android/build.ts';
import type { ScenarioChoice, ScenarioPlay, ScenarioSummary, ScenariosApi } from '../../contract/rpc/scenariosApi.ts';
import { readScenarios } from '../../scenario/scenarioFiles.ts';
import { Listeners } from '../device/listeners.ts';
import { builtFolder } from './builtFolder.ts';
import type { Guards } from './rpcServer.ts';
import { latest } from './streams.ts';

export const scenariosGuards: Guards<ScenariosApi> = {
  scenarios: z.tuple([]),
  play: z.tuple([]),
  reproduce: z.tuple([
    z.strictObject({
      id: z.string().max(40),
      case: z.int().nonnegative().max(1_000),
      api: z.literal(SDK_INTS),
    }),
  ]),
  stop: z.tuple([]),
};

/** Starts what plays a scenario: `scopebox scenario play` of this very program. */
export type SpawnPlayer = (args: readonly string[]) => ChildProcess;

/** Addresses of pages that were announced by a player; a window of the desktop host may open them. */
const ADDRESSES = new Set<string>();

export function isPlayedAddress(url: string): boolean {
  return ADDRESSES.has(url);
}

/** What one page has played for it. */
export class ScenarioPlayer implements Disposable {
  readonly #spawn: SpawnPlayer;
  readonly #listeners = new Listeners<[]>();
  #child: ChildProcess | null = null;
  #play: ScenarioPlay | null = null;

  constructor(spawnPlayer: SpawnPlayer = spawnBuilt) {
    this.#spawn = spawnPlayer;
  }

  /** The conversation's methods, bound to one call. */
  api(signal: AbortSignal): ScenariosApi {
    return {
      scenarios: summaries,
      play: async () =>
        latest(
          (changed) => this.#listeners.add(changed),
          () => this.#play,
          signal,
        ),
      reproduce: (choice) => this.#reproduce(choice),
      stop: async () => this.#stop(),
    };
  }

  [Symbol.dispose](): void {
    this.#stop();
  }

  async #reproduce(choice: ScenarioChoice): Promise<void> {
    const { id, case: index, api } = choice;
    const known = (await summaries()).find((each) => each.id === id);
    if (known === undefined) throw new Error(`There is no scenario ${id}.`);
    if (known.cases[index]?.apis.includes(api) !== true)
      throw new Error(`${id} has no case ${index + 1} on API level ${api}.`);
    this.#stop();
    const child = this.#spawn([id, '--case', String(index + 1), '--api', String(api)]);
    this.#child = child;
    this.#set({ ...choice, state: 'starting', address: null, step: null, problem: null });
    this.#follow(child);
  }

  /** A line of JSON tells the address, another the end; on stderr is a line for each step, or what went wrong. */
  #follow(child: ChildProcess): void {
    let said = '';
    const isCurrent = () => this.#child === child;
    if (child.stdout !== null)
      createInterface({ input: child.stdout }).on('line', (line) => {
        if (isCurrent()) this.#told(line);
      });
    if (child.stderr !== null)
      createInterface({ input: child.stderr }).on('line', (line) => {
        said = line;
        if (!isCurrent() || !STEP.test(line)) return;
        // The end may be told before the last step is: they come by two ways.
        this.#change({ step: line, ...(this.#play?.state !== 'played' && { state: 'playing' }) });
      });
    const ended = () => {
      if (!isCurrent()) return;
      this.#child = null;
      this.#change({ state: 'failed', address: null, problem: problemOf(said) });
    };
    child.once('error', (error) => {
      said = error.message;
      ended();
    });
    child.once('close', ended);
  }

  #told(line: string): void {
    const { data } = ANNOUNCED.safeParse(parsed(line));
    if (data === undefined) return;
    if ('played' in data) {
      this.#change({ state: 'played' });
      return;
    }
    ADDRESSES.add(data.address);
    this.#change({ state: 'waiting', address: data.address });
  }

  #stop(): void {
    const child = this.#child;
    this.#child = null;
    if (this.#play?.address) ADDRESSES.delete(this.#play.address);
    child?.kill('SIGTERM');
    if (this.#play !== null) this.#set(null);
  }

  #change(change: Partial<ScenarioPlay>): void {
    if (this.#play !== null) this.#set({ ...this.#play, ...change });
  }

  #set(play: ScenarioPlay | null): void {
    this.#play = play;
    this.#listeners.call();
  }
}

/** A step of a scenario as the player tells it: S01.yaml:12: app.query. */
const STEP = /^[\w-]+\.yaml:\d+: \w/;
const ANNOUNCED = z.union([z.object({ address: z.url() }), z.object({ played: z.string() })]);

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** With --json a failure is JSON too. */
function problemOf(line: string): string {
  const { data } = z.object({ error: z.object({ message: z.string() }) }).safeParse(parsed(line));
  return data?.error.message ?? (line === '' ? 'The device of the scenario has ended.' : line);
}

function spawnBuilt(args: readonly string[]): ChildProcess {
  const command = [join(builtFolder(), 'cli.js'), 'scenario', 'play', ...args, '--keep', '--json'];
  // In the desktop host this program is Electron, which is a Node when it is told so.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' };
  return spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'], env });
}

let read: Promise<readonly ScenarioSummary[]> | null = null;

/** The files come with the program: they are read once. */
function summaries(): Promise<readonly ScenarioSummary[]> {
  read ??= readScenarios(['all']).then((scenarios) =>
    scenarios.map(({ id, title, explain, links, apis, cases }) => ({
      ...{ id, title, explain, links, apis },
      cases: cases.map((each) => ({ title: each.title, apis: each.apis })),
    })),
  );
  return read;
}
