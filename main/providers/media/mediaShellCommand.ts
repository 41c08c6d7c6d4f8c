// Mirrors MediaProviderShellCommand, behind content://media/cli.
import { Throwable } from '../../../contract/android/errors.ts';
import { type Uri, uriParts } from '../../../contract/android/uri.ts';
import { SCHEMA_VERSION } from './mediaItems.ts';

/** PickerDatabaseHelper.VERSION_LATEST */
const PICKER_VERSION = 16;

/** What the device knows of cloud media providers; nothing, unless one is installed. */
export type CloudProviders = Readonly<{
  /** Those on the allowlist that are installed, as toShortString() tells them. */
  available?: readonly string[];
  /** Every installed one. */
  all?: readonly string[];
  allowlist?: readonly string[];
  current?: string | null;
  /** Whether a change of the current one succeeds. */
  setSucceeds?: boolean;
}>;

/** The words of `?cmd=`, which a plus sign joins. */
export function cliArguments(uri: Uri): readonly string[] {
  return (uriParts(uri).query.get('cmd') ?? '').split(' ').filter((arg) => arg !== '');
}

/** What the command prints. */
export function mediaProviderShellCommand(args: readonly string[], providers: CloudProviders): readonly string[] {
  const [command = '', ...rest] = args;
  switch (command) {
    case 'version':
      return [
        `'internal.db' version: ${SCHEMA_VERSION}`,
        `'external.db' version: ${SCHEMA_VERSION}`,
        `'picker.db' version: ${PICKER_VERSION}`,
      ];
    case 'cloud-provider':
      return cloudProvider(rest, providers);
    case '':
    case 'help':
    case '-h':
      return HELP;
    default:
      return [`Unknown command: ${command}`];
  }
}

function cloudProvider([command, ...rest]: readonly string[], providers: CloudProviders): readonly string[] {
  const outcome = (providers.setSucceeds ?? false) ? 'Succeed.' : 'Failed.';
  switch (command) {
    case undefined:
      return thrown('Argument expected after "cloud-provider"');
    case 'list':
      return listed(rest[0], providers);
    case 'info':
      return ['Current CloudMediaProvider:', providers.current ?? 'null'];
    case 'set': {
      const [authority] = rest;
      if (authority === undefined)
        return ['Error: authority not provided', '(usage: `media_provider cloud-provider set <authority>`)'];
      return [`Setting current CloudMediaProvider authority to '${authority}'...`, outcome];
    }
    case 'unset':
      return ['Unsetting current CloudMediaProvider (disabling CMP integration)...', outcome];
    case 'sync-library':
      return ["Syncing PhotoPicker's library (CMP and local)...", 'Done.'];
    case 'reset-library':
      return ["Resetting PhotoPicker's library (CMP and local)...", 'Done.'];
    default:
      return [`Error: unknown cloud-provider command '${command}'`];
  }
}

function listed(argument: string | undefined, { available, all, allowlist }: CloudProviders): readonly string[] {
  // BasicShellCommandHandler.getNextOption: what does not begin with a dash is no option.
  const option = argument?.startsWith('-') === true && argument !== '--' ? argument : undefined;
  if (option === '--allowlist') return orElse(allowlist, 'Allowlist is empty.');
  if (option !== undefined && option !== '--all') return [`Error: unknown cloud-provider list option '${option}'`];
  return orElse(option === '--all' ? all : available, 'No available CloudMediaProviders.');
}

function orElse(lines: readonly string[] = [], sentence: string): readonly string[] {
  return lines.length > 0 ? lines : [sentence];
}

/** BasicShellCommandHandler.exec */
function thrown(message: string): readonly string[] {
  const { name } = new Throwable('IllegalArgumentException', message);
  return ['', "Exception occurred while executing 'cloud-provider':", `java.lang.${name}: ${message}`];
}

const HELP: readonly string[] = [
  'MediaProvider (media_provider) commands:',
  '  help',
  '      Print this text.',
  '  version',
  '      Print the versions of the internal, external and picker databases.',
  '  cloud-provider list [--all | --allowlist]',
  '      List installed or allowed cloud media providers.',
  '  cloud-provider info | set <AUTHORITY> | unset',
  '      Show, choose or leave the current cloud media provider.',
  '  cloud-provider sync-library | reset-library',
  "      Sync or reset the photo picker's library.",
  '',
];
