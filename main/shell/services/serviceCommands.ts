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
import { SCREEN_COMMANDS } from './screenCommands.ts';
import { SETTINGS_SERVICE } from './settingsCommand.ts';
import { serviceCommand } from './shellCommand.ts';
import { sm } from './sm.ts';

const SERVICES: Commands<DeviceServices> = {
  package: serviceCommand(PACKAGE_SERVICE),
  activity: serviceCommand(ACTIVITY_SERVICE),
  appops: serviceCommand(APP_OPS_SERVICE),
  settings: serviceCommand(SETTINGS_SERVICE),
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

export const SERVICE_COMMANDS: Commands<DeviceServices> = {
  ...{ cmd, dumpsys, sm, logcat },
  ...PROCESS_COMMANDS,
  ...PROPERTY_COMMANDS,
  ...SCREEN_COMMANDS,
  pm: service('package'),
  am: service('activity'),
  appops: service('appops'),
  settings: service('settings'),
  reboot: async (_, __, { reboot }) => {
    reboot();
    return 0;
  },
};
