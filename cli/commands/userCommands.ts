// dialog, pick: what a person in front of the device does.
import type { Command } from 'commander';
import { EXIT, StartError } from '../../main/hosts/commandLine.ts';
import type { WaitOptions } from '../../sdk/screen.ts';
import type { PickerChoice } from '../../sdk/userPicker.ts';
import { answerDialog, answersOf, DIALOG_ANSWERS } from '../answerDialog.ts';
import type { Cli, DeviceRun } from '../cli.ts';
import { deviceOptions, timeoutOption, withExamples } from '../define.ts';
import { readCount, readDuration, readNumbers } from '../readArguments.ts';
import type { OutputOptions } from '../terminal.ts';

type Timeout = OutputOptions & Readonly<{ timeout: number }>;
type PickOptions = Timeout &
  Readonly<{
    newest?: number;
    places?: readonly number[];
    none?: boolean;
    cancel?: boolean;
    browse?: boolean;
    folder?: string;
    save?: string | true;
  }>;

export function addUserCommands(program: Command, cli: Cli): void {
  program.commandsGroup('As the person in front of the device:');
  addDialog(program, cli);
  addPick(program, cli);
}

function addDialog(program: Command, cli: Cli): void {
  const command = program
    .command('dialog')
    .description('answer the dialog that is up, or the next one; without an answer, tell what is on the screen')
    .argument('[answer]', Object.keys(DIALOG_ANSWERS).join(', '))
    .argument('[account]', 'for sign-in')
    .addOption(timeoutOption(readDuration));
  deviceOptions(command).action(
    cli.onDevice<Timeout>(async (run, answer: string | undefined, account: string | undefined) => {
      if (answer === undefined) return showDialogs(run);
      const dialog = await answerDialog(run.device.user, { answer, account }, { timeout: run.options.timeout });
      run.output.done(
        { dialog: dialog.kind, packageName: dialog.ask.packageName, answer },
        `${dialog.kind}: ${answer}.`,
      );
    }),
  );
  withExamples(
    command,
    ['scopebox dialog', 'What is up, and what can be answered'],
    ['scopebox dialog limited', '“Select photos and videos”: the picker comes next'],
    ['scopebox dialog allow --timeout 60s', 'Waits a minute for it'],
    ['scopebox dialog sign-in me@example.com', 'On the page of a documents provider'],
  );
  const lines = Object.entries(DIALOG_ANSWERS).map(([name, what]) => `  ${name.padEnd(14)}${what}`);
  command.addHelpText('after', `\nAnswers:\n${lines.join('\n')}`);
}

async function showDialogs({ device, output }: DeviceRun<OutputOptions>): Promise<void> {
  output.rows(
    await device.user.dialogs(),
    [
      { title: 'DIALOG', value: ({ kind }) => kind },
      { title: 'APP', value: ({ ask }) => ask.packageName },
      { title: 'ANSWERS', value: (dialog) => answersOf(dialog).join(', ') },
      { title: 'TITLE', value: ({ ask }) => ('title' in ask ? ask.title : null) },
    ],
    'No dialog is up.',
  );
}

function addPick(program: Command, cli: Cli): void {
  const command = program
    .command('pick')
    .description('choose in the picker that is up, or in the next one: photos, or documents by name or path')
    .argument('[name...]', 'display names, * stands for anything; in the document picker names or paths')
    .option('--newest <n>', 'so many of the newest that are not selected yet', readCount)
    .option('--places <places>', 'places in the grid from 0, newest first, comma separated', readNumbers)
    .option('--none', '“Allow none”: confirm without anything selected')
    .option('--cancel', 'leave without an answer')
    .option('--browse', '“Browse…”: go on in the document picker')
    .option('--folder <path>', 'document picker: “Use this folder”')
    .option('--save [path]', 'document picker: save, under its own name unless told')
    .addOption(timeoutOption(readDuration));
  deviceOptions(command).action(cli.onDevice<PickOptions>((run, names: readonly string[]) => pick(run, names)));
  withExamples(
    command,
    ['scopebox pick --newest 3', 'Three photos'],
    ['scopebox pick "IMG_*" sunset.jpg', 'By name'],
    ['scopebox pick --cancel', 'Nothing'],
    ['scopebox pick Download/report.pdf', 'A document'],
    ['scopebox pick --folder Documents', 'A folder for an app'],
  );
}

async function pick(run: DeviceRun<PickOptions>, names: readonly string[]): Promise<void> {
  const { newest, places, none, cancel, browse, folder, save, timeout } = run.options;
  const given = [newest, places, none, cancel, browse, folder, save, names[0]].filter((each) => each !== undefined);
  if (given.length !== 1)
    throw new StartError(
      'Say what to pick: names, --newest 3, --places 0,2, --none or --cancel; one of them.',
      EXIT.usage,
    );
  const { picker, documents } = run.device.user;
  const wait = { timeout };
  // biome-ignore lint/correctness/useHookAtTopLevel: a button's words, no hook
  if (folder !== undefined) await documents.useFolder(folder, wait);
  else if (save !== undefined) await documents.save(save === true ? undefined : save, wait);
  else if (none === true) await picker.selectNothing(wait);
  else if (browse === true) await picker.browse(wait);
  else if (newest !== undefined || places !== undefined) return pickPhotos(run, newest ?? places ?? 0, wait);
  else {
    const kind = await pickerThatIsUp(run, wait);
    if (cancel === true) await (kind === 'photoPicker' ? picker.cancel(wait) : documents.cancel(wait));
    else if (kind === 'photoPicker') return pickPhotos(run, names, wait);
    else await documents.open(...names, wait);
  }
  run.output.done({ picked: cancel === true ? null : names }, cancel === true ? 'Left without an answer.' : 'Picked.');
}

async function pickPhotos(
  { device, output }: DeviceRun<PickOptions>,
  what: PickerChoice,
  wait: WaitOptions,
): Promise<void> {
  const uris = await device.user.picker.select(what, wait);
  output.done({ picked: uris }, uris.join('\n'));
}

/** Whichever of both comes first. */
async function pickerThatIsUp(
  { device }: DeviceRun<PickOptions>,
  { timeout }: WaitOptions,
): Promise<'photoPicker' | 'documentPicker'> {
  const abort = new AbortController();
  const wait = { timeout, signal: abort.signal };
  const waits = (['photoPicker', 'documentPicker'] as const).map((kind) => device.user.waitForDialog(kind, wait));
  try {
    const { kind } = await Promise.any(waits);
    return kind;
  } catch (error) {
    throw error instanceof AggregateError ? error.errors[0] : error;
  } finally {
    abort.abort();
  }
}
