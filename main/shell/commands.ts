// Mirrors /system/bin: every program of the device, by its name.
import type { Commands } from './command.ts';
import { contentCommand } from './contentCommand.ts';
import { CHANGE_COMMANDS } from './files/changeCommands.ts';
import { find } from './files/find.ts';
import { ls } from './files/ls.ts';
import { SPACE_COMMANDS, type VolumeSpace } from './files/space.ts';
import { readlink, realpath, stat } from './files/statCommand.ts';
import { mediaProviderCommand } from './mediaProviderCommand.ts';
import type { DeviceServices } from './services/deviceServices.ts';
import { SERVICE_COMMANDS } from './services/serviceCommands.ts';
import { COUNT_COMMANDS } from './text/countCommands.ts';
import { FIELD_COMMANDS } from './text/fieldCommands.ts';
import { grep } from './text/grep.ts';
import { LINE_COMMANDS } from './text/lineCommands.ts';
import { PRINT_COMMANDS } from './text/printCommands.ts';
import { sed } from './text/sed.ts';

/** What all commands together need of the device. */
export type ShellServices = DeviceServices & Readonly<{ volumeSpaces(): readonly VolumeSpace[] }>;

export const COMMANDS: Commands<ShellServices> = {
  content: contentCommand,
  media_provider: mediaProviderCommand,
  ...{ ls, stat, readlink, realpath, find },
  ...SERVICE_COMMANDS,
  ...CHANGE_COMMANDS,
  ...SPACE_COMMANDS,
  ...COUNT_COMMANDS,
  ...LINE_COMMANDS,
  ...FIELD_COMMANDS,
  ...PRINT_COMMANDS,
  sed,
  grep: grep('basic'),
  egrep: grep('extended'),
  fgrep: grep('fixed'),
};
