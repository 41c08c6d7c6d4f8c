// The command line as a whole.
import { Command } from 'commander';
import { SCOPEBOX_VERSION } from '../contract/rpc/version.ts';
import type { Cli } from './cli.ts';
import { addAccessCommands } from './commands/accessCommands.ts';
import { addAppCommands } from './commands/appCommands.ts';
import { addByteCommands } from './commands/byteCommands.ts';
import { addCompletionCommands } from './commands/completionCommands.ts';
import { addContentCommands } from './commands/contentCommands.ts';
import { addDeviceCommands } from './commands/deviceCommands.ts';
import { addDoctorCommands } from './commands/doctorCommands.ts';
import { addExplainCommands } from './commands/explainCommands.ts';
import { addHostCommands } from './commands/hostCommands.ts';
import { addProviderCommands } from './commands/providerCommands.ts';
import { addScenarioCommands } from './commands/scenarioCommands.ts';
import { addShellCommands } from './commands/shellCommands.ts';
import { addUserCommands } from './commands/userCommands.ts';
import { withExamples } from './define.ts';

const GROUPS = [
  ...[addHostCommands, addDeviceCommands, addAppCommands, addAccessCommands, addUserCommands, addContentCommands],
  ...[
    addByteCommands,
    addExplainCommands,
    addShellCommands,
    addScenarioCommands,
    addProviderCommands,
    addDoctorCommands,
    addCompletionCommands,
  ],
];

const HELP_ABOUT = `
A command finds the device by --device or --home, by SCOPEBOX_URL and SCOPEBOX_TOKEN, or else takes the only one that runs.
Without a command, “scopebox” and “scopebox FOLDER” do what “scopebox start” does.

Exit codes: 0 ok; 1 an assertion failed, or the device answered with an exception; 2 wrong usage; 3 environment (no device,
port, folder, disk); 4 not supported by this Android level or version; 130 Ctrl-C.`;

/** Every command, ready to be parsed. Nothing is written but through the streams of `cli`, and nothing ends the process. */
export function createProgram(cli: Cli): Command {
  const { stdout, stderr } = cli.streams;
  const program = new Command('scopebox')
    .description(
      "Android's photo permissions, photo picker, MediaStore and documents on a folder of photos, without an emulator.",
    )
    .version(SCOPEBOX_VERSION, '-V, --version', 'the version')
    .helpOption('-h, --help', 'this help')
    .helpCommand('help [command]', 'help for a command')
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'scopebox: ')),
    })
    .showSuggestionAfterError()
    .showHelpAfterError('“scopebox help” tells what there is.');
  for (const addGroup of GROUPS) addGroup(program, cli);
  withExamples(
    program,
    ['scopebox start ~/Pictures', 'A device on your photos, in the browser'],
    ['scopebox limit com.example.gallery --newest 3', 'Limited access, without a dialog'],
    ['scopebox query images --as com.example.gallery', 'What the app sees'],
    ['scopebox exec -- npm test', 'Your tests, with a device of their own'],
  );
  return program.addHelpText('after', HELP_ABOUT);
}
