// Mirrors toybox's getprop.c, over what a device of a level says of itself.
import { VERSION_CODES } from '../../../contract/android/build.ts';
import type { DeviceProfile } from '../../device/device.ts';
import { PRODUCT } from '../../device/product.ts';
import { minInstallableTargetSdk } from '../../packages/installRules.ts';
import { type Commands, ProgramError } from '../command.ts';
import { UsageError } from '../options.ts';
import type { DeviceServices } from './deviceServices.ts';

const RELEASES: Readonly<Record<number, string>> = {
  [VERSION_CODES.Q]: '10',
  [VERSION_CODES.R]: '11',
  31: '12',
  32: '12',
  [VERSION_CODES.TIRAMISU]: '13',
  [VERSION_CODES.UPSIDE_DOWN_CAKE]: '14',
  [VERSION_CODES.VANILLA_ICE_CREAM]: '15',
  36: '16',
};

/** The properties of a device, in no order. */
export function systemProperties({ sdk }: DeviceProfile): Readonly<Record<string, string>> {
  const release = RELEASES[sdk] ?? String(sdk - 20);
  const { name, model, device, brand, manufacturer } = PRODUCT;
  const id = `SCOPEBOX.${sdk}`;
  return {
    'ro.build.version.sdk': String(sdk),
    'ro.build.version.release': release,
    'ro.build.version.release_or_codename': release,
    'ro.build.version.codename': 'REL',
    'ro.build.version.incremental': '1',
    'ro.build.version.security_patch': `20${Math.min(25, sdk - 10)}-01-05`,
    'ro.build.version.min_supported_target_sdk': String(minInstallableTargetSdk(sdk)),
    'ro.build.id': id,
    'ro.build.type': 'user',
    'ro.build.tags': 'release-keys',
    'ro.build.characteristics': 'default',
    'ro.build.product': device,
    'ro.build.fingerprint': `${brand}/${name}/${device}:${release}/${id}/1:user/release-keys`,
    'ro.product.name': name,
    'ro.product.model': model,
    'ro.product.device': device,
    'ro.product.brand': brand,
    'ro.product.manufacturer': manufacturer,
    'ro.product.locale': 'en-US',
    'ro.product.cpu.abi': 'arm64-v8a',
    'ro.product.cpu.abilist': 'arm64-v8a',
    'ro.serialno': 'SCOPEBOX',
    'ro.boot.serialno': 'SCOPEBOX',
    'ro.hardware': 'scopebox',
    'ro.kernel.qemu': '1',
    'ro.boot.qemu': '1',
    'ro.debuggable': '0',
    'ro.adb.secure': '1',
    'sys.boot_completed': '1',
    'dev.bootcomplete': '1',
    'init.svc.bootanim': 'stopped',
    'persist.sys.locale': 'en-US',
    'persist.sys.timezone': Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(sdk >= 34 ? { 'build.version.extensions.u': '15' } : {}),
  };
}

/** `getprop` of everything. */
export function propertyLines(properties: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(properties)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `[${name}]: [${value}]`);
}

/** What SELinux lets adb's shell set. */
const SETTABLE = /^(?:debug|log|persist\.log|persist\.debug)\./;

const LONGEST_VALUE = 91;

/** Why a property is not set; null where it is. */
export function propertyProblem(name: string, value: string): string | null {
  if (name === '') return 'empty property name';
  if (name.startsWith('.')) return "property names must not start with a '.'";
  if (name.endsWith('.')) return "property names must not end with a '.'";
  if (name.includes('..')) return "'..' is not allowed in a property name";
  const bad = /[^A-Za-z0-9:@_.-]/.exec(name);
  if (bad !== null) return `invalid character '${bad[0]}' in name '${name}'`;
  if (Buffer.byteLength(value) > LONGEST_VALUE)
    return `value '${value}' too long; try '${value.slice(0, LONGEST_VALUE)}'`;
  return SETTABLE.test(name) ? null : `failed to set property '${name}' to '${value}'`;
}

export const PROPERTY_COMMANDS: Commands<DeviceServices> = {
  getprop: async ([name, otherwise = ''], io, { device }) => {
    const all: Readonly<Record<string, string>> = { ...systemProperties(device.profile), ...device.properties };
    const lines = name === undefined ? propertyLines(all) : [Object.hasOwn(all, name) ? all[name] : otherwise];
    await io.print(`${lines.join('\n')}\n`);
    return 0;
  },
  setprop: async ([name, value, ...more], _, { device }) => {
    if (name === undefined || value === undefined || more.length > 0) throw new UsageError('Needs 2 arguments');
    const problem = propertyProblem(name, value);
    if (problem !== null) throw new ProgramError(problem);
    device.setProperty(name, value);
    return 0;
  },
};
