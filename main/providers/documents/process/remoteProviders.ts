// Documents providers of programs in any language: an app's own connection is the process that serves its authority.
import { Throwable, type UserAction } from '../../../../contract/android/errors.ts';
import type { ProviderReply, ProviderRequest } from '../../../../contract/rpc/documentsProviderWire.ts';
import type { DeviceClock } from '../../../device/clock.ts';
import type { Logcat } from '../../../log/logcat.ts';
import type { PackageManager } from '../../../packages/packageManager.ts';
import type { ProcessStatus } from '../deviceDocumentsProvider.ts';
import { type DocumentsModule, providerInfoOf } from '../documentsModule.ts';
import { ProcessDocumentsProvider, type ProviderProcess } from './processDocumentsProvider.ts';
import { ProviderCalls } from './providerCalls.ts';

export type RemoteProvidersOptions = Readonly<{
  documents: DocumentsModule;
  packages: PackageManager;
  logcat: Logcat;
  clock: DeviceClock;
  kill(packageName: string, reason: string): void;
  signInAction(packageName: string, authority: string, message: string): UserAction;
}>;

/** One app's service of one authority, for as long as its connection lasts. */
export type RemoteService = Readonly<{
  answer(id: number, reply: ProviderReply): void;
  /** @returns false when it was over: another connection of the app serves the authority now */
  end(): boolean;
}>;

type Served = Readonly<{ packageName: string; process: RemoteProcess }>;

export class RemoteProviders {
  readonly #options: RemoteProvidersOptions;
  /** By authority, those that were ever served: the last process of each. */
  readonly #served = new Map<string, Served>();

  constructor(options: RemoteProvidersOptions) {
    this.#options = options;
    options.packages.onChange((packageName) => {
      if (options.packages.find(packageName) === null) this.#withdraw(packageName);
    });
  }

  /**
   * Publishes a provider whose code is at the other end of a connection.
   * @throws {Throwable} IllegalArgumentException for an authority that the app's manifest does not have; SecurityException
   * as DocumentsProvider.attachInfo
   */
  serve(packageName: string, authority: string, send: (request: ProviderRequest) => void): RemoteService {
    const { documents, packages, logcat, clock, kill, signInAction } = this.#options;
    const element = packages
      .find(packageName)
      ?.manifest.providers?.find((declared) => declared.authority === authority);
    if (element === undefined) {
      const message = `${packageName} declares no provider ${authority} in its manifest`;
      throw new Throwable('IllegalArgumentException', message);
    }
    const process = new RemoteProcess({
      ...{ clock, send },
      signInAction: (message) => signInAction(packageName, authority, message),
      onNotResponding: (method) => {
        const problem = `The program did not answer ${method} within 20 seconds.`;
        process.end({ state: 'failed', problem });
        logcat.log('E', 'AndroidRuntime', `${packageName}: ANR: ${problem}`);
        kill(packageName, `ANR: ${problem}`);
      },
      onChange: () => documents.processChanged(),
    });
    const info = providerInfoOf(packageName, element);
    const problem = documents.publish(new ProcessDocumentsProvider(info, process), 'remote');
    if (problem !== null) throw new Throwable('SecurityException', problem);
    this.#served.get(authority)?.process.end(STOPPED);
    this.#served.set(authority, { packageName, process });
    return { answer: (id, reply) => process.receive(id, reply), end: () => process.end(STOPPED) };
  }

  /** Of an app that is not installed any more. */
  #withdraw(packageName: string): void {
    for (const [authority, served] of this.#served) {
      if (served.packageName !== packageName) continue;
      this.#served.delete(authority);
      this.#options.documents.withdraw(authority);
    }
  }
}

const STOPPED: ProcessStatus = { state: 'stopped', problem: null };

type RemoteProcessOptions = ConstructorParameters<typeof ProviderCalls>[0] &
  Readonly<{ onChange(): void; signInAction(message: string): UserAction }>;

/** Nobody but its owner can start it again. */
class RemoteProcess implements ProviderProcess {
  readonly #calls: ProviderCalls;
  readonly #options: RemoteProcessOptions;
  #status: ProcessStatus = { state: 'running', problem: null };

  constructor(options: RemoteProcessOptions) {
    this.#options = options;
    this.#calls = new ProviderCalls(options);
  }

  async calls(): Promise<ProviderCalls> {
    return this.#calls;
  }

  status(): ProcessStatus {
    return this.#status;
  }

  signInAction(message: string): UserAction {
    return this.#options.signInAction(message);
  }

  receive(id: number, reply: ProviderReply): void {
    this.#calls.receive(id, reply);
  }

  /** @returns whether it was running */
  end(status: ProcessStatus): boolean {
    if (this.#status.state !== 'running') return false;
    this.#status = status;
    this.#calls.end();
    this.#options.onChange();
    return true;
  }
}
