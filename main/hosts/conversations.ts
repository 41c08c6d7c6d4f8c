// The three conversations by name: who may hold which, and what is behind it.
import { callAs } from '../activity/systemCaller.ts';
import type { System } from '../system.ts';
import { AppPort } from './appPort.ts';
import { appGuards, deviceGuards, screenGuards } from './guards.ts';
import type { Conversation } from './rpcServer.ts';
import { latest } from './streams.ts';
import { testerApi } from './testerPort.ts';

/** Which side of the device somebody speaks to. */
export type ConversationName = 'tester' | 'screen' | `app/${string}`;

/** A conversation that is being held; `end` is for the device's side of it, when the connection is gone. */
export type Held = Readonly<{ conversation: Conversation<object>; end(): void }>;

/** The methods of the tester that only look: they would fill the journal with the panel itself. */
const LOOKING = new Set(['state', 'watch', 'journal', 'logcat', 'dialogs', 'events', 'closeCursor']);

/**
 * Prepares a conversation for a connection.
 * @param hangUp called when the device ends it: an app whose process died
 * @returns null for a name that is none, or a package that is not installed
 */
export function hold(
  system: System,
  name: string,
  tokenOf: (packageName: string) => string,
  hangUp: () => void,
): Held | null {
  if (name === 'tester') {
    return plain(system, name, { guards: deviceGuards, target: (signal) => testerApi(system, tokenOf, signal) });
  }
  if (name === 'screen')
    return plain(system, name, { guards: screenGuards, target: (signal) => screenApi(system, signal) });
  const packageName = /^app\/(.+)$/.exec(name)?.[1];
  return packageName === undefined ? null : holdApp(system, packageName, hangUp);
}

function plain<T extends object>(
  system: System,
  actor: string,
  spoken: Pick<Conversation<T>, 'guards' | 'target'>,
): Held {
  return { conversation: { ...spoken, ...watched(system, actor) }, end: () => undefined };
}

function holdApp(system: System, packageName: string, hangUp: () => void): Held | null {
  const installed = system.packages.find(packageName);
  if (installed === null) return null;
  if (!installed.system && system.processes.state(packageName) === 'STOPPED') system.processes.toFront(packageName);
  callAs(system, packageName, new AbortController().signal);
  const port = new AppPort(system, packageName);
  const death = system.processes.onChange((changed, state) => {
    if (changed === packageName && state === 'STOPPED') hangUp();
  });
  const conversation = {
    guards: appGuards,
    target: (signal: AbortSignal) => port.api(signal),
    ...watched(system, packageName),
  };
  const end = () => {
    death[Symbol.dispose]();
    port.close();
  };
  return { conversation, end };
}

function screenApi(system: System, signal: AbortSignal) {
  const { screen } = system;
  return {
    dialogs: async () =>
      latest(
        (changed) => screen.onChange(changed),
        () => screen.dialogs(),
        signal,
      ),
    answer: async (id: number, answer: Parameters<typeof screen.answer>[1]) => screen.answer(id, answer),
  };
}

function watched(system: System, actor: string): Pick<Conversation<object>, 'onCall' | 'onBug'> {
  return {
    onCall: (method, args) => (LOOKING.has(method) ? () => undefined : system.journal.open(actor, method, args)),
    onBug: (method, error) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      system.logcat.log('E', 'Scopebox', `${actor} ${method}: ${text}`);
    },
  };
}
