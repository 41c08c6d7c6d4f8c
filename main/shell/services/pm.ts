// Mirrors PackageManagerShellCommand.
import { VERSION_CODES } from '../../../contract/android/build.ts';
import { Throwable } from '../../../contract/android/errors.ts';
import type { InstalledPackage } from '../../packages/packageManager.ts';
import { setPermissionFlags } from '../../permission/permissionShell.ts';
import type { DeviceServices } from './deviceServices.ts';
import { packageDump } from './packageDump.ts';
import { codePath } from './packageText.ts';
import { INSTALL_METHODS } from './pmInstall.ts';
import { pmList } from './pmList.ts';
import { invalid, type Service, type ServiceIo, type ServiceMethod, type ShellArguments } from './shellCommand.ts';

/** Takes --user, which is the only one there is, and others that change nothing here. */
function skipOptions(args: ShellArguments, known: readonly string[] = []): readonly string[] {
  const found: string[] = [];
  for (let option = args.nextOption(); option !== null; option = args.nextOption()) {
    if (option === '--user' || option === '--versionCode') args.required();
    else if (known.includes(option)) found.push(option);
    else throw invalid(`Unknown option ${option}`);
  }
  return found;
}

const path: ServiceMethod = async (args, io, { packages }) => {
  skipOptions(args, ['--show-splits']);
  const name = args.next();
  if (name === null) {
    await io.errorLine('Error: no package specified');
    return 1;
  }
  const installed = packages.find(name);
  if (installed === null) return 1;
  await io.line(`package:${codePath(installed)}`);
  return 0;
};

function grantOrRevoke(granted: boolean): ServiceMethod {
  return async (args, io, services) => {
    const options = skipOptions(args, ['--all-permissions']);
    const packageName = args.next();
    if (packageName === null) return failed(io, 'Error: no package specified');
    const isAll = options.includes('--all-permissions');
    const permission = args.next();
    if (permission === null && !isAll) return failed(io, 'Error: no permission specified');
    if (permission !== null && isAll) return failed(io, 'Error: permission specified but not expected');
    const { sdk } = services.device.profile;
    if (services.packages.find(packageName) === null) {
      if (sdk < VERSION_CODES.VANILLA_ICE_CREAM) throw invalid(`Unknown package: ${packageName}`);
      await io.line('Failure [package not found]');
      return failed(io, 'Error: package not found');
    }
    const states = Object.keys(services.permissions.states(packageName));
    for (const name of isAll ? states : [permission ?? ''])
      setPermission(services, { packageName, name, granted, isAll });
    return 0;
  };
}

function setPermission(
  { apps, logcat, permissions }: DeviceServices,
  {
    packageName,
    name,
    granted,
    isAll,
  }: Readonly<{ packageName: string; name: string; granted: boolean; isAll: boolean }>,
): void {
  try {
    apps.setPermission(packageName, name, granted);
  } catch (error) {
    if (!isAll || !(error instanceof Throwable)) throw error;
    return;
  }
  if (!Object.hasOwn(permissions.states(packageName), name))
    logcat.log('W', 'PermissionService', `Permission ${name} isn't requested by package ${packageName}`);
}

const resetPermissions: ServiceMethod = (_, __, { packages, permissions }) => {
  for (const { manifest, system } of packages.list()) if (!system) permissions.clearPackage(manifest.packageName);
  return 0;
};

const clear: ServiceMethod = async (args, io, { apps, packages }) => {
  const options = skipOptions(args, ['--cache-only']);
  const name = args.next();
  if (name === null) return failed(io, 'Error: no package specified');
  const installed = packages.find(name);
  if (installed === null || installed.system) return failed(io, 'Failed');
  if (!options.includes('--cache-only')) apps.clearData(name);
  await io.line('Success');
  return 0;
};

const uninstall: ServiceMethod = async (args, io, { apps, packages }) => {
  const options = skipOptions(args, ['-k']);
  const name = args.next();
  if (name === null) return failed(io, 'Error: package name not specified');
  const installed = packages.find(name) ?? packages.kept().find(({ manifest }) => manifest.packageName === name);
  if (installed === undefined || installed.system) {
    await io.line('Failure [DELETE_FAILED_INTERNAL_ERROR]');
    return 1;
  }
  apps.uninstall(name, options.includes('-k'));
  await io.line('Success');
  return 0;
};

const ENABLED_STATES = {
  enable: { state: 'enabled', text: 'enabled' },
  'disable-user': { state: 'disabled-user', text: 'disabled-user' },
  'default-state': { state: null, text: 'default' },
} as const;

function setEnabled({ state, text }: (typeof ENABLED_STATES)[keyof typeof ENABLED_STATES]): ServiceMethod {
  return async (args, io, { apps }) => {
    skipOptions(args);
    const name = args.next();
    if (name === null) return failed(io, 'Error: package or component not specified');
    apps.setEnabled(name, state);
    await io.line(`Package ${name} new state: ${text}`);
    return 0;
  };
}

