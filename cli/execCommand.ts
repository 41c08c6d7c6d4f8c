// exec: a device for as long as another command runs.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Skin } from '../contract/rpc/deviceApi.ts';
import { EXIT, readSettings, StartError } from '../main/hosts/commandLine.ts';
import { scanText } from '../main/hosts/scanProgress.ts';
import type { Host } from '../main/hosts/web.ts';
import { createDevice } from '../sdk/device.ts';
import type { Run } from './cli.ts';
import { readText } from './files.ts';
import { SKINS } from './readArguments.ts';
import { readManifestText } from './readManifestText.ts';
import type { Output, OutputOptions } from './terminal.ts';

export type ExecOptions = OutputOptions & Readonly<{ install?: readonly string[]; skin?: Skin; home?: string }>;

/** Options of exec that the host does not know; each takes a value, but for the switch. */
const OWN = { values: ['--install', '--skin'], switches: ['--quiet', '-q'] } as const;

/** @returns the exit code of the command, or 128 + N for signal N that came before there was one */
export async function execCommand(run: Run<ExecOptions>): Promise<number> {
  const { host, command } = splitExec(run.cli.args);
  if (command.length === 0)
    throw new StartError('Name the command to run after --, such as: scopebox exec -- npm test', EXIT.usage);
  const own = run.options.home === undefined ? mkdtempSync(join(tmpdir(), 'scopebox-exec-')) : null;
  using signals = new PassedOn();
  try {
    const home = own === null ? [] : ['--home', join(own, 'home')];
    return await withDevice(run, [...host, ...home], (environment) => runToItsEnd(command, environment, signals));
  } finally {
    if (own !== null) rmSync(own, { recursive: true, force: true });
  }
}

/** Runs with a device that is ready; `environment` tells where it is. */
async function withDevice(
  { cli, options, output }: Run<ExecOptions>,
  args: readonly string[],
  act: (environment: NodeJS.ProcessEnv) => Promise<number>,
): Promise<number> {
  const { withHost } = await import('../main/hosts/web.ts');
  const { demoFolder } = await import('../main/hosts/bundledFiles.ts');
  const settings = readSettings(['serve', ...args], cli.environment, demoFolder());
  if (settings === null) return EXIT.ok;
  const paths = options.install ?? [];
  const apps = await Promise.all(paths.map(async (path) => ({ path, text: await readText(path, cli.streams.stdin) })));
  return withHost(settings, async (host) => {
    await prepare(host, { apps, skin: options.skin }, output);
    const { origin, tokens } = host.server;
    const environment = { ...cli.environment, SCOPEBOX_URL: origin, SCOPEBOX_TOKEN: tokens.device };
    return Promise.race([act(environment), host.failed]);
  });
}

/**
 * What is for the host, and the command behind `--`.
 * @param args with `exec` at their beginning
 */
export function splitExec(args: readonly string[]): Readonly<{ host: readonly string[]; command: readonly string[] }> {
  const end = args.indexOf('--');
  const before = args.slice(1, end < 0 ? undefined : end);
  const isOwn = (arg: string, names: readonly string[]) =>
    names.some((name) => arg === name || arg.startsWith(`${name}=`));
  const host = before.filter((arg, i) => {
    const previous = before[i - 1];
    const isValue = previous !== undefined && OWN.values.some((name) => name === previous);
    return !isValue && !isOwn(arg, OWN.values) && !isOwn(arg, OWN.switches);
  });
  return { host, command: end < 0 ? [] : args.slice(end + 1) };
}

type Prepared = Readonly<{ apps: readonly Readonly<{ path: string; text: string }>[]; skin: Skin | undefined }>;

/** Waits until every folder is indexed, with the apps and the skin that were asked for. */
async function prepare(host: Host, { apps, skin }: Prepared, output: Output): Promise<void> {
  if (skin !== undefined && !SKINS.includes(skin))
    throw new StartError(`--skin takes one of ${SKINS.join(', ')}, not “${skin}”.`, EXIT.usage);
  const { origin, tokens } = host.server;
  await output.whileTelling(
    () => scanText(host.system.volumes.list()),
    async () => {
      await using device = await createDevice({
        url: origin,
        token: tokens.device,
        ...(skin !== undefined && { skin }),
      });
      for (const app of apps) await device.install(await readManifestText(device.tester, app));
    },
  );
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Signals that come while a command runs are the command's; one that comes before keeps it from beginning. */
class PassedOn implements Disposable {
  readonly #forwards: readonly (() => void)[];
  #child: ChildProcess | null = null;
  #early: NodeJS.Signals | null = null;

  constructor() {
    this.#forwards = SIGNALS.map((signal) => {
      const forward = () => this.#forward(signal);
      process.on(signal, forward);
      return () => void process.off(signal, forward);
    });
  }

  /** The one that came before there was a command. */
  get early(): NodeJS.Signals | null {
    return this.#early;
  }

  attach(child: ChildProcess): void {
    this.#child = child;
  }

  [Symbol.dispose](): void {
    for (const end of this.#forwards) end();
  }

  #forward(signal: NodeJS.Signals): void {
    if (this.#child === null) this.#early ??= signal;
    // At a terminal Ctrl-C reaches the whole group by itself; passing it on would press it twice.
    else if (signal !== 'SIGINT' || !process.stdin.isTTY) this.#child.kill(signal);
  }
}

/** @returns its exit code, as a shell tells it */
async function runToItsEnd(
  [program = '', ...args]: readonly string[],
  environment: NodeJS.ProcessEnv,
  signals: PassedOn,
): Promise<number> {
  if (signals.early !== null) return 128 + (constants.signals[signals.early] ?? 0);
  const child = spawn(program, args, { stdio: 'inherit', env: environment });
  signals.attach(child);
  return new Promise((resolve, reject) => {
    child.once('error', (error) => {
      const why = 'code' in error && error.code === 'ENOENT' ? 'there is no such program' : error.message;
      reject(new StartError(`“${program}” cannot be started: ${why}.`, EXIT.environment));
    });
    child.once('exit', (code, signal) => {
      resolve(signal === null ? (code ?? EXIT.ok) : 128 + (constants.signals[signal] ?? 0));
    });
  });
}
