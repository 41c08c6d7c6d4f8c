// Mirrors media_provider_cli_wrapper.sh: the `media_provider` command of adb shell.
import { AUTHORITY } from '../../contract/android/mediaStore.ts';
import { parseUri, type Uri } from '../../contract/android/uri.ts';
import type { Command } from './command.ts';
import { type ContentServices, contentCommand } from './contentCommand.ts';

/** The URI that runs a command when it is read: its words joined by plus signs, as the script joins them. */
export function mediaProviderUri(args: readonly string[]): Uri {
  return parseUri(`content://${AUTHORITY}/cli?cmd=${args.join('+')}`);
}

/** Runs `media_provider` with the arguments after that word. @returns the exit code of `content read` */
export const mediaProviderCommand: Command<ContentServices> = (args, io, services) =>
  contentCommand(['read', '--uri', mediaProviderUri(args)], io, services);
