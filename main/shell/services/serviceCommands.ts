// Mirrors cmd, and the scripts of /system/bin that stand for it.
import type { Command, Commands } from '../command.ts';
import { ACTIVITY_SERVICE } from './am.ts';
import { APP_OPS_SERVICE } from './appOpsCommand.ts';
import type { DeviceServices } from './deviceServices.ts';
import { dumpsys, PROCESS_COMMANDS } from './dumpsys.ts';
import { logcat } from './logcat.ts';
import { PACKAGE_SERVICE } from './pm.ts';
import { PROPERTY_COMMANDS } from './properties.ts';
import { scopebox } from './scopebox.ts';
import { input, SCREEN_COMMANDS } from './screenCommands.ts';
import { SETTINGS_SERVICE } from './settingsCommand.ts';
import { serviceCommand } from './shellCommand.ts';
import { sm } from './sm.ts';
import { WINDOW_SERVICE } from './wm.ts';

const SERVICES: Commands<DeviceServices> = {
  package: serviceCommand(PACKAGE_SERVICE),
  activity: serviceCommand(ACTIVITY_SERVICE),
  appops: serviceCommand(APP_OPS_SERVICE),
  settings: serviceCommand(SETTINGS_SERVICE),
  window: serviceCommand(WINDOW_SERVICE),
  input,
  scopebox,
};

const NO_SERVICE = 20;

const cmd: Command<DeviceServices> = async ([name, ...args], io, services) => {
  if (name === '-l') {
    await io.print(
      `Currently running services:\n${Object.keys(SERVICES)
        .sort()
        .map((each) => `  ${each}\n`)
        .join('')}`,
    );
    return 0;
  }
  const service = name !== undefined && Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined;
  if (service !== undefined) return service(args, io, services);
  await io.error(
    name === undefined
      ? 'cmd: No service specified; use -l to list all services\n'
      : `cmd: Can't find service: ${name}\n`,
  );
  return NO_SERVICE;
};

function service(name: keyof typeof SERVICES): Command<DeviceServices> {
  return (args, io, services) => cmd([name, ...args], io, services);
}

/** `service list` and `service check NAME`. */
const serviceList: Command<DeviceServices> = async ([command, name = ''], io) => {
  const names = Object.keys(SERVICES).sort();
  if (command === 'list') {
    const lines = names.map((each, index) => `${index}\t${each}: []\n`);
    await io.print(`Found ${names.length} services:\n${lines.join('')}`);
    return 0;
  }
  if (command === 'check') {
    await io.print(`Service ${name}: ${names.includes(name) ? 'found' : 'not found'}\n`);
    return 0;
  }
  await io.error('Usage: service [list] | [check SERVICE]\n');
  return 10;
};

/** Nobody types on this device but a keyboard. */
const imeList: Command<DeviceServices> = async ([command], io) => {
  if (command === 'list') return 0;
  await io.error(`Unknown command: ${command ?? ''}\n`);
  return 255;
};

export const SERVICE_COMMANDS: Commands<DeviceServices> = {
  ...{ cmd, dumpsys, sm, logcat },
  ...PROCESS_COMMANDS,
  ...PROPERTY_COMMANDS,
  ...SCREEN_COMMANDS,
  pm: service('package'),
  am: service('activity'),
  appops: service('appops'),
  settings: service('settings'),
  wm: service('window'),
  service: serviceList,
  ime: imeList,
  reboot: async (_, __, { reboot }) => {
    reboot();
    return 0;
  },
};
