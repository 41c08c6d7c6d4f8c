// grant, limit, deny, revoke, reset: what an app may see, without a dialog.
import type { Command } from 'commander';
import type { PhotoAccess } from '../../contract/rpc/deviceApi.ts';
import { EXIT, StartError } from '../../main/hosts/commandLine.ts';
import { installed } from '../asPackage.ts';
import { chooseItems, type ItemChoice, mediaItems } from '../chooseItems.ts';
import type { Cli, DeviceRun } from '../cli.ts';
import { collect, deviceOptions, withExamples } from '../define.ts';
import { readCount, readNumbers } from '../readArguments.ts';
import type { OutputOptions } from '../terminal.ts';

type LimitOptions = OutputOptions & ItemChoice & Readonly<{ none?: boolean }>;

const PACKAGE = ['<package>', 'name of an installed app'] as const;
const PERMISSIONS = ['[permission...]', 'such as READ_MEDIA_IMAGES; without one, access to photos and videos'] as const;
/** Limited access came with Android 14. */
const LIMITED_SINCE = 34;

export function addAccessCommands(program: Command, cli: Cli): void {
  program.commandsGroup('What an app may see, without a dialog:');
  addGrant(program, cli);
  addLimit(program, cli);
  addDeny(program, cli);
  addRevoke(program, cli);
  addReset(program, cli);
}

function addGrant(program: Command, cli: Cli): void {
  const command = program
    .command('grant')
    .description('allow all photos and videos, or permissions by name as pm grant does')
    .argument(...PACKAGE)
    .argument(...PERMISSIONS);
  deviceOptions(command).action(
    cli.onDevice<OutputOptions>(async (run, packageName: string, permissions: readonly string[]) => {
      if (permissions.length === 0) return access(run, packageName, 'full');
      return setPermissions(run, packageName, permissions, true);
    }),
  );
  withExamples(
    command,
    ['scopebox grant com.example.gallery', '“Allow all”'],
    ['scopebox grant com.example.gallery ACCESS_MEDIA_LOCATION', 'One permission'],
  );
}

function addLimit(program: Command, cli: Cli): void {
  const command = program
    .command('limit')
    .description('allow limited access, to the photos and videos that are named (Android 14 and newer)')
    .argument(...PACKAGE)
    .option('--select <name>', 'by display name, * stands for anything; can be given again', collect)
    .option('--ids <ids>', 'by _id, comma separated', readNumbers)
    .option('--newest <n>', 'the newest of them', readCount)
    .option('--none', 'nothing selected at all');
  deviceOptions(command).action(cli.onDevice<LimitOptions>((run, packageName: string) => limit(run, packageName)));
  withExamples(
    command,
    ['scopebox limit com.example.gallery --newest 3', 'The three newest'],
    ['scopebox limit com.example.gallery --select "IMG_*" --select sunset.jpg', 'By name'],
    ['scopebox limit com.example.gallery --ids 12,15', 'By _id, as “scopebox query images” tells them'],
  );
}

async function limit(run: DeviceRun<LimitOptions>, packageName: string): Promise<void> {
  const { select, ids, newest, none } = run.options;
  const given = [select, ids, newest, none].filter((each) => each !== undefined).length;
  if (given !== 1)
    throw new StartError('Say which photos: --select NAME, --ids 1,2, --newest 3 or --none; one of them.', EXIT.usage);
  const { sdk } = await run.device.tester.state();
  if (sdk < LIMITED_SINCE)
    throw new StartError(`Limited access came with Android 14 (API 34); this device has API ${sdk}.`, EXIT.unsupported);
  await installed(run.device, packageName);
  const chosen = none === true ? [] : chooseItems(await mediaItems(run.device.tester), { select, ids, newest });
  await run.device.tester.access(packageName, 'limited', chosen);
  const count = `${chosen.length} ${chosen.length === 1 ? 'item' : 'items'}`;
  run.output.done({ packageName, access: 'limited', ids: chosen }, `${packageName} has limited access, to ${count}.`);
}

