// apps: what is installed.
import type { Command } from 'commander';
import type { PackageState } from '../../contract/rpc/deviceApi.ts';
import { installed } from '../asPackage.ts';
import type { Cli, DeviceRun } from '../cli.ts';
import { deviceOptions, withExamples } from '../define.ts';
import { readText } from '../files.ts';
import { readCount } from '../readArguments.ts';
import { readManifestText } from '../readManifestText.ts';
import type { OutputOptions } from '../terminal.ts';

type InstallOptions = OutputOptions & Readonly<{ package?: string; targetSdk?: number }>;

const PACKAGE = ['<package>', 'name of an installed app'] as const;

export function addAppCommands(program: Command, cli: Cli): void {
  program.commandsGroup('Devices:');
  const apps = program.command('apps').description('install, list, start and remove apps');
  addInstall(apps, cli);
  addList(apps, cli);
  addOne(apps, cli, ['uninstall', 'remove an app', 'is uninstalled'], (run, name) => run.device.tester.uninstall(name));
  addOne(
    apps,
    cli,
    ['clear', 'pm clear: its permissions, selection and ownership go, the app stays', 'is as new'],
    (run, name) => run.device.tester.clearData(name),
  );
  addOne(apps, cli, ['launch', 'open an app, as its icon in the launcher does', 'is in front'], (run, name) =>
    run.device.tester.api.launch(name),
  );
  addOne(apps, cli, ['stop', 'force-stop an app', 'is stopped'], (run, name) => run.device.tester.api.forceStop(name));
  withExamples(
    apps,
    ['scopebox apps install app/src/main/AndroidManifest.xml --package com.example.gallery', 'Your own app'],
    ['scopebox apps list', 'What is installed, and what it may see'],
  );
}

function addInstall(apps: Command, cli: Cli): void {
  const command = apps
    .command('install')
    .description('install apps from their manifests, or newer versions of them')
    .argument('<manifest...>', 'JSON (docs/manifest.schema.json) or AndroidManifest.xml; - for stdin')
    .option('--package <name>', 'package name, where the XML leaves it to the build')
    .option('--target-sdk <n>', 'targetSdkVersion, likewise', readCount);
  deviceOptions(command).action(
    cli.onDevice<InstallOptions>((run, manifests: readonly string[]) => install(run, manifests)),
  );
  withExamples(
    command,
    ['scopebox apps install gallery.json', 'A manifest in JSON'],
    [
      'scopebox apps install AndroidManifest.xml --package com.example.gallery --target-sdk 36',
      'As Gradle would build it',
    ],
    ['scopebox apps install gallery.json --json', 'Tells the token with which your app connects'],
  );
}

async function install(
  { device, options, output, cli }: DeviceRun<InstallOptions>,
  paths: readonly string[],
): Promise<void> {
  const { package: packageName, targetSdk } = options;
  const given = { ...(packageName !== undefined && { packageName }), ...(targetSdk !== undefined && { targetSdk }) };
  const manifests = await Promise.all(
    paths.map(async (path) => {
      const text = await readText(path, cli.streams.stdin);
      return readManifestText(device.tester, { path, text }, given);
    }),
  );
  const done = [];
  for (const manifest of manifests) {
    const { uid, token } = await device.tester.api.install(manifest);
    done.push({ packageName: manifest.packageName, uid, token });
  }
  output.done(done, done.map((app) => `${app.packageName} is installed (uid ${app.uid}).`).join('\n'));
}

function addList(apps: Command, cli: Cli): void {
  const command = apps.command('list').description('installed apps, and what they may see');
  deviceOptions(command).action(cli.onDevice<OutputOptions>(list));
  withExamples(
    command,
    ['scopebox apps list', 'A table'],
    ['scopebox apps list --json', 'With every permission and flag'],
  );
}

async function list({ device, output }: DeviceRun<OutputOptions>): Promise<void> {
  const { packages } = await device.tester.state();
  output.rows(
    packages,
    [
      { title: 'PACKAGE', value: ({ manifest }) => manifest.packageName },
      { title: 'TARGET', value: ({ manifest }) => manifest.targetSdk, right: true },
      { title: 'UID', value: ({ uid }) => uid, right: true },
      { title: 'PROCESS', value: ({ process }) => process.toLowerCase() },
      { title: 'SELECTED', value: ({ selectedItems }) => selectedItems, right: true },
      { title: 'GRANTED', value: grantedNames },
    ],
    'No apps are installed.',
  );
}

function grantedNames({ permissions }: PackageState): string {
  const names = permissions
    .filter(({ check }) => check === 0)
    .map(({ name }) => name.replace(/^android\.permission\./, ''));
  return names.length === 0 ? '-' : names.join(', ');
}

function addOne(
  apps: Command,
  cli: Cli,
  [name, description, outcome]: readonly [name: string, description: string, outcome: string],
  act: (run: DeviceRun<OutputOptions>, packageName: string) => Promise<void>,
): void {
  const command = apps
    .command(name)
    .description(description)
    .argument(...PACKAGE);
  deviceOptions(command).action(
    cli.onDevice<OutputOptions>(async (run, packageName: string) => {
      await installed(run.device, packageName);
      await act(run, packageName);
      run.output.done({ packageName }, `${packageName} ${outcome}.`);
    }),
  );
  withExamples(command, [
    `scopebox apps ${name} com.example.gallery`,
    `${description[0]?.toUpperCase()}${description.slice(1)}`,
  ]);
}
