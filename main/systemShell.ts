// The shell over the device's services, as com.android.shell runs it.

import { Throwable } from '../contract/android/errors.ts';
import type { Intent } from '../contract/android/intent.ts';
import { callAs } from './activity/systemCaller.ts';
import { afterRealTime, afterTurn } from './device/realTime.ts';
import { SYSTEM_PACKAGES } from './packages/packageManager.ts';
import type { ShellServices } from './shell/commands.ts';
import type { System } from './system.ts';

/** After the answer to whoever asked for the reboot is on its way, milliseconds. */
const REBOOT_AFTER = 20;

/** What commands reach of the device. @param signal ends what is asked of providers */
export function shellServices(system: System, signal: AbortSignal): ShellServices {
  const { resolver, packages, processes, files, clock, volumes, device, permissions, appOps, logcat, apps } = system;
  return {
    ...{ resolver, files, clock, device, packages, permissions, appOps, logcat, apps, processes, volumes },
    uiAutomation: system.uiAutomation,
    screen: system.screen,
    observers: system.observers,
    mediaRow: (id, viewpoint) => system.media.inspection.detail(id, viewpoint),
    startForResult: (packageName, intent, ends) => {
      system.apps.setProcessState(packageName, 'FOREGROUND');
      return system.activities.startActivityForResult(callAs(system, packageName, ends), intent, 0);
    },
    clouds: cloudServices(system),
    tester: testerServices(system),
    callAs: (packageName) => callAs({ packages, processes }, packageName, signal),
    settings: system.settingsStore,
    call: callAs({ packages, processes }, SYSTEM_PACKAGES.shell, signal),
    startActivity: (intent) => startActivity(system, intent),
    mount: (id) => mount(system, id),
    unmount: (id, presence) => system.unmountVolume(id, presence),
    reboot: () => void afterRealTime(REBOOT_AFTER, () => system.reboot()),
    volumeSpaces: () =>
      volumes.all().map(({ path, id }) => {
        const state = volumes.list().find((each) => each.id === id);
        return { path, totalBytes: state?.totalBytes ?? 0, freeBytes: state?.freeBytes ?? 0 };
      }),
  };
}

function testerServices(system: System): ShellServices['tester'] {
  const { clock, snapshots } = system;
  return {
    snapshots: () => snapshots.list().map(({ name }) => name),
    saveSnapshot: (name) => snapshots.save(name),
    restoreSnapshot: (name) => snapshots.restore(name),
    setTime: (time) => {
      clock.setManual(time);
      system.setClock('manual');
    },
    followComputer: () => system.setClock('system'),
    advance: (milliseconds) => {
      if (clock.kind === 'system') system.setClock('manual');
      system.advanceClock(milliseconds);
    },
    setSdk: (sdk) => void afterRealTime(REBOOT_AFTER, () => system.setSdk(sdk)),
  };
}

function cloudServices({ cloud, cloudMedia, documents }: System): ShellServices['clouds'] {
  const { mock } = cloudMedia;
  return {
    documents: {
      state: () => cloud.state(),
      set: (change) => cloud.set(change),
      signIn: (account) => cloud.signIn(account),
      signOut: (account) => cloud.signOut(account),
    },
    media: {
      state: () => cloudMedia.state(),
      set: (change) => mock.set(change),
      signIn: (account) => mock.setAccount(account),
      signOut: () => mock.setAccount(null),
      use: (authority) => cloudMedia.setActive(authority),
      add: (count, kind) => mock.add({ count, kind }),
      backUp: (count) => cloudMedia.backUp(count),
    },
    providers: () => [
      ...documents
        .providers()
        .map(({ authority, packageName, state }) => `documents ${authority} ${packageName} ${state}`),
      ...cloudMedia.state().available.map(({ authority, accountName }) => {
        const isActive = cloudMedia.active()?.authority === authority;
        return `media ${authority} ${accountName ?? '-'} ${isActive ? 'chosen' : 'available'}`;
      }),
    ],
  };
}

/** Its result goes nowhere, and it stays when the shell that started it is gone. */
async function startActivity(system: System, intent: Intent): Promise<boolean> {
  const call = callAs(system, SYSTEM_PACKAGES.shell, new AbortController().signal);
  const started = system.activities.startActivityForResult(call, intent, 0).then(
    () => null,
    (error: unknown) => error,
  );
  const shown = new Promise<null>((resolve) => afterTurn(() => resolve(null)));
  const error = await Promise.race([started, shown]);
  if (error === null) return true;
  if (error instanceof Throwable && error.name === 'ActivityNotFoundException') return false;
  throw error;
}

async function mount(system: System, id: string): Promise<void> {
  const volume = system.volumes.list().find((each) => each.id === id);
  if (volume === undefined) throw new Error(`No volume ${id} is in its slot.`);
  if (volume.state !== 'unmounted') return;
  if (volume.kind === 'primary') throw new Error('The built-in storage is mounted by the next boot.');
  const { folder, kind, description, writeThrough } = volume;
  await system.mountVolume({ folder, kind, description, writeThrough });
}
