// Mirrors ActivityManagerShellCommand.

import type { Intent } from '../../../contract/android/intent.ts';
import { AUTHORITY } from '../../../contract/android/mediaStore.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import type { InstalledPackage } from '../../packages/packageManager.ts';
import type { DeviceServices } from './deviceServices.ts';
import { parseIntent, type ShellIntent } from './intentArguments.ts';
import { intentText, shortComponent } from './intentText.ts';
import { launcherActivity } from './pm.ts';
import { FAILED, invalid, type Service, type ServiceIo, type ServiceMethod } from './shellCommand.ts';

const FLAG_ACTIVITY_NEW_TASK = 0x10000000;
/** FLAG_RECEIVER_FROM_SHELL */
const FROM_SHELL = 0x400000;
const SCAN_FILE = 'android.intent.action.MEDIA_SCANNER_SCAN_FILE';

const START_OPTIONS = {
  '-W': false,
  '-S': false,
  '-D': false,
  '-N': false,
  '-R': true,
  '--user': true,
  '--display': true,
};

const start: ServiceMethod = async (args, io, services) => {
  const { intent, options } = parseIntent(args.remaining(), START_OPTIONS);
  const { sdk } = services.device.profile;
  const target = intent.component?.packageName ?? intent.packageName;
  if (options.has('-S') && target !== null) {
    await io.line(`Stopping: ${target}`);
    if (services.packages.find(target) !== null) services.apps.forceStop(target);
  }
  await io.line(`Starting: ${intentText(intent, sdk)}`);
  // With -W the shell itself waits, and says everything on stdout.
  const say = options.has('-W') ? io.line : io.errorLine;
  if (intent.component !== null) return startComponent(intent, { io, services, say, waits: options.has('-W') });
  if (intent.packageName !== null && intent.action === null) return startPackage(intent.packageName, services);
  if (intent.action === null || !(await services.startActivity(asIntent(intent, intent.action)))) {
    const text = intentText(intent, sdk, intent.flags | FLAG_ACTIVITY_NEW_TASK);
    await say(`Error: Activity not started, unable to resolve ${text}`);
    return 1;
  }
  return 0;
};

type Start = Readonly<{ io: ServiceIo; services: DeviceServices; say(text: string): Promise<void>; waits: boolean }>;

/** An app has the activity that the launcher opens, and those that its manifest names. */
async function startComponent({ component }: ShellIntent, { io, services, say, waits }: Start): Promise<number> {
  if (component === null) return 1;
  const { packageName, className } = component;
  const installed = services.packages.find(packageName);
  const own = (installed?.manifest.activities ?? []).map(({ name }) => name);
  const names = own.map((name) => (name.startsWith('.') ? packageName + name : name));
  if (installed === null || !isStartable(installed) || ![`${packageName}.MainActivity`, ...names].includes(className)) {
    await say('Error type 3');
    await say(`Error: Activity class {${packageName}/${className}} does not exist.`);
    return 1;
  }
  const wasInFront = services.processes.foreground() === packageName;
  const wasRunning = services.processes.pid(packageName) !== null;
  services.apps.setProcessState(packageName, 'FOREGROUND');
  if (wasInFront)
    await say('Warning: Activity not started, intent has been delivered to currently running top-most instance.');
  if (!waits) return 0;
  const short = shortComponent(component);
  const state = wasInFront ? 'UNKNOWN (0)' : wasRunning ? 'WARM' : 'COLD';
  await io.print(`Status: ok\nLaunchState: ${state}\nActivity: ${short}\nTotalTime: 0\nWaitTime: 0\nComplete\n`);
  return 0;
}

/** One that is disabled has no activities. */
function isStartable({ system, enabledState }: InstalledPackage): boolean {
  return !system && enabledState !== 'disabled-user';
}

function startPackage(packageName: string, { apps, packages }: DeviceServices): number {
  const installed = packages.find(packageName);
  if (installed === null || !isStartable(installed)) return 1;
  apps.setProcessState(packageName, 'FOREGROUND');
  return 0;
}

/** The intent as the device takes it. @throws {Throwable} IllegalArgumentException for data that is no URI */
export function asIntent({ data, type, categories, extras, flags }: ShellIntent, action: string): Intent {
  return {
    ...{ action, flags, extras, categories },
    ...(data !== null && { data: parseUri(data) }),
    ...(type !== null && { type }),
  };
}

const broadcast: ServiceMethod = async (args, io, services) => {
  const own = {
    '--user': true,
    '--receiver-permission': true,
    '--async': false,
    '--allow-background-activity-starts': false,
  };
  const { intent } = parseIntent(args.remaining(), own);
  await io.line(`Broadcasting: ${intentText(intent, services.device.profile.sdk, intent.flags | FROM_SHELL)}`);
  const path = intent.action === SCAN_FILE ? fileOf(intent.data) : null;
  if (path !== null) {
    const { resolver, call } = services;
    await resolver.call(call, AUTHORITY, { method: 'scan_file', arg: path, extras: {} });
  }
  await io.line('Broadcast completed: result=0');
  return 0;
};

/** MediaReceiver takes files, and nothing else. */
function fileOf(data: string | null): string | null {
  if (data === null || !/^file:\/\//i.test(data)) return null;
  try {
    return decodeURIComponent(data.slice('file://'.length).split(/[?#]/, 1)[0] ?? '');
  } catch {
    return null;
  }
}

function onPackage(run: (packageName: string, services: DeviceServices) => void): ServiceMethod {
  return (args, _, services) => {
    for (let option = args.nextOption(); option !== null; option = args.nextOption())
      if (option === '--user') args.required();
    const packageName = args.required();
    if (services.packages.find(packageName) !== null) run(packageName, services);
    return 0;
  };
}

/** `am stack list`: the app in front is the one task that is seen. */
const stackList: ServiceMethod = async (args, io, { packages, processes }) => {
  const command = args.next();
  if (command !== 'list' && command !== 'info') throw invalid(`Unknown stack command: ${command}`);
  const front = processes.foreground();
  const installed = front === null ? null : packages.find(front);
  if (installed === null) return 0;
  const component = launcherActivity(installed);
  await io.line('RootTask id=1 bounds=[0,0][0,0] displayId=0 userId=0');
  await io.line(
    `  taskId=1: ${component} bounds=[0,0][0,0] userId=0 visible=true topActivity=ComponentInfo{${component}}`,
  );
  return 0;
};

export const ACTIVITY_SERVICE: Service = {
  help: `Activity manager (activity) commands:
  help
      Print this help text.
  start-activity [-W] [-S] <INTENT>
  broadcast [--user USER_ID] <INTENT>
  force-stop [--user USER_ID] PACKAGE
  kill [--user USER_ID] PACKAGE
  stack list
  get-current-user
`,
  methods: {
    ...{ start, broadcast },
    'start-activity': start,
    'force-stop': onPackage((packageName, { apps }) => apps.forceStop(packageName)),
    kill: onPackage((packageName, { apps, processes }) => {
      if (processes.state(packageName) === 'BACKGROUND') apps.kill(packageName, 'kill background');
    }),
    stack: stackList,
    'get-current-user': async (_, io) => {
      await io.line('0');
      return 0;
    },
    instrument: async (_, io) => {
      await io.errorLine('Error: no code of an app runs on this device, so there is nothing to instrument.');
      return FAILED;
    },
  },
};
