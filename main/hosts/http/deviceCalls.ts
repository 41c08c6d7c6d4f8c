// A request's road to the device: the conversations that every other connection has, with their checks and their journal.
import type { z } from 'zod';
import { Throwable } from '../../../contract/android/errors.ts';
import type { AppApi } from '../../../contract/rpc/appApi.ts';
import type { DeviceApi } from '../../../contract/rpc/deviceApi.ts';
import type { ScreenApi } from '../../../contract/rpc/systemUi.ts';
import { Context } from '../../../sdk/context.ts';
import { Screen } from '../../../sdk/screen.ts';
import { User } from '../../../sdk/user.ts';
import { afterRealTime } from '../../device/realTime.ts';
import type { System } from '../../system.ts';
import { type ConversationName, type Held, hold } from '../conversations.ts';
import type { Conversation } from '../rpcServer.ts';
import { Problem } from './problem.ts';

export type DeviceCallsOptions = Readonly<{
  system: System;
  tokenOf(packageName: string): string;
  /** Aborts when the client goes. */
  signal: AbortSignal;
}>;

export class DeviceCalls {
  readonly system: System;
  readonly signal: AbortSignal;
  readonly #tokenOf: (packageName: string) => string;

  constructor({ system, tokenOf, signal }: DeviceCallsOptions) {
    this.system = system;
    this.signal = signal;
    this.#tokenOf = tokenOf;
  }

  get tester(): DeviceApi {
    return this.#spoken<DeviceApi>('tester');
  }

  get screen(): ScreenApi {
    return this.#spoken<ScreenApi>('screen');
  }

  /**
   * Runs as an app, which is started when it is not running. Its cursors and files are closed afterwards; a result that
   * comes later waits for whoever listens to the app next.
   * @throws {Problem} for a package that is not installed
   * @throws {Throwable} DeadObjectException when the process dies meanwhile
   */
  async asApp<T>(packageName: string, run: (app: AppApi) => Promise<T>): Promise<T> {
    const ended = Promise.withResolvers<never>();
    const died = () => ended.reject(new Throwable('DeadObjectException', `The process of ${packageName} died.`));
    const held = this.#hold(`app/${packageName}`, died);
    if (held === null) throw new Problem('not-found', `${packageName} is not installed.`);
    const left = () => ended.reject(new Throwable('OperationCanceledException', 'The client has left.'));
    this.signal.addEventListener('abort', left, { once: true });
    if (this.signal.aborted) left();
    try {
      return await Promise.race([run(spoken<AppApi>(held.conversation, this.signal)), ended.promise]);
    } finally {
      this.signal.removeEventListener('abort', left);
      held.end();
    }
  }

  /** A person in front of the screen, in the words of the client library. */
  get user(): User {
    const ended = new Promise<void>((resolve) =>
      this.signal.addEventListener('abort', () => resolve(), { once: true }),
    );
    const screen = { ...this.screen, close: () => undefined, closed: ended };
    return new User(new Screen(screen), async (packageName) => this.#openApp(packageName));
  }

  /** A conversation that lasts: whoever asks ends it. @returns null for a package that is not installed */
  holdApp(packageName: string, hangUp: () => void): Readonly<{ app: AppApi; end(): void }> | null {
    const held = this.#hold(`app/${packageName}`, hangUp);
    return held === null ? null : { app: spoken<AppApi>(held.conversation, this.signal), end: () => held.end() };
  }

  #openApp(packageName: string): Context {
    const { promise: closed, resolve } = Promise.withResolvers<void>();
    const held = this.holdApp(packageName, resolve);
    if (held === null) throw new Error(`${packageName} is not installed.`);
    const close = () => {
      held.end();
      resolve();
    };
    // Its bytes would come over HTTP; whoever picks needs none.
    return new Context(packageName, { ...held.app, close, closed }, { base: '' });
  }

  #spoken<T extends object>(name: ConversationName): T {
    const held = this.#hold(name, () => undefined);
    if (held === null) throw new Error(`There is no ${name}.`);
    return spoken<T>(held.conversation, this.signal);
  }

  #hold(name: ConversationName, hangUp: () => void): Held | null {
    return hold(this.system, name, { tokenOf: this.#tokenOf, hangUp, starts: true });
  }
}

type Methods = Record<string, (...args: readonly unknown[]) => unknown>;

/** The methods of a conversation: each checks, writes into the journal, and calls. */
function spoken<T extends object>(conversation: Conversation<object>, signal: AbortSignal): T {
  const methods = Object.keys(conversation.guards).map((method) => {
    return [method, (...args: readonly unknown[]) => run(conversation, callOf(method, args, signal))] as const;
  });
  // Guards are complete for the conversation's interface; the name it is held by says which that is.
  return Object.fromEntries(methods) as T;
}

/** As at the client library's end of a conversation: a signal at the end cancels the call. */
function callOf(method: string, args: readonly unknown[], signal: AbortSignal): Call {
  const last = args.at(-1);
  if (!(last instanceof AbortSignal)) return { method, args, signal };
  return { method, args: args.slice(0, -1), signal: AbortSignal.any([last, signal]) };
}

type Call = Readonly<{ method: string; args: readonly unknown[]; signal: AbortSignal }>;

async function run(conversation: Conversation<object>, { method, args, signal }: Call): Promise<unknown> {
  const guard = (conversation.guards as Readonly<Record<string, z.ZodType>>)[method];
  const checked = guard?.safeParse(args);
  if (checked?.success !== true) {
    const why = checked?.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
    throw new Throwable('IllegalArgumentException', `Bad argument for ${method}: ${why}`);
  }
  const given = checked.data as readonly unknown[];
  const finish = conversation.onCall(method, given);
  try {
    const result: unknown = await (conversation.target(signal) as Methods)[method]?.(...given);
    finish({ result });
    return result;
  } catch (error) {
    finish({ thrown: error instanceof Error ? error : new Error(String(error)) });
    throw error;
  }
}

/** @throws {Problem} when it takes longer than `seconds` of the computer's time; what was begun goes on */
export async function answeredWithin<T>(seconds: number, answer: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const sentence = `Nobody answered within ${seconds} s; the dialog is still on the screen.`;
  using _limit = afterRealTime(seconds * 1_000, () => late.reject(new Problem('not-answered', sentence)));
  return await Promise.race([answer, late.promise]);
}
