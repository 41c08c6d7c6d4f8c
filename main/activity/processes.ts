// Mirrors what ActivityManagerService knows of processes: who runs, and who is in front.
import type { LifecycleState } from '../../contract/rpc/appApi.ts';
import type { ProcessState } from '../../contract/rpc/deviceApi.ts';
import { Listeners } from '../device/listeners.ts';

const FIRST_PID = 1_000;

export class Processes {
  readonly #running = new Map<string, { pid: number; state: Exclude<ProcessState, 'STOPPED'> }>();
  readonly #listeners = new Listeners<[packageName: string, state: ProcessState]>();
  /** Where each running app's activity is. */
  readonly #activities = new Map<string, LifecycleState>();
  /** How many dialogs and pickers are on top of each. */
  readonly #onTop = new Map<string, number>();
  readonly #lifecycle = new Listeners<[packageName: string, state: LifecycleState]>();
  #nextPid = FIRST_PID;

  state(packageName: string): ProcessState {
    return this.#running.get(packageName)?.state ?? 'STOPPED';
  }

  pid(packageName: string): number | null {
    return this.#running.get(packageName)?.pid ?? null;
  }

  /** The process that answers for a package, started in the background when there is none. */
  ensure(packageName: string): number {
    return this.pid(packageName) ?? this.#start(packageName);
  }

  /** Brings an app to the front, starting it when needed; whatever was in front goes to the background. */
  toFront(packageName: string): void {
    this.ensure(packageName);
    for (const [other, process] of [...this.#running]) {
      if (other !== packageName && process.state === 'FOREGROUND') this.#set(other, 'BACKGROUND');
    }
    this.#set(packageName, 'FOREGROUND');
  }

  /** Home: nothing is in front any more. */
  toBackground(packageName: string): void {
    if (this.#running.has(packageName)) this.#set(packageName, 'BACKGROUND');
  }

  kill(packageName: string): void {
    if (!this.#running.delete(packageName)) return;
    // A process that dies gets no callback any more.
    this.#activities.delete(packageName);
    this.#listeners.call(packageName, 'STOPPED');
  }

  killAll(): void {
    for (const packageName of [...this.#running.keys()]) this.kill(packageName);
  }

  foreground(): string | null {
    return [...this.#running].find(([, process]) => process.state === 'FOREGROUND')?.[0] ?? null;
  }

  /** Called after a package's process changed its state; STOPPED means it is gone. */
  onChange(listener: (packageName: string, state: ProcessState) => void): Disposable {
    return this.#listeners.add(listener);
  }

  /**
   * Puts something of the system on top of an app's activity until `run` has ended: the activity is paused meanwhile,
   * and resumed if it is still the one in front.
   */
  async whilePaused<T>(packageName: string, run: () => Promise<T>): Promise<T> {
    if (this.#activities.get(packageName) === 'RESUMED') this.#step(packageName, 'PAUSED');
    this.#onTop.set(packageName, (this.#onTop.get(packageName) ?? 0) + 1);
    try {
      return await run();
    } finally {
      const left = (this.#onTop.get(packageName) ?? 1) - 1;
      this.#onTop.set(packageName, left);
      // The answer is on its way first: onActivityResult comes before onResume.
      setImmediate(() => {
        const isCovered = (this.#onTop.get(packageName) ?? 0) > 0;
        if (!isCovered && this.#activities.get(packageName) === 'PAUSED') this.#step(packageName, 'RESUMED');
      });
    }
  }

  /** Called at onStart, onResume, onPause and onStop of a package's activity. */
  onLifecycle(listener: (packageName: string, state: LifecycleState) => void): Disposable {
    return this.#lifecycle.add(listener);
  }

  #step(packageName: string, state: LifecycleState): void {
    this.#activities.set(packageName, state);
    this.#lifecycle.call(packageName, state);
  }

  #start(packageName: string): number {
    const pid = this.#nextPid++;
    this.#running.set(packageName, { pid, state: 'BACKGROUND' });
    this.#listeners.call(packageName, 'BACKGROUND');
    return pid;
  }

  #set(packageName: string, state: 'FOREGROUND' | 'BACKGROUND'): void {
    const process = this.#running.get(packageName);
    if (process === undefined || process.state === state) return;
    process.state = state;
    this.#listeners.call(packageName, state);
    if (state === 'FOREGROUND') {
      this.#step(packageName, 'STARTED');
      this.#step(packageName, 'RESUMED');
    } else {
      if (this.#activities.get(packageName) === 'RESUMED') this.#step(packageName, 'PAUSED');
      this.#step(packageName, 'STOPPED');
    }
  }
}
