// Mirrors AppOpsService.Shell.
import { permission } from '../../../contract/android/manifest.ts';
import {
  APP_OP_MODES,
  type AppOpMode,
  opPermission,
  SPECIAL_ACCESS,
  type SpecialAccess,
} from '../../permission/appOps.ts';
import { setPermissionAppOp } from '../../permission/permissionShell.ts';
import type { DeviceServices } from './deviceServices.ts';
import { FAILED, type Service, type ServiceMethod, type ShellArguments } from './shellCommand.ts';

/** Ops behind a runtime permission that the device has. */
const PERMISSION_OPS: readonly string[] = [
  permission.READ_MEDIA_IMAGES,
  permission.READ_MEDIA_VIDEO,
  permission.READ_MEDIA_AUDIO,
  permission.READ_MEDIA_VISUAL_USER_SELECTED,
  permission.ACCESS_MEDIA_LOCATION,
  permission.READ_EXTERNAL_STORAGE,
  permission.WRITE_EXTERNAL_STORAGE,
];

function isSpecial(name: string): name is SpecialAccess {
  return SPECIAL_ACCESS.some((each) => each === name);
}

function opName(name: string): string {
  return name.slice('android.permission.'.length);
}

function skipOptions(args: ShellArguments): void {
  for (let option = args.nextOption(); option !== null; option = args.nextOption())
    if (option === '--user') args.required();
}

/** The modes of a package that are not the usual ones. */
function modesOf(
  { appOps, permissions }: DeviceServices,
  packageName: string,
): readonly (readonly [string, AppOpMode])[] {
  const special = Object.entries(appOps.modes(packageName)).filter(([, mode]) => mode !== 'default');
  const ignored = Object.entries(permissions.states(packageName)).filter(([, { flags }]) =>
    flags.has('REVOKED_COMPAT'),
  );
  return [...special, ...ignored.map(([name]) => [name, 'ignore'] as const)];
}

const get: ServiceMethod = async (args, io, services) => {
  skipOptions(args);
  const packageName = args.next();
  const op = args.next();
  if (packageName === null || services.packages.find(packageName) === null) {
    await io.errorLine(
      packageName === null ? 'Error: Package not specified.' : `Error: No UID for ${packageName} in user 0`,
    );
    return FAILED;
  }
  const name = op === null ? null : opPermission(op);
  if (name !== null && !isSpecial(name) && !PERMISSION_OPS.includes(name)) {
    await io.errorLine(`Error: Unknown operation string: ${op}`);
    return FAILED;
  }
  const found = modesOf(services, packageName).filter(([each]) => name === null || each === name);
  for (const [each, mode] of found) await io.line(`${opName(each)}: ${mode}`);
  if (found.length > 0) return 0;
  await io.line('No operations.');
  if (name !== null) await io.line(`Default mode: ${isSpecial(name) ? 'default' : 'allow'}`);
  return 0;
};

const set: ServiceMethod = async (args, io, { appOps, packages, permissions }) => {
  skipOptions(args);
  const [packageName, op, mode] = [args.next(), args.next(), args.next()];
  const known = APP_OP_MODES.find((each) => each === mode);
  const name = op === null ? null : opPermission(op);
  const problem =
    packageName === null
      ? 'Package not specified.'
      : op === null
        ? 'Operation not specified.'
        : mode === null
          ? 'Mode not specified.'
          : known === undefined
            ? `Mode is not valid: ${mode}`
            : packages.find(packageName) === null
              ? `No UID for ${packageName} in user 0`
              : name === null || !(isSpecial(name) || PERMISSION_OPS.includes(name))
                ? `Unknown operation string: ${op}`
                : null;
  if (problem !== null || packageName === null || name === null || known === undefined) {
    await io.errorLine(`Error: ${problem}`);
    return FAILED;
  }
  if (isSpecial(name)) appOps.setMode(packageName, name, known);
  else permissions.apply(packageName, setPermissionAppOp(permissions.states(packageName), name, known));
  return 0;
};

const reset: ServiceMethod = async (args, io, { appOps, packages }) => {
  skipOptions(args);
  const packageName = args.next();
  if (packageName !== null && packages.find(packageName) === null) {
    await io.errorLine(`Error: No UID for ${packageName} in user 0`);
    return FAILED;
  }
  if (packageName === null) appOps.reset();
  else
    for (const op of SPECIAL_ACCESS)
      if (appOps.modes(packageName)[op] !== undefined) appOps.setMode(packageName, op, 'default');
  await io.line(`Reset all modes for: user 0, ${packageName === null ? 'all packages' : `package ${packageName}`}`);
  return 0;
};

const queryOp: ServiceMethod = async (args, io, services) => {
  skipOptions(args);
  const [op, mode] = [args.required(), args.next() ?? 'allow'];
  const found = services.packages
    .list()
    .map(({ manifest }) => manifest.packageName)
    .filter((packageName) =>
      modesOf(services, packageName).some(([name, each]) => name === opPermission(op) && each === mode),
    );
  for (const packageName of found) await io.line(packageName);
  if (found.length === 0) await io.line('No operations.');
  return 0;
};

export const APP_OPS_SERVICE: Service = {
  help: `AppOps service (appops) commands:
help
  Print this help text.
get [--user <USER_ID>] [--uid] <PACKAGE> [<OP>]
set [--user <USER_ID>] [--uid] <PACKAGE> <OP> <MODE>
query-op [--user <USER_ID>] <OP> [<MODE>]
reset [--user <USER_ID>] [<PACKAGE>]
`,
  methods: { get, set, reset, 'query-op': queryOp },
};
