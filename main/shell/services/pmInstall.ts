// Mirrors PackageManagerShellCommand's install, install-create, install-write, install-commit and install-abandon.
import { Throwable } from '../../../contract/android/errors.ts';
import type { AndroidManifest } from '../../../contract/android/manifest.ts';
import { InstallError } from '../../packages/installError.ts';
import { checkInstall, type InstallFlags } from '../../packages/installRules.ts';
import type { InstallSession } from '../../packages/installSessions.ts';
import type { PackageFile } from '../../packages/packageFile.ts';
import { protectionLevel, requestedPermissions } from '../../packages/requestedPermissions.ts';
import { isFileError } from '../files/fileServices.ts';
import { chunks } from '../language/redirections.ts';
import type { DeviceServices } from './deviceServices.ts';
import { invalid, type ServiceIo, type ServiceMethod, type ShellArguments } from './shellCommand.ts';

type InstallOptions = Readonly<{ flags: InstallFlags; size: number | null }>;

/** Options that change nothing here. */
const PLAIN: ReadonlySet<string> = new Set([
  ...['-l', '-r', '-s', '-f', '--dont-kill', '--full', '--instant', '--ephemeral', '--preload', '--skip-verification'],
  ...['--force-queryable', '--restrict-permissions', '--enable-rollback', '--fastdeploy', '--update-ownership'],
]);

/** The same, with a value. */
const VALUED: ReadonlySet<string> = new Set([
  ...['--user', '--abi', '--install-location', '--install-reason', '--originating-uri', '--referrer', '--pkg'],
  ...['--package-source', '--staged-ready-timeout', '--dexopt-compiler-filter'],
]);

function installOptions(args: ShellArguments): InstallOptions {
  const given = new Set<string>();
  let size: number | null = null;
  let installer: string | null = null;
  for (let option = args.nextOption(); option !== null; option = args.nextOption()) {
    if (option === '-S') size = wholeNumber(args.required());
    else if (option === '-i') installer = args.required();
    else if (VALUED.has(option)) args.required();
    else if (SWITCHES.includes(option)) given.add(option);
    else if (!PLAIN.has(option)) throw invalid(`Unknown option ${option}`);
  }
  const flags = {
    replacesExisting: !given.has('-R'),
    allowsTest: given.has('-t'),
    allowsDowngrade: given.has('-d'),
    grantsPermissions: given.has('-g'),
    bypassesLowTargetSdk: given.has('--bypass-low-target-sdk-block'),
    installer,
  };
  return { flags, size };
}

const SWITCHES: readonly string[] = ['-R', '-t', '-d', '-g', '--bypass-low-target-sdk-block'];

/** @throws {Throwable} NumberFormatException */
function wholeNumber(word: string): number {
  if (/^\d{1,15}$/.test(word)) return Number(word);
  throw new Throwable('NumberFormatException', `For input string: "${word}"`);
}

const install: ServiceMethod = async (args, io, services) => {
  const { flags, size } = installOptions(args);
  const names = args.remaining().filter((name) => name !== '-');
  if (names.length === 0 && size === null)
    return failed(io, 'Error: must either specify a package size or an APK file');
  if (names.length > 0 && size !== null) return failed(io, "Error: can't specify SIZE along with APK");
  const { installSessions } = services.apps;
  const session = installSessions.create(flags);
  try {
    return await answered(io, async () => {
      if (size !== null) await session.write('base.apk', io.stdin, size);
      for (const [index, name] of names.entries())
        await writeFile(session, index === 0 ? 'base.apk' : `${index}.apk`, { name, io, services });
      return commit(session, services);
    });
  } finally {
    installSessions.end(session);
  }
};

const create: ServiceMethod = async (args, io, { apps }) => {
  const { id } = apps.installSessions.create(installOptions(args).flags);
  await io.line(`Success: created install session [${id}]`);
  return 0;
};

const write: ServiceMethod = async (args, io, services) => {
  const { size } = installOptions(args);
  const session = sessionOf(args, services);
  const name = args.required();
  const path = args.next();
  if ((path === null || path === '-') && size === null) return failed(io, 'Error: must specify an APK size');
  return answered(io, async () => {
    const isStream = path === null || path === '-';
    const bytes = isStream
      ? await session.write(name, io.stdin, size)
      : await writeFile(session, name, { name: path, io, services });
    return `Success: streamed ${bytes} bytes`;
  });
};

