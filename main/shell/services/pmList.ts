// Mirrors PackageManagerShellCommand.runList.
import type { InstalledPackage } from '../../packages/packageManager.ts';
import { protectionLevel } from '../../packages/requestedPermissions.ts';
import { permissionGroup } from '../../permission/permissionApp.ts';
import type { DeviceServices } from './deviceServices.ts';
import { codePath } from './packageText.ts';
import { FAILED, type ServiceIo, type ServiceMethod, type ShellArguments } from './shellCommand.ts';

export const pmList: ServiceMethod = async (args, io, services) => {
  const type = args.next();
  switch (type) {
    case null:
      await io.line("Error: didn't specify type of data to list");
      return FAILED;
    case 'package':
    case 'packages':
      return listPackages(args, io, services);
    case 'permissions':
      return listPermissions(io, services);
    case 'permission-groups':
      for (const group of Object.values(permissionGroup)) await io.line(`permission group:${group}`);
      return 0;
    case 'features':
      for (const feature of FEATURES) await io.line(`feature:${feature}`);
      return 0;
    case 'users':
      await io.line('Users:');
      await io.line('\tUserInfo{0:Owner:4c13} running');
      return 0;
    default:
      await io.line(`Error: unknown list type '${type}'`);
      return FAILED;
  }
};

const FEATURES = [
  'android.hardware.camera',
  'android.hardware.camera.any',
  'android.hardware.screen.portrait',
  'android.hardware.touchscreen',
  'android.software.file_based_encryption',
];

const SHOWN = { '-f': 'path', '-i': 'installer', '-U': 'uid', '--show-versioncode': 'version' } as const;

export type ListedPackages = Readonly<{
  shows: ReadonlySet<'path' | 'installer' | 'uid' | 'version'>;
  /** Null for both kinds. */
  system: boolean | null;
  filter: string;
}>;

async function listPackages(args: ShellArguments, io: ServiceIo, { packages }: DeviceServices): Promise<number> {
  const shows = new Set<'path' | 'installer' | 'uid' | 'version'>();
  let system: boolean | null = null;
  let disabled: boolean | null = null;
  let isKeptAlso = false;
  for (let option = args.nextOption(); option !== null; option = args.nextOption()) {
    if (option in SHOWN) shows.add(SHOWN[option as keyof typeof SHOWN]);
    else if (option === '-3') system = false;
    else if (option === '-s') system = true;
    else if (option === '-d' || option === '-e') disabled = option === '-d';
    else if (option === '-u') isKeptAlso = true;
    else if (option === '--user' || option === '--uid') args.required();
    else if (!['-a', '-l'].includes(option)) {
      await io.line(`Error: Unknown option: ${option}`);
      return FAILED;
    }
  }
  const listed = [...packages.list(), ...(isKeptAlso ? packages.kept() : [])].filter(
    ({ enabledState }) => disabled === null || (enabledState === 'disabled-user') === disabled,
  );
  const lines = packageNameLines(listed, { shows, system, filter: args.next() ?? '' });
  await io.print(lines.map((line) => `${line}\n`).join(''));
  return 0;
}

/** In the order of names: Android's is that of a hash map. */
export function packageNameLines(
  packages: readonly InstalledPackage[],
  { shows, system, filter }: ListedPackages,
): readonly string[] {
  const listed = packages.filter(
    (each) => (system === null || each.system === system) && each.manifest.packageName.includes(filter),
  );
  const lines = listed.map((installed) => {
    const { packageName, versionCode = 1 } = installed.manifest;
    const path = shows.has('path') ? `${codePath(installed)}=` : '';
    const version = shows.has('version') ? ` versionCode:${versionCode}` : '';
    const installer = shows.has('installer') ? `  installer=${installed.installer ?? null}` : '';
    const uid = shows.has('uid') ? ` uid:${installed.uid}` : '';
    return { packageName, line: `package:${path}${packageName}${version}${installer}${uid}` };
  });
  return lines.sort((a, b) => (a.packageName < b.packageName ? -1 : 1)).map(({ line }) => line);
}

/** Those that somebody here asks for, and the device knows. */
async function listPermissions(io: ServiceIo, { packages, device }: DeviceServices): Promise<number> {
  const names = new Set(packages.list().flatMap(({ manifest }) => manifest.usesPermissions.map(({ name }) => name)));
  const known = [...names].filter((name) => protectionLevel(name, device.profile.sdk) !== null).sort();
  await io.print(`All Permissions:\n\n${known.map((name) => `permission:${name}\n`).join('')}`);
  return 0;
}
