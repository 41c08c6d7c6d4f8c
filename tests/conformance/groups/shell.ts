// Runners for the shell's view: `content` and `media_provider`.
import type { Row } from '../../../contract/android/cursor.ts';
import { parseUri } from '../../../contract/android/uri.ts';
import {
  type CloudProviders,
  cliArguments,
  mediaProviderShellCommand,
} from '../../../main/providers/media/mediaShellCommand.ts';
import { parseBinding, splitProjection } from '../../../main/shell/contentArguments.ts';
import { mediaProviderUri } from '../../../main/shell/mediaProviderCommand.ts';
import { rowsText } from '../../../main/shell/shellText.ts';
import type { Groups } from '../groups.ts';

type Output = Readonly<{ columns: readonly string[]; rows: readonly Row[] }>;

export const shellGroups: Groups = {
  content_cli_binding: { run: ({ binding }: { binding: string }) => parseBinding(binding) },
  content_cli_query_output: { run: ({ columns, rows }: Output) => rowsText(columns, rows) },
  content_cli_projection: { run: ({ projection }: { projection: string }) => splitProjection(projection) },
  media_provider_wrapper_uri: { run: ({ args }: { args: readonly string[] }) => mediaProviderUri(args) },
  media_provider_cli_output: {
    run: ({ cmd, state = {} }: { cmd: string; state?: CloudProviders }) =>
      mediaProviderShellCommand(cliArguments(parseUri(`content://media/cli?cmd=${cmd}`)), state),
  },
};