const commitSession: ServiceMethod = (args, io, services) => {
  const session = sessionOf(args, services);
  return answered(io, async () => {
    try {
      return await commit(session, services);
    } finally {
      services.apps.installSessions.end(session);
    }
  });
};

const abandon: ServiceMethod = async (args, io, services) => {
  services.apps.installSessions.end(sessionOf(args, services));
  await io.line('Success');
  return 0;
};

/** @throws {Throwable} SecurityException for one that there is not */
function sessionOf(args: ShellArguments, { apps }: DeviceServices): InstallSession {
  const id = wholeNumber(args.required());
  const session = apps.installSessions.find(id);
  if (session === null) throw new Throwable('SecurityException', `Caller has no access to session ${id}`);
  return session;
}

/** Says what came of it. @returns the status */
async function answered(io: ServiceIo, run: () => Promise<string>): Promise<number> {
  try {
    await io.line(await run());
    return 0;
  } catch (error) {
    // Providers that are taken are told in the same words, by whoever publishes them.
    const isRefused = error instanceof InstallError || (error instanceof Error && /^INSTALL_/.test(error.message));
    if (!isRefused) throw error;
    await io.line(`Failure [${error.message}]`);
    return 1;
  }
}

type Source = Readonly<{ name: string; io: ServiceIo; services: DeviceServices }>;

/** @throws {Throwable} IllegalArgumentException for what cannot be opened, which is said on stderr first */
async function writeFile(session: InstallSession, name: string, source: Source): Promise<number> {
  const { io, services } = source;
  const file = await services.files.openForReading(io.path(source.name)).catch((error: unknown) => {
    if (isFileError(error)) return null;
    throw error;
  });
  if (file === null) {
    await io.errorLine(`Error: Unable to open file: ${source.name}\nConsider using a file under /data/local/tmp/`);
    await io.errorLine(`Error: Can't open file: ${source.name}`);
    throw invalid(`Error: Can't open file: ${source.name}`);
  }
  try {
    return await session.write(name, chunks(file), null);
  } finally {
    await file.close();
  }
}

/** Installs what a session has. @throws {InstallError} */
async function commit(session: InstallSession, services: DeviceServices): Promise<string> {
  const { apps, packages, device, logcat } = services;
  const { sdk } = device.profile;
  const { flags } = session;
  const file = wholeApp(await session.packages(), session.stagePath);
  const { manifest } = file;
  checkInstall({ file, flags, sdk, installed: packages.find(manifest.packageName) });
  apps.install(manifest, flags.installer);
  if (flags.grantsPermissions) grantAll(manifest, services);
  logcat.log('I', 'PackageManager', `Package ${manifest.packageName} codePath changed: installed by the shell`);
  return 'Success';
}

/** Only the manifest of an app counts here: a split, which has none of its own, is refused rather than lost. */
function wholeApp(files: readonly PackageFile[], stagePath: string): PackageFile {
  const code = 'INSTALL_FAILED_INVALID_APK';
  const [base, second] = files.filter(({ split }) => split === null);
  const split = files.find((each) => each.split !== null);
  if (files.length === 0) throw new InstallError(code, `No packages staged in ${stagePath}`);
  if (second !== undefined) throw new InstallError(code, 'Split null was defined multiple times');
  if (base === undefined) throw new InstallError(code, `Full install must include a base package`);
  if (split !== undefined && split.manifest.packageName !== base.manifest.packageName)
    throw new InstallError(code, `${split.manifest.packageName} inconsistent with ${base.manifest.packageName}`);
  if (split !== undefined)
    throw new InstallError(code, `Split ${split.split}: this device installs an app from its base APK alone`);
  return base;
}

function grantAll(manifest: AndroidManifest, { apps, device }: DeviceServices): void {
  const { sdk } = device.profile;
  for (const name of requestedPermissions(manifest, sdk).known)
    if (protectionLevel(name, sdk) === 'dangerous') apps.setPermission(manifest.packageName, name, true);
}

async function failed(io: ServiceIo, message: string): Promise<number> {
  await io.errorLine(message);
  return 1;
}

export const INSTALL_METHODS: Readonly<Record<string, ServiceMethod>> = {
  install,
  'install-create': create,
  'install-write': write,
  'install-commit': commitSession,
  'install-abandon': abandon,
};