function addDeny(program: Command, cli: Cli): void {
  const command = program
    .command('deny')
    .description('no access to photos and videos, as after “Don’t allow”')
    .argument(...PACKAGE)
    .option('--forever', 'as after the second time: the app cannot ask again');
  deviceOptions(command).action(
    cli.onDevice<OutputOptions & Readonly<{ forever?: boolean }>>((run, packageName: string) =>
      access(run, packageName, run.options.forever === true ? 'fixed' : 'denied'),
    ),
  );
  withExamples(
    command,
    ['scopebox deny com.example.gallery', 'The app may ask once more'],
    ['scopebox deny com.example.gallery --forever', 'And here it may not'],
  );
}

function addRevoke(program: Command, cli: Cli): void {
  const command = program
    .command('revoke')
    .description('take away permissions by name as pm revoke does, or all access to photos and videos')
    .argument(...PACKAGE)
    .argument(...PERMISSIONS);
  deviceOptions(command).action(
    cli.onDevice<OutputOptions>(async (run, packageName: string, permissions: readonly string[]) => {
      await installed(run.device, packageName);
      return setPermissions(
        run,
        packageName,
        permissions.length > 0 ? permissions : await held(run, packageName),
        false,
      );
    }),
  );
  withExamples(
    command,
    ['scopebox revoke com.example.gallery', 'While the app runs: its process is killed, as on Android'],
    ['scopebox revoke com.example.gallery ACCESS_MEDIA_LOCATION', 'One permission'],
  );
}

function addReset(program: Command, cli: Cli): void {
  const command = program
    .command('reset')
    .description('as if the app had never asked for photos and videos')
    .argument(...PACKAGE);
  deviceOptions(command).action(
    cli.onDevice<OutputOptions>((run, packageName: string) => access(run, packageName, 'reset')),
  );
  withExamples(command, ['scopebox reset com.example.gallery', 'The next request shows its first dialog']);
}

const ACCESS_WORDS: Readonly<Record<PhotoAccess, string>> = {
  full: 'sees all photos and videos',
  limited: 'has limited access',
  denied: 'sees no photos and videos of others, and may ask once more',
  fixed: 'sees no photos and videos of others, and cannot ask again',
  reset: 'is as if it had never asked',
};

async function access(
  { device, output }: DeviceRun<OutputOptions>,
  packageName: string,
  to: PhotoAccess,
): Promise<void> {
  await installed(device, packageName);
  await device.tester.access(packageName, to);
  output.done({ packageName, access: to }, `${packageName} ${ACCESS_WORDS[to]}.`);
}

async function setPermissions(
  { device, output }: DeviceRun<OutputOptions>,
  packageName: string,
  names: readonly string[],
  granted: boolean,
): Promise<void> {
  await installed(device, packageName);
  const whole = names.map((name) => (name.includes('.') ? name : `android.permission.${name}`));
  for (const name of whole) await device.tester.permission(packageName, name, granted);
  const what = whole.length === 0 ? 'no permission' : whole.join(', ');
  output.done(
    { packageName, permissions: whole, granted },
    `${packageName}: ${what} ${granted ? 'granted' : 'revoked'}.`,
  );
}

const PHOTOS =
  /\.(READ_MEDIA_(IMAGES|VIDEO|VISUAL_USER_SELECTED)|(READ|WRITE)_EXTERNAL_STORAGE|ACCESS_MEDIA_LOCATION)$/;

/** Permissions about photos and videos that the app has. */
async function held({ device }: DeviceRun<OutputOptions>, packageName: string): Promise<readonly string[]> {
  const { packages } = await device.tester.state();
  const found = packages.find(({ manifest }) => manifest.packageName === packageName);
  return (found?.permissions ?? [])
    .filter(({ name, check }) => PHOTOS.test(name) && check === 0)
    .map(({ name }) => name);
}
