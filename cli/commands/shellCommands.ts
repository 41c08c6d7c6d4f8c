// shell, push: as adb does it, without adb.
import type { Command } from 'commander';
import { EXIT, StartError } from '../../main/hosts/commandLine.ts';
import type { Cli, DeviceRun } from '../cli.ts';
import { deviceOptions, withExamples } from '../define.ts';
import { readableFile, readBytes } from '../files.ts';
import { pushFile, pushLocal } from '../pushFile.ts';
import { pushTarget } from '../pushTarget.ts';
import { megabytes, type OutputOptions } from '../terminal.ts';

type ShellOptions = OutputOptions & Readonly<{ stdin?: boolean }>;

export function addShellCommands(program: Command, cli: Cli): void {
  program.commandsGroup('As adb does it, without adb:');
  addShell(program, cli);
  addPush(program, cli);
}

function addShell(program: Command, cli: Cli): void {
  const command = program
    .command('shell')
    .description("run a command line in the device's shell; its exit code is the exit code")
    .usage('[options] -- <command...>')
    .argument('<command...>', 'words are joined by spaces, as adb does')
    .option('--stdin', 'give it what comes on stdin, 8 MiB at most')
    .passThroughOptions();
  deviceOptions(command).action(cli.onDevice<ShellOptions>((run, words: readonly string[]) => shell(run, words)));
  withExamples(
    command,
    ['scopebox shell -- ls -l /sdcard/DCIM', 'A listing'],
    [
      'scopebox shell "content query --uri content://media/external/images/media | wc -l"',
      'With the pipe on the device',
    ],
    ['scopebox shell --stdin "cat > /sdcard/notes.txt" < notes.txt', 'A file from here'],
  );
}

async function shell(
  { device, options, output, cli }: DeviceRun<ShellOptions>,
  words: readonly string[],
): Promise<number> {
  const { stdin, stdout, stderr } = cli.streams;
  const given = options.stdin === true ? await readBytes('-', stdin) : undefined;
  const args = ['sh', '-c', words.join(' ')];
  const result = await (given === undefined ? device.tester.api.shell(args) : device.tester.api.shell(args, given));
  if (output.json) output.result({ ...result, stdout: new TextDecoder().decode(result.stdout) }, '');
  else {
    stdout.write(result.stdout);
    stderr.write(result.stderr);
  }
  if (result.truncated) output.note('scopebox: it printed more than 4 MiB; the rest is lost.');
  return result.exitCode;
}

function addPush(program: Command, cli: Cli): void {
  const command = program
    .command('push')
    .description('copy files to the device; they are scanned when this ends')
    .argument('<file...>', 'files of this computer, - for stdin, and last the target on the device');
  deviceOptions(command).action(cli.onDevice<OutputOptions>((run, paths: readonly string[]) => push(run, paths)));
  withExamples(
    command,
    ['scopebox push photo.jpg /sdcard/DCIM/Camera/', 'One photo'],
    ['scopebox push *.jpg /sdcard/Pictures/Trip/', 'Several'],
  );
}

async function push({ device, output, cli }: DeviceRun<OutputOptions>, paths: readonly string[]): Promise<void> {
  const target = paths.at(-1);
  const files = paths.slice(0, -1);
  if (target === undefined || files.length === 0)
    throw new StartError('Name files and, last, where they go: scopebox push photo.jpg /sdcard/DCIM/', EXIT.usage);
  const pushed = [];
  for (const file of files) {
    const path = pushTarget(file, target, files.length > 1);
    let arrived = 0;
    const tell = (bytes: number) => {
      arrived = bytes;
    };
    const { tester } = device;
    const bytes = await output.whileTelling(
      () => `${file}: ${megabytes(arrived)}`,
      async () =>
        file === '-'
          ? pushFile(tester, path, { content: cli.streams.stdin, tell })
          : pushLocal(tester, path, { file: await readableFile(file), tell }),
    );
    pushed.push({ file, path, bytes });
  }
  output.done(pushed, pushed.map(({ file, path, bytes }) => `${file} → ${path} (${bytes} bytes)`).join('\n'));
}