/** Only a device's owner may: adb has disable-user. */
const disable: ServiceMethod = async (args, io, { packages }) => {
  skipOptions(args);
  const name = args.next();
  if (name === null) return failed(io, 'Error: package or component not specified');
  if (packages.find(name) === null) throw invalid(`Unknown package: ${name}`);
  throw new Throwable('SecurityException', `Shell cannot change component state for ${name}/null to 2`);
};

function changeFlags(set: boolean): ServiceMethod {
  return async (args, io, { packages, permissions }) => {
    skipOptions(args);
    const packageName = args.next();
    if (packageName === null) return failed(io, 'Error: no package specified');
    const name = args.next();
    if (name === null) return failed(io, 'Error: no permission specified');
    const words = args.remaining();
    if (words.length === 0) return failed(io, 'Error: no permission flags specified');
    if (packages.find(packageName) === null) throw invalid(`Unknown package: ${packageName}`);
    try {
      permissions.apply(packageName, setPermissionFlags(permissions.states(packageName), name, words, set));
    } catch (error) {
      if (!(error instanceof Throwable)) throw error;
      return failed(io, `Error: ${error.message}`);
    }
    return 0;
  };
}

const dump: ServiceMethod = async (args, io, services) => {
  const name = args.next();
  if (name === null) return failed(io, 'Error: no package specified');
  await io.print(packageDump(services, name) ?? `Unable to find package: ${name}\n`);
  return 0;
};

const resolveActivity: ServiceMethod = async (args, io, { packages }) => {
  let isBrief = false;
  for (let option = args.nextOption(); option !== null; option = args.nextOption()) {
    if (option === '--brief') isBrief = true;
    else args.required();
  }
  const asked = args.next();
  const installed = asked === null ? null : packages.find(asked);
  if (installed === null || installed.system) {
    await io.line('No activity found');
    return 0;
  }
  await io.line('priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=true');
  await io.line(isBrief ? launcherActivity(installed) : `name=${launcherActivity(installed).replace('/', ' ')}`);
  return 0;
};

/** What opens an app from the launcher. */
export function launcherActivity({ manifest: { packageName, activities = [] } }: InstalledPackage): string {
  const launched = activities.find(
    ({ intentActions, categories = [] }) =>
      intentActions.includes('android.intent.action.MAIN') && categories.includes('android.intent.category.LAUNCHER'),
  );
  const name = launched?.name ?? '.MainActivity';
  if (name.startsWith(`${packageName}.`)) return `${packageName}/${name.slice(packageName.length)}`;
  return `${packageName}/${name.includes('.') ? name : `.${name}`}`;
}

async function failed(io: ServiceIo, message: string): Promise<number> {
  await io.errorLine(message);
  return 1;
}

const getInstallLocation: ServiceMethod = async (_, io) => {
  await io.line('0[auto]');
  return 0;
};

const HELP = `Package manager (package) commands:
  help
      Print this help text.

  path [--user USER_ID] PACKAGE
  dump PACKAGE
  list packages [-d] [-e] [-f] [-i] [-s] [-3] [-U] [--show-versioncode] [--user USER_ID] [FILTER]
  list permissions | permission-groups | features | users
  resolve-activity [--brief] PACKAGE
  install [-rRtdg] [-i INSTALLER] [--user USER_ID] [-S SIZE] [PATH | -]
  install-create [-rRtdg] [-i INSTALLER] [-S TOTAL]
  install-write [-S SIZE] SESSION_ID NAME [PATH | -]
  install-commit SESSION_ID
  install-abandon SESSION_ID
  uninstall [-k] [--user USER_ID] PACKAGE
  enable | disable | disable-user | default-state [--user USER_ID] PACKAGE
  clear [--user USER_ID] [--cache-only] PACKAGE
  grant | revoke [--user USER_ID] [--all-permissions] PACKAGE [PERMISSION]
  reset-permissions
  set-permission-flags | clear-permission-flags [--user USER_ID] PACKAGE PERMISSION FLAGS...
  get-install-location
`;

export const PACKAGE_SERVICE: Service = {
  help: HELP,
  methods: {
    ...{ path, clear, uninstall, dump, disable, list: pmList },
    ...INSTALL_METHODS,
    enable: setEnabled(ENABLED_STATES.enable),
    'disable-user': setEnabled(ENABLED_STATES['disable-user']),
    'default-state': setEnabled(ENABLED_STATES['default-state']),
    grant: grantOrRevoke(true),
    revoke: grantOrRevoke(false),
    'reset-permissions': resetPermissions,
    'set-permission-flags': changeFlags(true),
    'clear-permission-flags': changeFlags(false),
    'resolve-activity': resolveActivity,
    'get-install-location': getInstallLocation,
  },
};
