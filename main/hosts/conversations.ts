// The conversations by name: who may hold which, and what is behind it.
import type { SettingsApi } from '../../contract/rpc/settingsApi.ts';
import type { System } from '../system.ts';
import { AppPort } from './appPort.ts';
import { cloudMediaApi, cloudMediaGuards } from './cloudMediaPort.ts';
import { codecApi } from './codecPort.ts';
import { documentsApi } from './documentsPort.ts';
import { appGuards, codecGuards, deviceGuards, documentsGuards, screenGuards, settingsGuards } from './guards.ts';
import type { Conversation } from './rpcServer.ts';
import { ScenarioPlayer, scenariosGuards } from './scenarios.ts';
import { latest } from './streams.ts';
import { testerApi } from './testerPort.ts';
import { uiAutomationApi, uiAutomationGuards } from './uiAutomationPort.ts';

/** Who holds a conversation, from the connection's side. */
export type Holder = Readonly<{
  /** The token an app's clients connect with. */
  tokenOf(packageName: string): string;
  /** Called when the device ends it: an app whose process died. */
  hangUp(): void;
  /** Whether an app that is not running starts: its own client starts it, a screen only draws what runs. */
  starts: boolean;
}>;

/** Which side of the device somebody speaks to. */
export type ConversationName =
  | 'tester'
  | 'screen'
  | 'settings'
  | 'documents'
  | 'cloudMedia'
  | 'codec'
  | 'uiAutomation'
  | 'scenarios'
  | `app/${string}`;

/** A conversation that is being held; `end` is for the device's side of it, when the connection is gone. */
export type Held = Readonly<{ conversation: Conversation<object>; end(): void }>;

/** What only looks, or is the page's own: it would fill the journal with the panel itself. */
const LOOKING = new Set([
  ...['state', 'watch', 'journal', 'timeline', 'logcat', 'dialogs', 'events', 'closeCursor'],
  ...['mediaRows', 'mediaCounts', 'mediaRow', 'queries'],
  ...['frames', 'answerFrame', 'providers', 'answerDocumentsProvider'],
  ...['uiQuestions', 'answerUi', 'uiDump'],
  ...['changes', 'uriGrants', 'snapshots', 'apps', 'appInfo', 'appPermission', 'cloudMediaApp'],
  ...['cloudMedia', 'cloudMediaItems'],
  ...['scenarios', 'play'],
]);

/**
 * Prepares a conversation for a connection.
 * @returns null for a name that is none, a package that is not installed, or one that is not running
 */
export function hold(system: System, name: string, holder: Holder): Held | null {
  if (name === 'tester') {
    return plain(system, name, { guards: deviceGuards, target: (signal) => testerApi(system, holder.tokenOf, signal) });
  }
  if (name === 'screen')
    return plain(system, name, { guards: screenGuards, target: (signal) => screenApi(system, signal) });
  if (name === 'settings') {
    return plain(system, name, { guards: settingsGuards, target: (signal) => settingsApi(system, signal) });
  }
  if (name === 'cloudMedia')
    return plain(system, name, { guards: cloudMediaGuards, target: (signal) => cloudMediaApi(system, signal) });
  if (name === 'documents') {
    return plain(system, name, { guards: documentsGuards, target: (signal) => documentsApi(system, signal) });
  }
  if (name === 'codec') {
    const { pageFrames } = system.media;
    return plain(system, name, { guards: codecGuards, target: (signal) => codecApi(pageFrames, signal) });
  }
  if (name === 'uiAutomation') {
    const { uiAutomation } = system;
    const target = (signal: AbortSignal) => uiAutomationApi(uiAutomation, signal);
    return plain(system, name, { guards: uiAutomationGuards, target });
  }
  if (name === 'scenarios') return holdScenarios(system);
  const packageName = /^app\/(.+)$/.exec(name)?.[1];
  return packageName === undefined ? null : holdApp(system, packageName, holder);
}

function plain<T extends object>(
  system: System,
  actor: string,
  spoken: Pick<Conversation<T>, 'guards' | 'target'>,
): Held {
  return { conversation: { ...spoken, ...watched(system, actor) }, end: () => undefined };
}

/** What is played for a page ends with the page. */
function holdScenarios(system: System): Held {
  const player = new ScenarioPlayer();
  const target = (signal: AbortSignal) => player.api(signal);
  const { conversation } = plain(system, 'scenarios', { guards: scenariosGuards, target });
  return { conversation, end: () => player[Symbol.dispose]() };
}

function holdApp(system: System, packageName: string, holder: Holder): Held | null {
  const installed = system.packages.find(packageName);
  if (installed === null) return null;
  const starts = !installed.system && system.processes.state(packageName) === 'STOPPED';
  if (starts && !holder.starts) return null;
  // Made before the app starts, so that the app hears of its own onStart and onResume.
  const port = new AppPort(system, packageName);
  if (starts) system.processes.toFront(packageName);
  // At once: what the other side is sent from here on would be lost.
  const destroy = () => {
    port.close();
    holder.hangUp();
  };
  const death = system.processes.onChange((changed, state) => {
    if (changed === packageName && state === 'STOPPED') destroy();
  });
  // "Don't keep activities": one that is left is destroyed, and made anew by whoever connects next.
  const leave = (left: string) => {
    if (left === packageName && !system.device.keepsActivities) destroy();
  };
  const covered = system.records.onCover(leave);
  const lifecycle = system.processes.onLifecycle((changed, state) => {
    if (state === 'STOPPED') leave(changed);
  });
  const conversation = {
    guards: appGuards,
    target: (signal: AbortSignal) => port.api(signal),
    ...watched(system, packageName),
  };
  const end = () => {
    death[Symbol.dispose]();
    covered[Symbol.dispose]();
    lifecycle[Symbol.dispose]();
    port.close();
  };
  return { conversation, end };
}

function settingsApi(system: System, signal: AbortSignal): SettingsApi {
  const { settings } = system;
  let changes = 0;
  return {
    changes: async () =>
      latest(
        (changed) => system.onChange(changed),
        () => ++changes,
        signal,
      ),
    apps: async () => settings.apps(),
    appInfo: async (packageName) => settings.appInfo(packageName),
    appPermission: async (packageName, group) => settings.appPermission(packageName, group),
    choose: async (packageName, group, radio, confirmed) => settings.choose(packageName, group, radio, confirmed),
    editSelectedPhotos: (packageName, group) => settings.editSelectedPhotos(packageName, group),
    setSpecialAccess: async (packageName, access, allowed) => settings.setSpecialAccess(packageName, access, allowed),
    setUnusedAppSwitch: async (packageName, on) => settings.setUnusedAppSwitch(packageName, on),
    cloudMediaApp: async () => settings.cloudMediaApp(),
    setCloudMediaApp: async (authority) => settings.setCloudMediaApp(authority),
  };
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
