// Mirrors what ActivityManagerService knows of processes: who runs, and who is in front.
import type { ProcessState } from '../../contract/rpc/deviceApi.ts';
import { Listeners } from '../device/listeners.ts';

const FIRST_PID = 1_000;

export class Processes {
  readonly #running = new Map<string, { pid: number; state: Exclude<ProcessState, 'STOPPED'> }>();
  readonly #listeners = new Listeners<[packageName: string, state: ProcessState]>();
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
  }
}
