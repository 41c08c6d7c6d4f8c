// Mirrors dumpsys: what a service says of itself.
import { forcedMetrics } from '../../../contract/android/displayMetrics.ts';
import { forcedDisplay } from '../../device/forcedDisplay.ts';
import type { Command, CommandIo, Commands } from '../command.ts';
import { secondText, userName } from '../files/fileText.ts';
import type { DeviceServices } from './deviceServices.ts';
import { packageDump } from './packageDump.ts';
import { objectHash } from './packageText.ts';
import { launcherActivity } from './pm.ts';
import { ownDisplay } from './wm.ts';

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
  const own = await ownDisplay(services);
  const { widthPixels, heightPixels, densityDpi } = forcedMetrics(own, forcedDisplay(services.settings));
  const [init, now] = [`${own.widthPixels}x${own.heightPixels}`, `${widthPixels}x${heightPixels}`];
  await io.print(`WINDOW MANAGER DISPLAY CONTENTS (dumpsys window displays)
  Display: mDisplayId=0
    init=${init} ${own.densityDpi}dpi${init === now && own.densityDpi === densityDpi ? '' : ` base=${now} ${densityDpi}dpi`} cur=${now} app=${now}
  mCurrentFocus=${focus}
  mFocusedApp=${app}
  KeyguardServiceDelegate
    KeyguardStateMonitor
      mIsShowing=false
  mShowingLockscreen=false
  mDreamingLockscreen=false
  mInputRestricted=false
`);
};

const POWER = `POWER MANAGER (dumpsys power)

Power Manager State:
  mWakefulness=Awake
  mIsPowered=true
  mHoldingDisplaySuspendBlocker=true

Display Power: state=ON
`;

const BATTERY = `Current Battery Service state:
  AC powered: true
  USB powered: false
  Wireless powered: false
  status: 5
  health: 2
  present: true
  level: 100
  scale: 100
  voltage: 4300
  temperature: 250
  technology: Li-ion
`;

const says =
  (text: string): Dump =>
  (_, io) =>
    io.print(text);

/** StorageManagerService: which volumes there are. */
const mount: Dump = async (_, io, { volumes }) => {
  const lines = volumes
    .list()
    .map(({ id, state, volumeName }) => `    VolumeInfo{${id}}: state=${state} name=${volumeName}\n`);
  await io.print(`Disks:\n  \nVolumes:\n  \n${lines.join('')}`);
};

const SERVICES: Readonly<Record<string, Dump>> = {
  ...{ activity, window, mount },
  package: dumpPackages,
  power: says(POWER),
  battery: says(BATTERY),
  input_method: says('Current Input Method Manager state:\n  mInputShown=false\n'),
  media_session: says('MEDIA SESSION SERVICE (dumpsys media_session)\n\n0 sessions listeners.\n'),
};

/** What monkey ends with where nothing can be opened: -4. */
const NO_ACTIVITIES = 252;

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
  uptime: async (_, io, { clock, device }) => {
    const now = clock.currentTimeMillis();
    const minutes = Math.max(0, Math.floor((now - device.bootedAt) / 60_000));
    const [days, hours] = [Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24];
    const long = days === 0 ? '' : `${days} day${days === 1 ? '' : 's'}, `;
    const short =
      hours === 0 ? `${minutes % 60} min` : `${String(hours).padStart(2)}:${String(minutes % 60).padStart(2, '0')}`;
    await io.print(` ${secondText(now).slice(11)} up ${long}${short},  0 users,  load average: 0.00, 0.00, 0.00\n`);
    return 0;
  },
  /** Opens an app, as old scripts do it. */
  monkey: async (args, io, { apps, packages }) => {
    const name = args[args.indexOf('-p') + 1];
    const installed = args.includes('-p') && name !== undefined ? packages.find(name) : null;
    if (installed === null || installed.system || installed.enabledState === 'disabled-user') {
      await io.print('** No activities found to run, monkey aborted.\n');
      return NO_ACTIVITIES;
    }
    apps.setProcessState(installed.manifest.packageName, 'FOREGROUND');
    await io.print(
      'Events injected: 1\n## Network stats: elapsed time=1ms (0ms mobile, 0ms wifi, 1ms not connected)\n',
    );
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
