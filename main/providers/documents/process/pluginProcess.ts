// Mirrors ProcessRecord of an app whose documents providers are modules of its author: started when asked, and mortal.
import { Throwable, type UserAction } from '../../../../contract/android/errors.ts';
import type { ProviderRequest } from '../../../../contract/rpc/documentsProviderWire.ts';
import type { DeviceClock } from '../../../device/clock.ts';
import type { ProcessStatus } from '../deviceDocumentsProvider.ts';
import type { ProviderProcess } from './processDocumentsProvider.ts';
import { NOT_RESPONDING_AFTER, ProviderCalls } from './providerCalls.ts';

/** What a process runs. */
export type ProviderModule = Readonly<{
  /** Full path of the module. */
  path: string;
  /** A provider is created for each. */
  authorities: readonly string[];
}>;

/** What the process tells; none of it is believed before it was looked at. */
export type ChildEvent =
  | Readonly<{ kind: 'message'; message: unknown }>
  | Readonly<{ kind: 'output'; text: string }>
  /** It is gone; `reason` completes "The plug-in …". */
  | Readonly<{ kind: 'ended'; reason: string }>;

export type ProviderChild = Readonly<{ post(request: ProviderRequest): void; terminate(): void }>;

export type SpawnProvider = (module: ProviderModule, tell: (event: ChildEvent) => void) => ProviderChild;

export type PluginProcessOptions = Readonly<{
  packageName: string;
  module: ProviderModule;
  clock: DeviceClock;
  spawnProvider: SpawnProvider;
  /** Processes.ensure: the package has a process. */
  ensureProcess(): void;
  /** ActivityManager ends the package's process. */
  kill(reason: string): void;
  /** What it says beside its replies: notices. */
  onMessage(message: unknown): void;
  onOutput(text: string): void;
  onChange(): void;
  signInAction(message: string): UserAction;
}>;

type Running = Readonly<{
  calls: ProviderCalls;
  child: ProviderChild;
  ready: PromiseWithResolvers<void>;
  limit: Disposable;
}>;

export class PluginProcess implements ProviderProcess {
  readonly #options: PluginProcessOptions;
  #running: Running | null = null;
  #status: ProcessStatus = { state: 'stopped', problem: null };

  constructor(options: PluginProcessOptions) {
    this.#options = options;
  }

  /** Starts it anew when it is not there, whatever became of it before. */
  async calls(): Promise<ProviderCalls> {
    const running = this.#running ?? this.#start();
    await running.ready.promise;
    return running.calls;
  }

  status(): ProcessStatus {
    return this.#status;
  }

  signInAction(message: string): UserAction {
    return this.#options.signInAction(message);
  }

  /** The package's process was ended: force-stop, a reboot, the tester. */
  killed(): void {
    if (this.#running !== null) this.#end({ state: 'stopped', problem: null });
  }

  #start(): Running {
    const { module, spawnProvider, ensureProcess, clock } = this.#options;
    ensureProcess();
    const child = spawnProvider(module, (event) => {
      if (this.#running === running) this.#heard(event, running);
    });
    const calls = new ProviderCalls({
      clock,
      send: (request) => child.post(request),
      onNotResponding: (method) => this.#fail(running, `did not answer ${method} within 20 seconds`, 'ANR'),
    });
    const limit = clock.after(NOT_RESPONDING_AFTER, () => {
      this.#fail(running, 'did not finish loading within 20 seconds', 'ANR');
    });
    const ready = Promise.withResolvers<void>();
    // Who waits for it hears of it; a start that nobody waits for is no error of anybody's.
    ready.promise.catch(() => undefined);
    const running: Running = { calls, child, ready, limit };
    this.#running = running;
    return running;
  }

  #heard(event: ChildEvent, running: Running): void {
    if (event.kind === 'output') this.#options.onOutput(event.text);
    else if (event.kind === 'ended') this.#fail(running, event.reason, 'crash');
    else {
      const { kind, ...message } = fieldsOf(event.message);
      if (kind === 'reply') running.calls.receive(message.id, message.reply);
      else if (kind === 'failed') this.#fail(running, String(message.problem), 'crash');
      else if (kind === 'ready') this.#ready(running);
      else this.#options.onMessage(event.message);
    }
  }

  #ready({ ready, limit }: Running): void {
    limit[Symbol.dispose]();
    this.#status = { state: 'running', problem: null };
    ready.resolve();
    this.#options.onChange();
  }

  #fail(running: Running, reason: string, how: 'ANR' | 'crash'): void {
    if (this.#running !== running) return;
    const problem = `The plug-in ${reason}.`;
    this.#end({ state: 'failed', problem });
    this.#options.kill(`${how}: ${problem}`);
  }

  #end(status: ProcessStatus): void {
    const running = this.#running;
    this.#running = null;
    this.#status = status;
    if (running === null) return;
    running.limit[Symbol.dispose]();
    running.child.terminate();
    running.calls.end();
    running.ready.reject(new Throwable('DeadObjectException', status.problem ?? 'The process was killed.'));
    this.#options.onChange();
  }
}

function fieldsOf(message: unknown): Readonly<Record<string, unknown>> {
  return typeof message === 'object' && message !== null ? (message as Record<string, unknown>) : {};
}
