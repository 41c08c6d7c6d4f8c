// Mirrors dumpsys: what a service says of itself.
import type { Command, CommandIo, Commands } from '../command.ts';
import { userName } from '../files/fileText.ts';
import type { DeviceServices } from './deviceServices.ts';
import { packageDump } from './packageDump.ts';
import { objectHash } from './packageText.ts';
import { launcherActivity } from './pm.ts';

type Dump = (args: readonly string[], io: CommandIo, services: DeviceServices) => Promise<void>;

const dumpPackages: Dump = async (args, io, services) => {
  const name = args.find((arg) => !arg.startsWith('-'));
  const names = name === undefined ? services.packages.list().map(({ manifest }) => manifest.packageName) : [name];
  for (const each of names) await io.print(packageDump(services, each) ?? `Unable to find package: ${each}\n`);
};

/** The app in front, as windows and activities have it. */
function focused({ packages, processes }: DeviceServices): Readonly<{ component: string; packageName: string }> | null {
  const packageName = processes.foreground();
  const installed = packageName === null ? null : packages.find(packageName);
  return packageName === null || installed === null ? null : { packageName, component: launcherActivity(installed) };
}

const activity: Dump = async ([section], io, services) => {
  if (section === 'processes') {
    for (const { manifest, uid } of services.packages.list()) {
      const { packageName } = manifest;
      const pid = services.processes.pid(packageName);
      if (pid === null) continue;
      const user = uid >= 10_000 ? `u0a${uid - 10_000}` : String(uid);
      await io.print(`  *APP* UID ${uid} ProcessRecord{${objectHash(packageName)} ${pid}:${packageName}/${user}}\n`);
    }
    return;
  }
  const front = focused(services);
  await io.print('ACTIVITY MANAGER ACTIVITIES (dumpsys activity activities)\n');
  if (front === null) return;
  const record = `ActivityRecord{${objectHash(front.component)} u0 ${front.component} t1}`;
  await io.print(`  mResumedActivity: ${record}\n  topResumedActivity=${record}\n`);
};

const window: Dump = async (_, io, services) => {
  const front = focused(services);
  const component = front?.component ?? null;
  const full = component?.replace('/.', `/${front?.packageName}.`) ?? null;
  const focus = full === null ? 'null' : `Window{${objectHash(`window${full}`)} u0 ${full}}`;
  const app = component === null ? 'null' : `ActivityRecord{${objectHash(component)} u0 ${component} t1}`;
  await io.print(`  mCurrentFocus=${focus}\n  mFocusedApp=${app}\n  mDreamingLockscreen=false\n`);
};

const SERVICES: Readonly<Record<string, Dump>> = {
  ...{ activity, window },
  package: dumpPackages,
  power: async (_, io) => io.print('POWER MANAGER (dumpsys power)\n\n  mWakefulness=Awake\n'),
};

/** `ps` and `pidof`: the apps that run, and whoever looks. */
export const PROCESS_COMMANDS: Commands<DeviceServices> = {
  ps: async (_, io, services) => {
    const row = (...cells: readonly (string | number)[]) => {
      const [user = '', pid = '', parent = '', ...rest] = cells.map(String);
      return `${user.padEnd(14)} ${pid.padStart(5)} ${parent.padStart(5)} ${rest.join(' ')}\n`;
    };
    await io.print(row('USER', 'PID', 'PPID', '     VSZ    RSS WCHAN            ADDR S NAME'));
    for (const { packageName, uid, pid } of runningPackages(services))
      await io.print(row(userName(uid), pid, 1, `       0      0 0                   0 S ${packageName}`));
    return 0;
  },
  pidof: async (names, io, services) => {
    const found = runningPackages(services).filter(({ packageName }) => names.includes(packageName));
    if (found.length > 0) await io.print(`${found.map(({ pid }) => pid).join(' ')}\n`);
    return found.length > 0 ? 0 : 1;
  },
};

function runningPackages({ packages, processes }: DeviceServices) {
  return packages.list().flatMap(({ manifest: { packageName }, uid }) => {
    const pid = processes.pid(packageName);
    return pid === null ? [] : [{ packageName, uid, pid }];
  });
}

export const dumpsys: Command<DeviceServices> = async ([name, ...args], io, services) => {
  if (name === '-l' || name === undefined) {
    await io.print(
      `Currently running services:\n${Object.keys(SERVICES)
        .sort()
        .map((each) => `  ${each}\n`)
        .join('')}`,
    );
    return 0;
  }
  const dump = Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined;
  if (dump === undefined) {
    await io.error(`Can't find service: ${name}\n`);
    return 0;
  }
  await dump(args, io, services);
  return 0;
};
